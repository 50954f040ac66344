"""Lessons as they stand in a list."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.text import get_text_list
from django.utils.translation import gettext, gettext_lazy, ngettext_lazy

from sideways.lessons.documents import text_of
from sideways.lessons.groups import group_shown
from sideways.lessons.models import Lesson
from sideways.lessons.presenters.author import author_words
from sideways.lessons.presenters.trail import trail_sentence
from sideways.people.cells import Cells, Group
from sideways.people.levels import Service
from sideways.people.models import Person
from sideways.people.trust import Reader
from sideways.search.excerpts import Piece, excerpt, marked
from sideways.search.queries import Answer
from sideways.search.questions import Question
from sideways.search.synonyms import Phrase
from sideways.search.words import words_in

LONGEST_TITLE = 110
# The stages inside a list of what somebody has chosen.
STAGES_CHOSEN = {
    Lesson.Stage.NOW: gettext_lazy("happening now"),
    Lesson.Stage.JUST_ENDED: gettext_lazy("just ended"),
    Lesson.Stage.LOOKING_BACK: gettext_lazy("looking back"),
}
_COUNTED = {
    Lesson.Stage.NOW: ngettext_lazy("%(n)s happening now", "%(n)s happening now", "n"),
    Lesson.Stage.JUST_ENDED: ngettext_lazy("%(n)s just ended", "%(n)s just ended", "n"),
    Lesson.Stage.LOOKING_BACK: ngettext_lazy("%(n)s looking back", "%(n)s looking back", "n"),
}


def title_of(lesson: Lesson) -> str:
    """Return what went wrong as a headline: all of it when short, else its first sentence."""
    text = " ".join(lesson.went_wrong.split()) or " ".join(lesson.trying.split())
    if len(lesson.went_wrong or lesson.trying) <= LONGEST_TITLE:
        return lesson.went_wrong or lesson.trying or gettext("Untitled draft")
    ends = [place for mark in (". ", "? ", "! ") if 20 < (place := text.find(mark)) < LONGEST_TITLE]
    if ends:
        return text[: min(ends) + 1].rstrip(".")
    return text[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def reason_for(lesson: Lesson, group: Group | None, person: Person, followed: Collection[str]) -> str:
    """Say why this person sees the lesson: you follow fit notes; other profession, same level."""
    names = [topic.name.lower() for topic in lesson.topics.all() if topic.pk in followed]
    reasons: list[str] = []
    if names:
        topics = get_text_list(names[:2], gettext("and"))
        reasons.append(gettext("you follow %(topics)s") % {"topics": topics})
    alike = []
    if group is not None and group.profession:
        same = group.profession == person.profession_id
        alike.append(gettext("your profession") if same else gettext("other profession"))
    if lesson.level == person.level:
        alike.append(gettext("same level"))
    return "; ".join([*reasons, *filter(None, [", ".join(alike)])])


@dataclass(frozen=True, slots=True)
class Found:
    """Where the words that were looked for stand: in the title, in the aim, or else around an excerpt."""

    title: list[Piece]
    aim: list[Piece]
    excerpt: list[Piece]


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonRow:
    """One lesson in a list. ``alike`` are the rows that are folded under it."""

    lesson: Lesson
    title: str
    author: str
    service: str
    reason: str
    is_now: bool
    echoes: int
    came: str = ""
    found: Found | None = None
    alike: tuple["LessonRow", ...] = ()

    @property
    def aim(self) -> str:
        return self.lesson.trying if self.lesson.went_wrong else ""


def lesson_rows(
    lessons: Collection[Lesson],
    cells: Cells,
    reader: Reader,
    followed: Collection[str] = (),
    mine: Collection[UUID] = (),
    counted: Mapping[UUID, Counter[str]] | None = None,
) -> list[LessonRow]:
    """Return the rows of a list, with why this reader sees each.

    ``followed`` are the topics of the reader and ``mine`` the ids of what they wrote: the caller
    asks for both once. ``counted`` says how often lessons were used, where the row tells it.
    """
    rows = []
    for lesson in lessons:
        row = _row(lesson, cells)
        if counted and lesson.pk in counted:
            row = replace(row, came=trail_sentence(counted[lesson.pk]))
        if lesson.pk in mine:
            rows.append(replace(row, reason=gettext("you wrote it")))
        elif isinstance(reader, Person):
            reason = reason_for(lesson, group_shown(lesson, cells), reader, followed)
            rows.append(replace(row, reason=reason))
        else:
            rows.append(row)
    return rows


def _row(lesson: Lesson, cells: Cells) -> LessonRow:
    group = group_shown(lesson, cells)
    return LessonRow(
        lesson=lesson,
        title=title_of(lesson),
        author=author_words(lesson, cells),
        service=str(Service(group.service).label) if group is not None and group.service else "",
        reason="",
        is_now=lesson.stage == Lesson.Stage.NOW,
        echoes=getattr(lesson, "echo_count", 0),
    )


def rows_found(rows: Iterable[LessonRow], answer: Answer[Lesson]) -> list[LessonRow]:
    """Return the rows with what was looked for marked, and where it stands when the row does not show it.

    Of what was found by its meaning alone, the row says so.
    """
    phrases = answer.question.phrases()
    return [
        replace(
            row,
            found=_found(row, phrases),
            reason=_in_other_words(row.reason) if row.lesson.pk in answer.alike else row.reason,
        )
        for row in rows
    ]


def rows_folded(rows: Iterable[LessonRow], alike: Mapping[UUID, UUID]) -> list[LessonRow]:
    """Return the rows with those that tell nearly the same under the first of them."""
    under: dict[UUID, list[LessonRow]] = {}
    for row in rows:
        under.setdefault(alike.get(row.lesson.pk, row.lesson.pk), []).append(row)
    return [replace(first, alike=tuple(others)) for first, *others in under.values()]


def _in_other_words(reason: str) -> str:
    return "; ".join(filter(None, [gettext("much the same in other words"), reason]))


def _found(row: LessonRow, phrases: Collection[Phrase]) -> Found:
    title, aim = marked(row.title, phrases), marked(row.aim, phrases)
    if any(piece.is_found for piece in [*title, *aim]):
        return Found(title, aim, [])
    text = text_of(row.lesson)
    return Found(title, aim, excerpt(text.head, phrases) or excerpt(text.body, phrases))


def words_meant(question: Question, rows: Iterable[LessonRow]) -> list[tuple[str, list[str]]]:
    """Return each word that was found nowhere, and those taken for it: only such as the rows hold."""
    slips = [part for part in question.parts if part.meant]
    if not slips:
        return []
    texts = [text_of(row.lesson) for row in rows]
    there = {word.plain for text in texts for word in words_in(f"{text.head}\n{text.body}")}
    return [
        (part.typed, meant) for part in slips if (meant := [word for word in part.meant if word in there])
    ]


def stage_count_words(counts: Mapping[str, int]) -> str:
    """Write how many lessons stand in each stage: 3 happening now, 1 looking back."""
    return ", ".join(_COUNTED[Lesson.Stage(stage)] % {"n": n} for stage, n in counts.items() if n)
