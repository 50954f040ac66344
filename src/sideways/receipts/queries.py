"""Reads of receipts: what an author can prove of a lesson."""

from sideways.lessons.models import TEXTS, Lesson
from sideways.receipts.codes import Receipt, digest_of


def text_of(lesson: Lesson) -> str:
    """Return the text of a lesson that a receipt speaks of: every filled field, in the order of the form."""
    return _text({name: getattr(lesson, name) for name in TEXTS})


def _text(content: dict[str, str]) -> str:
    return "\n".join(filter(None, (content.get(name, "").strip() for name in TEXTS)))


def receipt_of(lesson: Lesson) -> Receipt:
    """Return what is proved of a lesson that has been shared: its text now, and since when it reads so.

    One query. Changes of audience are versions too, and do not count.
    """
    digest = digest_of(text_of(lesson))
    since = lesson.changed_at or lesson.started_at
    for content, at in lesson.versions.order_by("-number").values_list("content", "at"):
        if digest_of(_text(content)) != digest:
            break
        since = at
    return Receipt(at=max(since, lesson.shared_at or since), digest=digest)
