"""What every form looks like: labels, hints, errors, and controls that screen readers understand."""

from datetime import date

import pytest
from django import forms
from django.template import engines

from sideways.ui.gallery import ExampleForm
from sideways.ui.widgets import Chips, DateParts, Radios


class Lesson(forms.Form):
    wrong = forms.CharField(
        label="What went wrong?", max_length=280, widget=forms.Textarea, help_text="Briefly."
    )
    tell = forms.CharField(label="What would you tell?", required=False)
    who = forms.ChoiceField(
        label="Who may read it?",
        choices=[("level", "My level"), ("peers", "Peers")],
        widget=Radios(hints={"level": "Same level."}, details={"peers": "About 180 people."}),
    )
    why = forms.MultipleChoiceField(choices=[("rules", "Rules"), ("data", "Data")], widget=Chips(most=3))
    started = forms.DateField(label="When?", required=False, widget=DateParts)
    agree = forms.BooleanField(label="I do not inspect others")
    secret = forms.CharField(widget=forms.HiddenInput, initial="token", required=False)


def sent(**values) -> Lesson:
    return Lesson({"wrong": "It broke", "who": "level", "why": ["rules"], "agree": "on"} | values)


def test_label_names_the_control():
    html = str(Lesson())

    assert '<label class="govuk-label" for="id_wrong">What went wrong?</label>' in html
    assert 'id="id_wrong"' in html


def test_hint_and_error_describe_the_control():
    html = str(sent(wrong=""))

    assert 'aria-describedby="id_wrong_helptext id_wrong_error"' in html
    assert '<div class="govuk-hint" id="id_wrong_helptext">Briefly.</div>' in html
    assert 'id="id_wrong_error"' in html
    assert "Fill in: What went wrong?" in html


def test_words_of_the_form_are_kept_for_an_empty_field():
    form = sent(wrong="")
    form.fields["wrong"].error_messages["required"] = "Say what went wrong"

    assert "Say what went wrong" in str(form)
    assert "Fill in:" not in str(form)


def test_only_fields_that_may_be_empty_are_marked_optional():
    assert str(Lesson()).count("(optional)") == 2


def test_nothing_is_marked_optional_where_everything_is():
    class Filter(forms.Form):
        query = forms.CharField(required=False)

    assert "optional" not in str(Filter())


def test_long_text_counts_its_characters():
    html = str(Lesson())

    assert 'data-module="govuk-character-count" data-maxlength="280"' in html
    assert "You can use up to 280 characters" in html
    assert 'id="id_wrong-info"' in html


def test_radio_has_its_own_hint_and_details():
    html = str(Lesson())

    assert 'value="level" aria-describedby="id_who_0_hint"' in html
    assert 'id="id_who_0_hint">Same level.' in html
    assert '<div class="choice-details">About 180 people.</div>' in html


def test_choices_stand_in_a_group_with_the_question_as_its_name():
    html = str(sent(who=""))

    assert '<fieldset class="govuk-fieldset" aria-describedby="id_who_error">' in html
    assert '<legend class="govuk-fieldset__legend">Who may read it?</legend>' in html


def test_chips_say_how_many_may_be_chosen():
    html = str(Lesson())

    assert '<div class="chips" data-most="3"' in html
    assert 'data-i18n-some="%{chosen} of 3 chosen"' in html  # the script puts the number in
    assert 'data-i18n-full="3 chosen. To choose another, take one away."' in html


def test_counter_has_its_words_in_the_language_of_the_page():
    html = str(Lesson())

    assert 'data-i18n.characters-under-limit.one="You have %{count} character remaining"' in html
    assert 'data-i18n.characters-over-limit.other="You have %{count} characters too many"' in html


def test_hidden_field_has_no_label():
    html = str(Lesson())

    assert 'type="hidden" name="secret" value="token"' in html
    assert "Secret" not in html


def test_text_is_shown_as_text_and_not_as_markup():
    html = str(sent(wrong="<script>alert(1)</script>", tell='"><img src=x>'))

    assert "<script>" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    ("day", "month", "year", "expected"),
    [("5", "1", "2026", date(2026, 1, 5)), ("05", "01", "2026", date(2026, 1, 5)), ("", "", "", None)],
)
def test_date_in_three_parts_becomes_a_date(day, month, year, expected):
    form = sent(started_day=day, started_month=month, started_year=year)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["started"] == expected


@pytest.mark.parametrize(
    "parts", [("31", "2", "2026"), ("5", "", "2026"), ("a", "b", "c"), ("1/2", "3", "4")]
)
def test_date_that_is_none_is_refused_and_kept_in_the_boxes(parts):
    form = sent(**dict(zip(("started_day", "started_month", "started_year"), parts, strict=True)))

    assert "started" in form.errors
    assert f'name="started_day" type="text" inputmode="numeric" value="{parts[0].split("/")[0]}"' in str(form)


def test_date_shows_the_day_it_starts_with():
    html = str(Lesson(initial={"started": date(2026, 1, 5)})["started"])

    assert [f'value="{part}"' in html for part in ("5", "1", "2026")] == [True, True, True]


def test_password_is_never_shown_again():
    html = str(ExampleForm({"password": "my secret"}))

    assert "my secret" not in html
    assert 'aria-label="Show password"' in html


def test_summary_links_each_error_to_its_control():
    form = sent(wrong="", who="", started_day="x")
    html = engines["django"].from_string("{% error_summary form %}").render({"form": form})

    assert [f'href="#{target}"' in html for target in ("id_wrong", "id_who_0", "id_started_day")] == [
        True
    ] * 3


def test_summary_stands_on_the_page_once():
    template = engines["django"].from_string("{% error_summary form %}<h1>Share</h1>{{ form }}")

    assert template.render({"form": sent(wrong="")}).count("There is a problem") == 1


def test_form_shows_the_summary_itself_where_the_page_did_not():
    assert str(sent(wrong="")).count("There is a problem") == 1


def test_errors_of_the_whole_form_are_never_lost():
    class Strict(forms.Form):
        def clean(self):
            raise forms.ValidationError("You have already shared this.")

    assert "You have already shared this." in str(Strict({}))


def test_form_without_errors_has_no_summary():
    assert "There is a problem" not in str(sent()) + str(Lesson())
