from datetime import date, datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sideways.lessons.views.access import PersonRequest, for_peers
from sideways.people.models import Person
from sideways.week import presenters, queries
from sideways.week.choosing import Chosen
from sideways.week.rules import monday_of, week_named
from sideways.week.seals import opened
from sideways.week.services import week_choose

LINKS_AT_FIRST = 8


@require_safe
@for_peers
def week(request: PersonRequest) -> HttpResponse:
    at = timezone.now()
    return _page(request, monday_of(at), this_week(request.user, at), at)


@require_safe
@for_peers
def earlier(request: PersonRequest, week: str) -> HttpResponse:
    at = timezone.now()
    monday = week_named(week)
    return _page(request, *offered_or_404(request.user, monday), at)


def this_week(person: Person, at: datetime) -> list[Chosen]:
    """Return what somebody is offered this week; it is chosen now if nobody has asked before."""
    row = week_choose(person=person, at=at)
    return opened(row.sealed) if row else []


def offered_or_404(person: Person, monday: date | None) -> tuple[date, list[Chosen]]:
    """Return what somebody was offered in a week they have a list for."""
    row = queries.list_of(person, monday) if monday else None
    if row is None:
        raise Http404
    return row.monday, opened(row.sealed)


def _page(request: PersonRequest, monday: date, offered: list[Chosen], at: datetime) -> HttpResponse:
    person, today = request.user, timezone.localdate(at)
    shown = queries.week_shown(person, monday, offered)
    is_this_week = monday == monday_of(at)
    before = presenters.week_links(queries.weeks_before(person, monday_of(at)))
    context = {
        "days": presenters.week_days(monday),
        "rows": presenters.week_rows(shown, person, today),
        "nothing": presenters.nothing_words(shown, is_this_week=is_this_week),
        "is_this_week": is_this_week,
        "before": before[:LINKS_AT_FIRST],
        "long_before": before[LINKS_AT_FIRST:],
    }
    return render(request, "week/week.html", context)
