"""Why, in a sentence."""

import pytest

from reckon.dating import match_projects
from tests.reckon.dating.days import day

THEIRS = "and you are among theirs."


@pytest.mark.parametrize(
    ("problem", "who", "told"),
    [
        (day({"p": "x"}, {"x": "p"}), "p", f"Matched with “x”: your first choice, {THEIRS}"),
        (day({"p": "y x"}, {"x": "p", "y": ""}), "p", f"Matched with “x”: your second choice, {THEIRS}"),
        (day({"p": "x"}, {"x": "p"}), "x", "Matched with “p”: your first choice, and you are among theirs."),
        (
            day({"p": "x", "q": "x"}, {"x": "q p"}, limits={"x": 2}),
            "x",
            "Matched with “q” (your first choice), “p” (your second choice): each ranked you too.",
        ),
        (day({"p": ""}, {"x": "p"}), "p", "Not matched: you ranked nobody."),
        (day({"p": "x"}, {"x": ""}), "x", "Not matched: you ranked nobody."),
        (day({"p": "x"}, {"x": ""}), "p", "Not matched: nobody you ranked ranked you."),
        (day({"p": ""}, {"x": "p"}), "x", "Not matched: nobody you ranked ranked you."),
        (
            day({"p": "x", "q": "x"}, {"x": "q p"}),
            "p",
            "Not matched: those who ranked you too have no room left beside projects they ranked higher.",
        ),
        (
            day({"p": "x y"}, {"x": "p", "y": "p"}),
            "y",
            "Not matched: the projects that ranked you too have mentors they ranked higher.",
        ),
        (
            day({"p": "x"}, {"x": "p"}, limits={"x": 0}),
            "x",
            "Not matched: you have no room for a project.",
        ),
        (
            day({"p": "a b c d"}, {"a": "", "b": "", "c": "", "d": "p"}, most_picks=4),
            "p",
            "Matched with “d”: your number 4 choice, and you are among theirs.",
        ),
    ],
)  # fmt: skip
def test_each_reads_why(problem, who, told):
    assert match_projects(problem).reasons[who] == told


def test_whoever_was_excluded_reads_what_they_would_read_had_they_only_not_been_ranked():
    left_out = day({"p": "x", "q": "x"}, {"x": "q"})
    shut_out = day({"p": "x", "q": "x"}, {"x": "q"}, x=["p"])

    assert match_projects(left_out).reasons["p"] == match_projects(shut_out).reasons["p"]
