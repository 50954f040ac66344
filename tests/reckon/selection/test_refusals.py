"""What cannot be, and what would help."""

import pickle

import pytest

from reckon.errors import InfeasibleError, InvalidInputError
from reckon.selection import Change, Quota, SelectionProblem, choose
from reckon.selection.relaxation import smallest_relaxation
from reckon.selection.types import panels_of
from tests.reckon.selection.enumerated import all_panels, small_problem

PEOPLE = {"level": ["1", "1", "2"]}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"seats": 0}, "seats"),
        ({"seats": 4}, "seats"),
        ({"columns": {"level": ["1"], "place": []}}, "shape"),
        ({"columns": {}}, "shape"),
        ({"organisations": ["a"]}, "shape"),
        ({"per_organisation": 1}, "per_organisation"),
        ({"per_organisation": 0, "organisations": ["a", "b", "c"]}, "per_organisation"),
        ({"quotas": [Quota(column="age", value="1", minimum=0, maximum=1)]}, "unknown_column"),
        ({"quotas": [Quota(column="level", value="1", minimum=0, maximum=1)] * 2}, "duplicate_quota"),
        ({"quotas": [Quota(column="level", value="1", minimum=2, maximum=1)]}, "quota_min_above_max"),
        ({"quotas": [Quota(column="level", value="1", minimum=-1, maximum=1)]}, "quota_negative"),
    ],
)
def test_a_problem_that_cannot_be_is_refused(changes, code):
    with pytest.raises(InvalidInputError) as caught:
        SelectionProblem(**{"seats": 2, "columns": PEOPLE} | changes)

    assert caught.value.code == code


def test_quotas_that_cannot_hold_name_the_smallest_change():
    problem = SelectionProblem(
        seats=3,
        columns={"service": ["NHS"] * 5 + ["police"], "level": ["2", "3"] * 3},
        quotas=[
            Quota(column="service", value="police", minimum=2, maximum=3),
            Quota(column="level", value="2", minimum=0, maximum=0),
        ],
    )

    with pytest.raises(InfeasibleError) as caught:
        choose(problem)

    assert caught.value.code == "quotas"
    assert str(caught.value) == (
        "No panel meets every quota. The smallest change that lets one: "
        "lower the minimum of service “police” from 2 to 1."
    )


def test_a_cap_that_cannot_hold_is_named():
    problem = SelectionProblem(
        seats=2, columns={"level": ["1", "2"]}, organisations=["a", "a"], per_organisation=1
    )

    with pytest.raises(InfeasibleError, match="allow 2 instead of 1 per organisation"):
        choose(problem)


def test_a_maximum_that_cannot_hold_is_raised():
    problem = SelectionProblem(
        seats=2, columns=PEOPLE, quotas=[Quota(column="level", value="1", minimum=0, maximum=0)]
    )

    with pytest.raises(InfeasibleError, match="raise the maximum of level “1” from 0 to 1"):
        choose(problem)


@pytest.mark.parametrize("seed", range(0, 200, 5))
def test_the_named_change_lets_a_panel_and_no_single_smaller_one_does(seed):
    problem = small_problem(seed)
    changes = smallest_relaxation(problem, panels_of(problem))

    changed = with_changes(problem, changes)

    assert all_panels(changed)
    total = sum(abs(change.after - change.before) for change in changes)
    assert (total == 0) == bool(all_panels(problem))
    if total == 1:
        assert not all_panels(problem)
    if total > 1:
        assert not any(all_panels(with_changes(problem, [one])) for one in single_moves(problem))


def with_changes(problem, changes):
    quotas = []
    for quota in problem.quotas:
        limits = {"minimum": quota.minimum, "maximum": quota.maximum}
        for change in changes:
            if (change.column, change.value) == (quota.column, quota.value):
                limits[change.limit] = change.after
        quotas.append(Quota(column=quota.column, value=quota.value, **limits))
    caps = [change.after for change in changes if change.limit == "per_organisation"]
    return SelectionProblem(
        seats=problem.seats,
        columns=problem.columns,
        quotas=quotas,
        organisations=problem.organisations,
        per_organisation=caps[0] if caps else problem.per_organisation,
    )


def single_moves(problem):
    for quota in problem.quotas:
        place = {"column": quota.column, "value": quota.value}
        if quota.minimum:
            yield Change(**place, limit="minimum", before=quota.minimum, after=quota.minimum - 1)
        yield Change(**place, limit="maximum", before=quota.maximum, after=quota.maximum + 1)
    if problem.per_organisation:
        yield Change(column="", value="", limit="per_organisation", before=1, after=2)


def test_the_refusal_survives_pickling_with_its_changes():
    problem = SelectionProblem(
        seats=2, columns=PEOPLE, quotas=[Quota(column="level", value="1", minimum=0, maximum=0)]
    )
    with pytest.raises(InfeasibleError) as caught:
        choose(problem)

    copy = pickle.loads(pickle.dumps(caught.value))

    assert copy.params == caught.value.params
    assert copy.params["changes"] == [Change(column="level", value="1", limit="maximum", before=0, after=1)]
