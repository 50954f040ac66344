"""What makes a page sound: it passes axe, fits the screen, and its title tells of mistakes."""

import hashlib
import json
import os
import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.conf import settings

AXE = Path(settings.STATICFILES_DIRS[0], "axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"]
NARROWEST = {"width": 320, "height": 740}
GALLERY = "/ui/"  # shows an error summary as an example of one

# What a page is made of are pairs of a part and the part around it, as far as axe reads them, with or without
# words and a label but not with which, to be seen or not, on a phone or on a wide screen. Parts in pairs that
# have passed would pass axe again, so it is asked only of the others. In the dark nothing but the colours is
# different, and it is asked only of words, small or large, in a colour on a ground that have not passed yet.
# What axe asks of a page as a whole or across its parts, names that are given twice and names that nobody
# has, language, title and heading, is asked here every time.
PARTS = """
    const read = new RegExp("^(aria-.*|role|alt|href|src|lang|tabindex|title|" +
        "autocomplete|placeholder|scope|content|disabled)$");
    const named = (one) => (name) => one.getAttribute(name).trim() ? name : `no ${name}`;
    const parts = new Map([[null, ""]]);
    const describe = (one) => [one.tagName, one.className, one.type, one.role, one.labels?.length > 0,
        one.getAttributeNames().filter((name) => read.test(name)).map(named(one))].join();
    const part = (one) => parts.get(one) ?? (parts.set(one, describe(one)), parts.get(one));
    const wide = innerWidth > 640;
    const pair = (one) => [wide, part(one.parentElement), part(one), one.open, one.checkVisibility(),
        one.textContent.trim() !== ""].join(">");
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const has_words = (one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const above = new Map([[null, []]]);
    const around = (one) => above.get(one) ??
        (above.set(one, [getComputedStyle(one), ...around(one.parentElement)]), above.get(one));
    const paint = ({backgroundColor, backgroundImage}) => `${backgroundColor} ${backgroundImage}`;
    const ground = (styles) => {
        const paints = styles.map(paint);
        const solid = paints.findIndex((each) => /^rgb\\(.* none$/.test(each));
        return [...paints.slice(0, solid + 1), ...styles.map((style) => style.opacity)].filter(
            (each) => each !== "rgba(0, 0, 0, 0) none" && each !== "1");
    };
    const colours = (one) => {
        if (!dark || !has_words(one)) return "";
        const [style, outer, ...further] = around(one);
        const size = parseFloat(style.fontSize);
        const large = size >= 24 || size >= 18.66 && style.fontWeight >= 700;
        const link = one.tagName === "A" && [style.textDecorationLine, outer.color];
        return ["words", style.color, large, link, ground([style, outer, ...further])].join();
    };
    const all = [...document.querySelectorAll("*")];
"""
# All that is asked of every page, at once and answered in one string: each question by itself would be a trip
# to the browser, and each string of an answer is looked at by many hands on its way.
LOOK = f"""() => {{
    {PARTS}
    const ids = Array.from(document.querySelectorAll("[id]"), (one) => one.id);
    const pointing = ["for", "aria-describedby", "aria-labelledby", "aria-controls", "aria-owns"];
    const pointed = pointing.flatMap((name) => Array.from(document.querySelectorAll(`[${{name}}]`),
        (one) => one.getAttribute(name).split(/\\s+/).filter(Boolean)).flat());
    return JSON.stringify({{
        too_wide_by: document.documentElement.scrollWidth - innerWidth,
        language: document.documentElement.lang,
        title: document.title,
        headings: document.querySelectorAll("h1").length,
        mistakes: document.querySelectorAll(".govuk-error-summary").length,
        twice: ids.filter((id, at) => ids.indexOf(id) !== at),
        missing: pointed.filter((id) => !document.getElementById(id)),
        dark,
        made: [...new Set(all.map(pair))],
        coloured: [...new Set(all.map(colours))].filter(Boolean),
    }});
}}"""
TOO_WIDE_BY = "document.documentElement.scrollWidth - innerWidth"
# The browser keeps a script that it has fetched as it has compiled it, but not one that it is sent.
FETCH_AXE = """(address) => typeof axe !== "undefined" || new Promise((done) => {
    const script = document.createElement("script");
    script.onload = script.onerror = () => (script.remove(), done(typeof axe !== "undefined"));
    script.src = address;
    document.head.append(script);
})"""
RUN_AXE = f"""async ([fresh, rules]) => {{
    {PARTS}
    const wanted = new Set(fresh);
    const found = all.map((one) => [one, [pair(one), colours(one)]]).filter(
        ([, places]) => places.some((each) => wanted.has(each)));
    if (!found.length) return {{problems: [], looked_at: []}};  // gone meanwhile: the next page shows them
    const include = found.map(([one]) => one);
    const {{violations}} = await axe.run({{include}}, {{runOnly: rules, resultTypes: ["violations"]}});
    return {{
        problems: violations.map(({{id, nodes}}) => `${{id}}: ${{nodes[0].html.slice(0, 200)}}`),
        looked_at: [...new Set(found.flatMap(([, places]) => places))],
    }};
}}"""


class Inspector:
    """Looks at pages. Parts in a place where they have passed before are not put through axe again."""

    def __init__(self):
        self.shared = Path(os.environ.get("SIDEWAYS_SOUND_PARTS") or tempfile.mkdtemp())
        self.passed = set()

    def looks_at(self, page, scripts):
        """Fail when the page is not sound."""
        seen = json.loads(page.evaluate(LOOK))
        assert seen["too_wide_by"] <= 0, f"{page.url} is {seen['too_wide_by']} px wider than the screen"
        assert seen["twice"] == [], f"{page.url} gives a name twice"
        assert seen["missing"] == [], f"{page.url} points at what is not there"
        assert_titled(seen, page.url)
        dark = seen["dark"]
        parts = [pair for pair in seen["made"] if not self._has_passed(dark, pair)]
        coloured = [each for each in seen["coloured"] if not self._has_passed(dark, each)]
        if parts or coloured:
            with scripts.on_for_a_moment():
                passed = passes_axe(page, parts + coloured, RULES if parts else RULES_OF_COLOUR)
            assert_fits_the_narrowest(page)
            for each in passed:
                self._passes(dark, each)

    def _has_passed(self, dark, place):
        """Whether it has passed before, here or before another worker's eyes. In the dark, parts in pairs may
        have passed in the light."""
        names = [name_of(dark, place), name_of(False, place)]
        return any(name in self.passed or (self.shared / name).exists() for name in names)

    def _passes(self, dark, place):
        self.passed.add(name_of(dark, place))
        (self.shared / name_of(dark, place)).touch()


@cache
def name_of(dark, place):
    return hashlib.sha256(f"{dark} {place}".encode()).hexdigest()


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
    assert seen["language"], f"{url} does not say in which language it is"
    assert site == "Sideways", title
    if GALLERY not in url:
        assert seen["headings"] == 1, f"{url} wants one h1"
        assert title.startswith("Error: ") == (seen["mistakes"] > 0), f"{url} is titled {title!r}"


def passes_axe(page, pairs, rules):
    """Ask axe of the parts in these pairs, and return the pairs it has looked at."""
    if not page.evaluate(FETCH_AXE, settings.STATIC_URL + AXE.name):  # another site, without it
        page.evaluate(AXE.read_text())
    answer = page.evaluate(RUN_AXE, [pairs, rules])
    assert answer["problems"] == [], f"{page.url} is not accessible: {answer['problems']}"
    return answer["looked_at"]


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
