"""Whoever looks at pages sees what is wrong, in the midst of parts that have passed before."""

import pytest

SHEET = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("@media (prefers-color-scheme: dark) { .pale { color: #333333 } }");
    document.adoptedStyleSheets.push(sheet);
}"""
PUT_IN = """(part) => {
    document.querySelector("main > .tried")?.remove();
    document.querySelector("main").insertAdjacentHTML("beforeend", `<div class="tried">${part}</div>`);
}"""
SOUND = '<a class="govuk-link" href="/privacy/">What is kept</a>'
WRONG = {
    '<a class="govuk-link" href="/privacy/"> </a>': "link-name",
    '<img src="/static/ui/favicon.svg">': "image-alt",
    '<p id="main">Another main part</p>': "gives a name twice",
    '<label class="govuk-label" for="nothing">Nothing</label>': "points at what is not there",
    '<p class="pale">Pale in the dark</p>': "color-contrast",
}


def test_what_is_wrong_is_seen_among_what_has_passed(visitor):
    # Given a page that is sound
    visitor.opens("/accessibility/")
    visitor.page.evaluate(SHEET)
    puts_in(visitor, SOUND)
    looks_in_the_light_and_in_the_dark(visitor)

    for part, name in WRONG.items():
        # When something is wrong in it, Then it is not
        puts_in(visitor, part)
        with pytest.raises(AssertionError, match=name):
            looks_in_the_light_and_in_the_dark(visitor)


def puts_in(visitor, part):
    visitor.page.evaluate(PUT_IN, part)


def looks_in_the_light_and_in_the_dark(visitor):
    for colours in ("light", "dark"):
        visitor.page.emulate_media(color_scheme=colours)
        visitor.finds_the_page_sound()
