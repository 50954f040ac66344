"""Answers that others have published."""

from itertools import permutations

from reckon.dating import Match, match_projects, plan_talks, wrong_with
from tests.reckon.dating.days import day, pairs_of, with_matches


def stable_marriages(problem):
    """Return every stable way to match as many on both sides, by trying all."""
    projects, mentors = [p.id for p in problem.projects], [m.id for m in problem.mentors]
    right = match_projects(problem)
    return [
        dict(zip(projects, order, strict=True))
        for order in permutations(mentors)
        if not wrong_with(
            with_matches(
                right,
                [Match(project=p, mentor=m) for p, m in zip(projects, order, strict=True)],
                problem,
            ),
            problem,
        )
    ]


# D. Gale and L. S. Shapley, "College Admissions and the Stability of Marriage", American Mathematical
# Monthly 69 (1962), pages 9 to 15: its examples 1 and 2.
EXAMPLE_1 = day(
    {"alpha": "A B C", "beta": "B C A", "gamma": "C A B"},
    {"A": "beta gamma alpha", "B": "gamma alpha beta", "C": "alpha beta gamma"},
)
EXAMPLE_2 = day(
    {"alpha": "A B C D", "beta": "A D C B", "gamma": "B A C D", "delta": "D B C A"},
    {
        "A": "delta gamma alpha beta",
        "B": "beta delta alpha gamma",
        "C": "delta alpha beta gamma",
        "D": "gamma beta alpha delta",
    },
    most_picks=4,
)


def test_gale_and_shapley_example_1_has_three_stable_ways_and_gives_those_who_ask_their_first_choice():
    assert len(stable_marriages(EXAMPLE_1)) == 3
    assert pairs_of(match_projects(EXAMPLE_1)) == {"alpha": "A", "beta": "B", "gamma": "C"}


def test_gale_and_shapley_example_2_has_one_stable_way_where_nobody_who_asks_gets_a_first_choice():
    only = {"alpha": "C", "beta": "D", "gamma": "A", "delta": "B"}

    assert stable_marriages(EXAMPLE_2) == [only]
    assert pairs_of(match_projects(EXAMPLE_2)) == only


def test_the_example_of_the_national_resident_matching_program():
    # Five applicants and three programmes with two places each: the long-standing example by which the
    # programme explains itself to applicants. Sunny is left over, and so are the places of Mercy.
    problem = day(
        {
            "Arthur": "City",
            "Sunny": "City Mercy",
            "Joseph": "City General Mercy",
            "Latha": "Mercy City General",
            "Darrius": "City Mercy General",
        },
        {
            "Mercy": "Darrius Joseph",
            "City": "Darrius Arthur Sunny Latha Joseph",
            "General": "Darrius Arthur Joseph Latha",
        },
        limits={"Mercy": 2, "City": 2, "General": 2},
        most_picks=5,
    )

    assert pairs_of(match_projects(problem)) == {
        "Arthur": "City",
        "Darrius": "City",
        "Joseph": "General",
        "Latha": "General",
    }


def test_koenigs_bound_is_reached_where_all_talk_to_all():
    # A table of all talks is a Latin rectangle: as many slots as the larger side has people.
    talks = plan_talks((f"p{p}", f"m{m}") for p in range(7) for m in range(5))

    assert max(talk.slot for talk in talks) == 7
    assert len(talks) == 35
