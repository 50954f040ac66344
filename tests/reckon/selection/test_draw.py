"""Drawing from a lottery, and telling progress."""

from dataclasses import replace

import numpy as np
import pytest

from reckon.selection import Quota, SelectionProblem, choose

PROBLEM = SelectionProblem(
    seats=3,
    columns={"service": ["NHS"] * 6 + ["police"] * 2},
    quotas=[Quota(column="service", value="police", minimum=1, maximum=1)],
)


def test_the_same_seed_draws_the_same_people_and_0_is_a_seed():
    draws = {seed: choose(PROBLEM).draw(seed).tolist() for seed in range(20)}

    assert all(choose(PROBLEM).draw(seed).tolist() == drawn for seed, drawn in draws.items())
    assert len({tuple(drawn) for drawn in draws.values()}) > 5


# One of four on one side, two of three on the other, who are not alike: panels of unequal chance.
UNEVEN = SelectionProblem(
    seats=3,
    columns={"side": list("aaaabbb"), "role": list("xxxxyyz")},
    quotas=[
        Quota(column="side", value="a", minimum=1, maximum=1),
        Quota(column="role", value="z", minimum=0, maximum=1),
    ],
)


@pytest.mark.parametrize("problem", [PROBLEM, UNEVEN])
def test_draws_follow_the_probabilities(problem):
    lottery, rng = choose(problem), np.random.default_rng(0)
    counts = np.zeros(problem.n_people)
    for _ in range(4000):
        counts[lottery.draw(rng)] += 1

    assert counts / 4000 == pytest.approx(lottery.probabilities, abs=0.04)


def test_a_panel_is_drawn_as_often_as_its_weight_says():
    lottery = replace(choose(UNEVEN), panels=np.array([[1, 2, 0], [1, 1, 1]]), weights=np.array([0.9, 0.1]))
    rng = np.random.default_rng(0)

    with_z = sum(6 in lottery.draw(rng) for _ in range(1000))

    assert with_z == pytest.approx(100, abs=40)


def test_a_draw_without_a_seed_is_that_of_seed_0():
    lottery = choose(UNEVEN)

    assert all(lottery.draw().tolist() == lottery.draw(0).tolist() for _ in range(5))
    assert any(lottery.draw(seed).tolist() != lottery.draw().tolist() for seed in range(1, 9))


def test_progress_rises_to_done():
    class Heard:
        shares = []

        def update(self, done, doing):
            self.shares.append(done)

    choose(PROBLEM, progress=Heard())

    assert Heard.shares == sorted(Heard.shares)
    assert Heard.shares[-1] == 1
