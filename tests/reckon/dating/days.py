"""Days for tests: short to write down, and at random."""

from dataclasses import replace

from hypothesis import strategies as st

from reckon.dating import DatingProblem, Mentor, Project, Unmatched


def day(projects, mentors, *, limits=None, most_picks=3, **excluded):
    """Return a problem from ``{"p": "x y"}``: whom each ranks, with spaces."""
    limits = limits or {}
    return DatingProblem(
        projects=[
            Project(id=one, picks=picks.split(), excluded=excluded.get(one, ()))
            for one, picks in projects.items()
        ],
        mentors=[
            Mentor(id=one, picks=picks.split(), excluded=excluded.get(one, ()), limit=limits.get(one, 1))
            for one, picks in mentors.items()
        ],
        most_picks=most_picks,
    )


def pairs_of(result):
    return {match.project: match.mentor for match in result.matches}


def with_matches(result, matches, problem):
    """Return a result with other matches, and some reason for each who then has none."""
    matched = {each for match in matches for each in (match.project, match.mentor)}
    left = {one.id for one in (*problem.projects, *problem.mentors)} - matched
    return replace(result, matches=tuple(matches), unmatched=dict.fromkeys(left, Unmatched.NO_ROOM))


@st.composite
def days(draw, most=5):
    """Draw a day: short lists, some excluded, mentors with room for none to three."""
    projects = [f"p{n}" for n in range(draw(st.integers(0, most)))]
    mentors = [f"m{n}" for n in range(draw(st.integers(0, most)))]

    def wishes(others):
        order = draw(st.permutations(others))
        ranked = draw(st.integers(0, min(3, len(others))))
        return {
            "picks": order[:ranked],
            "excluded": order[len(order) - draw(st.integers(0, len(order) - ranked)) :],
        }

    return DatingProblem(
        projects=[Project(id=one, **wishes(mentors)) for one in projects],
        mentors=[Mentor(id=one, limit=draw(st.integers(0, 3)), **wishes(projects)) for one in mentors],
    )
