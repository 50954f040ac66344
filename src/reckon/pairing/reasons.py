"""Say in a sentence why these people meet, and why somebody meets nobody."""

import math
from collections.abc import Sequence

from reckon.pairing.problem import PairingProblem
from reckon.pairing.result import Unmatched


def group_reason(problem: PairingProblem, group: Sequence[int]) -> str:
    """Return one sentence that says what a group shares and how its people differ.

    Parameters
    ----------
    problem : PairingProblem
        The rows.
    group : sequence of int
        Two or three rows.

    Returns
    -------
    str
        Names level, professions, shared topics, distance and, if anybody has waited, how long.

    Notes
    -----
    Cost: O(topics of the group).

    Examples
    --------
    >>> problem = PairingProblem(
    ...     level=[2, 2], profession=["nurse", "work coach"], organisation=["trust", "jobcentre"],
    ...     service=["NHS", "Jobcentre"], latitude=[53.54, 53.55], longitude=[-2.11, -2.12],
    ...     topics=[{"fit notes"}, {"fit notes"}], max_km=[40, 40], waited=[0, 0])
    >>> group_reason(problem, (0, 1))
    'Both at level 2: a nurse and a work coach who both chose fit notes, 1.3 km apart.'
    """
    all_of_them = "Both" if len(group) == 2 else "All three"
    shared = set(problem.topics[group[0]]).intersection(*(problem.topics[row] for row in group[1:]))
    chose = f" who {'both' if len(group) == 2 else 'all'} chose {_listed(sorted(shared))}" if shared else ""
    people = _listed([f"{_article(problem.profession[row])} {problem.profession[row]}" for row in group])
    apart = max(_km(problem, one, other) for one in group for other in group if one < other)
    levels = sorted({int(problem.level[row]) for row in group})
    where = (
        f"{all_of_them} at level {levels[0]}" if len(levels) == 1 else f"At levels {_listed_numbers(levels)}"
    )
    words = f"{where}: {people}{chose}, {_distance(apart, len(group))}"
    if wider := _wider(problem, group):
        words += f"; wider than usual, as they wish: {_listed(wider)}"
    waited = max(float(problem.waited[row]) for row in group)
    if waited:
        words += f"; one has waited {waited:g} round{'' if waited == 1 else 's'}"
    return words + "."


def unmatched_reason(problem: PairingProblem, row: int, reason: Unmatched) -> str:
    """Return one sentence to somebody who is in no group.

    Parameters
    ----------
    problem : PairingProblem
        The rows.
    row : int
        Who.
    reason : Unmatched
        Why, from the result.

    Returns
    -------
    str
        Says what stands in the way, in numbers they can change where there are any.

    Notes
    -----
    Cost: O(1).

    Examples
    --------
    >>> problem = PairingProblem(
    ...     level=[2], profession=["nurse"], organisation=["trust"], service=["NHS"], latitude=[53.54],
    ...     longitude=[-2.11], topics=[()], max_km=[40], waited=[0])
    >>> unmatched_reason(problem, 0, Unmatched.ALONE_AT_LEVEL)
    'Nobody else at level 2 takes part in this round.'
    """
    level, km = problem.level[row], f"{problem.max_km[row]:g} km"
    region = " and in your region" if len(set(problem.region)) > 1 else ""
    sentences = {
        Unmatched.ALONE_AT_LEVEL: f"Nobody else at level {level} takes part in this round.",
        Unmatched.NOBODY_NEAR: f"Nobody at level {level} is near enough{region}: you said at most {km}, "
        "and others have limits too.",
        Unmatched.SAME_BACKGROUND: f"Everybody at level {level} near enough has your profession "
        "or your organisation.",
        Unmatched.ALL_MET: f"You have already met everybody suitable at level {level} near enough.",
        Unmatched.MET_OR_APART: f"Everybody suitable at level {level} near enough has met you "
        "or is kept apart from you.",
        Unmatched.OTHERS_PAIRED: "Everybody you could meet is paired with somebody else in this round.",
    }
    return sentences[reason]


def _wider(problem: PairingProblem, group: Sequence[int]) -> list[str]:
    told = {
        "another level": len({int(problem.level[row]) for row in group}) > 1,
        "the same profession": len({problem.profession[row] for row in group}) < len(group),
        "another region": len({problem.region[row] for row in group}) > 1,
    }
    return [words for words, holds in told.items() if holds]


def _listed_numbers(numbers: list[int]) -> str:
    return _listed([str(number) for number in numbers])


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _article(word: str) -> str:
    # Letters said by their names decide by their sound: an HR adviser, a UK officer, an NHS manager.
    first = word.split()[0] if word.split() else word
    if first.isupper():
        return "an" if first[0] in "AEFHILMNORSX" else "a"
    return "an" if word[:1].lower() in "aeio" or word[:2].lower() == "un" else "a"


def _distance(km: float, n_people: int) -> str:
    if km < 0.1:
        return "in the same place"
    return f"{km:.1f} km apart" if n_people == 2 else f"at most {km:.1f} km apart"


def _km(problem: PairingProblem, one: int, other: int) -> float:
    latitudes = math.radians(problem.latitude[one]), math.radians(problem.latitude[other])
    turn = math.radians(problem.longitude[one] - problem.longitude[other])
    north = math.sin((latitudes[0] - latitudes[1]) / 2) ** 2
    half_chord = north + math.cos(latitudes[0]) * math.cos(latitudes[1]) * math.sin(turn / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(min(1.0, half_chord)))
