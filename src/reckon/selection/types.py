"""People who are the same for every rule are one type; a panel is how many it takes of each."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reckon.selection.problem import SelectionProblem
from reckon.solver import Floats, Model

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panels:
    r"""All panels: whole ``x`` with ``least <= x <= most`` and ``low <= rows @ x <= high``.

    Attributes
    ----------
    type_of : ndarray of int of shape (n_people,)
    sizes : ndarray of shape (n_types,)
        How many people there are of each type.
    least, most : ndarray of shape (n_types,)
        0 and ``sizes``, but narrower on a face.
    rows, low, high : ndarray of shape (n_rules, n_types) and (n_rules,)
        Quotas in their order, then organisations that could be over their cap, then the seats.
    n_quotas : int
    """

    type_of: Whole
    sizes: Floats
    least: Floats
    most: Floats
    rows: Floats
    low: Floats
    high: Floats
    n_quotas: int

    def model(self, *, whole: bool) -> Model:
        """Return the panels, or with ``whole=False`` their linear relaxation, as a model."""
        n_types = len(self.sizes)
        whole_columns = np.full(n_types, True) if whole else None
        return Model(self.rows, self.low, self.high, self.least, self.most, whole_columns)

    def face(self, point: Floats, tolerance: float) -> "Panels":
        """Return the panels that keep every limit on which the point lies."""
        held = self.rows @ point
        return replace(
            self,
            least=np.where(point >= self.most - tolerance, self.most, self.least),
            most=np.where(point <= self.least + tolerance, self.least, self.most),
            low=np.where(held >= self.high - tolerance, self.high, self.low),
            high=np.where(held <= self.low + tolerance, self.low, self.high),
        )

    def hold(self, panel: Floats) -> bool:
        """Say whether a panel keeps every limit."""
        held = self.rows @ panel
        return bool(
            (self.least <= panel).all()
            and (panel <= self.most).all()
            and (self.low <= held + 1e-9).all()
            and (held <= self.high + 1e-9).all()
        )


def panels_of(problem: SelectionProblem) -> Panels:
    """Merge the people of a problem into types and write its rules as rows."""
    capped = _capped_organisations(problem)
    names = list(dict.fromkeys(quota.column for quota in problem.quotas))
    wanted = {name: {quota.value for quota in problem.quotas if quota.column == name} for name in names}
    kinds = [
        (
            *(value if (value := problem.columns[name][i]) in wanted[name] else None for name in names),
            organisation if (organisation := _organisation(problem, i)) in capped else None,
        )
        for i in range(problem.n_people)
    ]
    types = list(dict.fromkeys(kinds))
    place = {kind: t for t, kind in enumerate(types)}
    type_of = np.array([place[kind] for kind in kinds])
    rows = [[kind[names.index(quota.column)] == quota.value for kind in types] for quota in problem.quotas]
    rows += [[kind[-1] == organisation for kind in types] for organisation in capped]
    rows.append([True] * len(types))
    cap = problem.per_organisation or 0
    sizes = np.bincount(type_of, minlength=len(types)).astype(float)
    return Panels(
        type_of=type_of,
        sizes=sizes,
        least=np.zeros(len(types)),
        most=sizes,
        rows=np.array(rows, dtype=float),
        low=np.array(
            [*(q.minimum for q in problem.quotas), *(0 for _ in capped), problem.seats], dtype=float
        ),
        high=np.array(
            [*(q.maximum for q in problem.quotas), *(cap for _ in capped), problem.seats], dtype=float
        ),
        n_quotas=len(problem.quotas),
    )


def _organisation(problem: SelectionProblem, person: int) -> str:
    return problem.organisations[person] if problem.organisations is not None else ""


def _capped_organisations(problem: SelectionProblem) -> list[str]:
    """Return organisations with more people than may come from one; the others need no rule."""
    if problem.per_organisation is None:
        return []
    counts: dict[str, int] = {}
    for i in range(problem.n_people):
        counts[_organisation(problem, i)] = counts.get(_organisation(problem, i), 0) + 1
    return [name for name, count in counts.items() if name and count > problem.per_organisation]
