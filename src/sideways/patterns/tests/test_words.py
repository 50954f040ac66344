"""Which words are published, and in which form."""

from datetime import date

import pytest

from sideways.patterns.presenters import quarter_words
from sideways.patterns.words import published_topics, published_words, words_of_places
from sideways.people.models import Place


def told(*texts, stems, places=frozenset()):
    return [word for word, _ in published_words(stems, [(text, {i}) for i, text in enumerate(texts)], places)]


def test_a_word_is_written_in_the_form_most_people_use():
    texts = ["the letters are late", "late letters again", "letters came", "a letter came", "one letter"]

    assert told(*texts, stems=["letter", "late"]) == ["letters"]


def test_a_form_that_only_two_organisations_use_is_not_published():
    texts = [("a discharge letter", {1}), ("a discharge letter", {2}), ("discharged home", {1})]

    assert published_words(["discharg", "letter"], texts, frozenset()) == []


@pytest.mark.parametrize("text", ["we asked Priya about it", "the Priya rota", "nobody told Priya"])
def test_a_name_is_not_published_however_many_write_it(text):
    assert told(text, text, text, "a rota", "a rota", "a rota", stems=["priya", "rota"])[-1:] != ["priya"]
    assert "priya" not in told(text, text, text, stems=["priya"])


def test_a_capital_at_the_start_of_a_sentence_is_no_name():
    assert told(*["Boilers break. Boilers are cold"] * 3, stems=["boiler"]) == ["boilers"]


@pytest.mark.django_db
def test_words_of_places_are_not_published():
    Place.objects.create(code="X1", name="Oldham and Saddleworth", region="North West", nation="England")

    places = words_of_places()

    assert "oldham" in places
    assert told(*["nobody in oldham came"] * 3, stems=["oldham", "came"], places=places) == ["came"]


def test_topics_of_a_quarter_of_the_lessons_and_three_organisations_are_told():
    tagged = [(["Fit notes", "Rare"], {1}), (["Fit notes", "Rare"], {2}), (["Fit notes"], {3})]

    assert published_topics(tagged) == [("Fit notes", 3)]
    assert published_topics([*tagged, *[([], {9})] * 10]) == []


@pytest.mark.parametrize(
    ("quarter", "words"), [(date(2026, 7, 1), "September 2026"), (date(2026, 10, 1), "November 2026")]
)
def test_a_quarter_is_told_by_its_end_or_by_the_newest_month(quarter, words):
    assert quarter_words(quarter, date(2026, 11, 1)) == words
