"""Lessons as people read them. Nothing here asks the database."""

from sideways.lessons.presenters.audience import (
    Offers,
    Sentence,
    audience_hints,
    audience_sentences,
    few_at_level,
    readers_of,
    shown_as,
    who_can_read,
)
from sideways.lessons.presenters.author import LEVELS, LEVELS_CHOSEN, author_words, group_words, role_words
from sideways.lessons.presenters.clues import clue_rows
from sideways.lessons.presenters.parts import (
    FOLLOWED,
    TALK,
    VERSION_WORDS,
    Part,
    cause_words,
    differences,
    echo_words,
    parts_of,
    text_labels,
    version_parts,
)
from sideways.lessons.presenters.rows import (
    STAGES_CHOSEN,
    LessonRow,
    lesson_rows,
    reason_for,
    stage_count_words,
    title_of,
)

__all__ = [
    "FOLLOWED",
    "LEVELS",
    "LEVELS_CHOSEN",
    "STAGES_CHOSEN",
    "TALK",
    "VERSION_WORDS",
    "LessonRow",
    "Offers",
    "Part",
    "Sentence",
    "audience_hints",
    "audience_sentences",
    "author_words",
    "cause_words",
    "clue_rows",
    "differences",
    "echo_words",
    "few_at_level",
    "group_words",
    "lesson_rows",
    "parts_of",
    "readers_of",
    "reason_for",
    "role_words",
    "shown_as",
    "stage_count_words",
    "text_labels",
    "title_of",
    "version_parts",
    "who_can_read",
]
