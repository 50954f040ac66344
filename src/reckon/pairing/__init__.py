"""Pairing: who should meet whom in a round, with a proof of how good the round is."""

from reckon.pairing.checks import Check, certified_bound, check
from reckon.pairing.matching import Matching, maximum_weight_matching
from reckon.pairing.partners import best_partners
from reckon.pairing.problem import PairingProblem
from reckon.pairing.reasons import group_reason, unmatched_reason
from reckon.pairing.result import Certificate, PairingResult, Unmatched
from reckon.pairing.solving import pair_people, pair_weights, why_unmatched

__all__ = [
    "Certificate",
    "Check",
    "Matching",
    "PairingProblem",
    "PairingResult",
    "Unmatched",
    "best_partners",
    "certified_bound",
    "check",
    "group_reason",
    "maximum_weight_matching",
    "pair_people",
    "pair_weights",
    "unmatched_reason",
    "why_unmatched",
]
