"""Whom to invite: the fairest lottery over panels that meet the quotas."""

from reckon.selection.checks import wrong_with
from reckon.selection.choosing import choose
from reckon.selection.problem import Quota, SelectionProblem
from reckon.selection.relaxation import Change
from reckon.selection.result import Lottery

__all__ = ["Change", "Lottery", "Quota", "SelectionProblem", "choose", "wrong_with"]
