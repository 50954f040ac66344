"""The components by themselves: sound at every width, in both colour schemes, and kind to hurried fingers."""

import pytest

from tests.journeys.conftest import NARROWEST, WIDE, with_javascript


@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [NARROWEST, WIDE], ids=["narrowest", "wide"])
def test_every_component_is_sound(new_visitor, viewport, colour_scheme):
    somebody = new_visitor(viewport=viewport, colour_scheme=colour_scheme)

    assert somebody.opens("/ui/") == 200


def test_menu_is_in_reach_on_the_narrowest_screen(new_visitor):
    somebody = new_visitor(viewport=NARROWEST)
    somebody.opens("/ui/")
    link = somebody.page.locator(".menu__link").first
    assert not link.is_visible()

    somebody.page.locator(".menu__button").press("Enter")

    assert link.is_visible()
    somebody.finds_the_page_sound()


def test_menu_stands_open_where_there_is_room(new_visitor):
    somebody = new_visitor(viewport=WIDE)
    somebody.opens("/ui/")

    assert somebody.page.locator(".menu__link").first.is_visible()
    assert not somebody.page.locator(".menu__button").is_visible()


@with_javascript
def test_no_more_chips_can_be_tapped_than_are_asked_for(new_visitor):
    somebody = new_visitor()
    somebody.opens("/ui/")
    chips = somebody.page.locator("#form .chips")
    for words in ("Rules", "Data", "Culture"):
        chips.get_by_label(words).check()

    assert "3 chosen" in chips.inner_text()
    assert chips.get_by_label("Timing").is_disabled()

    chips.get_by_label("Data").uncheck()
    assert chips.get_by_label("Timing").is_enabled()


@with_javascript
def test_an_impatient_second_tap_sends_a_form_once(new_visitor):
    somebody = new_visitor()
    somebody.opens("/ui/")

    sent = somebody.page.locator("#confirm-panel button").evaluate(
        """button => {
            let sent = 0;
            button.form.addEventListener("submit", () => (sent += 1));
            button.click();
            button.click();
            return sent;
        }"""
    )

    assert sent == 1


@with_javascript
def test_link_of_the_summary_moves_the_focus_to_the_field(new_visitor):
    somebody = new_visitor()
    somebody.opens("/ui/")

    somebody.page.locator("#form-with-errors .govuk-error-summary a").first.click()

    focused = somebody.page.evaluate("document.activeElement.id")
    assert focused == "id_mistaken-went_wrong"


@with_javascript
def test_what_htmx_brings_is_started_once_and_sent_once(new_visitor):
    somebody = new_visitor()
    somebody.opens("/ui/")
    asked = []
    somebody.page.on(
        "request", lambda request: asked.append(request.url) if "/counted/" in request.url else None
    )
    box = (
        '<div class="govuk-character-count" data-module="govuk-character-count" data-maxlength="9">'
        '<textarea class="govuk-js-character-count" id="late" aria-label="Late"></textarea>'
        '<div id="late-info" class="govuk-hint">You can use up to 9 characters</div></div>'
    )
    somebody.page.route("**/counted/", lambda route: route.fulfill(body=box, content_type="text/html"))

    somebody.page.locator("main").evaluate(
        """main => {
            const form = '<form id="late-form" method="post" hx-post="/counted/" hx-target="#place">';
            main.insertAdjacentHTML("beforeend", form + '<button>Ask</button></form><div id="place"></div>');
            htmx.process(document.getElementById("late-form"));
            const button = document.querySelector("#late-form button");
            button.click();
            button.click();
        }"""
    )

    somebody.page.get_by_text("You have 9 characters remaining").first.wait_for()
    assert len(asked) == 1
    assert somebody.errors == []
