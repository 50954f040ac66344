"""Why each is matched or not, in a sentence that tells nothing the reader should not know of another."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from reckon.dating.problem import DatingProblem

_FIRST_WORDS = ("first", "second", "third")


def reasons_of(
    problem: DatingProblem, wanted: Mapping[str, Sequence[str]], mentor_of: Mapping[str, str]
) -> dict[str, str]:
    """Return one sentence for each project and mentor.

    Whoever was excluded reads what they would read had they not been ranked.
    """
    matched: dict[str, list[str]] = defaultdict(list)
    for project in sorted(mentor_of):
        matched[mentor_of[project]].append(project)
    wanted_by = {mentor for mentors in wanted.values() for mentor in mentors}
    told = {
        project.id: _matched(project.picks, [mentor_of[project.id]])
        if project.id in mentor_of
        else _left_over(project.picks, mutual=bool(wanted[project.id]))
        for project in problem.projects
    }
    return told | {
        mentor.id: _matched(mentor.picks, matched[mentor.id])
        if mentor.id in matched
        else _no_project(mentor.picks, mutual=mentor.id in wanted_by, limit=mentor.limit)
        for mentor in problem.mentors
    }


def ordinal(number: int) -> str:
    """Return a place in a ranking as a reader says it.

    Examples
    --------
    >>> ordinal(1), ordinal(3), ordinal(4)
    ('first', 'third', 'number 4')
    """
    return _FIRST_WORDS[number - 1] if number <= len(_FIRST_WORDS) else f"number {number}"


def _matched(picks: Sequence[str], with_whom: Sequence[str]) -> str:
    ranked = sorted(with_whom, key=list(picks).index)
    if len(ranked) == 1:
        place = ordinal(list(picks).index(ranked[0]) + 1)
        return f"Matched with “{ranked[0]}”: your {place} choice, and you are among theirs."
    names = ", ".join(f"“{each}” (your {ordinal(list(picks).index(each) + 1)} choice)" for each in ranked)
    return f"Matched with {names}: each ranked you too."


def _left_over(picks: Sequence[str], *, mutual: bool) -> str:
    if not picks:
        return "Not matched: you ranked nobody."
    if not mutual:
        return "Not matched: nobody you ranked ranked you."
    return "Not matched: those who ranked you too have no room left beside projects they ranked higher."


def _no_project(picks: Sequence[str], *, mutual: bool, limit: int) -> str:
    if mutual and limit == 0:
        return "Not matched: you have no room for a project."
    if mutual:
        return "Not matched: the projects that ranked you too have mentors they ranked higher."
    return _left_over(picks, mutual=False)
