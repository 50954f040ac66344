"""The list of the week as a notice, so that it comes by e-mail to those who want it."""

from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from sideways.lessons.presenters import title_of
from sideways.notices.kinds import NOT_AT_ONCE, Item, NoticeKind
from sideways.notices.models import Rhythm
from sideways.people.models import Person
from sideways.people.trust import is_peer
from sideways.week.queries import lessons_still
from sideways.week.rules import monday_of
from sideways.week.seals import opened
from sideways.week.services import week_choose


def this_week(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return the lessons of the newest week that began within the time, each as of its Monday.

    Earlier ones are on the page of weeks. Six queries at most for nearly everybody who has a list.
    """
    begins = timezone.make_aware(datetime.combine(monday_of(until), time()))
    if begins <= since:
        return []
    row = week_choose(person=person, at=until)
    if row is None:
        return []
    return [
        Item(at=begins, text=title_of(lesson), url=reverse("lessons:lesson", args=[lesson.pk]))
        for lesson in lessons_still(person, opened(row.sealed))
    ]


KIND = NoticeKind(
    name="week.list",
    title=gettext_lazy("Your week"),
    about=gettext_lazy("At most five lessons on Mondays, from people at your level in other professions."),
    source=this_week,
    concerns=is_peer,
    default=Rhythm.WEEKLY,
    rhythms=NOT_AT_ONCE,
)
