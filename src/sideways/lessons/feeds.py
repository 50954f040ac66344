"""Lessons as entries of a feed. What an entry says is copied to where nobody can take it back (ADR 0010)."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from sideways.feeds.lists import Entry, FollowedList
from sideways.lessons import queries
from sideways.lessons.filtering import chosen, filter_form, filter_words
from sideways.lessons.models import Lesson
from sideways.lessons.presenters import author_words, parts_of, title_of
from sideways.lessons.queries import Filters
from sideways.people.cells import Cells
from sideways.people.models import Person
from sideways.people.queries import cells_of
from sideways.people.trust import Audience, Reader
from sideways.ui.dates import day

KEPT_HERE = gettext_lazy("What it says is not in this feed. Sign in to read it.")
CANDID = {
    Lesson.Stage.NOW: gettext_lazy("A lesson: happening now"),
    Lesson.Stage.JUST_ENDED: gettext_lazy("A lesson: just ended"),
    Lesson.Stage.LOOKING_BACK: gettext_lazy("A lesson: looking back"),
}


def entries(reader: Reader, filters: Mapping[str, str]) -> list[Entry]:
    """Return the newest lessons this reader may open. Five queries, and those of trust."""
    cells = cells_of()
    found = queries.newest_for_feed(reader, Filters(**filters), cells)
    return [
        _public(lesson, cells) if lesson.audience == Audience.PUBLIC else _candid(lesson) for lesson in found
    ]


def filters_from(sent: Mapping[str, str]) -> dict[str, str]:
    """Return the filters that somebody has chosen on the list."""
    return chosen(filter_form(dict(sent.items()), cells_of())).chosen()


def page(filters: Mapping[str, str]) -> str:
    """Return the address of the list under these filters."""
    return beside(reverse("lessons:list"), filters)


def links(filters: Filters, reader: Reader) -> dict[str, str]:
    """Return where the list can be followed: in public, and for somebody signed in as they may read it."""
    by_name = filters.chosen()
    public = {
        "atom": beside(reverse("lessons:feed_atom"), by_name),
        "json": beside(reverse("lessons:feed_json"), by_name),
    }
    own = beside(reverse("feeds:make", args=[LESSONS.name]), by_name)
    return public | {"follow": own if isinstance(reader, Person) else public["atom"]}


def beside(address: str, filters: Mapping[str, str]) -> str:
    """Return an address with the filters written behind it."""
    return f"{address}?{urlencode(filters)}" if filters else address


def _candid(lesson: Lesson) -> Entry:
    """Kind, stage, day and link. No role: a senior of the author may see the copy, and not the list."""
    return Entry(
        path=reverse("lessons:lesson", args=[lesson.pk]),
        title=str(CANDID[Lesson.Stage(lesson.stage)]),
        published=_day(lesson.shared_at),
        updated=_day(lesson.changed_at),
        paragraphs=(("", str(KEPT_HERE)),),
    )


def _public(lesson: Lesson, cells: Cells) -> Entry:
    title, updates = title_of(lesson), list(lesson.updates.all())
    told = [(part.heading, part.text) for part in parts_of(lesson, title)]
    told += [
        (gettext("What happened next, %(day)s") % {"day": day(update.at)}, update.text) for update in updates
    ]
    return Entry(
        path=reverse("lessons:lesson", args=[lesson.pk]),
        title=title,
        published=_day(lesson.shared_at),
        updated=_day(max(filter(None, [lesson.changed_at, *(update.at for update in updates)]))),
        author=author_words(lesson, cells),
        paragraphs=tuple(told),
        tags=(lesson.get_stage_display(), *(topic.name for topic in lesson.topics.all())),
    )


def _day(moment: datetime | None) -> datetime:
    """Return the day alone, as the pages show it: the second would tell who was at a computer then."""
    assert moment is not None  # a shared lesson has both  # noqa: S101 (for the types)
    return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)


LESSONS = FollowedList(
    name="lessons",
    title=gettext_lazy("Lessons"),
    feed=gettext_lazy("Feed of lessons"),
    entries=entries,
    filters_from=filters_from,
    filter_words=filter_words,
    page=page,
)
