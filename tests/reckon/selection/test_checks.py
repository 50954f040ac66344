"""The independent check finds each way in which a lottery could be wrong."""

from dataclasses import replace

import numpy as np
import pytest

from reckon.selection import Quota, SelectionProblem, choose, wrong_with
from reckon.selection.mixture import Cut
from tests.reckon.selection.enumerated import small_problem

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


def faults(lottery, problem=PROBLEM, **changes):
    return wrong_with(replace(lottery, **changes), problem)


@pytest.mark.parametrize(("share", "passes"), [(1e-9, True), (1e-6, False)])
@pytest.mark.parametrize("sign", [1, -1])
def test_chances_may_be_off_by_rounding_only(lottery, share, passes, sign):
    off = sign * share
    heavier = lottery.weights + off * np.eye(len(lottery.weights))[0]
    likelier = lottery.probabilities + off * np.eye(8)[3]

    assert (
        "The chances of the panels are not shares of 1." not in faults(lottery, weights=heavier)
    ) == passes
    assert (
        "The probabilities do not follow from the panels." not in faults(lottery, probabilities=likelier)
    ) == passes


def test_a_panel_without_a_chance_does_no_harm(lottery):
    more = {
        "panels": np.vstack([lottery.panels, lottery.panels[:1]]),
        "weights": np.append(lottery.weights, 0.0),
    }

    assert faults(lottery, **more) == []
    less = {"panels": more["panels"], "weights": np.append(lottery.weights[:-1], [1 + 1e-12, -1e-12])}
    assert any("not shares of 1" in fault for fault in faults(lottery, **less))


def of_panels(problem, *panels):
    """A lottery in which everybody is a type, to see what is wrong with its panels."""
    rows = np.array([np.isin(np.arange(problem.n_people), panel) for panel in panels], dtype=np.int64)
    n_people = problem.n_people
    lottery = replace(
        choose(SelectionProblem(seats=1, columns={"level": ["1"] * 2})),
        type_of=np.arange(n_people),
        panels=rows,
        weights=np.full(len(rows), 1 / len(rows)),
        probabilities=rows.mean(axis=0),
        bounds=rows.mean(axis=0),
        stages=[],
    )
    return [fault for fault in wrong_with(lottery, problem) if fault.startswith("Panel")]


def test_each_panel_that_breaks_a_rule_is_named():
    problem = SelectionProblem(
        seats=2,
        columns={"level": ["1", "1", "2", "2", "3"]},
        quotas=[
            Quota(column="level", value="1", minimum=1, maximum=1),
            Quota(column="level", value="3", minimum=0, maximum=0),
        ],
    )

    assert of_panels(problem, (0, 2), (0, 1), (2, 3), (0, 4), (1, 3), (0, 2, 3), (1,)) == [
        f"Panel {number} breaks a rule." for number in (1, 2, 3, 5, 6)
    ]


@pytest.mark.parametrize(("cap", "broken"), [(None, []), (3, []), (2, [0]), (1, [0, 1])])
def test_a_cap_counts_colleagues_but_not_those_without_an_organisation(cap, broken):
    problem = SelectionProblem(
        seats=3, columns={"level": ["1"] * 6}, organisations=["o", "o", "o", "", "", ""], per_organisation=cap
    )

    assert of_panels(problem, (0, 1, 2), (0, 1, 3), (0, 3, 4), (3, 4, 5)) == [
        f"Panel {number} breaks a rule." for number in broken
    ]


def test_a_type_taken_more_often_than_there_are_people_is_named(lottery):
    panels = lottery.panels.copy()
    panels[0] = [0, 3]

    assert "Panel 0 takes more people of a type than there are." in faults(lottery, panels=panels)


def changed_stage(lottery, **changes):
    return {"stages": [replace(lottery.stages[0], **changes), *lottery.stages[1:]]}


@pytest.mark.parametrize(("share", "passes"), [(1e-9, True), (1e-6, False)])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_stage_may_be_off_by_rounding_only(lottery, share, passes, sign):
    first, off = lottery.stages[0], sign * share
    of_fixed = first.type_prices * (1 + off)
    found = {
        "level": faults(lottery, **changed_stage(lottery, level=first.level + off)),
        "prices": faults(lottery, **changed_stage(lottery, type_prices=of_fixed)),
    }

    assert found == {
        "level": [] if passes else ["Stage 0: the prices lie on types above the level."],
        "prices": [] if passes else found["prices"],
    }
    assert passes or "Stage 0: the prices are not shares of 1." in found["prices"]


@pytest.mark.parametrize(("share", "passes"), [(1e-9, True), (1e-6, False)])
def test_bounds_below_what_the_prices_prove_are_found(lottery, share, passes):
    lower = lottery.bounds - share
    level = {"stages": [replace(stage, level=stage.level - share) for stage in lottery.stages]}

    found = faults(lottery, bounds=lower, **level)

    assert found == (
        [] if passes else [f"Stage {n}: the prices do not bound the probabilities." for n in (0, 1)]
    )


