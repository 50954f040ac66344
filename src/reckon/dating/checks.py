"""Verify matches and talks from the raw wishes, apart from the code that made them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import product

from reckon.dating.problem import DatingProblem, Mentor, Project
from reckon.dating.result import DatingResult, Talk


def wrong_with(result: DatingResult, problem: DatingProblem) -> list[str]:
    """Say what is wrong with a result; nothing if all holds.

    Parameters
    ----------
    result : DatingResult
        What `match_projects` gave back.
    problem : DatingProblem
        The raw wishes.

    Returns
    -------
    list of str
        One sentence per broken rule, and one for each project and mentor who would both rather have
        each other: with none, the result is stable.

    Notes
    -----
    O(n_projects · n_mentors).

    Examples
    --------
    >>> from reckon.dating import match_projects
    >>> problem = DatingProblem(projects=[Project(id="pub", picks=["ann"])],
    ...                         mentors=[Mentor(id="ann", picks=["pub"])])
    >>> wrong_with(match_projects(problem), problem)
    []
    """
    projects = {project.id: project for project in problem.projects}
    mentors = {mentor.id: mentor for mentor in problem.mentors}
    found = []
    for match in result.matches:
        if match.project not in projects or match.mentor not in mentors:
            return [f"“{match.project}” or “{match.mentor}” is not on its side."]
        if not _may_match(projects[match.project], mentors[match.mentor]):
            found.append(f"“{match.project}” and “{match.mentor}” did not both rank each other.")
    for project, times in Counter(match.project for match in result.matches).items():
        if times > 1:
            found.append(f"“{project}” has {times} mentors.")
    held = Counter(match.mentor for match in result.matches)
    found += [
        f"“{mentor.id}” has {held[mentor.id]} projects and a limit of {mentor.limit}."
        for mentor in problem.mentors
        if held[mentor.id] > mentor.limit
    ]
    if not found:
        found = [
            f"“{project.id}” and “{mentor.id}” would both rather have each other."
            for project, mentor in product(problem.projects, problem.mentors)
            if _blocks(project, mentor, result)
        ]
    pairs = [
        (project.id, mentor.id)
        for project, mentor in product(problem.projects, problem.mentors)
        if _may_match(project, mentor)
    ]
    matched = {each for match in result.matches for each in (match.project, match.mentor)}
    if set(result.unmatched) != {*projects, *mentors} - matched:
        found.append("Not everybody without a match, and they alone, has a reason for that.")
    if set(result.reasons) != {*projects, *mentors}:
        found.append("Not everybody has one reason.")
    return found + talks_wrong_with(result.talks, pairs)


def talks_wrong_with(talks: Sequence[Talk], pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Say what is wrong with a plan of talks; nothing if all holds.

    Parameters
    ----------
    talks : sequence of Talk
        What `plan_talks` gave back.
    pairs : iterable of tuple of str
        Project and mentor of those who are to talk.

    Returns
    -------
    list of str
        One sentence per broken rule. That no plan takes fewer slots is shown by somebody who has a talk
        in each.

    Notes
    -----
    O(n_pairs).

    Examples
    --------
    >>> from reckon.dating import plan_talks
    >>> talks_wrong_with(plan_talks([("pub", "ann")]), [("pub", "ann")])
    []
    """
    found = []
    wanted, planned = set(pairs), [(talk.project, talk.mentor) for talk in talks]
    if len(planned) != len(set(planned)):
        found.append("Two talk twice.")
    if set(planned) != wanted:
        found.append("Not those talk who should.")
    for side in ("project", "mentor"):
        at_once = Counter((talk.slot, getattr(talk, side)) for talk in talks)
        found += [
            f"“{one}” is in {times} talks in slot {slot}."
            for (slot, one), times in at_once.items()
            if times > 1
        ]
    slots = {talk.slot for talk in talks}
    if slots != set(range(1, len(slots) + 1)):
        found.append("A slot is empty.")
    most = max(
        [
            *Counter(project for project, _ in wanted).values(),
            *Counter(mentor for _, mentor in wanted).values(),
        ],
        default=0,
    )
    if len(slots) > most:
        found.append(f"{len(slots)} slots are planned; nobody has more than {most} talks.")
    return found


def _may_match(project: Project, mentor: Mentor) -> bool:
    both_rank = mentor.id in project.picks and project.id in mentor.picks
    return both_rank and mentor.id not in project.excluded and project.id not in mentor.excluded


def _blocks(project: Project, mentor: Mentor, result: DatingResult) -> bool:
    """Say whether both would leave what they have for each other."""
    if not _may_match(project, mentor):
        return False
    place, picks = list(project.picks).index(mentor.id), list(project.picks)
    has = [picks.index(match.mentor) for match in result.matches if match.project == project.id]
    held = [list(mentor.picks).index(match.project) for match in result.matches if match.mentor == mentor.id]
    project_would = not has or place < has[0]
    place_there = list(mentor.picks).index(project.id)
    mentor_would = len(held) < mentor.limit or any(place_there < other for other in held)
    return project_would and mentor_would
