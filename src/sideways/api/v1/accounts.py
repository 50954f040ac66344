"""For operators: accounts, proposed organisations, held domains. Nothing here shows what people wrote."""

from typing import Annotated

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Path, Query, Router, Status
from pydantic import StringConstraints

from sideways.api import access
from sideways.api.access import PersonRequest
from sideways.api.authentication import OPERATE
from sideways.api.cursors import Walk, stretch
from sideways.api.fields import Page, PathId
from sideways.api.keys import once
from sideways.api.shapes import organisations as bodies
from sideways.api.shapes import people as shapes
from sideways.notices import services as outbox
from sideways.notices.models import OutgoingEmail
from sideways.notices.queries import emails_failed
from sideways.people import domains, presenters, queries, services
from sideways.people.forms.operating import HeldDomainForm, KindForm, OrganisationDomainForm
from sideways.people.models import HeldDomain, Organisation, Person

router = Router(auth=OPERATE, tags=["For operators"])

Domain = Annotated[str, StringConstraints(min_length=3, max_length=120, pattern=r"^[a-z0-9.-]+$")]


@router.get("/people", response=shapes.PersonList, url_name="people")
def person_list(
    request: PersonRequest, sought: Query[shapes.PeopleFilter], page: Query[Page]
) -> shapes.PersonList:
    """List accounts, newest first."""
    access.operator(request)
    found = queries.people_found(**sought.model_dump(mode="json"))
    shown = stretch(request, found, Walk(**page.dict()))
    items = [shapes.PersonRow(**shapes.person_fields(each)) for each in shown.rows]
    return shapes.PersonList(items=items, next=shown.next)


@router.get("/people/{int:person_id}", response=shapes.PersonTold, url_name="person")
def person_read(request: PersonRequest, person_id: PathId) -> shapes.PersonTold:
    """Read an account, and what was done to it."""
    access.operator(request)
    return _told(person_id)


@router.post("/people/{int:person_id}/let-in", response=shapes.PersonTold, url_name="let_in")
def person_let_in(request: PersonRequest, person_id: PathId, sent: shapes.Because) -> shapes.PersonTold:
    """Let in somebody who is held, because you know that they inspect and steer nobody."""
    operator, person = access.operator(request), _open(person_id)
    with once(request) as is_new:
        if is_new:
            services.person_let_in(person=person, by=operator, reason=sent.reason, at=timezone.now())
    return _told(person_id)


@router.put("/people/{int:person_id}/kind", response=shapes.PersonTold, url_name="kind")
def person_kind(request: PersonRequest, person_id: PathId, sent: shapes.KindGrant) -> shapes.PersonTold:
    """Make an account of another kind. What it may open changes at once, and its tokens end."""
    operator, person = access.operator(request), _open(person_id)
    form = access.filled(KindForm(sent.model_dump(mode="json"), person=person))
    services.person_kind_grant(person=person, by=operator, at=timezone.now(), **form.cleaned_data)
    return _told(person_id)


@router.get("/organisations/proposed", response=bodies.ProposedList, url_name="proposed")
def proposed_list(request: PersonRequest, page: Query[Page]) -> bodies.ProposedList:
    """List the organisations people proposed, oldest first."""
    access.operator(request)
    shown = stretch(request, queries.organisations_proposed(), Walk(**page.dict()))
    return bodies.ProposedList(items=[bodies.proposed_told(each) for each in shown.rows], next=shown.next)


@router.post("/organisations/{int:organisation_id}/list", response={204: None}, url_name="organisation_list")
def organisation_accept(request: PersonRequest, organisation_id: PathId) -> Status:
    """List a proposed organisation, so that others find it."""
    operator = access.operator(request)
    organisation = get_object_or_404(Organisation, pk=organisation_id)
    with once(request) as is_new:
        if is_new:
            services.organisation_accept(organisation=organisation, by=operator, at=timezone.now())
    return Status(204, None)


@router.post("/organisations/{int:organisation_id}/same", response={204: None}, url_name="organisation_same")
def organisation_same(request: PersonRequest, organisation_id: PathId, sent: bodies.SameAs) -> Status:
    """Say that a proposed organisation is one that is listed. Its people move there, the proposal goes."""
    operator = access.operator(request)
    with once(request) as is_new:
        if is_new:
            proposed = get_object_or_404(
                Organisation, pk=organisation_id, standing=Organisation.Standing.PROPOSED
            )
            listed = Organisation.objects.filter(pk=sent.listed).first()
            if listed is None:
                raise Http404
            services.organisation_replace(
                organisation=proposed, listed=listed, by=operator, at=timezone.now()
            )
    return Status(204, None)


