"""What to fund: programmes under a budget, by shrunk effects, with floors, caps and reasons."""

from reckon.funding.allocation import SHARES, allocate
from reckon.funding.checks import wrong_with
from reckon.funding.problem import FundingProblem, Kind, Limit, Programme
from reckon.funding.result import Allocation

__all__ = ["SHARES", "Allocation", "FundingProblem", "Kind", "Limit", "Programme", "allocate", "wrong_with"]
