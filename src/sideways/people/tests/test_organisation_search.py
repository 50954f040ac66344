"""Finding organisations as people type them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sideways.people.models import Organisation, OrganisationAlias
from sideways.people.names import folded
from sideways.people.organisation_search import closeness, likeness, slips_between, words_of
from sideways.people.queries import organisations_matching
from sideways.people.tests.factories import make_organisation

WORD = st.text("abcdef", min_size=1, max_size=8)


def slow_slips(one, other):
    """Count the slips by the textbook's recursion (optimal string alignment)."""
    if not one or not other:
        return len(one) + len(other)
    best = min(
        slow_slips(one[1:], other) + 1,
        slow_slips(one, other[1:]) + 1,
        slow_slips(one[1:], other[1:]) + (one[0] != other[0]),
    )
    if len(one) > 1 and len(other) > 1 and one[:2] == other[1::-1]:
        best = min(best, slow_slips(one[2:], other[2:]) + 1)
    return best


def make(*names, **fields):
    return [make_organisation(name=name, search_name=folded(name), **fields) for name in names]


def names_found(text, **options):
    return [organisation.name for organisation in organisations_matching(text, **options)]


@given(st.text("abc", max_size=5), st.text("abc", max_size=5), st.integers(0, 3))
def test_slips_are_counted_as_the_textbook_does_up_to_what_is_allowed(one, other, allowed):
    exact = slow_slips(one, other)

    counted = slips_between(one, other, allowed)

    assert counted == exact if exact <= allowed else counted > allowed


@given(WORD, WORD)
def test_likeness_lies_between_nothing_and_the_same(word, part):
    assert 0 <= likeness(word, part) <= 1
    assert (likeness(word, part) == 1) == (word == part)


def test_a_name_is_closest_to_itself():
    assert closeness(["oldham", "council"], "oldham council") == pytest.approx(1)
    assert closeness(["oldham", "council"], "oldham metropolitan borough council") < 1
    assert closeness(["oldham", "police"], "oldham council") == 0


def test_the_end_of_a_word_and_a_beginning_with_a_slip_are_worth_less_than_the_word():
    assert 1 > likeness("jobcentr", "jobcentre") > likeness("centre", "jobcentre") > 0
    assert likeness("manch", "manchester") > likeness("mnach", "manchester") > 0
    assert likeness("old", "new") == 0


def test_words_that_tell_nothing_apart_are_left_out_unless_there_are_no_others():
    assert words_of("The City of London") == ["city", "london"]
    assert words_of("the") == ["the"]
    assert words_of("  ") == []
    assert len(words_of("word " * 50)) == 8


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    ["oldam counsil", "Oldham", "olhdam", "OLDHAM COUNCIL", "council oldham", "oldh", "oldham coucnil"],
)
def test_an_organisation_is_found_by_a_part_another_order_or_a_slip(typed):
    make("Oldham Metropolitan Borough Council", "Rochdale Borough Council", "Old Harlow Surgery")

    assert names_found(typed)[0] == "Oldham Metropolitan Borough Council"


@pytest.mark.django_db
@pytest.mark.parametrize("position", range(1, len("manchester")))
def test_any_single_slip_in_a_long_word_is_forgiven(position):
    make("Manchester City Council", "Winchester City Council")
    whole = "manchester"
    slips = [
        whole[:position] + whole[position + 1 :],
        whole[:position] + "x" + whole[position:],
        whole[: position - 1] + whole[position] + whole[position - 1] + whole[position + 1 :],
    ]

    for slip in slips:
        assert "Manchester City Council" in names_found(slip), slip


@pytest.mark.django_db
def test_nothing_typed_or_nothing_like_it_finds_nothing():
    make("Oldham Council")

    assert (
        names_found("")
        == names_found("!?")
        == names_found("Leeds")
        == names_found("%")
        == names_found("_")
        == []
    )


@pytest.mark.django_db
def test_another_name_finds_the_organisation_and_says_so():
    (bath,) = make("Bath and North East Somerset Council")
    OrganisationAlias.objects.create(organisation=bath, name="BANES", search_name="banes")
    OrganisationAlias.objects.create(organisation=bath, name="bath", search_name="bath")

    (by_alias,), (by_name,) = organisations_matching("banes"), organisations_matching("bath")

    assert (by_alias.pk, by_alias.found_as) == (bath.pk, "BANES")
    assert (by_name.pk, by_name.found_as) == (bath.pk, "")


@pytest.mark.django_db
def test_a_replaced_organisation_gives_those_that_replaced_it_however_often():
    deane, merged = make(
        "Taunton Deane Borough Council", "Somerset West and Taunton Council", closed_on=date(2020, 1, 1)
    )
    (somerset,) = make("Somerset Council")
    deane.successors.add(merged)
    merged.successors.add(somerset)

    found = organisations_matching("taunton deane")

    assert [each.pk for each in found] == [somerset.pk]
    assert found[0].found_as == "Taunton Deane Borough Council"
    assert names_found("taunton") == ["Somerset Council"]


@pytest.mark.django_db
def test_a_closed_organisation_that_nobody_replaced_comes_last():
    make("Oldham Trust", closed_on=date(2020, 1, 1))
    make("Oldham Primary Care Partnership Network")

    assert names_found("oldham trust") == ["Oldham Trust"]
    assert names_found("oldham")[-1] == "Oldham Trust"


@pytest.mark.django_db
def test_an_organisation_that_closes_tomorrow_is_still_itself():
    (closing,) = make("Oldham Trust", closed_on=timezone.localdate() + timedelta(days=1))
    (later,) = make("Pennine Trust")
    closing.successors.add(later)

    assert names_found("oldham trust") == ["Oldham Trust"]


@pytest.mark.django_db
def test_a_proposed_organisation_is_not_found():
    make("Oldham Secret Club", standing=Organisation.Standing.PROPOSED)

    assert names_found("oldham secret club") == []


@pytest.mark.django_db
def test_the_search_asks_two_queries_whatever_it_finds(django_assert_num_queries):
    make(*[f"Surgery {number}" for number in range(30)])

    with django_assert_num_queries(2):
        found = organisations_matching("surgery", limit=10)
        assert all(organisation.place is None and organisation.parent is None for organisation in found)
    assert len(found) == 10
