"""What a person was offered: how to take it out, and that it goes when they leave (P13)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sideways.lessons.models import Lesson
from sideways.lessons.presenters import title_of
from sideways.lessons.queries import lessons_readable
from sideways.people.holdings import Holding
from sideways.people.models import Person
from sideways.people.trust import is_peer
from sideways.week import services
from sideways.week.models import WeekList
from sideways.week.rules import week_name
from sideways.week.seals import opened


def export(person: Person) -> dict[str, Any]:
    """Return every week and the lessons offered in it; for peers, the titles of what they can still read."""
    weeks = {row.monday: opened(row.sealed) for row in WeekList.objects.filter(person=person)}
    ids = {each.pk for offered in weeks.values() for each in offered}
    readable = lessons_readable(person).filter(pk__in=ids) if is_peer(person) else Lesson.objects.none()
    titles = {lesson.pk: title_of(lesson) for lesson in readable}
    return {
        "offered": [
            {
                "week": week_name(monday),
                "lessons": [{"id": str(each.pk), "title": titles.get(each.pk, "")} for each in offered],
            }
            for monday, offered in weeks.items()
        ]
    }


def erase(*, person: Person, choice: str, at: datetime) -> None:
    """Delete all of it."""
    services.weeks_erase(person=person)


HOLDING = Holding(
    name="week",
    export=export,
    erase=erase,
    goes=_("The lists of your weeks are deleted."),
    kept=_(
        "Which lessons you were offered in which week, so that none comes twice. It says what you were "
        "offered, never what you read."
    ),
)
