"""The desk of a broker: whom to introduce, and what has waited too long. Answers are told to nobody."""

from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext
from ninja import Query, Router, Status

from sideways.api import access
from sideways.api.access import PersonRequest
from sideways.api.authentication import READ, WRITE
from sideways.api.cursors import Walk, stretch
from sideways.api.fields import Page, PathId, Sought
from sideways.api.keys import once
from sideways.api.shapes import introductions as shapes
from sideways.introductions import desk_presenters, desk_queries, services
from sideways.introductions.models import Introduction
from sideways.introductions.partners import best_partners
from sideways.introductions.queries import known_of
from sideways.introductions.round_presenters import waited_words
from sideways.introductions.round_queries import waited_long, why_left_over
from sideways.people.models import Person

router = Router(auth=READ, tags=["The desk of a broker"])
ONE = "/desk/introductions/{uuid:introduction_id}"


@router.get("/desk/introductions", response=shapes.DeskRows, url_name="desk")
def desk_list(request: PersonRequest, page: Query[Page]) -> shapes.DeskRows:
    """List what waits for answers or for a time to meet, the oldest first."""
    broker, at = access.broker(request), timezone.now()
    shown = stretch(request, desk_queries.desk_queue(broker, at), Walk(**page.dict()))
    people = desk_queries.people_in([each.pk for each in shown.rows])
    rows = [desk_presenters.desk_row(each, people[each.pk], at) for each in shown.rows]
    return shapes.DeskRows(items=[shapes.row_told(row) for row in rows], next=shown.next)


@router.post("/desk/introductions", response={201: None}, url_name="desk", auth=WRITE)
def introduction_propose(request: PersonRequest, sent: shapes.NewIntroduction) -> Status:
    """Propose that two or three people meet. “errors” names each rule that stands in the way."""
    broker = access.broker(request)
    with once(request) as is_new:
        if is_new:
            services.introduction_propose(
                people=_people_or_404(broker, sent.people),
                source=Introduction.Source.BROKER,
                about=sent.about,
                reason=gettext("Made by hand."),
                days=sent.days,
                routes_seen=frozenset(sent.routes_seen),
                by=broker,
                at=timezone.now(),
            )
    return Status(201, None)


@router.delete(ONE, response={204: None}, url_name="desk_one", auth=WRITE)
def introduction_close(request: PersonRequest, introduction_id: UUID) -> Status:
    """Close before the time is over. All of its people hear the same sentence."""
    broker = access.broker(request)
    services.introduction_close(
        introduction=_one_or_404(broker, introduction_id), by=broker, at=timezone.now()
    )
    return Status(204, None)


@router.post(f"{ONE}/remind", response={204: None}, url_name="remind", auth=WRITE)
def introduction_remind(request: PersonRequest, introduction_id: UUID) -> Status:
    """Remind whoever has not answered, at most once in three days. You do not learn whom."""
    broker = access.broker(request)
    introduction = _one_or_404(broker, introduction_id)
    with once(request) as is_new:
        if is_new:
            services.introduction_remind(introduction=introduction, by=broker, at=timezone.now())
    return Status(204, None)


@router.get("/desk/people", response=shapes.DeskPeople, url_name="desk_people")
def people_list(request: PersonRequest, q: Sought = "") -> shapes.DeskPeople:
    """Find people to introduce, by part of a name or a whole e-mail address."""
    found = desk_queries.people_to_introduce(access.broker(request), q)
    return shapes.DeskPeople(items=[shapes.person_told(each) for each in found])


@router.get("/desk/people/{int:person_id}/partners", response=shapes.DeskPeople, url_name="desk_partners")
def partner_list(request: PersonRequest, person_id: PathId) -> shapes.DeskPeople:
    """List whom somebody could best meet, with what speaks for it."""
    broker = access.broker(request)
    person = _people_or_404(broker, [person_id])[0]
    near = desk_queries.people_near(broker, person)
    best = best_partners(person, near, known_of([person, *near]), timezone.now())
    return shapes.DeskPeople(items=[shapes.partner_told(each) for each in best])


@router.get("/desk/waited", response=shapes.DeskPeople, url_name="desk_waited")
def waited_list(request: PersonRequest) -> shapes.DeskPeople:
    """List who has waited three rounds or more: at most 100, the longest first, with the reason."""
    found = list(waited_long(access.broker(request), timezone.now())[:100])
    why = why_left_over(found)
    told = [(each, waited_words(each, why.get(each.pk))) for each in found]
    return shapes.DeskPeople(items=[shapes.person_told(each, words) for each, words in told])


@router.get("/desk/conflicts", response=shapes.Conflicts, url_name="conflicts")
def conflict_list(request: PersonRequest) -> shapes.Conflicts:
    """List who must not be introduced, as brokers know. Private lists are not in it."""
    rows = desk_queries.conflicts_for(access.broker(request))
    return shapes.Conflicts(items=[shapes.conflict_told(row) for row in rows])


@router.post("/desk/conflicts", response={201: None}, url_name="conflicts", auth=WRITE)
def conflict_add(request: PersonRequest, sent: shapes.NewConflict) -> Status:
    """Note that two people must not be introduced."""
    broker = access.broker(request)
    one, other = _people_or_404(broker, sent.people)
    with once(request) as is_new:
        if is_new:
            services.conflict_add(one=one, other=other, by=broker, at=timezone.now())
    return Status(201, None)


@router.delete("/desk/conflicts/{int:conflict_id}", response={204: None}, url_name="conflict_one", auth=WRITE)
def conflict_remove(request: PersonRequest, conflict_id: PathId) -> Status:
    """Take back that two people must not be introduced. Twice is once."""
    services.conflict_remove(conflict_id=conflict_id, by=access.broker(request))
    return Status(204, None)


def _one_or_404(broker: Person, introduction_id: UUID) -> Introduction:
    introduction = desk_queries.on_desk_of(broker).filter(pk=introduction_id).first()
    if introduction is None:
        raise Http404
    return introduction


def _people_or_404(broker: Person, ids: list[int]) -> list[Person]:
    found = desk_queries.people_chosen(broker, ids)
    if len(found) < len(ids):
        raise Http404
    return found
