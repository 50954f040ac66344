"""Projects, mentors, and what is proposed between them."""

from sideways.villages.models.mentors import Mentor
from sideways.villages.models.projects import Project
from sideways.villages.models.proposals import Proposal

__all__ = ["Mentor", "Project", "Proposal"]
