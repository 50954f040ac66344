"""Writes of comments. Who said something, the vault alone is told."""

from sideways.comments.services.experts import expert_appoint, expert_end
from sideways.comments.services.leaving import (
    comments_erase,
    comments_file_under_post,
    groups_widen,
    seals_destroy,
)
from sideways.comments.services.moderating import (
    appeal_decide,
    comment_appeal,
    comment_leave,
    comment_remove,
    comment_report,
)
from sideways.comments.services.saying import Words, answer_add, comment_add, comment_withdraw

__all__ = [
    "Words",
    "answer_add",
    "appeal_decide",
    "comment_add",
    "comment_appeal",
    "comment_leave",
    "comment_remove",
    "comment_report",
    "comment_withdraw",
    "comments_erase",
    "comments_file_under_post",
    "expert_appoint",
    "expert_end",
    "groups_widen",
    "seals_destroy",
]
