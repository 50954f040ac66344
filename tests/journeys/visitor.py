"""Somebody with a browser, in words that read as sentences."""

import re

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import expect

from tests.journeys.soundness import NARROWEST, ScriptSwitch

PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 900}
# What a console says of a page that is rightly not there, of a search that a newer one has replaced, and of
# axe where a site of its own does not hold it.
RIGHTLY_SAID = (
    "401 (Unauthorized)",
    "403 (Forbidden)",
    "404 (Not Found)",
    "422 (Unprocessable Entity)",
    "422 (Unprocessable Content)",  # as Python names it from 3.13 on
    "Error Code 404",
    "htmx:sendAbort",
    "htmx:afterRequest",
    "/static/axe.min.js",
)
PATIENCE_MS = 15_000  # a busy machine is slow, not broken
BOXES = "textarea, input:not([type=radio]):not([type=checkbox]):not([type=hidden])"

# Counts in the browser itself: a tap is a finger put down, and words are counted when a form is sent.
COUNTER = """(() => {
    const typed = new Set();
    const add = (what, count) =>
        sessionStorage.setItem(what, Number(sessionStorage.getItem(what) ?? 0) + count);
    addEventListener("pointerdown", (event) => event.isTrusted && add("taps", 1), true);
    addEventListener("input", ({target}) => target.matches("textarea, input:not([type])," +
        "[type=text], [type=search], [type=email], [type=password]") && typed.add(target), true);
    addEventListener("submit", () => {
        typed.forEach((box) => add("words", (box.value.match(/\\S+/g) ?? []).length));
        typed.clear();
    }, true);
})()"""

expect.set_options(timeout=PATIENCE_MS)


class Visitor:
    """Somebody with a browser. Every page that is opened is looked at."""

    def __init__(self, page, address, *, javascript, inspector):
        self.page = page
        self.address = address
        self.javascript = javascript
        self.scripts = ScriptSwitch(page, on=javascript)
        self.inspector = inspector
        self.errors = []
        self.sent = []
        self._listeners = {
            "console": self._hear,
            "pageerror": lambda error: self.errors.append(str(error)),
            "request": lambda request: request.method == "POST" and self.sent.append(request),
        }
        for event, listener in self._listeners.items():
            page.on(event, listener)

    def _hear(self, message):
        expected = any(words in message.text for words in RIGHTLY_SAID)
        if message.type in {"error", "warning"} and not expected:
            self.errors.append(message.text)

    def finds_the_page_sound(self):
        assert self.errors == [], f"the console of {self.page.url} says {self.errors}"
        self.inspector.looks_at(self.page, self.scripts)

    # Going somewhere

    def opens(self, path):
        """Open a page and return its status."""
        response = self.page.goto(path if "://" in path else self.address + path)
        self.finds_the_page_sound()
        return response.status

    def presses(self, name, role="button", exact=False):
        """Press what leads to another page."""
        target = self.page.get_by_role(role, name=name, exact=exact).first
        with self.page.expect_event("load"):
            target.click()
        self.finds_the_page_sound()

    def follows(self, name, exact=False):
        self.presses(name, role="link", exact=exact)

    def goes_by_menu_to(self, name):
        button = self.page.locator(".menu__button")
        if button.is_visible():
            button.click()
        with self.page.expect_event("load"):
            self.page.get_by_label("Menu").get_by_role("link", name=name, exact=True).click()
        self.finds_the_page_sound()

    # Answering

    def _part(self, of):
        return self.page.get_by_role("group", name=re.compile(re.escape(of))).last if of else self.page

    def box(self, label):
        return self.page.get_by_label(label).and_(self.page.locator(BOXES)).first

    def types(self, label, words):
        """Put a finger into a box and write."""
        box = self.box(label)
        box.click()
        box.fill(words)

    def taps(self, label, of=""):
        """Tap an answer: one to choose from, or one to tick. ``of`` is the question."""
        answer = self._part(of).get_by_label(label, exact=True)
        if not answer.is_checked():
            # Fingers land on the words as well as on the circle beside them.
            answer.locator("xpath=ancestor::label | following-sibling::label").click()
        expect(answer).to_be_checked()

    def touches(self, name, role="button"):
        """Press what stays on the page where there is JavaScript."""
        self.page.get_by_role(role, name=name).first.click()

    def chooses(self, label, option):
        """Choose out of a list that drops down: one tap to open it, one to choose."""
        self.page.get_by_label(label).and_(self.page.locator("select")).select_option(label=option)

    def opens_up(self, summary):
        """Unfold a part of the page."""
        self.page.locator("summary", has_text=summary).first.click()

    # Reading

    def sees(self, *words):
        """Wait until the page shows all of these."""
        for one in words:
            expect(self.page.get_by_text(one).filter(visible=True).first).to_be_visible()

    def does_not_see(self, *words):
        for one in words:
            expect(self.page.get_by_text(one).filter(visible=True)).to_have_count(0)

    def reads(self):
        """Return the words on the page."""
        return self.page.locator("body").inner_text()

    def is_at(self, path):
        # What follows a # stays in the address through a redirect, and means nothing.
        expect(self.page).to_have_url(re.compile(re.escape(self.address + path) + r"(#.*)?$"))

    def is_told(self, *sentences):
        """Find these mistakes in the summary; each link there moves the focus to its field."""
        assert self.page.title().startswith("Error: "), self.page.title()
        summary = self.page.locator(".govuk-error-summary")
        for sentence in sentences:
            expect(summary).to_contain_text(sentence)
        for link in summary.get_by_role("link").all():
            field = link.get_attribute("href")
            link.click()
            expect(self.page.locator(f"{field}:focus, {field} :focus").first).to_be_attached()

    def effort(self):
        """Return how many taps and words it took so far, as the browser counted them."""
        counted = "[sessionStorage.getItem('taps'), sessionStorage.getItem('words')].map(Number)"
        return tuple(self.page.evaluate(counted))

    # Being somebody

    def signs_in_as(self, person):
        """Start a session for somebody without typing."""
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": self.address}
        self.page.context.add_cookies([cookie])
        return self

    def signs_out(self):
        self.page.context.clear_cookies()
        return self

    def opens_another_tab(self):
        """Return the same person in a second tab."""
        return Visitor(
            self.page.context.new_page(),
            self.address,
            javascript=self.javascript,
            inspector=self.inspector,
        )

    def leaves(self):
        """Let what was sent be answered, so that nothing is written after the journey has ended, and go."""
        for request in self.sent:
            request.response()
        for event, listener in self._listeners.items():
            self.page.remove_listener(event, listener)
        self.scripts.let_go()


__all__ = ["NARROWEST", "PHONE", "WIDE", "Visitor"]
