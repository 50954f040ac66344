"""A plan with its figures, and how far each can be from the best."""

from dataclasses import dataclass

from reckon.seating.bounds import Bound
from reckon.seating.problem import Plan
from reckon.seating.score import Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What no plan can do better.

    ``same_profession`` and ``same_organisation`` hold for every plan with at most as many
    repeats as the plan that was found. The first three are never above the plan's figure,
    ``fewest_professions`` never below.
    """

    repeats: Bound
    same_profession: Bound
    same_organisation: Bound
    fewest_professions: Bound

    def key(self) -> tuple[int, int, int, int]:
        """Return the values, comparable with :meth:`Score.key`."""
        return (
            self.repeats.value,
            self.same_profession.value,
            self.same_organisation.value,
            -self.fewest_professions.value,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatingResult:
    """A plan that keeps every hard rule: ``plan[round, person]`` is a table, all from 0.

    ``score`` counts it; ``bounds`` say what no plan can do better.
    """

    plan: Plan
    score: Score
    bounds: Bounds

    @property
    def proven_optimal(self) -> bool:
        """True when it is proved that no plan is better in any of the four figures."""
        return self.score.key() == self.bounds.key()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReseatingResult(SeatingResult):
    """A repaired ``plan`` with its ``score`` and ``bounds``.

    ``moves`` counts moved seats, of the ``n_remaining_seats`` of people who stay.
    ``moves_bound``: no plan with even tables moves fewer. ``promise_kept``: not more repeats,
    same-profession pairs or same-organisation pairs than the plan had before.
    """

    moves: int
    moves_bound: int
    n_remaining_seats: int
    promise_kept: bool
