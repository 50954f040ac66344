"""Writes of projects, mentors and what is proposed between them."""

from sideways.villages.services.days import Invitations, day_close, day_open, wishes_say
from sideways.villages.services.handing import project_take_over
from sideways.villages.services.keeping import days_forget, projects_forget, proposals_forget, villages_erase
from sideways.villages.services.mentoring import Offer, mentor_confirm, mentor_offer, mentor_stop
from sideways.villages.services.projects import Card, project_add, project_change, project_close
from sideways.villages.services.proposing import (
    TIME_TO_ANSWER,
    Candidate,
    proposal_answer,
    proposal_end,
    proposal_make,
    proposal_take_back,
)

__all__ = [
    "TIME_TO_ANSWER",
    "Candidate",
    "Card",
    "Invitations",
    "Offer",
    "day_close",
    "day_open",
    "days_forget",
    "mentor_confirm",
    "mentor_offer",
    "mentor_stop",
    "project_add",
    "project_change",
    "project_close",
    "project_take_over",
    "projects_forget",
    "proposal_answer",
    "proposal_end",
    "proposal_make",
    "proposal_take_back",
    "proposals_forget",
    "villages_erase",
    "wishes_say",
]
