"""What a result says in words."""

from reckon.seating.bounds import Argument, Bound
from reckon.seating.result import SeatingResult

WHY = {
    Argument.FORCED: "some people must share a table round after round",
    Argument.ENOUGH_OTHERS: "people run out of others to meet",
    Argument.TABLES: "the tables seat more people than there are tables",
    Argument.CLIQUES: "too many people have all met each other before",
    Argument.SHARES: "some have more people than there are tables",
    Argument.OTHER_KINDS: "people run out of new others of another kind",
    Argument.KINDS: "there are no more professions",
    Argument.SEATS: "nobody sits beside more people than that",
    Argument.RARE_KINDS: "some professions are too rare to meet everybody",
}


def verdict(found: int, bound: Bound) -> str:
    """Say how far a figure can be from the best.

    Parameters
    ----------
    found : int
        The figure of a plan.
    bound : Bound
        What no plan can do better.

    Returns
    -------
    str

    Notes
    -----
    Cost: O(1).

    Examples
    --------
    >>> verdict(4, Bound(value=1, argument=Argument.SHARES))
    'at most 3 from the best'
    """
    gap = abs(found - bound.value)
    return "proved best" if gap == 0 else f"at most {gap} from the best"


def sentences(result: SeatingResult) -> dict[str, str]:
    """Return a sentence for each of the four figures: what was found, and how good that is.

    Parameters
    ----------
    result : SeatingResult

    Returns
    -------
    dict of str to str
        By ``repeats``, ``same_profession``, ``same_organisation``, ``professions_met``.

    Notes
    -----
    Cost: O(1).

    Examples
    --------
    >>> from reckon.seating import SeatingProblem, seat
    >>> pair = SeatingProblem(ids="ab", professions="xy", organisations=["", ""], n_tables=1, n_rounds=1)
    >>> sentences(seat(pair))["repeats"]
    'No repeated meetings: proved best.'
    """
    score, bounds = result.score, result.bounds
    return {
        "repeats": _sentence("repeated meeting{s}", score.repeats, bounds.repeats),
        "same_profession": _sentence(
            "pair{s} of one profession at a table", score.same_profession, bounds.same_profession
        ),
        "same_organisation": _sentence(
            "pair{s} of one organisation at a table", score.same_organisation, bounds.same_organisation
        ),
        "professions_met": _sentence(
            "other profession{s} met by the person who meets fewest",
            score.fewest_professions,
            bounds.fewest_professions,
        ),
    }


def _sentence(what: str, found: int, bound: Bound) -> str:
    figure = f"{found or 'No'} {what.format(s='' if found == 1 else 's')}: {verdict(found, bound)}"
    if bound.argument is Argument.NOUGHT:
        return f"{figure}."
    if found == bound.value:
        return f"{figure}, because {WHY[bound.argument]}."
    limit = "fewer" if found > bound.value else "more"
    return f"{figure}. No plan can have {limit} than {bound.value}, because {WHY[bound.argument]}."
