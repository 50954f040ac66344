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
# What a page is made of are pairs of a part and the part around it, without their words, in the same light
# and either on a phone or on a wide screen. A page made of pairs that have all passed would pass axe again:
# what axe asks across parts, names that are given twice and names that nobody has, is asked here every time.
LOOK = """() => {
    const part = (one) => one && [one.tagName, one.className, one.getAttributeNames(), one.type].join();
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const wide = innerWidth > 640;
    const made = Array.from(document.querySelectorAll("*"), (one) =>
        [dark, wide, part(one.parentElement), part(one), one.open].join(">"));
    const ids = Array.from(document.querySelectorAll("[id]"), (one) => one.id);
    const pointing = ["for", "aria-describedby", "aria-labelledby", "aria-controls", "aria-owns"];
    const named = pointing.flatMap((name) => Array.from(document.querySelectorAll(`[${name}]`),
        (one) => one.getAttribute(name).split(/\\s+/).filter(Boolean)).flat());
    return {
        too_wide_by: document.documentElement.scrollWidth - innerWidth,
        title: document.title,
        headings: document.querySelectorAll("h1").length,
        mistakes: document.querySelectorAll(".govuk-error-summary").length,
        twice: ids.filter((id, at) => ids.indexOf(id) !== at),
        missing: named.filter((id) => !ids.includes(id)),
        made: [...new Set(made)],
    };
}"""
TOO_WIDE_BY = "document.documentElement.scrollWidth - innerWidth"
RUN_AXE = """async (tags) => (await axe.run(document, {runOnly: tags, resultTypes: ["violations"]}))
    .violations.map((found) => `${found.id}: ${found.nodes[0].html.slice(0, 200)}`)"""


class Inspector:
    """Looks at pages. One made of nothing that has not passed before is not put through axe again."""

    def __init__(self):
        self.passed = Path(os.environ.get("SIDEWAYS_SOUND_PARTS") or tempfile.mkdtemp())

    def looks_at(self, page, scripts):
        """Fail when the page is not sound."""
        seen = page.evaluate(LOOK)
        assert seen["too_wide_by"] <= 0, f"{page.url} is {seen['too_wide_by']} px wider than the screen"
        assert seen["twice"] == [], f"{page.url} gives a name twice"
        assert seen["missing"] == [], f"{page.url} points at what is not there"
        assert_titled(seen, page.url)
        new = [place for part in seen["made"] if not (place := self._place(scripts, part)).exists()]
        if new:
            with scripts.on_for_a_moment():
                assert_accessible(page)
            assert_fits_the_narrowest(page)
            for place in new:
                place.touch()

    def _place(self, scripts, part):
        return self.passed / hashlib.sha256(f"{scripts.on} {part}".encode()).hexdigest()


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

    def let_go(self):
        """Leave the window with its JavaScript on."""
        if not self.on:
            self._turn(on=True)
            self.tools.detach()

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
