"""What a text is made of, for documents and questions alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sideways.search.excerpts import excerpt, marked
from sideways.search.synonyms import synonyms
from sideways.search.words import LONGEST_WORD, SMALL, stems_in, words_in


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Housing", "HOUSED"),
        ("café", "cafe\u0301s"),
        ("the carer’s note", "the carers' notes"),
        ("discharge, late", "late-discharged"),
        ("Straße", "STRASSE"),
        ("ﬁt", "fit"),
        ("don't", "dont"),
    ],
)
def test_forms_of_the_same_words_are_compared_alike(one, other):
    assert sorted(stems_in(one)) == sorted(stems_in(other))


@pytest.mark.parametrize("text", ["", "  ", "!?", "_", "\x00", "\ud800", "🧑🏽‍⚕️", "'", "%_\\"])
def test_what_is_no_word_is_left_out(text):
    assert stems_in(text) == []


@given(st.text())
def test_words_are_short_and_hold_letters_and_digits_only_and_stand_where_they_say(text):
    for word in words_in(text):
        assert word.plain.isalnum()
        assert word.stem.isalnum()
        assert len(word.plain) <= LONGEST_WORD
        assert 0 <= word.start < word.end <= len(text)


@given(st.text(), st.sets(st.sampled_from([("fit",), ("note",), ("a", "fit"), ("0",)])))
def test_marking_changes_no_letter(text, phrases):
    assert "".join(piece.text for piece in marked(text, phrases)) == text


def test_an_excerpt_shows_the_words_around_the_first_that_is_found():
    text = "Nobody read the letters. " * 5 + "The fit note was lost. " + "It was found again. " * 5

    pieces = excerpt(text, {("note",)})

    shown = "".join(piece.text for piece in pieces)
    assert [piece.text for piece in pieces if piece.is_found] == ["note"]
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert "The fit note was lost. It" in shown
    assert len(shown) < 140
    assert excerpt("The fit note", {("note",)})[-1].text == "note"
    assert excerpt(text, {("elephant",)}) == []


def test_words_of_a_name_are_marked_only_together():
    pieces = marked("The day centre by the job centre", {("job", "centr"), ("jcp",)})

    assert [piece.text for piece in pieces if piece.is_found] == ["job centre"]


def test_each_name_leads_to_all_names_of_the_same_thing_and_no_name_is_a_small_word():
    for name, names in synonyms().items():
        assert names[0] == name
        assert len(names) > 1, name
        assert all(name in synonyms()[other] for other in names)
        assert not SMALL.issuperset(name), name
