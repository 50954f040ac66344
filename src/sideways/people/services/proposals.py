"""Organisations somebody missed in the list: proposed on joining, accepted or replaced by an operator."""

import uuid
from datetime import datetime

from django.db import transaction

from sideways.common.audit import audit
from sideways.people.errors import NotAllowedError
from sideways.people.models import Organisation, Person
from sideways.people.names import folded
from sideways.people.places import outcode_location, place_of_outcode, region_of_outcode
from sideways.people.rules import is_operator
from sideways.people.services.posts import person_move, person_workplace_set


@transaction.atomic
def organisation_propose(*, name: str, service: str, outcode: str, by: Person, at: datetime) -> Organisation:
    """Add an organisation that is not listed, and make it the person's own.

    Nobody else finds it until an operator accepts it. Proposing again corrects the first proposal.
    """
    own = Organisation.objects.filter(people=by, standing=Organisation.Standing.PROPOSED).first()
    organisation = own or Organisation(
        code=f"PROPOSED:{uuid.uuid4().hex}", standing=Organisation.Standing.PROPOSED, proposed_at=at
    )
    organisation.name, organisation.search_name = name, folded(name)[:200]
    organisation.service, organisation.outcode = service, outcode
    organisation.place = place_of_outcode(outcode)
    region = region_of_outcode(outcode, organisation.place)
    organisation.region, organisation.nation = region.region, region.nation
    organisation.lat, organisation.lon = outcode_location(outcode) or (None, None)
    organisation.save()
    person_workplace_set(person=by, organisation=organisation, outcode="", by=by, at=at)
    return organisation


@transaction.atomic
def organisation_accept(*, organisation: Organisation, by: Person, at: datetime) -> Organisation:
    """List a proposed organisation, so that others find it. Accepting twice changes nothing.

    Raises NotAllowedError unless ``by`` is an operator.
    """
    if not is_operator(by):
        raise NotAllowedError
    row = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if row.standing == Organisation.Standing.PROPOSED:
        row.standing = Organisation.Standing.LISTED
        row.save(update_fields=["standing"])
        audit(action="organisation_accept", subject=row, by=by, at=at)
    return row


@transaction.atomic
def organisation_replace(
    *, organisation: Organisation, listed: Organisation, by: Person, at: datetime
) -> Organisation:
    """Move the people of a proposed organisation to one that is listed, and delete the proposal.

    People who were already in stay in: an operator says that the two are the same. Raises
    NotAllowedError unless ``by`` is an operator, and for anything but a proposal.
    """
    proposal = organisation.standing == Organisation.Standing.PROPOSED
    if not is_operator(by) or not proposal or listed.standing != Organisation.Standing.LISTED:
        raise NotAllowedError
    for person in Person.objects.filter(organisation=organisation):
        moved = person_move(person=person, organisation=listed, level=person.level, by=by, at=at)
        Person.objects.filter(pk=moved.pk).update(
            standing=person.standing,
            vouched_by=person.vouched_by_id,
            vouched_at=person.vouched_at,
            vouched_domain=person.vouched_domain,
        )
    audit(action="organisation_replace", subject=listed, by=by, at=at, instead_of=organisation.code)
    organisation.delete()
    return listed
