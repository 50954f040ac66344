"""Writes of meetings."""

from sideways.meetings.services.after import (
    change_say,
    change_take_back,
    intention_keep,
    lesson_wish,
    meeting_enough,
    reflection_keep,
)
from sideways.meetings.services.arranging import Plan, meeting_plan, slots_offer, step_free_say
from sideways.meetings.services.beginning import meeting_begin
from sideways.meetings.services.booking import meeting_book, meeting_call_off, meeting_let_go
from sideways.meetings.services.keeping import meetings_tidy
from sideways.meetings.services.leaving import meetings_end_of, meetings_erase
from sideways.meetings.services.meeting import meeting_again, meeting_answer, meetings_settle

__all__ = [
    "Plan",
    "change_say",
    "change_take_back",
    "intention_keep",
    "lesson_wish",
    "meeting_again",
    "meeting_answer",
    "meeting_begin",
    "meeting_book",
    "meeting_call_off",
    "meeting_enough",
    "meeting_let_go",
    "meeting_plan",
    "meetings_end_of",
    "meetings_erase",
    "meetings_settle",
    "meetings_tidy",
    "reflection_keep",
    "slots_offer",
    "step_free_say",
]
