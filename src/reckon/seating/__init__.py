"""Seating: people to tables over rounds, so that they meet new people of other professions."""

from reckon.seating.bounds import Argument, Bound
from reckon.seating.planning import seat
from reckon.seating.problem import FixedSeat, Plan, SeatingProblem
from reckon.seating.reasons import sentences, verdict
from reckon.seating.reseating import Reseat, remaining, reseat
from reckon.seating.result import Bounds, ReseatingResult, SeatingResult
from reckon.seating.score import Score, scored

__all__ = [
    "Argument",
    "Bound",
    "Bounds",
    "FixedSeat",
    "Plan",
    "Reseat",
    "ReseatingResult",
    "Score",
    "SeatingProblem",
    "SeatingResult",
    "remaining",
    "reseat",
    "scored",
    "seat",
    "sentences",
    "verdict",
]
