"""Stable matching with short lists: projects ask, mentors keep the best they have room for."""

from bisect import insort
from collections.abc import Mapping

from reckon.dating.problem import DatingProblem
from reckon.dating.reasons import left_over, reasons_of
from reckon.dating.result import DatingResult, Match
from reckon.dating.talks import plan_talks


def match_projects(problem: DatingProblem) -> DatingResult:
    """Match projects with mentors, and plan the talks of all who ranked each other.

    Two may be matched if each ranked the other, so nobody gets whom they excluded. The result is stable:
    no project and mentor who may be matched would both rather have each other than what they got. Of
    all stable results it is the best for every project, so there is only one.

    Parameters
    ----------
    problem : DatingProblem
        What each ranked and excluded.

    Returns
    -------
    DatingResult
        Matches, talks and reasons.

    Notes
    -----
    Exact: Gale and Shapley's deferred acceptance, with projects that propose and mentors that have
    several places (1962). O(n_picks) to match and O(n_talks · n_people) to plan the talks.

    Examples
    --------
    >>> from reckon.dating import Mentor, Project
    >>> problem = DatingProblem(
    ...     projects=[Project(id="shop", picks=["ann"]), Project(id="pub", picks=["ann", "bo"])],
    ...     mentors=[Mentor(id="ann", picks=["pub", "shop"], limit=1), Mentor(id="bo", picks=["shop"])])
    >>> result = match_projects(problem)
    >>> [(match.project, match.mentor) for match in result.matches]
    [('pub', 'ann')]
    >>> result.reasons["pub"]
    'Matched with “ann”: your first choice, and you are among theirs.'
    """
    wanted = mutual_picks(problem)
    mentor_of = _deferred_acceptance(problem, wanted)
    unmatched = left_over(problem, wanted, mentor_of)
    pairs = [(project, mentor) for project, mentors in wanted.items() for mentor in mentors]
    return DatingResult(
        matches=tuple(Match(project=each, mentor=mentor_of[each]) for each in sorted(mentor_of)),
        talks=plan_talks(pairs),
        unmatched=unmatched,
        reasons=reasons_of(problem, mentor_of, unmatched),
    )


def mutual_picks(problem: DatingProblem) -> dict[str, list[str]]:
    """Return for each project the mentors it may be matched with, the first choice first.

    Nobody ranks whom they exclude: the problem refuses that.
    """
    mentors = {mentor.id: mentor for mentor in problem.mentors}
    return {
        project.id: [pick for pick in project.picks if project.id in mentors[pick].picks]
        for project in problem.projects
    }


def _deferred_acceptance(problem: DatingProblem, wanted: Mapping[str, list[str]]) -> dict[str, str]:
    limit = {mentor.id: mentor.limit for mentor in problem.mentors}
    rank = {mentor.id: {pick: n for n, pick in enumerate(mentor.picks)} for mentor in problem.mentors}
    holds: dict[str, list[tuple[int, str]]] = {mentor: [] for mentor in limit}
    left = {project: iter(mentors) for project, mentors in wanted.items()}
    free = list(wanted)
    while free:
        project = free.pop()
        mentor = next(left[project], None)
        if mentor is None:
            continue
        insort(holds[mentor], (rank[mentor][project], project))
        if len(holds[mentor]) > limit[mentor]:
            free.append(holds[mentor].pop()[1])
    return {project: mentor for mentor, held in holds.items() for _rank, project in held}
