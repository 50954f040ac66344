"""Which texts tell nearly the same, and what is kept of a text to say so."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sideways.search.alike import NEARLY_THE_SAME, first_alike, shared
from sideways.search.kinds import Text
from sideways.search.models import Document
from sideways.search.queries import holding, stems_of
from sideways.search.questions import question_unweighed
from sideways.search.services import documents_put

STEMS = st.frozensets(st.sampled_from("abcdefgh"), max_size=6)
TEXTS = st.lists(STEMS, max_size=12).map(lambda texts: dict(enumerate(texts)))


def test_those_like_the_first_are_under_it_and_not_under_each_other():
    stems = {
        name: frozenset(words.split())
        for name, words in {
            "first": "late bus clinic end",
            "other": "form fax nobody",
            "like": "late bus clinic home",
            "like that one": "bus clinic home walk rain",
        }.items()
    }

    assert first_alike(stems, stems) == {"like": "first"}
    assert shared(stems["like"], stems["like that one"]) > NEARLY_THE_SAME > 0.2


def test_what_says_nothing_is_like_nothing():
    assert first_alike(["one", "two", "three"], {"one": frozenset(), "two": frozenset()}) == {}


@given(TEXTS)
def test_everybody_is_first_or_under_a_first_before_it_that_is_alike(stems):
    found = first_alike(stems, stems)
    firsts = [each for each in stems if each not in found]

    for each, first in found.items():
        assert first in firsts
        assert first < each
        assert shared(stems[each], stems[first]) >= NEARLY_THE_SAME
    for n, each in enumerate(firsts):
        assert all(shared(stems[each], stems[before]) < NEARLY_THE_SAME for before in firsts[:n])


@given(STEMS, STEMS)
def test_what_two_share_is_the_same_from_both_sides(one, other):
    assert shared(one, other) == shared(other, one)
    assert shared(one, one) == (1 if one else 0)


@pytest.mark.django_db
def test_the_stems_of_a_text_are_those_of_all_its_words_but_the_small(django_assert_num_queries):
    one, other = uuid.uuid4(), uuid.uuid4()
    documents_put(kind="x", texts=[Text(one, "The letters were late", "And a form"), Text(other, "Bus", "")])

    with django_assert_num_queries(1):
        found = stems_of("x", [one, other, uuid.uuid4()])
    assert found == {one: {"letter", "late", "form"}, other: {"bus"}}
    assert stems_of("y", [one]) == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("late letter", True),
        ("work coach", True),
        ("JCP", True),
        ("the late", True),
        ("late bus", False),
        ("lettre", False),
        ("…", False),
        ("'late' OR (bus", False),
    ],
)
def test_only_what_holds_every_part_is_kept(text, found):
    subject = uuid.uuid4()
    documents_put(kind="x", texts=[Text(subject, "Late letters", "The work coach had none")])
    documents_put(kind="y", texts=[Text(uuid.uuid4(), "Late letters", "The work coach had none")])
    things = Document.objects.filter(kind="x").values("subject")

    # Things are looked up by their key, which here is the subject.
    kept = holding("x", question_unweighed(text))
    ((_, wanted),) = kept.children
    assert things.filter(subject__in=wanted).exists() == found
