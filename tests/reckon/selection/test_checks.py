"""The independent check finds each way in which a lottery could be wrong."""

from dataclasses import replace

import numpy as np
import pytest

from reckon.selection import Quota, SelectionProblem, choose, wrong_with
from reckon.selection.mixture import Cut

PROBLEM = SelectionProblem(
    seats=3,
    columns={"service": ["NHS"] * 6 + ["police"] * 2},
    quotas=[Quota(column="service", value="police", minimum=1, maximum=1)],
)


@pytest.fixture
def lottery():
    return choose(PROBLEM)


def test_a_right_lottery_passes(lottery):
    assert wrong_with(lottery, PROBLEM) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda x: {"weights": x.weights * 0.9}, "not shares of 1"),
        (lambda x: {"weights": np.append(x.weights[:-1], -1.0)}, "not shares of 1"),
        (lambda x: {"probabilities": x.probabilities + 0.01}, "do not follow"),
        (lambda x: {"probabilities": np.roll(x.probabilities, 1)}, "do not follow"),
        (lambda x: {"panels": x.panels[:, ::-1]}, "breaks a rule"),
        (lambda x: {"panels": np.array([[9, -6]])}, "more people of a type"),
        (lambda x: {"type_of": np.array([0, 0, 0, 0, 0, 0, 0, 1])}, "differ under a rule"),
        (lambda x: {"stages": x.stages[:-1]}, "never fixed"),
        (lambda x: {"bounds": x.bounds * 0.5, "probabilities": x.probabilities * 0.5}, "do not bound"),
        (lambda x: {"bounds": x.bounds + 0.1}, "above the level"),
        (lambda x: {"stages": [replace(s, type_prices=-s.type_prices) for s in x.stages]}, "not shares of 1"),
        (lambda x: {"stages": [replace(s, rule_prices=0 * s.rule_prices) for s in x.stages]}, "do not bound"),
        (lambda x: {"stages": [replace(x.stages[0], fixed=np.array([0, 1]))]}, "has no price"),
        (lambda x: {"cuts": [Cut(prices=np.array([1.0, 0.0]), most=1.5)]}, "shuts out a panel"),
    ],
)
def test_a_wrong_lottery_is_found(lottery, change, words):
    wrong = replace(lottery, **change(lottery))

    assert any(words in fault for fault in wrong_with(wrong, PROBLEM))


def test_a_panel_over_the_cap_is_found():
    capped = replace_cap(PROBLEM)

    assert any("breaks a rule" in fault or "differ" in fault for fault in wrong_with(choose(PROBLEM), capped))


def replace_cap(problem):
    return SelectionProblem(
        seats=problem.seats,
        columns=problem.columns,
        quotas=problem.quotas,
        organisations=["one"] * 3 + ["two"] * 5,
        per_organisation=1,
    )
