"""What is kept of introductions."""

from sideways.introductions.models.apart import Apart
from sideways.introductions.models.board import BoardCard
from sideways.introductions.models.introductions import Introduction, Party
from sideways.introductions.models.rounds import (
    Forbidden,
    LeftOver,
    Plan,
    PlanGroup,
    PlanMember,
    Progress,
    Round,
    Skipped,
)
from sideways.introductions.models.talks import TalkRequest
from sideways.introductions.models.wishes import Wish

__all__ = [
    "Apart",
    "BoardCard",
    "Forbidden",
    "Introduction",
    "LeftOver",
    "Party",
    "Plan",
    "PlanGroup",
    "PlanMember",
    "Progress",
    "Round",
    "Skipped",
    "TalkRequest",
    "Wish",
]
