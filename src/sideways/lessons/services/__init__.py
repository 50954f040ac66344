"""Writes of lessons. Every one asks the vault who the author is, locks the row, and keeps a version."""

from sideways.lessons.services.audience import (
    lesson_close_to,
    lesson_narrow_audience,
    lesson_open_to,
    lesson_open_to_address,
    lesson_put_back,
    lesson_withdraw,
)
from sideways.lessons.services.chains import lesson_adapt
from sideways.lessons.services.change import Change
from sideways.lessons.services.echoes import lesson_echo, lesson_echo_take_back
from sideways.lessons.services.following import follows_forget, lesson_follow
from sideways.lessons.services.housekeeping import drafts_forget, groups_widen, withdrawn_forget
from sideways.lessons.services.leaving import lessons_close_to_leaver, lessons_erase, lessons_file_under_post
from sideways.lessons.services.release import (
    lesson_release_agree,
    lesson_release_ask,
    lesson_release_decline,
    lesson_release_propose,
    lesson_release_refuse,
)
from sideways.lessons.services.reuse import lesson_reuse, lesson_reuse_answer, lesson_reuse_take_back
from sideways.lessons.services.searches import search_look, search_save, search_stop
from sideways.lessons.services.writing import (
    lesson_correct,
    lesson_draft_delete,
    lesson_enlarge,
    lesson_save_draft,
    lesson_share,
    lesson_start,
    lesson_update_add,
    lesson_update_remove,
)

__all__ = [
    "Change",
    "drafts_forget",
    "follows_forget",
    "groups_widen",
    "lesson_adapt",
    "lesson_close_to",
    "lesson_correct",
    "lesson_draft_delete",
    "lesson_echo",
    "lesson_echo_take_back",
    "lesson_enlarge",
    "lesson_follow",
    "lesson_narrow_audience",
    "lesson_open_to",
    "lesson_open_to_address",
    "lesson_put_back",
    "lesson_release_agree",
    "lesson_release_ask",
    "lesson_release_decline",
    "lesson_release_propose",
    "lesson_release_refuse",
    "lesson_reuse",
    "lesson_reuse_answer",
    "lesson_reuse_take_back",
    "lesson_save_draft",
    "lesson_share",
    "lesson_start",
    "lesson_update_add",
    "lesson_update_remove",
    "lesson_withdraw",
    "lessons_close_to_leaver",
    "lessons_erase",
    "lessons_file_under_post",
    "search_look",
    "search_save",
    "search_stop",
    "withdrawn_forget",
]
