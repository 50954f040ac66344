"""People into types, rules into rows, and the fairest point of the relaxation, type by type."""

from dataclasses import replace

import numpy as np
import pytest

from reckon.selection import Quota, SelectionProblem
from reckon.selection.leximin import fairest
from reckon.selection.types import panels_of
from reckon.solver import Model
from tests.reckon.selection.enumerated import all_panels, small_problem

POOL = SelectionProblem(
    seats=3,
    columns={
        "service": ["NHS", "NHS", "police", "NHS", "police", "fire", "fire"],
        "level": ["1", "2", "1", "1", "1", "2", "3"],
        "town": ["a", "b", "c", "d", "e", "f", "g"],  # no quota names it
    },
    quotas=[
        Quota(column="service", value="NHS", minimum=1, maximum=2),
        Quota(column="level", value="1", minimum=0, maximum=2),
        Quota(column="service", value="police", minimum=0, maximum=1),
    ],
    organisations=["big", "big", "big", "big", "small", "small", ""],
    per_organisation=2,
)


def test_people_who_are_the_same_for_every_rule_are_one_type():
    panels = panels_of(POOL)

    # Those of the fire service differ only in a level that no quota names; the small organisation is small.
    assert panels.type_of.tolist() == [0, 1, 2, 0, 3, 4, 4]
    assert panels.sizes.tolist() == [2, 1, 1, 1, 2]
    assert panels.least.tolist() == [0] * 5
    assert panels.most.tolist() == [2, 1, 1, 1, 2]
    assert panels.sizes.dtype == panels.least.dtype == panels.rows.dtype == float


def test_rules_are_the_quotas_then_the_caps_then_the_seats():
    panels = panels_of(POOL)

    assert panels.rows.tolist() == [
        [1, 1, 0, 0, 0],
        [1, 0, 1, 1, 0],
        [0, 0, 1, 1, 0],
        [1, 1, 1, 0, 0],
        [1, 1, 1, 1, 1],
    ]
    assert panels.low.tolist() == [1, 0, 0, 0, 3]
    assert panels.high.tolist() == [2, 2, 1, 2, 3]
    assert panels.n_quotas == 3


def test_without_a_cap_organisations_make_no_rule():
    pool = SelectionProblem(seats=1, columns={"level": ["1", "2"]}, organisations=["one", "one"])

    assert panels_of(pool).rows.tolist() == [[1]]
    assert panels_of(pool).type_of.tolist() == [0, 0]


@pytest.mark.parametrize("seed", range(12))
def test_a_panel_is_held_when_it_keeps_the_rules(seed):
    problem = small_problem(seed)
    panels, kept = panels_of(problem), {tuple(panel) for panel in all_panels(problem)}
    rng = np.random.default_rng(seed)
    for _ in range(60):
        chosen = tuple(sorted(rng.choice(problem.n_people, problem.seats, replace=False).tolist()))
        panel = np.bincount(panels.type_of[list(chosen)], minlength=len(panels.sizes)).astype(float)
        assert panels.hold(panel) == (chosen in kept)


def test_a_panel_beyond_the_people_there_are_is_not_held():
    panels = panels_of(POOL)

    assert panels.hold(np.array([1.0, 0, 0, 0, 2]))
    assert not panels.hold(np.array([2.0, 0, 0, 2, -1]))
    assert not panels.hold(np.array([1.0, 0, -1, 1, 2]))
    assert not panels.hold(np.array([0.0, 2, 0, 0, 1]))
    for row, limit in ((0, "low"), (0, "high"), (4, "low"), (4, "high")):  # rounding is forgiven
        nearly = panels_of(POOL)
        getattr(nearly, limit)[row] = 1 if row == 0 else 3
        getattr(nearly, limit)[row] += 5e-10 if limit == "low" else -5e-10
        assert nearly.hold(np.array([1.0, 0, 0, 0, 2]))
        getattr(nearly, limit)[row] += 1e-8 if limit == "low" else -1e-8
        assert not nearly.hold(np.array([1.0, 0, 0, 0, 2]))


