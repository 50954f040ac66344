"""What came of a lesson where others used it: the count in a sentence, then each use with how it ended."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext, gettext_lazy, ngettext

from sideways.lessons.groups import group_safe, group_shown, group_stored
from sideways.lessons.models import Lesson, LessonReuse
from sideways.lessons.presenters.author import IN_SERVICE, group_words, in_another
from sideways.lessons.reuse_queries import USED
from sideways.people.cells import SMALLEST_GROUP, Cells, Group
from sideways.people.levels import Service

Outcome = LessonReuse.Outcome
ENDED = {
    Outcome.HELD: gettext_lazy("held in %(n)s"),
    Outcome.PARTLY: gettext_lazy("held partly in %(n)s"),
    Outcome.FAILED: gettext_lazy("failed in %(n)s"),
    Outcome.TOO_SOON: gettext_lazy("too soon to say in %(n)s"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailEntry:
    """One use of a lesson, as readers may know it."""

    on: date
    who: str
    differences: str
    changed: str
    outcome: str
    outcome_words: str
    why: str


def trail_counts(reuses: Collection[LessonReuse]) -> Counter[str]:
    """Count uses and how they ended."""
    counted = Counter(reuse.outcome for reuse in reuses)
    counted[USED] = len(reuses)
    return counted


def trail_sentence(counted: Counter[str]) -> str:
    """Write what came of it: Used 3 times. Held in 2, failed in 1. Nothing when nobody used it."""
    if not counted[USED]:
        return ""
    used = ngettext("Used once.", "Used %(n)s times.", counted[USED])
    return " ".join(filter(None, [used % {"n": counted[USED]}, ended_sentence(counted)]))


def ended_sentence(counted: Counter[str]) -> str:
    """Write how it ended: Held in 2, failed in 1."""
    ended = ", ".join(words % {"n": counted[end]} for end, words in ENDED.items() if counted[end])
    return f"{capfirst(ended)}." if ended else ""


def talked_sentence(count: int, *, is_mine: bool) -> str:
    """Write how many have talked with the author: to others in fives, and nothing below five.

    A number that grows by one after a meeting would say who wrote it (P4, P5).
    """
    if is_mine:
        words = ngettext("One person has talked with you.", "%(n)s people have talked with you.", count)
        return words % {"n": count} if count else ""
    told = count - count % SMALLEST_GROUP
    return gettext("At least %(n)s people have talked with the author.") % {"n": told} if told else ""


def trail_entries(lesson: Lesson, reuses: Collection[LessonReuse], cells: Cells) -> list[TrailEntry]:
    """Return each use. The role shows only where the place says no more than it: both could name somebody."""
    author = group_shown(lesson, cells)
    return [_entry(reuse, author, cells) for reuse in reuses]


def _entry(reuse: LessonReuse, author: Group | None, cells: Cells) -> TrailEntry:
    place = str(IN_SERVICE[Service(reuse.place)])
    safe = group_safe(group_stored(reuse), cells)
    told = safe if safe is not None and safe.service == reuse.place else None
    who = place
    if told is not None:
        role = group_words(told, reuse.profession)
        who = gettext("%(place)s, by %(role)s") % {"place": place, "role": role} if told.profession else role
    return TrailEntry(
        on=reuse.used_on,
        who=capfirst(who),
        differences=_differences(reuse, told, author),
        changed=reuse.changed,
        outcome=reuse.outcome,
        outcome_words=str(Outcome(reuse.outcome).label) if reuse.outcome else "",
        why=reuse.why,
    )


def _differences(reuse: LessonReuse, told: Group | None, author: Group | None) -> str:
    """Say in what the place differs from the author’s, of what is shown of both."""
    if author is None:
        return ""
    place = told or Group(level=author.level, service=reuse.place)
    other = list(in_another(place, author))
    if not other:
        return ""
    words = get_text_list(other, gettext("and"))
    return gettext("Not the same as the author’s: %(differences)s.") % {"differences": words}
