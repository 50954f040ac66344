"""The rule of the weekly list, against every list there could be."""

from collections import Counter
from datetime import date, timedelta
from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sideways.week.choosing import Candidate, Chosen, Reader, Why, chosen, points

TODAY = date(2026, 3, 11)
NURSE = Reader(profession="nurse", service="nhs", topics=frozenset({"fit-notes", "discharge"}))


def lesson(number, *topics, days=3, profession="coach", service="jobcentre", **more):
    return Candidate(
        pk=UUID(int=number),
        topics=frozenset(topics),
        shared_on=TODAY - timedelta(days=days),
        profession=profession,
        service=service,
        **more,
    )


def numbers(*lessons, reader=NURSE):
    return [each.pk.int for each in chosen(lessons, reader, TODAY)]


def reasons(*lessons):
    return [each.why for each in chosen(lessons, NURSE, TODAY)]


def test_nobody_is_offered_anything_where_there_is_nothing():
    assert chosen([], NURSE, TODAY) == []


def test_those_from_other_professions_come_before_nearer_ones_from_their_own():
    own = lesson(1, "fit-notes", "discharge", profession="nurse", service="nhs")

    assert numbers(own, lesson(2, "fit-notes")) == [2, 1]


def test_what_shares_more_comes_first_then_what_is_newer():
    both = lesson(1, "fit-notes", "discharge", days=100)
    new, newer = lesson(2, "fit-notes", "a", days=9), lesson(3, "fit-notes", "b", days=8)

    assert numbers(new, newer, both) == [1, 3, 2]


def test_a_third_shared_topic_adds_nothing():
    three = Reader(profession="nurse", service="nhs", topics=frozenset("abc"))
    all_of_them, newer = lesson(1, "a", "b", "c", days=5), lesson(2, "a", "b", days=4)

    assert numbers(all_of_them, newer, reader=three) == [2, 1]


@pytest.mark.parametrize(("days", "expected"), [(0, 4), (28, 4), (29, 3), (182, 3), (183, 2)])
def test_being_new_is_worth_two_points_then_one_then_none(days, expected):
    assert points(lesson(1, "fit-notes", days=days), NURSE, TODAY) == expected


def test_much_the_same_words_are_worth_a_topic():
    assert points(lesson(1, alike=True), NURSE, TODAY) == points(lesson(2, "fit-notes"), NURSE, TODAY)


def test_of_two_that_are_equal_in_all_the_lower_number_goes_first():
    assert numbers(lesson(8, "fit-notes"), lesson(7, "fit-notes")) == [7, 8]


def test_no_more_than_two_have_the_very_same_topics():
    same = [lesson(number, "fit-notes") for number in range(1, 5)]

    assert numbers(*same, lesson(9, "fit-notes", "money", days=90)) == [1, 2, 9]


def test_lessons_on_no_topic_are_not_taken_for_the_same():
    assert numbers(*[lesson(number, alike=True) for number in range(1, 5)]) == [1, 2, 3, 4]


def test_the_fifth_surprises_when_others_used_it():
    near = [lesson(number, "fit-notes", f"with {number}") for number in range(1, 6)]
    little, much, unused = (lesson(n, "fire", answers=used) for n, used in ((7, 1), (8, 3), (9, 0)))

    assert numbers(*near, little, much, unused) == [1, 2, 3, 4, 8]
    assert reasons(*near, much)[-1] == Why.SURPRISE
    assert numbers(*near, unused) == [1, 2, 3, 4, 5]


def test_one_from_outside_takes_the_last_place_where_all_others_are_from_inside():
    inside = {"profession": "nurse", "service": "nhs"}
    near = [lesson(number, "fit-notes", f"with {number}", **inside) for number in range(1, 6)]
    surprise = lesson(7, "fire", answers=2, **inside)
    outside, older = lesson(8, "fire"), lesson(9, "fire", days=9)

    assert numbers(*near, surprise, outside, older) == [1, 2, 3, 7, 8]
    assert reasons(*near, outside)[-1] == Why.OUTSIDE


