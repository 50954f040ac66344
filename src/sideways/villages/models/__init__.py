"""Projects, mentors, what is proposed between them, and days on which they meet."""

from sideways.villages.models.days import Day, Guest, Talk, Wish
from sideways.villages.models.mentors import Mentor
from sideways.villages.models.projects import Project
from sideways.villages.models.proposals import Proposal

__all__ = ["Day", "Guest", "Mentor", "Project", "Proposal", "Talk", "Wish"]
