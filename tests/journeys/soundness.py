"""What makes a page sound: it passes axe, fits the screen, and its title tells of mistakes."""

import hashlib
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

AXE = (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NARROWEST = {"width": 320, "height": 740}
GALLERY = "/ui/"  # shows an error summary as an example of one

# What a page is made of, without its words and however often each part is there. Of two pages made of
# the same parts in the same light and width, axe would say the same.
SHAPE = """() => {
    const part = (one) => one && [one.tagName, one.className, one.getAttributeNames(), one.type].join();
    const parts = Array.from(document.querySelectorAll("*"), (one) =>
        [part(one.parentElement), part(one), one.checked, one.open].join(">"));
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    return [dark, innerWidth, ...[...new Set(parts)].sort()].join(";");
}"""
TOO_WIDE_BY = "document.documentElement.scrollWidth - window.innerWidth"
RUN_AXE = """async (tags) => (await axe.run(document, {runOnly: tags, resultTypes: ["violations"]}))
    .violations.map((found) => `${found.id}: ${found.nodes[0].html.slice(0, 200)}`)"""


class Inspector:
    """Looks at pages. A shape that has passed once in a run is not put through axe, or narrowed, again."""

    def __init__(self):
        self.passed = Path(os.environ.get("SIDEWAYS_SOUND_SHAPES") or tempfile.mkdtemp())

    def looks_at(self, page, scripts):
        """Fail when the page is not sound."""
        assert_fits(page)
        assert_titled(page)
        shape = f"{scripts.on} {page.evaluate(SHAPE)}"
        passed = self.passed / hashlib.sha256(shape.encode()).hexdigest()
        if passed.exists():
            return
        with scripts.on_for_a_moment():
            assert_accessible(page)
        assert_fits_the_narrowest(page)
        passed.touch()


def assert_fits(page):
    too_wide = page.evaluate(TOO_WIDE_BY)
    assert too_wide <= 0, f"{page.url} is {too_wide} px wider than the screen"


def assert_fits_the_narrowest(page):
    usual = page.viewport_size
    page.set_viewport_size(NARROWEST)
    assert_fits(page)
    page.set_viewport_size(usual)


def assert_titled(page):
    title = page.title()
    what, _, site = title.rpartition(" – ")
    assert what, f"{page.url} has no title of its own: {title!r}"
    assert site == "Sideways", title
    assert page.locator("h1").count() == 1 or GALLERY in page.url, f"{page.url} wants one h1"
    if GALLERY not in page.url:
        in_error = page.locator(".govuk-error-summary").count() > 0
        assert title.startswith("Error: ") == in_error, f"{page.url} is titled {title!r}"


def assert_accessible(page):
    page.evaluate(AXE)
    problems = page.evaluate(RUN_AXE, RULES)
    assert problems == [], f"{page.url} is not accessible: {problems}"


class ScriptSwitch:
    """A browser window's JavaScript, off or on. Off as the window opens, its pages leave theirs unrun."""

    def __init__(self, page, *, on):
        self.on = on
        if not on:
            self.tools = page.context.new_cdp_session(page)
            self._turn(on=False)

    def _turn(self, *, on):
        self.tools.send("Emulation.setScriptExecutionDisabled", {"value": not on})

    @contextmanager
    def on_for_a_moment(self):
        """Let a script of ours run. Those of the page were left out as it loaded, and stay out."""
        if self.on:
            yield
            return
        self._turn(on=True)
        try:
            yield
        finally:
            self._turn(on=False)