@pytest.mark.parametrize(
    ("shown", "is_outside"),
    [
        ({"profession": "coach", "service": "jobcentre"}, True),
        ({"profession": "doctor", "service": "nhs"}, True),
        ({"profession": "nurse", "service": "nhs"}, False),
        ({"profession": "", "service": "jobcentre"}, True),
        ({"profession": "", "service": "nhs"}, False),
        ({"profession": "", "service": ""}, False),
    ],
)
def test_only_what_the_card_shows_says_that_somebody_is_from_outside(shown, is_outside):
    own = lesson(1, "fit-notes", profession="nurse", service="nhs")

    assert (numbers(own, lesson(2, "fit-notes", days=9, **shown))[0] == 2) is is_outside


def test_the_reason_is_the_part_of_the_rule_it_answers():
    told = chosen([lesson(1, "fit-notes"), lesson(2, alike=True)], NURSE, TODAY)

    assert told == [Chosen(UUID(int=1), Why.TOPICS), Chosen(UUID(int=2), Why.ALIKE)]


# By brute force: the words of the rule once more, and every list there could be.


def is_outside(each):
    return each.profession != NURSE.profession if each.profession else each.service not in {"", "nhs"}


def is_near(each):
    return bool(each.topics & NURSE.topics) or each.alike


def surprises(each):
    return not is_near(each) and each.topics and each.answers > 0


def near_rank(each):
    age = (TODAY - each.shared_on).days
    new = 2 if age <= 28 else 1 if age <= 182 else 0
    return (not is_outside(each), -(2 * min(2, len(each.topics & NURSE.topics)) + 2 * each.alike + new))


def newest(each):
    return (-each.shared_on.toordinal(), each.pk)


def may_be(offered):
    near = Counter(each.topics for each in offered if is_near(each) and each.topics)
    others = [each for each in offered if not is_near(each)]
    fillers = [each for each in others if not surprises(each)]
    outside = sum(map(is_outside, offered))
    return (
        len(offered) <= 5
        and all(count <= 2 for count in near.values())
        and len(others) - len(fillers) <= 1
        and (not fillers or (outside == len(fillers) == 1 and is_outside(fillers[0])))
    )


def worth(offered, pool):
    near = sorted(filter(is_near, pool), key=lambda each: (near_rank(each), newest(each)))
    surprising = sorted(
        filter(surprises, pool), key=lambda each: (not is_outside(each), -each.answers, newest(each))
    )
    rest = sorted((each for each in pool if each not in near + surprising), key=newest)
    return (
        any(map(is_outside, offered)),
        any(map(surprises, offered)),
        *[each in offered for each in near + surprising + rest],
    )


candidates = st.builds(
    Candidate,
    pk=st.uuids(version=4),
    topics=st.frozensets(st.sampled_from(["fit-notes", "discharge", "fire", "money"]), max_size=2),
    shared_on=st.sampled_from([1, 1, 20, 28, 29, 100, 182, 183]).map(lambda d: TODAY - timedelta(days=d)),
    profession=st.sampled_from(["nurse", "nurse", "coach", "doctor", ""]),
    service=st.sampled_from(["nhs", "jobcentre", ""]),
    alike=st.sampled_from([False, False, True]),
    answers=st.integers(0, 2),
)
pools = st.lists(candidates, max_size=9, unique_by=lambda each: each.pk)


@given(pools)
def test_it_is_the_best_of_all_lists_there_could_be(pool):
    every = (set(some) for size in range(6) for some in combinations(pool, size))
    best = max(filter(may_be, every), key=lambda offered: worth(offered, pool))

    assert {each.pk for each in chosen(pool, NURSE, TODAY)} == {each.pk for each in best}


@given(pools)
def test_a_list_never_holds_one_twice_or_more_than_five_and_hangs_on_no_order(pool):
    told = [each.pk for each in chosen(pool, NURSE, TODAY)]

    assert len(told) == len(set(told)) <= 5
    assert [each.pk for each in chosen(reversed(pool), NURSE, TODAY)] == told


@given(pools)
def test_one_from_another_profession_is_there_whenever_there_is_one(pool):
    told = {each.pk for each in chosen(pool, NURSE, TODAY)}

    assert any(each.pk in told for each in pool if is_outside(each)) == any(map(is_outside, pool))


@given(pools)
def test_week_after_week_everything_near_is_offered_once(pool):
    left, seen = list(pool), []
    while told := [each.pk for each in chosen(left, NURSE, TODAY)]:
        seen += told
        left = [each for each in left if each.pk not in told]

    assert len(seen) == len(set(seen))
    assert {each.pk for each in pool if is_near(each)} <= set(seen)
