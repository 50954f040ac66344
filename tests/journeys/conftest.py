"""A real browser that checks every page it opens: accessible, no wider than the screen, no errors."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE = {"width": 360, "height": 740}
NARROWEST = {"width": 320, "height": 740}

# Playwright's synchronous interface runs inside an event loop; Django would refuse the database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.django_db(transaction=True))
            if not CHROMIUM.exists():
                item.add_marker(pytest.mark.skip(reason="there is no /usr/bin/chromium on this machine"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    plain = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    return {**browser_type_launch_args, "executable_path": str(CHROMIUM), "args": quiet + plain}


class Visitor:
    """Somebody with a browser. Every page opened is checked."""

    def __init__(self, page, address, javascript):
        self.page = page
        self.address = address
        self.javascript = javascript
        self.errors = []
        page.on("console", lambda message: self._heard(message))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _heard(self, message):
        # The browser itself reports a page that is rightly not there.
        if message.type in {"error", "warning"} and "404 (Not Found)" not in message.text:
            self.errors.append(message.text)

    def opens(self, path):
        """Open a page, check it, and return its status."""
        response = self.page.goto(self.address + path)
        self.finds_the_page_sound()
        return response.status

    def presses(self, name, role="button"):
        """Press a button or link by its words, and check where that leads."""
        self.page.get_by_role(role, name=name).first.click()
        self.page.wait_for_load_state()
        self.finds_the_page_sound()

    def follows(self, name):
        self.presses(name, role="link")

    def reads(self):
        """Return the words on the page."""
        return self.page.locator("body").inner_text()

    def finds_the_page_sound(self):
        assert self.errors == [], f"the console of {self.page.url} says {self.errors}"
        width = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert width <= 0, f"{self.page.url} is {width} px wider than the screen"
        if self.javascript:
            self._passes_axe()

    def _passes_axe(self):
        self.page.evaluate(AXE.read_text())
        found = self.page.evaluate("tags => axe.run(document, {runOnly: tags})", RULES)["violations"]
        problems = [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found]
        assert problems == [], f"{self.page.url} is not accessible: {problems}"

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


@pytest.fixture(params=[True, False], ids=["javascript", "no-javascript"])
def javascript(request):
    return request.param


@pytest.fixture
def new_visitor(browser, live_server, javascript):
    """Return a function that gives a new browser window; each journey runs with and without JavaScript."""
    contexts = []

    def make(viewport=PHONE, colour_scheme="light"):
        context = browser.new_context(
            viewport=viewport, java_script_enabled=javascript, color_scheme=colour_scheme, locale="en-GB"
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        return Visitor(context.new_page(), live_server.url, javascript)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def visitor(new_visitor):
    return new_visitor()
