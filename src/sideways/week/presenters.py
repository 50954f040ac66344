"""A week in words. Nothing here asks the database."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext, ngettext

from sideways.lessons.groups import group_shown
from sideways.lessons.models import Lesson
from sideways.lessons.presenters import LessonRow, lesson_rows
from sideways.lessons.presenters.author import IN_SERVICE, profession_words
from sideways.lessons.reuse_queries import USED
from sideways.people.cells import Cells, Group
from sideways.people.levels import Service
from sideways.people.models import Person
from sideways.ui.dates import day
from sideways.week.choosing import Why
from sideways.week.queries import GoesBy, Shown, Week
from sideways.week.rules import week_name

MOST_TOPICS_NAMED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekLink:
    """Another week: its days, and where it is."""

    words: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """Why there is nothing, and what would help."""

    title: str
    text: str
    action: str
    url: str


def week_rows(week: Week, person: Person, today: date) -> list[LessonRow]:
    """Return the lessons of a week as rows, each with one sentence on why it is there."""
    rows = lesson_rows([each.lesson for each in week.shown], week.cells, person)
    return [
        replace(row, reason=reason_words(each, week.cells, week.goes_by, person, today))
        for row, each in zip(rows, week.shown, strict=True)
    ]


def reason_words(shown: Shown, cells: Cells, by: GoesBy, person: Person, today: date) -> str:
    """Say why a lesson is in the list: A GP at your level shared it in March; you follow fit notes.

    Of the author it says less than the card beside it, never more (P4).
    """
    lesson = shown.lesson
    who = _who(lesson, group_shown(lesson, cells))
    at_level = lesson.level == person.level
    shared = (
        gettext("%(who)s at your level shared it %(when)s")
        if at_level
        else gettext("%(who)s shared it %(when)s")
    ) % {"who": who, "when": _when(lesson, today)}
    return gettext("%(shared)s; %(why)s.") % {"shared": shared, "why": _why(shown, by)}


def week_days(monday: date) -> str:
    """Write the days of a week.

    >>> week_days(date(2026, 11, 23)), week_days(date(2026, 12, 28))
    ('23 November to 29 November 2026', '28 December 2026 to 3 January 2027')
    """
    sunday = monday + timedelta(days=6)
    # Translators: a day without its year in the letters of Django's date formats: 5 January.
    first = date_format(monday, gettext("j F")) if monday.year == sunday.year else day(monday)
    return gettext("%(first)s to %(last)s") % {"first": first, "last": day(sunday)}


def week_links(mondays: Collection[date]) -> list[WeekLink]:
    """Return a link to each of these weeks."""
    return [
        WeekLink(words=week_days(monday), url=reverse("week:earlier", args=[week_name(monday)]))
        for monday in mondays
    ]


def nothing_words(week: Week, *, is_this_week: bool) -> Nothing | None:
    """Say why a list is empty and what would help; None where it is not."""
    if week.shown:
        return None
    if week.offered:
        return Nothing(
            title=gettext("None of these lessons can be read any more"),
            text=gettext("Their authors took them back or changed who can read them.")
            + (" " + gettext("New ones come on Monday.") if is_this_week else ""),
            action=gettext("Read other lessons"),
            url=reverse("lessons:list"),
        )
    if not week.goes_by:
        return Nothing(
            title=gettext("Tell us what you want to hear about"),
            text=gettext(
                "We choose by the topics you follow and by what you write. So far there is neither. "
                "Follow a topic and your first list is here at once."
            ),
            action=gettext("Choose topics"),
            url=reverse("people:you_interests"),
        )
    return Nothing(
        title=gettext("There is nothing new for you yet"),
        text=gettext(
            "We found no lesson at your level that is on your topics and new to you. We look again each time "
            "you open this page. With more topics there is more to choose from."
        ),
        action=gettext("Choose topics"),
        url=reverse("people:you_interests"),
    )


def _who(lesson: Lesson, group: Group | None) -> str:
    if group is not None and group.profession and lesson.profession is not None:
        return capfirst(profession_words(lesson.profession))
    if group is not None and group.service:
        return gettext("Somebody %(place)s") % {"place": IN_SERVICE[Service(group.service)]}
    return gettext("Somebody")


def _when(lesson: Lesson, today: date) -> str:
    shared = timezone.localdate(lesson.shared_at)
    if (shared.year, shared.month) == (today.year, today.month):
        return gettext("this month")
    # Translators: a month in the letters of Django's date formats: March, or March 2025.
    month = date_format(shared, gettext("F") if shared.year == today.year else gettext("F Y"))
    return gettext("in %(month)s") % {"month": month}


def _why(shown: Shown, by: GoesBy) -> str:
    topics = {topic.pk: topic.name.lower() for topic in shown.lesson.topics.all()}
    if followed := _named(topics, by.followed):
        return gettext("you follow %(topics)s") % {"topics": followed}
    if wrote := _named(topics, by.wrote_about):
        return gettext("you wrote about %(topics)s") % {"topics": wrote}
    if shown.chosen.why == Why.ALIKE:
        return gettext("it is much like something you wrote")
    if shown.chosen.why == Why.SURPRISE and topics:
        return _surprise(_named(topics, topics), _answered(shown))
    return gettext("it is from outside your profession")


def _surprise(topics: str, answered: str) -> str:
    if not answered:  # those who answered have taken it back
        return gettext("you do not follow %(topics)s") % {"topics": topics}
    return gettext("you do not follow %(topics)s, but %(answered)s") % {
        "topics": topics,
        "answered": answered,
    }


def _named(topics: dict[str, str], wanted: Collection[str]) -> str:
    names = [name for pk, name in topics.items() if pk in wanted]
    return get_text_list(names[:MOST_TOPICS_NAMED], gettext("and"))


def _answered(shown: Shown) -> str:
    used, met = shown.counted[USED], getattr(shown.lesson, "echo_count", 0)
    if used:
        words = ngettext("it was used once", "it was used %(count)s times", used)
        return words % {"count": used}
    if met:
        words = ngettext("it happened to %(count)s more", "it happened to %(count)s more", met)
        return words % {"count": met}
    return ""
