"""The plan of talks."""

from collections import Counter
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from reckon.dating import match_projects, plan_talks, talks_wrong_with
from tests.reckon.dating.days import days

PAIRS = st.lists(
    st.tuples(st.integers(0, 7).map("p{}".format), st.integers(0, 7).map("m{}".format)), max_size=50
)


def busiest(pairs):
    sides = zip(*set(pairs), strict=True)
    return max((times for side in sides for times in Counter(side).values()), default=0)


def fewest_by_trying(pairs):
    """Return the fewest slots of any plan."""
    pairs = sorted(set(pairs))
    for slots in range(len(pairs) + 1):
        for plan in product(range(slots), repeat=len(pairs)):
            seats = Counter()
            for slot, (project, mentor) in zip(plan, pairs, strict=True):
                seats.update([(slot, "p", project), (slot, "m", mentor)])
            if all(times == 1 for times in seats.values()):
                return slots
    raise AssertionError


@given(PAIRS)
def test_everybody_talks_once_nobody_twice_at_once_in_as_many_slots_as_the_busiest_has_talks(pairs):
    talks = plan_talks(pairs)

    assert talks_wrong_with(talks, pairs) == []
    assert len({talk.slot for talk in talks}) == busiest(pairs)


@given(st.lists(st.tuples(st.sampled_from("pqr"), st.sampled_from("xyz")), max_size=5))
def test_trying_every_plan_finds_none_with_fewer_slots(pairs):
    assert len({talk.slot for talk in plan_talks(pairs)}) == fewest_by_trying(pairs)


@given(PAIRS, st.randoms(use_true_random=False))
def test_the_order_of_the_pairs_changes_nothing(pairs, shuffler):
    mixed = list(pairs)
    shuffler.shuffle(mixed)

    assert plan_talks(mixed) == plan_talks(pairs)


@given(PAIRS)
def test_a_name_that_stands_on_both_sides_is_two_people(pairs):
    same = [(project[1:], mentor[1:]) for project, mentor in pairs]

    assert [(talk.slot, f"p{talk.project}", f"m{talk.mentor}") for talk in plan_talks(same)] == [
        (talk.slot, talk.project, talk.mentor) for talk in plan_talks(pairs)
    ]


@given(days())
def test_short_lists_need_three_slots_at_most(problem):
    result = match_projects(problem)

    assert result.n_slots == result.fewest_slots <= 3
    assert {(each.project, each.mentor) for each in result.matches} <= {
        (each.project, each.mentor) for each in result.talks
    }
