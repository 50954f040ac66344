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

# All that is asked of every page, at once: each question by itself would be a trip to the browser.
#
# Its shape is what it is made of, without its words and however often each part is there. Of two pages
# made of the same parts, in the same light and both on a phone or both on a wide screen, axe would say
# the same.
LOOK = """() => {
    const part = (one) => one && [one.tagName, one.className, one.getAttributeNames(), one.type].join();
    const parts = Array.from(document.querySelectorAll("*"), (one) =>
        [part(one.parentElement), part(one), one.open].join(">"));
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const wide = innerWidth > 640;
    return {
        too_wide_by: document.documentElement.scrollWidth - innerWidth,
        title: document.title,
        headings: document.querySelectorAll("h1").length,
        mistakes: document.querySelectorAll(".govuk-error-summary").length,
        shape: [dark, wide, ...[...new Set(parts)].sort()].join(";"),
    };
}"""
TOO_WIDE_BY = "document.documentElement.scrollWidth - innerWidth"
RUN_AXE = """async (tags) => (await axe.run(document, {runOnly: tags, resultTypes: ["violations"]}))
    .violations.map((found) => `${found.id}: ${found.nodes[0].html.slice(0, 200)}`)"""


class Inspector:
    """Looks at pages. A shape that has passed once in a run is not put through axe, or narrowed, again."""

    def __init__(self):
        self.passed = Path(os.environ.get("SIDEWAYS_SOUND_SHAPES") or tempfile.mkdtemp())

    def looks_at(self, page, scripts):
        """Fail when the page is not sound."""
        seen = page.evaluate(LOOK)
        assert seen["too_wide_by"] <= 0, f"{page.url} is {seen['too_wide_by']} px wider than the screen"
        assert_titled(seen, page.url)
        passed = self.passed / hashlib.sha256(f"{scripts.on} {seen['shape']}".encode()).hexdigest()
        if passed.exists():
            return
        with scripts.on_for_a_moment():
            assert_accessible(page)
        assert_fits_the_narrowest(page)
        passed.touch()


def assert_fits_the_narrowest(page):
    usual = page.viewport_size
    if usual == NARROWEST:
        return
    page.set_viewport_size(NARROWEST)
    too_wide = page.evaluate(TOO_WIDE_BY)
    assert too_wide <= 0, f"{page.url} is {too_wide} px wider than the narrowest screen"
    page.set_viewport_size(usual)


def assert_titled(seen, url):
    title = seen["title"]
    what, _, site = title.rpartition(" – ")
    assert what, f"{url} has no title of its own: {title!r}"
    assert site == "Sideways", title
    if GALLERY not in url:
        assert seen["headings"] == 1, f"{url} wants one h1"
        assert title.startswith("Error: ") == (seen["mistakes"] > 0), f"{url} is titled {title!r}"


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