@router.get("/held-domains", response=shapes.HeldDomainList, url_name="held_domains")
def held_domain_list(request: PersonRequest) -> shapes.HeldDomainList:
    """List the e-mail domains whose people an operator looks at first."""
    access.operator(request)
    known = sorted(domains.known_held_domains().items())
    added = [(row.domain, row.reason) for row in HeldDomain.objects.all()]
    return shapes.HeldDomainList(
        items=[
            shapes.HeldDomainTold(domain=domain, reason=reason, added_here=here)
            for here, rows in ((True, added), (False, known))
            for domain, reason in rows
        ]
    )


@router.put("/held-domains/{str:domain}", response={204: None}, url_name="held_domain")
def held_domain_add(request: PersonRequest, domain: Path[Domain], sent: shapes.WhoseDomain) -> Status:
    """Hold everybody who joins from a domain. Addresses under it are held too."""
    operator = access.operator(request)
    form = access.filled(HeldDomainForm({"domain": domain, "reason": sent.reason}))
    services.held_domain_add(**form.cleaned_data, by=operator, at=timezone.now())
    return Status(204, None)


@router.delete("/held-domains/{str:domain}", response={204: None}, url_name="held_domain")
def held_domain_remove(request: PersonRequest, domain: Path[Domain]) -> Status:
    """Take a domain off the list. Twice changes nothing."""
    services.held_domain_remove(domain=domain, by=access.operator(request), at=timezone.now())
    return Status(204, None)


OF_ORGANISATION = "/organisations/{int:organisation_id}/domains"


@router.get(OF_ORGANISATION, response=shapes.DomainList, url_name="domains")
def domain_list(request: PersonRequest, organisation_id: PathId) -> shapes.DomainList:
    """List the e-mail domains that operators let vouch for people of an organisation."""
    access.operator(request)
    added = queries.domains_added().filter(organisation=_listed(organisation_id))
    return shapes.DomainList(items=[shapes.domain_told(each) for each in added])


@router.put(f"{OF_ORGANISATION}/{{str:domain}}", response={204: None}, url_name="domain")
def domain_add(request: PersonRequest, organisation_id: PathId, domain: Path[Domain]) -> Status:
    """Let addresses at a domain vouch for people of an organisation, also for who waits there."""
    operator = access.operator(request)
    form = access.filled(OrganisationDomainForm({"domain": domain}))
    services.organisation_domain_add(
        organisation=_listed(organisation_id),
        domain=form.cleaned_data["domain"],
        by=operator,
        at=timezone.now(),
    )
    return Status(204, None)


@router.delete(f"{OF_ORGANISATION}/{{str:domain}}", response={204: None}, url_name="domain")
def domain_remove(request: PersonRequest, organisation_id: PathId, domain: Path[Domain]) -> Status:
    """Let a domain vouch no longer. Who is in stays in. Twice changes nothing."""
    operator = access.operator(request)
    organisation = get_object_or_404(Organisation, pk=organisation_id)
    services.organisation_domain_remove(
        organisation=organisation, domain=domain, by=operator, at=timezone.now()
    )
    return Status(204, None)


@router.get("/emails/failed", response=shapes.FailedEmailList, url_name="emails_failed")
def failed_email_list(request: PersonRequest, page: Query[Page]) -> shapes.FailedEmailList:
    """List the e-mails that could not be sent, the newest first. What they say is not told."""
    access.operator(request)
    shown = stretch(request, emails_failed(), Walk(**page.dict()))
    items = [shapes.failed_email_told(each) for each in shown.rows]
    return shapes.FailedEmailList(items=items, next=shown.next)


@router.post("/emails/{int:email_id}/again", response={204: None}, url_name="email_again")
def email_again(request: PersonRequest, email_id: PathId) -> Status:
    """Try once more to send an e-mail that was given up."""
    operator = access.operator(request)
    email = get_object_or_404(OutgoingEmail, pk=email_id)
    with once(request) as is_new:
        if is_new:
            outbox.email_retry(email=email, by=operator, at=timezone.now())
    return Status(204, None)


@router.delete("/emails/{int:email_id}", response={204: None}, url_name="email")
def email_delete(request: PersonRequest, email_id: PathId) -> Status:
    """Delete an e-mail that could not be sent."""
    operator = access.operator(request)
    email = get_object_or_404(OutgoingEmail, pk=email_id)
    outbox.email_delete(email=email, by=operator, at=timezone.now())
    return Status(204, None)


def _listed(organisation_id: int) -> Organisation:
    return get_object_or_404(Organisation, pk=organisation_id, standing=Organisation.Standing.LISTED)


def _open(person_id: int) -> Person:
    people = Person.objects.exclude(standing=Person.Standing.CLOSED)
    return get_object_or_404(people.select_related("profession", "organisation", "place"), pk=person_id)


def _told(person_id: int) -> shapes.PersonTold:
    person = _open(person_id)
    return shapes.PersonTold(
        **shapes.person_fields(person),
        held_because=domains.held_reason(person.email),
        log=[shapes.LogEntry(**each) for each in presenters.log_entries(queries.log_of(person))],
    )
