"""The list of the week as a notice, so that it comes by e-mail to those who want it."""

from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from sideways.lessons.models import Lesson
from sideways.lessons.new_lessons import once_for, told_sooner
from sideways.lessons.presenters import title_of
from sideways.notices.kinds import NOT_AT_ONCE, Item, NoticeKind
from sideways.notices.models import Rhythm
from sideways.notices.queries import plan_of
from sideways.notices.rules import rhythm_of
from sideways.people.models import Person
from sideways.people.trust import is_peer
from sideways.week.queries import lessons_still
from sideways.week.rules import monday_of
from sideways.week.seals import opened
from sideways.week.services import week_choose


def this_week(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return the lessons of the newest week that began within the time, each as of its Monday or later.

    Not those that topics or a saved search tell sooner; where they tell all of it, that there is a week.
    Earlier ones are on the page of weeks. Twelve queries at most for nearly everybody who has a list.
    """
    begins = timezone.make_aware(datetime.combine(monday_of(until), time()))
    if begins <= since:
        return []
    row = week_choose(person=person, at=until)
    if row is None:
        return []
    lessons = lessons_still(person, opened(row.sealed))
    rhythm = rhythm_of(plan_of(person, at=until), KIND)
    offered = Lesson.objects.filter(pk__in=[lesson.pk for lesson in lessons])
    sooner = told_sooner(person, offered, rhythm, until)
    if lessons and len(sooner) == len(lessons):
        words = ngettext("%(n)s lesson you have heard of", "%(n)s lessons you have heard of", len(lessons))
        return [Item(at=begins, text=words % {"n": len(lessons)}, url=reverse("week:week"))]
    return [
        Item(
            at=max(begins, lesson.shared_at or begins),  # a list chosen late may hold what is newer
            text=title_of(lesson),
            url=reverse("lessons:lesson", args=[lesson.pk]),
            once=once_for(lesson),
        )
        for lesson in lessons
        if lesson.pk not in sooner
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