def test_the_price_of_a_maximum_counts_at_the_maximum():
    # Four share one seat at most: the price is on a limit whose other end is nought.
    problem = SelectionProblem(
        seats=2,
        columns={"level": ["1"] * 4 + ["2"] * 2},
        quotas=[Quota(column="level", value="1", minimum=0, maximum=1)],
    )
    lottery = choose(problem)
    first = lottery.stages[0]
    lower = lottery.bounds - 1e-3 * (lottery.type_of == lottery.type_of[0])

    assert first.rule_prices[0] == pytest.approx(1 / 4)
    assert wrong_with(lottery, problem) == []
    found = faults(lottery, problem, bounds=lower, **changed_stage(lottery, level=first.level - 1e-3))
    assert "Stage 0: the prices do not bound the probabilities." in found


def test_bounds_above_the_level_of_their_stage_are_found(lottery):
    for person, stage in ((0, 0), (7, 1)):
        higher = lottery.bounds + 1e-6 * (lottery.type_of == lottery.type_of[person])
        assert f"Stage {stage}: the prices lie on types above the level." in faults(lottery, bounds=higher)


def test_a_price_below_nought_is_found(lottery):
    # They still add up to one.
    prices = np.array([1 + 1e-9, -1e-9])

    assert "Stage 0: the prices are not shares of 1." in faults(
        lottery, **changed_stage(lottery, type_prices=prices)
    )


def test_prices_of_rules_that_are_not_there_are_found(lottery):
    longer = np.append(lottery.stages[0].rule_prices, 0.0)

    assert faults(lottery, **changed_stage(lottery, rule_prices=longer)) == [
        "Stage 0: the prices are for other rules."
    ]


def test_every_type_must_be_fixed_by_a_price(lottery):
    assert faults(lottery, stages=lottery.stages[:1]) == ["Some types are never fixed."]
    assert faults(lottery, **changed_stage(lottery, fixed=np.array([0, 1]))) == [
        "Stage 0 fixes a type that has no price.",
        "Stage 1 comes after every type is fixed.",
    ]


@pytest.mark.parametrize(("most", "passes"), [(2.0, True), (2 - 1e-9, True), (2 - 1e-6, False), (5.0, True)])
def test_a_cut_must_leave_every_panel(lottery, most, passes):
    # Every panel takes two of the NHS.
    with_room = [replace(stage, rule_prices=np.append(stage.rule_prices, 0.0)) for stage in lottery.stages]

    found = faults(lottery, stages=with_room, cuts=[Cut(prices=np.array([1.0, 0.0]), most=most)])

    assert found == ([] if passes else ["Cut 0 shuts out a panel."])


def test_a_cut_may_carry_the_proof(lottery):
    # The rule of two of the NHS said as a cut: its price stands in for the price of the quota.
    first = lottery.stages[0]
    by_cut = replace(first, rule_prices=np.array([0.0, 0.0, first.type_prices[0] / 6]))
    rest = [replace(stage, rule_prices=np.append(stage.rule_prices, 0.0)) for stage in lottery.stages[1:]]
    cut = Cut(prices=np.array([1.0, 0.0]), most=2.0)

    assert faults(lottery, stages=[by_cut, *rest], cuts=[cut]) == []
    wrong = replace(by_cut, rule_prices=np.array([0.0, 0.0, -first.type_prices[0] / 6]))
    assert "Stage 0: the prices do not bound the probabilities." in faults(
        lottery, stages=[wrong, *rest], cuts=[cut]
    )


def test_a_right_lottery_under_ranges_and_a_cap_that_just_holds_passes():
    problem = SelectionProblem(
        seats=4,
        columns={"level": ["1", "1", "1", "1", "2", "2", "3", "3", "3"], "side": list("aabbabbaa")},
        quotas=[
            Quota(column="level", value="1", minimum=0, maximum=1),
            Quota(column="level", value="2", minimum=1, maximum=2),
            Quota(column="side", value="a", minimum=1, maximum=3),
        ],
        organisations=["o", "o", "p", "p", "p", "", "", "q", "q"],
        per_organisation=2,
    )

    lottery = choose(problem)

    assert len(set(lottery.type_of)) > 4
    assert wrong_with(lottery, problem) == []


@pytest.mark.parametrize("seed", [169, 215, 404])
def test_a_right_lottery_that_needs_cuts_passes(seed):
    problem = small_problem(seed)

    lottery = choose(problem)

    assert lottery.cuts
    assert wrong_with(lottery, problem) == []
    tighter = [replace(cut, most=cut.most - 1e-6) for cut in lottery.cuts]
    assert any("shuts out a panel" in fault for fault in faults(lottery, problem, cuts=tighter))
