"""Words for files beside lessons."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sideways.files.cleaning import Refusal, RefusedError
from sideways.files.errors import EnoughTodayError, FileError, NoMoreFilesError, NoRoomError
from sideways.files.models import LessonFile
from sideways.files.rules import MOST_A_DAY, MOST_FILES, MOST_MB
from sideways.lessons.models import Lesson
from sideways.lessons.presenters import may_read, shut_out
from sideways.lessons.queries import audience_among_peers
from sideways.people.models import Person
from sideways.people.trust import Audience, State

ENDINGS: dict[str, str] = {
    LessonFile.MediaType.JPEG: "jpg",
    LessonFile.MediaType.PNG: "png",
    LessonFile.MediaType.WEBP: "webp",
    LessonFile.MediaType.PDF: "pdf",
}
TOO_LARGE = gettext_lazy("This file is larger than %(most)s MB. Make it smaller, and choose that")
REFUSED = {
    Refusal.UNKNOWN: gettext_lazy(
        "This is no JPEG, PNG or WebP picture and no PDF. Save it as one of these, or take a screenshot of "
        "it, and choose that"
    ),
    Refusal.BROKEN: gettext_lazy("This file is damaged or cut short. Save it again, and choose the new one"),
    Refusal.MOVES: gettext_lazy("This picture moves. Take a screenshot of it, and choose that"),
    Refusal.TOO_MANY_PIXELS: gettext_lazy(
        "This picture has too many pixels. Make it smaller, and choose that"
    ),
    Refusal.LOCKED: gettext_lazy(
        "This PDF is protected. Print it to a new PDF without a password, and choose that"
    ),
    Refusal.HIDES: gettext_lazy(
        "Something in this PDF cannot be cleaned. Print it to a new PDF, and choose that"
    ),
    Refusal.TOO_HARD: gettext_lazy("This file takes too long to clean. Make it smaller, and choose that"),
    Refusal.BUSY: gettext_lazy("Others are sending their files just now. Try again in a minute"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """One file as a page shows it."""

    id: UUID
    lesson_id: UUID
    label: str
    description: str
    facts: str
    is_picture: bool
    waits: bool
    width: int | None
    height: int | None


def file_rows(files: Iterable[LessonFile]) -> list[FileRow]:
    """Return a row for each file: “Picture 1”, “Document 1”, “Picture 2”."""
    count: Counter[bool] = Counter()
    rows = []
    for file in files:
        count[file.is_picture] += 1
        rows.append(_row(file, count[file.is_picture]))
    return rows


def _row(file: LessonFile, number: int) -> FileRow:
    label = _("Picture %(number)s") if file.is_picture else _("Document %(number)s")
    return FileRow(
        id=file.pk,
        lesson_id=file.lesson_id,
        label=label % {"number": number},
        description=file.description,
        facts=_facts(file),
        is_picture=file.is_picture,
        waits=file.waits_since is not None,
        width=file.width,
        height=file.height,
    )


def _facts(file: LessonFile) -> str:
    facts = [file.get_media_type_display(), filesizeformat(file.size)]
    if file.pages:
        facts.insert(1, ngettext("%(count)s page", "%(count)s pages", file.pages) % {"count": file.pages})
    return ", ".join(facts)


def refused_words(error: FileError | RefusedError) -> str:
    """Return a sentence on why a file was not taken, and what to do."""
    if isinstance(error, RefusedError):
        if error.refusal == Refusal.TOO_LARGE:
            return TOO_LARGE % {"most": MOST_MB}
        return str(REFUSED[error.refusal])
    if isinstance(error, EnoughTodayError):
        return _("You have sent %(most)s files today. Try again tomorrow") % {"most": MOST_A_DAY}
    if isinstance(error, NoMoreFilesError):
        return _("A lesson can have %(most)s files. Remove one first") % {"most": MOST_FILES}
    if isinstance(error, NoRoomError):
        return _(
            "There is no room for files here just now. Your lesson is safe. Tell whoever runs this service, "
            "and try again later"
        )
    raise error


def who_will_see(lesson: Lesson, author: Person) -> dict[str, str]:
    """Write who will be able to see a file beside this lesson, and who will not (P7)."""
    audience = Audience(audience_among_peers(lesson))
    words = {"readers": may_read(audience)}
    shared = _("%(readers)s, once you have looked at it.") % words
    draft = _("%(readers)s, once you have looked at it and shared the lesson.") % words
    never = _("It never becomes public, even if the lesson does.")
    return {
        "can": draft if lesson.state == State.DRAFT else shared,
        "cannot": f"{shut_out(author, audience)} {never}",
    }
