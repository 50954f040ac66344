"""Who may do what to a lesson, and what a lesson must say."""

from datetime import datetime

from django.utils.translation import gettext, gettext_lazy, ngettext

from sideways.lessons.keeping import DRAFTS_KEPT, WITHDRAWN_KEPT
from sideways.lessons.models import MOST_CAUSES, Cause, Lesson, LessonEcho, LessonReuse
from sideways.lessons.success import tells_only_success
from sideways.people.models import Person
from sideways.people.trust import Reader, State, is_oversight, is_peer, written_by

LESSON = Lesson._meta.label_lower
ECHO = LessonEcho._meta.label_lower
REUSE = LessonReuse._meta.label_lower

MOST_SEARCHES = 20  # of one person: all are looked for in one statement

NEEDED = {
    "trying": gettext_lazy("Say what you were trying to do"),
    "went_wrong": gettext_lazy("Say what went wrong, or is going wrong. A few words are enough"),
    "stage": gettext_lazy("Choose when this is"),
    "talk": gettext_lazy("Choose whether you would talk about it"),
}
ONLY_SUCCESS = gettext_lazy(
    "Good to hear. But here people learn from what did not work. "
    "Was anything harder, slower or later than you expected? Say that"
)


def may_share(reader: Reader) -> bool:
    """Say whether the reader may write lessons."""
    return is_peer(reader)


def may_save_searches(reader: Reader) -> bool:
    """Say whether the reader may be told of new lessons that fit a search."""
    return is_peer(reader)


def may_release(reader: Reader) -> bool:
    """Say whether the reader is a guardian who may read what authors want to make public."""
    return (
        isinstance(reader, Person)
        and reader.kind == Person.Kind.GUARDIAN
        and reader.standing == Person.Standing.ACTIVE
    )


def is_author(lesson: Lesson, reader: Reader) -> bool:
    """Say whether the reader wrote the lesson. Asks the vault: one query."""
    return not is_oversight(reader) and lesson.pk in written_by(LESSON, reader)


def missing_from(lesson: Lesson) -> dict[str, str]:
    """Return what a lesson still needs before it can be shared: a sentence by field."""
    missing = {name: str(sentence) for name, sentence in NEEDED.items() if not getattr(lesson, name).strip()}
    if "went_wrong" not in missing and tells_only_success(lesson.went_wrong):
        missing["went_wrong"] = str(ONLY_SUCCESS)
    return missing


def wrong_with_causes(causes: object) -> str:
    """Return a sentence on what is wrong with a choice of causes, or nothing."""
    if not isinstance(causes, list) or not set(causes) <= set(Cause.values) or len(set(causes)) < len(causes):
        return gettext("Choose reasons from the list")
    if len(causes) > MOST_CAUSES:
        return ngettext(
            "Choose up to %(most)s reason. The strongest ones help most",
            "Choose up to %(most)s reasons. The strongest ones help most",
            MOST_CAUSES,
        ) % {"most": MOST_CAUSES}
    return ""


def deleted_on(lesson: Lesson) -> datetime | None:
    """Return when a draft or a withdrawn lesson is deleted if its author does nothing; None for others."""
    if lesson.state == State.DRAFT and lesson.changed_at:
        return lesson.changed_at + DRAFTS_KEPT
    if lesson.state == State.WITHDRAWN and lesson.withdrawn_at:
        return lesson.withdrawn_at + WITHDRAWN_KEPT
    return None
