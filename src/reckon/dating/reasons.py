"""Why each is matched or not, in a sentence that tells nothing the reader should not know of another."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from reckon.dating.problem import DatingProblem
from reckon.dating.result import Unmatched

_FIRST_WORDS = ("first", "second", "third")
_SENTENCES = {
    Unmatched.RANKED_NOBODY: "Not matched: you ranked nobody.",
    Unmatched.NOT_RANKED_BACK: "Not matched: nobody you ranked ranked you.",
    Unmatched.NO_ROOM_LEFT: "Not matched: those who ranked you too have no room left beside projects "
    "they ranked higher.",
    Unmatched.OTHERS_RANKED_HIGHER: "Not matched: the projects that ranked you too have mentors they ranked "
    "higher.",
    Unmatched.NO_ROOM: "Not matched: you have no room for a project.",
}


def left_over(
    problem: DatingProblem, wanted: Mapping[str, Sequence[str]], mentor_of: Mapping[str, str]
) -> dict[str, Unmatched]:
    """Return why each without a match has none; ``wanted`` are the mentors each project may have."""
    matched, wanted_by = set(mentor_of.values()), {each for mentors in wanted.values() for each in mentors}
    projects = {
        project.id: Unmatched.NO_ROOM_LEFT if wanted[project.id] else _unanswered(project.picks)
        for project in problem.projects
        if project.id not in mentor_of
    }
    mentors = {
        mentor.id: _passed_over(mentor.limit) if mentor.id in wanted_by else _unanswered(mentor.picks)
        for mentor in problem.mentors
        if mentor.id not in matched
    }
    return projects | mentors


def _unanswered(picks: Sequence[str]) -> Unmatched:
    return Unmatched.NOT_RANKED_BACK if picks else Unmatched.RANKED_NOBODY


def _passed_over(limit: int) -> Unmatched:
    return Unmatched.OTHERS_RANKED_HIGHER if limit else Unmatched.NO_ROOM


def reasons_of(
    problem: DatingProblem, mentor_of: Mapping[str, str], unmatched: Mapping[str, Unmatched]
) -> dict[str, str]:
    """Return one sentence for each project and mentor."""
    told = {one: _SENTENCES[why] for one, why in unmatched.items()}
    projects_of: dict[str, list[str]] = defaultdict(list)
    for project, mentor in mentor_of.items():
        projects_of[mentor].append(project)
    for each in problem.projects:
        if each.id in mentor_of:
            told[each.id] = _matched(each.picks, [mentor_of[each.id]])
    for one in problem.mentors:
        if one.id in projects_of:
            told[one.id] = _matched(one.picks, projects_of[one.id])
    return told


def ordinal(number: int) -> str:
    """Return a place in a ranking as a reader says it.

    Examples
    --------
    >>> ordinal(1), ordinal(3), ordinal(4)
    ('first', 'third', 'number 4')
    """
    return _FIRST_WORDS[number - 1] if number <= len(_FIRST_WORDS) else f"number {number}"


def _matched(picks: Sequence[str], with_whom: Sequence[str]) -> str:
    place = {pick: ordinal(number) for number, pick in enumerate(picks, 1)}
    ranked = [pick for pick in picks if pick in with_whom]
    if len(ranked) == 1:
        return f"Matched with “{ranked[0]}”: your {place[ranked[0]]} choice, and you are among theirs."
    names = ", ".join(f"“{each}” (your {place[each]} choice)" for each in ranked)
    return f"Matched with {names}: each ranked you too."
