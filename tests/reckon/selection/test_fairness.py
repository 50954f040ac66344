"""Answers known by hand, by brute force, and from a published example."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reckon.errors import InfeasibleError
from reckon.selection import Quota, SelectionProblem, choose, wrong_with
from tests.reckon.selection.enumerated import all_panels, leximin_by_brute_force, small_problem


def exactly(column, **counts):
    return [Quota(column=column, value=value, minimum=n, maximum=n) for value, n in counts.items()]


def test_without_quotas_everybody_has_the_same_chance():
    lottery = choose(SelectionProblem(seats=3, columns={"level": ["1", "2", "3", "1", "1", "2", "2"]}))

    assert lottery.probabilities == pytest.approx([3 / 7] * 7)
    assert lottery.proven


def test_when_everybody_is_needed_everybody_is_certain():
    lottery = choose(SelectionProblem(seats=2, columns={"level": ["1", "2"]}))

    assert lottery.probabilities == pytest.approx([1, 1])
    assert lottery.draw(0).tolist() == [0, 1]


def test_a_quota_shares_its_seats_evenly():
    problem = SelectionProblem(
        seats=3, columns={"service": ["NHS"] * 6 + ["police"] * 2}, quotas=exactly("service", NHS=2, police=1)
    )

    assert choose(problem).probabilities == pytest.approx([1 / 3] * 6 + [1 / 2] * 2)


def test_leximin_goes_on_after_the_lowest_is_settled():
    # Four share one seat whatever is done; of the other three, two seats must go to a pair or a single.
    problem = SelectionProblem(
        seats=3,
        columns={"side": ["a"] * 4 + ["b"] * 3, "role": ["x"] * 4 + ["y", "y", "z"]},
        quotas=[*exactly("side", a=1, b=2), Quota(column="role", value="z", minimum=0, maximum=1)],
    )

    assert choose(problem).probabilities == pytest.approx([1 / 4] * 4 + [2 / 3] * 3)


def test_two_crossed_quotas_by_hand():
    # One man and one woman, one young and one old: (young man, old woman) or (old man, young woman).
    problem = SelectionProblem(
        seats=2,
        columns={"sex": ["m", "m", "f", "f", "f"], "age": ["young", "old", "young", "old", "old"]},
        quotas=[*exactly("sex", m=1, f=1), *exactly("age", young=1, old=1)],
    )

    # The two old women share the panels with the young man: 1/3 each, and the rest follows.
    assert choose(problem).probabilities == pytest.approx([2 / 3, 1 / 3, 1 / 3, 1 / 3, 1 / 3])


def test_a_relaxation_that_promises_too_much_is_cut_down():
    found = [
        choose(problem) for problem in map(small_problem, (s for s in range(600))) if all_panels(problem)
    ]

    with_cuts = [lottery for lottery in found if lottery.cuts]
    assert len(with_cuts) > 3
    assert all(lottery.proven for lottery in found)


@pytest.mark.parametrize("seed", range(0, 600, 4))
def test_small_pools_agree_with_brute_force(seed):
    problem = small_problem(seed)
    if not all_panels(problem):
        with pytest.raises(InfeasibleError):
            choose(problem)
        return

    lottery = choose(problem)

    assert lottery.probabilities == pytest.approx(leximin_by_brute_force(problem), abs=1e-6)
    assert lottery.gap < 1e-7
    assert wrong_with(lottery, problem) == []


def quotas_of_150(seed):
    rng = np.random.default_rng(seed)
    columns, quotas = {}, []
    for name, n_values in zip("abcd", (2, 4, 5, 4), strict=True):
        shares = rng.dirichlet(np.full(n_values, 6.0))
        values = rng.choice(n_values, 150, p=(shares + rng.dirichlet(np.full(n_values, 6.0))) / 2)
        columns[name] = [str(value) for value in values]
        for value, share in enumerate(shares):
            minimum = min(int(np.floor(share * 22)), int((values == value).sum()))
            quotas.append(
                Quota(
                    column=name,
                    value=str(value),
                    minimum=minimum,
                    maximum=max(minimum, int(np.ceil(share * 22))),
                )
            )
    return SelectionProblem(seats=22, columns=columns, quotas=quotas)


@pytest.mark.parametrize("seed", range(3))
def test_a_pool_of_150_is_proved_fairest(seed):
    problem = quotas_of_150(seed)

    lottery = choose(problem)

    assert lottery.proven
    assert wrong_with(lottery, problem) == []
    assert lottery.probabilities.sum() == pytest.approx(22)


@settings(max_examples=25)
@given(st.integers(0, 599), st.randoms(use_true_random=False))
def test_relabelling_people_changes_nothing(seed, random):
    problem = small_problem(seed)
    if not all_panels(problem):
        return
    order = list(range(problem.n_people))
    random.shuffle(order)
    shuffled = SelectionProblem(
        seats=problem.seats,
        columns={name: [values[i] for i in order] for name, values in problem.columns.items()},
        quotas=problem.quotas[::-1],
        organisations=problem.organisations and [problem.organisations[i] for i in order],
        per_organisation=problem.per_organisation,
    )

    before, after = choose(problem).probabilities, choose(shuffled).probabilities

    assert after == pytest.approx(before[order], abs=1e-6)


def test_a_cap_per_organisation_holds_in_every_panel():
    problem = SelectionProblem(
        seats=3,
        columns={"level": ["1"] * 6},
        organisations=["big", "big", "big", "small", "", ""],
        per_organisation=1,
    )

    lottery = choose(problem)

    # Two of the three outside "big" are always needed; those without an organisation are nobody's colleagues.
    assert lottery.probabilities == pytest.approx([1 / 3] * 3 + [2 / 3] * 3)
    assert wrong_with(lottery, problem) == []


def test_a_time_limit_that_is_over_still_gives_a_lottery_and_says_how_far_off_it_may_be():
    problem = quotas_of_150(0)

    lottery = choose(problem, time_limit_seconds=1e-9)

    assert not lottery.proven
    assert lottery.gap > 0.01
    assert [fault for fault in wrong_with(lottery, problem) if "Panel" in fault] == []
    assert len(lottery.draw(0)) == 22
