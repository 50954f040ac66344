"""The lessons somebody is offered each week."""

from datetime import date, datetime

from django.utils import timezone
from ninja import Router

from sideways.api import access
from sideways.api.access import PersonRequest
from sideways.api.authentication import READ
from sideways.api.shapes import week as shapes
from sideways.people.models import Person
from sideways.week import presenters, queries
from sideways.week.choosing import Chosen
from sideways.week.rules import monday_of, week_named
from sideways.week.views import offered_or_404, this_week

router = Router(auth=READ, tags=["Your week"])


@router.get("/week", response=shapes.WeekTold, url_name="week")
def week_read(request: PersonRequest) -> shapes.WeekTold:
    """Read the lessons you are offered this week, each with its reason.

    The list is the same until Monday, but for what its authors take back. No lesson comes twice.
    """
    person, at = access.peer(request), timezone.now()
    return _told(person, monday_of(at), this_week(person, at), at)


@router.get("/week/{str:week}", response=shapes.WeekTold, url_name="week_earlier")
def week_earlier(request: PersonRequest, week: shapes.WeekName) -> shapes.WeekTold:
    """Read what you were offered in an earlier week and can still read."""
    person = access.peer(request)
    return _told(person, *offered_or_404(person, week_named(week)), timezone.now())


def _told(person: Person, monday: date, offered: list[Chosen], at: datetime) -> shapes.WeekTold:
    week = queries.week_shown(person, monday, offered)
    return shapes.week_told(
        monday,
        presenters.week_rows(week, person, timezone.localdate(at)),
        presenters.nothing_words(week, is_this_week=monday == monday_of(at)),
        queries.weeks_before(person, monday_of(at)),
    )
