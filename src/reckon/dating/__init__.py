"""Dating: which project gets which mentor, by what each side ranked, and who talks to whom when."""

from reckon.dating.checks import talks_wrong_with, wrong_with
from reckon.dating.problem import MOST_PICKS, DatingProblem, Mentor, Project
from reckon.dating.result import DatingResult, Match, Talk, Unmatched
from reckon.dating.solving import match_projects
from reckon.dating.talks import plan_talks

__all__ = [
    "MOST_PICKS",
    "DatingProblem",
    "DatingResult",
    "Match",
    "Mentor",
    "Project",
    "Talk",
    "Unmatched",
    "match_projects",
    "plan_talks",
    "talks_wrong_with",
    "wrong_with",
]
