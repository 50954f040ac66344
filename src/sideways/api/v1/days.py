"""Matching days: projects and mentors rank each other, and a broker closes the day."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext
from ninja import Query, Router, Status

from sideways.api import access
from sideways.api.access import PersonRequest
from sideways.api.authentication import READ, WRITE
from sideways.api.cursors import Walk, stretch
from sideways.api.fields import Page
from sideways.api.keys import new_id
from sideways.api.shapes import villages as shapes
from sideways.people.models import Person
from sideways.people.rules import is_broker
from sideways.villages import day_presenters, day_queries, services
from sideways.villages.models import Day

router = Router(auth=READ, tags=["Community projects"])
ONE = "/days/{uuid:day_id}"


@router.get("/days", response=shapes.DayList, url_name="days")
def day_list(request: PersonRequest, page: Query[Page]) -> shapes.DayList:
    """List the days you are invited to, the last first. Brokers see all."""
    shown = stretch(request, day_queries.days_for(access.peer(request)), Walk(**page.dict()))
    return shapes.DayList(
        items=[shapes.DayRow(**shapes.day_row(each)) for each in shown.rows], next=shown.next
    )


@router.post("/days", response={201: shapes.DayTold}, url_name="days", auth=WRITE)
def day_open(request: PersonRequest, sent: shapes.DaySent) -> Status:
    """Open a day as a broker: projects without a mentor, and mentors with room."""
    by, day_id = _broker(request), new_id(request)
    projects = {each.pk: each for each in day_queries.projects_to_invite()}
    mentors = {each.pk: each for each in day_queries.mentors_to_invite()}
    for name, asked, known in (("projects", sent.projects, projects), ("mentors", sent.mentors, mentors)):
        if not set(asked) <= known.keys():
            raise ValidationError({name: gettext("Choose from the list")})
    invitations = services.Invitations(
        on=sent.on,
        place=sent.place,
        projects=[projects[pk] for pk in sent.projects],
        mentors=[mentors[pk] for pk in sent.mentors],
    )
    opened = services.day_open(day_id=day_id, invitations=invitations, by=by, at=timezone.now())
    return Status(201, _told(request, opened.pk))


@router.get(ONE, response=shapes.DayTold, url_name="day")
def day_read(request: PersonRequest, day_id: UUID) -> shapes.DayTold:
    """Read your part in a day: whom you can rank, what you ranked, and what came out.

    What others rank is told to nobody.
    """
    return _told(request, day_id)


def _told(request: PersonRequest, day_id: UUID) -> shapes.DayTold:
    day = _day(request, day_id)
    guests, talks = list(day_queries.guests_of(day)), list(day_queries.talks_of(day))
    own = [
        shapes.guest_told(
            day_presenters.guest_row(day, guest, guests, talks),
            guest,
            [
                shapes.OtherTold(id=each.pk, name=day_presenters.called(each))
                for each in day_queries.others_for(guest, guests)
            ],
        )
        for guest in guests
        if day_queries.owner(guest).pk == request.user.pk
    ]
    return shapes.DayTold(own=own, **shapes.day_row(day))


def _day(request: PersonRequest, day_id: UUID) -> Day:
    day = day_queries.day_for(access.peer(request), day_id)
    if day is None:
        raise Http404
    return day


@router.put(f"{ONE}/guests/{{int:guest_id}}", response=shapes.DayTold, url_name="day_wishes", auth=WRITE)
def day_rank(request: PersonRequest, day_id: UUID, guest_id: int, sent: shapes.WishesSent) -> shapes.DayTold:
    """Rank up to three of the other side, and say with whom never. Nobody else reads it."""
    day = _day(request, day_id)
    own = {each.pk: each for each in day_queries.own_guests(day, request.user)}
    if guest_id not in own:
        raise Http404
    services.wishes_say(guest=own[guest_id], picks=sent.picks, excluded=sent.excluded, by=request.user)
    return _told(request, day_id)


@router.post(f"{ONE}/close", response=shapes.DayTold, url_name="day_close", auth=WRITE)
def day_close(request: PersonRequest, day_id: UUID) -> shapes.DayTold:
    """Close a day as a broker: who is matched, and who talks when. Twice is once."""
    by, day = _broker(request), _day(request, day_id)
    services.day_close(day=day, by=by, at=timezone.now())
    return _told(request, day_id)


def _broker(request: PersonRequest) -> Person:
    person = access.peer(request)
    if not is_broker(person):
        raise Http404
    return person
