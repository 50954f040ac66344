"""What is broken is found."""

from dataclasses import replace

import pytest

from reckon.dating import Match, Talk, match_projects, talks_wrong_with, wrong_with
from tests.reckon.dating.days import day, with_matches

PROBLEM = day(
    {"p": "x y", "q": "x", "r": ""}, {"x": "p q", "y": "p r"}, limits={"x": 1, "y": 2}, x=["r"], r=["x"]
)
RIGHT = match_projects(PROBLEM)
NO_REASON = "Not everybody without a match, and they alone, has a reason for that."
TOO_LONG = "2 slots are planned; nobody has more than 1 talks."
ONE_SLOT = "1 slots are planned; nobody has more than 0 talks."


def rather(*pairs):
    return [f"“{project}” and “{mentor}” would both rather have each other." for project, mentor in pairs]


def matched(*pairs):
    return with_matches(RIGHT, [Match(project=p, mentor=m) for p, m in pairs], PROBLEM)


@pytest.mark.parametrize(
    ("result", "found"),
    [
        (RIGHT, []),
        (matched(("p", "z")), ["“p” or “z” is not on its side."]),
        (matched(("z", "x")), ["“z” or “x” is not on its side."]),
        (matched(("r", "x"), ("p", "y")), ["“r” and “x” did not both rank each other."]),
        (matched(("r", "y"), ("p", "x")), ["“r” and “y” did not both rank each other."]),
        (matched(("p", "x"), ("p", "y")), ["“p” has 2 mentors."]),
        (matched(("p", "x"), ("q", "x")), ["“x” has 2 projects and a limit of 1."]),
        (matched(("p", "y")), rather("px", "qx")),
        (matched(("p", "y"), ("q", "x")), rather("px")),
        (matched(("q", "x")), rather("px", "py")),
        (replace(RIGHT, reasons={}), ["Not everybody has one reason."]),
        (replace(RIGHT, unmatched={}), [NO_REASON]),
        (replace(RIGHT, talks=()), ["Not those talk who should."]),
    ],
)  # fmt: skip
def test_a_broken_result_is_told(result, found):
    assert wrong_with(result, PROBLEM) == found


def test_a_match_with_somebody_excluded_is_told_even_if_ranked():
    excluding = replace(PROBLEM.mentors[0], excluded=["p"])
    broken = object.__new__(type(PROBLEM))
    for name, value in (("projects", PROBLEM.projects), ("mentors", [excluding, PROBLEM.mentors[1]])):
        object.__setattr__(broken, name, value)

    assert "“p” and “x” did not both rank each other." in wrong_with(RIGHT, broken)


def talks(*rows):
    return [Talk(slot=slot, project=project, mentor=mentor) for slot, project, mentor in rows]


@pytest.mark.parametrize(
    ("plan", "pairs", "found"),
    [
        (talks((1, "p", "x"), (2, "p", "x")), ["px"], ["Two talk twice.", TOO_LONG]),
        (talks((1, "p", "x")), ["px", "qy"], ["Not those talk who should."]),
        (talks((1, "p", "x"), (1, "p", "y")), ["px", "py"], ["“p” is in 2 talks in slot 1."]),
        (talks((1, "p", "x"), (1, "q", "x")), ["px", "qx"], ["“x” is in 2 talks in slot 1."]),
        (talks((2, "p", "x")), ["px"], ["A slot is empty."]),
        (talks((1, "p", "x"), (2, "q", "y")), ["px", "qy"], [TOO_LONG]),
        (talks((1, "p", "x"), (1, "q", "y")), ["px", "qy"], []),
        (talks((1, "p", "x")), [], ["Not those talk who should.", ONE_SLOT]),
        (talks((1, "p", "x"), (2, "p", "y")), ["px", "py"], []),
        (talks((1, "p", "x"), (2, "q", "x")), ["px", "qx"], []),
        ([], [], []),
    ],
)  # fmt: skip
def test_a_broken_plan_of_talks_is_told(plan, pairs, found):
    assert talks_wrong_with(plan, [(pair[0], pair[1]) for pair in pairs]) == found
