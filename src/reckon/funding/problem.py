"""Programmes that want money, the budget, and what must be kept for whom."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from reckon.errors import InvalidInputError


class Kind(StrEnum):
    """What an award is for: what is known to work, or finding out what does."""

    PROVEN = "proven"
    LEARNING = "learning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """One programme. There is no field for failures: telling of one changes nothing here.

    Attributes
    ----------
    id : str
    kind : Kind
    cost : float
        What the award would cost, above 0, in pounds.
    effect, standard_error : float or None
        What was measured and how surely, in the unit that benefit is counted in (more is better);
        None when nothing was measured yet.
    evidence : int
        Strength of evidence from 0 to 5.
    place, theme : str
    """

    id: str
    kind: Kind
    cost: float
    effect: float | None = None
    standard_error: float | None = None
    evidence: int = 0
    place: str = ""
    theme: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How much money goes to one place, theme or kind: at least ``floor``, at most ``cap``, in pounds.

    ``column`` is "place", "theme" or "kind", and ``value`` which of them.
    """

    column: str
    value: str
    floor: float = 0.0
    cap: float = math.inf


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingProblem:
    """What is to be decided.

    Parameters
    ----------
    programmes : sequence of Programme
        At least two of them with an effect; ids differ.
    budget : float
        In pounds, above 0.
    limits : sequence of Limit
        ``column`` is "place", "theme" or "kind"; each column and value at most once.
    evidence_bar : int
        The lowest strength of evidence for an award of the proven kind.

    Raises
    ------
    InvalidInputError
        ``budget``; ``duplicate_id``; ``cost``; ``effect``: only one of effect and standard error, or not
        finite; ``standard_error``: not above 0; ``evidence``: not 0 to 5; ``too_few_effects``;
        ``unknown_column``; ``duplicate_limit``; ``floor_above_cap``.
    """

    programmes: Sequence[Programme]
    budget: float
    limits: Sequence[Limit] = ()
    evidence_bar: int = 3

    def __post_init__(self) -> None:
        if not 0 < self.budget < math.inf:
            raise InvalidInputError("budget", f"The budget is {self.budget:g}. It must be above 0.")
        ids = set()
        for programme in self.programmes:
            if programme.id in ids:
                raise InvalidInputError("duplicate_id", f"The id “{programme.id}” stands twice. Keep one.")
            ids.add(programme.id)
            _check_programme(programme)
        measured = sum(programme.effect is not None for programme in self.programmes)
        if measured < 2:
            raise InvalidInputError(
                "too_few_effects",
                f"{measured} of the programmes has a measured effect. At least two are needed to weigh them.",
                measured=measured,
            )
        self._check_limits()

    def _check_limits(self) -> None:
        seen = set()
        for limit in self.limits:
            name = f"{limit.column} “{limit.value}”"
            if limit.column not in ("place", "theme", "kind"):
                raise InvalidInputError(
                    "unknown_column",
                    f"The limit for {name} must be on place, theme or kind.",
                    column=limit.column,
                )
            if (limit.column, limit.value) in seen:
                raise InvalidInputError("duplicate_limit", f"The limit for {name} stands twice. Keep one.")
            if not 0 <= limit.floor <= limit.cap or math.isinf(limit.floor):
                raise InvalidInputError(
                    "floor_above_cap",
                    f"The limit for {name} has floor {limit.floor:g} and cap {limit.cap:g}.",
                )
            seen.add((limit.column, limit.value))


def _check_programme(programme: Programme) -> None:
    name = f"Programme “{programme.id}”"
    if not 0 < programme.cost < math.inf:
        raise InvalidInputError("cost", f"{name} costs {programme.cost:g}. The cost must be above 0.")
    effect, error = programme.effect, programme.standard_error
    if (effect is None) != (error is None) or (effect is not None and not math.isfinite(effect)):
        raise InvalidInputError("effect", f"{name} needs both an effect and its standard error, or neither.")
    if error is not None and not 0 < error < math.inf:
        raise InvalidInputError("standard_error", f"{name} has standard error {error:g}. It must be above 0.")
    if not 0 <= programme.evidence <= 5:
        raise InvalidInputError("evidence", f"{name} has evidence {programme.evidence}. It must be 0 to 5.")
