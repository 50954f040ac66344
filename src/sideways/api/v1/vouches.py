"""For brokers and operators: who waits for somebody to vouch for them."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Status

from sideways.api import access
from sideways.api.access import PersonRequest
from sideways.api.authentication import VOUCH
from sideways.api.cursors import Walk, stretch
from sideways.api.fields import Page, PathId
from sideways.api.keys import once
from sideways.api.shapes import people as shapes
from sideways.people import queries, services
from sideways.people.models import Person
from sideways.people.rules import may_answer_for

router = Router(auth=VOUCH, tags=["Vouching"])


@router.get("/vouches", response=shapes.PersonList, url_name="vouches")
def vouch_list(request: PersonRequest, page: Query[Page]) -> shapes.PersonList:
    """List who waits for you, oldest first."""
    shown = stretch(request, queries.people_to_vouch_for(access.voucher(request)), Walk(**page.dict()))
    was = queries.levels_before(shown.rows)
    items = [shapes.PersonRow(**shapes.person_fields(each, was.get(each.pk))) for each in shown.rows]
    return shapes.PersonList(items=items, next=shown.next)


@router.post("/vouches/{int:person_id}/vouch", response={204: None}, url_name="vouch")
def person_vouch(request: PersonRequest, person_id: PathId) -> Status:
    """Let somebody in who waits. We tell them."""
    by = access.voucher(request)
    person = _theirs(by, person_id)
    with once(request) as is_new:
        if is_new:
            services.person_vouch(person=person, by=by, at=timezone.now())
    return Status(204, None)


@router.post("/vouches/{int:person_id}/decline", response={204: None}, url_name="vouch_decline")
def person_decline(request: PersonRequest, person_id: PathId, sent: shapes.Because) -> Status:
    """Send somebody back to their answers. They read the reason."""
    by = access.voucher(request)
    person = _theirs(by, person_id)
    with once(request) as is_new:
        if is_new:
            services.person_decline(person=person, by=by, reason=sent.reason, at=timezone.now())
    return Status(204, None)


def _theirs(by: Person, person_id: int) -> Person:
    person = get_object_or_404(Person.objects.select_related("organisation"), pk=person_id)
    if not may_answer_for(by, person):
        raise Http404
    return person
