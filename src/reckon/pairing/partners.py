"""The best partners of one person, as a round would weigh them."""

from reckon.errors import InvalidInputError
from reckon.pairing.checks import _may_meet, _weight
from reckon.pairing.problem import PairingProblem


def best_partners(problem: PairingProblem, row: int, most: int) -> list[tuple[int, float]]:
    """Return whom one person may meet, the heaviest pair first.

    It looks at every other row, which is fast for some thousands and needs nothing compiled. It says
    nothing of a whole round: there, a good partner of one may be worth more to another.

    Parameters
    ----------
    problem : PairingProblem
        The rows.
    row : int
        Whose partners.
    most : int
        How many at most, 1 or more.

    Returns
    -------
    list of (int, float)
        Rows with the weight of the pair. Equal weights stand in the order of their rows.

    Raises
    ------
    InvalidInputError
        ``unknown_person`` when there is no such row, ``out_of_range`` when ``most`` is below 1.

    Notes
    -----
    Cost: O(n_people) pairs, each O(n_people) for the distance.

    Examples
    --------
    >>> problem = PairingProblem(
    ...     level=[2, 2, 3], profession=["nurse", "work coach", "police officer"],
    ...     organisation=["trust", "jobcentre", "force"], service=["NHS", "Jobcentre", "police"],
    ...     latitude=[53.54] * 3, longitude=[-2.11] * 3, topics=[{"fit notes"}] * 3, max_km=[40] * 3,
    ...     waited=[0] * 3)
    >>> best_partners(problem, 0, 5)
    [(1, 2.0)]
    """
    if not 0 <= row < problem.n_people:
        raise InvalidInputError(
            "unknown_person", f"There is no row {row}: rows run from 0 to {problem.n_people - 1}.", row=row
        )
    if most < 1:
        raise InvalidInputError("out_of_range", f"most is {most}. Ask for 1 partner or more.", most=most)
    shut = {frozenset(pair) for pairs in (problem.met, problem.apart) for pair in pairs.tolist()}
    others = [
        other
        for other in range(problem.n_people)
        if other != row and frozenset((row, other)) not in shut and _may_meet(problem, row, other)
    ]
    weighed = [(other, _weight(problem, row, other)) for other in others]
    return sorted(weighed, key=lambda pair: (-pair[1], pair[0]))[:most]