def test_a_face_keeps_the_limits_on_which_the_point_lies():
    panels = panels_of(POOL)

    face = panels.face(np.array([1.0, 0.0, 0.0, 1.0 - 1e-10, 1.0 + 1e-10]), 1e-9)

    assert face.least.tolist() == [0, 0, 0, 1, 0]
    assert face.most.tolist() == [2, 0, 0, 1, 2]
    assert face.low.tolist() == [1, 2, 1, 0, 3]
    assert face.high.tolist() == [1, 2, 1, 2, 3]
    assert (face.rows == panels.rows).all()
    # A point inside lies on no limit but that of the seats.
    inside = panels.face(np.array([0.9, 0.6, 0.3, 0.3, 0.9]), 1e-9)
    assert inside.least.tolist() == panels.least.tolist()
    assert inside.most.tolist() == panels.most.tolist()
    assert inside.low.tolist() == panels.low.tolist()
    assert inside.high.tolist() == panels.high.tolist()


def test_the_model_of_the_panels_has_whole_numbers_only_when_asked():
    # Of each two of three people one at most: half of each of them is more than any one.
    pairs = {"a": (0, 1), "b": (1, 2), "c": (0, 2)}
    columns = {name: [str(int(i in pair)) for i in range(3)] for name, pair in pairs.items()}
    quotas = [Quota(column=name, value="1", minimum=0, maximum=1) for name in pairs]
    panels = panels_of(SelectionProblem(seats=2, columns=columns, quotas=quotas))
    any_number = replace(panels, low=np.zeros(4))

    assert any_number.model(whole=True).minimise(-np.ones(3)).objective == pytest.approx(-1)
    assert any_number.model(whole=False).minimise(-np.ones(3)).objective == pytest.approx(-1.5)


def leximin_of_relaxation(panels):
    """Type by type: who cannot rise above the lowest level is fixed there."""
    fixed = np.full(len(panels.sizes), np.nan)
    while np.isnan(fixed).any():
        free = np.isnan(fixed)
        level = -lowest(panels, fixed, free.astype(float), None)
        for t in np.flatnonzero(free):
            if -lowest(panels, np.where(np.isnan(fixed), level - 1e-9, fixed), None, t) < level + 1e-7:
                fixed[t] = level
    return fixed


def lowest(panels, least, free, t):
    """Maximise the lowest free probability, or that of one type, over the relaxation."""
    n_types = len(panels.sizes)
    floor = np.hstack([np.eye(n_types), -np.zeros((n_types, 1)) if free is None else -free[:, None]])
    rows = np.vstack([np.hstack([panels.rows * panels.sizes, np.zeros((len(panels.rows), 1))]), floor])
    low = np.concatenate([panels.low, np.where(np.isnan(least), 0, least - 1e-9)])
    high = np.concatenate([panels.high, np.full(n_types, np.inf)])
    model = Model(rows, low, high, np.zeros(n_types + 1), np.append(np.ones(n_types), 2.0))
    cost = np.zeros(n_types + 1)
    cost[-1 if t is None else t] = -1
    return model.minimise(cost).objective


@pytest.mark.parametrize("seed", range(24))
def test_the_fairest_point_is_that_of_going_type_by_type(seed):
    problem = small_problem(seed)
    if not all_panels(problem):
        return
    panels = panels_of(problem)

    probabilities, stages = fairest(panels)

    assert probabilities == pytest.approx(leximin_of_relaxation(panels), abs=1e-6)
    assert sorted(t for stage in stages for t in stage.fixed.tolist()) == list(range(len(panels.sizes)))
    for stage in stages:
        assert probabilities[stage.fixed] == pytest.approx(stage.level)
        assert (stage.type_prices >= 0).all()
        assert (stage.type_prices[stage.fixed] > 0).all()
        limits = np.where(stage.rule_prices > 0, panels.high, panels.low)
        reduced = stage.type_prices / panels.sizes - stage.rule_prices @ panels.rows
        ceiling = stage.rule_prices @ limits + np.maximum(reduced, 0) @ panels.sizes
        assert ceiling == pytest.approx(stage.type_prices @ probabilities, abs=1e-7)
