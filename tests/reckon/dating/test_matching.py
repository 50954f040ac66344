"""Matching: always stable, the same in any order, and as good as trying everything."""

from collections import Counter
from dataclasses import replace
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from reckon.dating import DatingProblem, Match, match_projects, wrong_with
from tests.reckon.dating.days import day, days, pairs_of, with_matches


def all_stable(problem):
    """Return every stable way to match, by trying each mentor or none for each project."""
    right = match_projects(problem)
    found = []
    for choice in product([None, *(mentor.id for mentor in problem.mentors)], repeat=len(problem.projects)):
        matches = tuple(
            Match(project=project.id, mentor=mentor)
            for project, mentor in zip(problem.projects, choice, strict=True)
            if mentor is not None
        )
        if not wrong_with(with_matches(right, matches, problem), problem):
            found.append({match.project: match.mentor for match in matches})
    return found


@given(days())
def test_what_comes_out_is_stable_and_keeps_every_rule(problem):
    assert wrong_with(match_projects(problem), problem) == []


@given(days(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(problem, shuffler):
    projects, mentors = list(problem.projects), list(problem.mentors)
    shuffler.shuffle(projects)
    shuffler.shuffle(mentors)

    assert match_projects(DatingProblem(projects=projects, mentors=mentors)) == match_projects(problem)


@given(days())
def test_nobody_gets_whom_they_excluded(problem):
    result = match_projects(problem)
    excluded = {(one.id, other) for one in (*problem.projects, *problem.mentors) for other in one.excluded}

    for each in (*result.matches, *result.talks):
        assert (each.project, each.mentor) not in excluded
        assert (each.mentor, each.project) not in excluded


@given(days(most=4))
def test_no_stable_way_is_better_for_any_project(problem):
    ours, stable = pairs_of(match_projects(problem)), all_stable(problem)
    picks = {project.id: [*project.picks, None] for project in problem.projects}

    assert ours in stable
    for other in stable:
        assert all(picks[p].index(ours.get(p)) <= picks[p].index(other.get(p)) for p in picks)


@given(days(most=4))
def test_every_stable_way_matches_the_same_projects_and_as_many_to_each_mentor(problem):
    # The theorem of rural hospitals (A. Roth, 1986): who is left over does not depend on who asks.
    ours = pairs_of(match_projects(problem))

    for other in all_stable(problem):
        assert set(other) == set(ours)
        assert Counter(other.values()) == Counter(ours.values())


@given(days())
def test_more_room_never_hurts_a_project(problem):
    before = pairs_of(match_projects(problem))
    roomy = replace(problem, mentors=[replace(mentor, limit=mentor.limit + 1) for mentor in problem.mentors])
    after = pairs_of(match_projects(roomy))

    for project in problem.projects:
        picks = [*project.picks, None]
        assert picks.index(after.get(project.id)) <= picks.index(before.get(project.id))


def test_a_mentor_with_room_for_two_takes_two():
    problem = day({"p": "x", "q": "x", "r": "x"}, {"x": "r q p"}, limits={"x": 2})

    assert pairs_of(match_projects(problem)) == {"q": "x", "r": "x"}


def test_a_day_without_anybody_comes_out_empty():
    result = match_projects(day({}, {}))

    assert (result.matches, result.talks, result.reasons, result.unmatched) == ((), (), {}, {})
    assert result.n_slots == result.fewest_slots == 0
