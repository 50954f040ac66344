"""Posts: somebody's level and organisation, and the place that follows from them."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sideways.common.audit import audit
from sideways.people import moves
from sideways.people.grades import MAPPING_VERSION, Grade
from sideways.people.models import Organisation, Person
from sideways.people.places import (
    Location,
    Region,
    outcode_location,
    place_of_outcode,
    region_of_outcode,
)
from sideways.people.rules import domain_that_vouches, standing_on_moving
from sideways.people.services.accounts import VOUCHED, address_of, vouched_by_domain
from sideways.people.services.locking import locked


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelAnswer:
    """The level somebody gave, the grade they checked it against, and why they overruled."""

    level: int
    grade: Grade | None = None
    reason: str = ""


@transaction.atomic
def person_level_set(*, person: Person, answer: LevelAnswer, by: Person, at: datetime) -> Person:
    """Set somebody's level with the grade and reason behind it. The same answer changes nothing."""
    row = person_move(
        person=person, organisation=locked(person).organisation, level=answer.level, by=by, at=at
    )
    row.grade_scheme = answer.grade.scheme if answer.grade else ""
    row.grade = answer.grade.grade if answer.grade else ""
    row.mapping_version = MAPPING_VERSION
    row.level_reason = answer.reason
    row.save(update_fields=["grade_scheme", "grade", "mapping_version", "level_reason"])
    return row


@transaction.atomic
def person_workplace_set(
    *, person: Person, organisation: Organisation | None, outcode: str, by: Person, at: datetime
) -> Person:
    """Set where somebody works: an organisation, or a postcode district for those who have none."""
    row = locked(person)
    row.outcode = outcode
    row.save(update_fields=["outcode"])
    row = person_move(person=row, organisation=organisation, level=row.level, by=by, at=at)
    return person_place(person=row)


@transaction.atomic
def person_move(
    *, person: Person, organisation: Organisation | None, level: int | None, by: Person, at: datetime
) -> Person:
    """Give somebody a post, and let every feature follow. The same post changes nothing.

    Somebody active may have to be vouched for again (rules.standing_on_moving). A broker who
    leaves the organisation is its broker no more.
    """
    row = locked(person)
    was_organisation, was_level = row.organisation_id, row.level
    was_waiting = row.standing == Person.Standing.WAITING
    organisation_id = organisation.pk if organisation else None
    if (organisation_id, level) == (was_organisation, was_level):
        return row
    left, row.organisation, row.level = row.organisation, organisation, level
    address = address_of(row)
    row.standing = standing_on_moving(
        row, was_organisation=was_organisation, was_level=was_level, address=address
    )
    if row.standing == Person.Standing.WAITING:
        row.vouched_by, row.vouched_at, row.vouched_domain = None, None, ""
        row.waiting_since = row.waiting_since if was_waiting else at
    elif row.standing == Person.Standing.ACTIVE and organisation_id != was_organisation:
        vouched_by_domain(row, domain_that_vouches(row, address), at)
    if row.kind == Person.Kind.BROKER and organisation_id != was_organisation:
        row.kind = Person.Kind.PRACTITIONER
    row.save(update_fields=["organisation", "level", "standing", "kind", "waiting_since", *VOUCHED])
    audit(
        action="person_move",
        subject=row,
        by=by,
        at=at,
        organisation=[was_organisation, organisation_id],
        level=[was_level, level],
    )
    person_place(person=row)
    if left is not None and organisation_id != left.pk and left.standing == Organisation.Standing.LISTED:
        moves.tell_of_leaving(person=row, at=at)  # at one that was only proposed there was nobody else
    if organisation_id is not None and level is not None:
        moves.tell_features(person=row, at=at)
    return row


def person_place(*, person: Person) -> Person:
    """Derive place, region, nation and position from the postcode district or the organisation.

    A district wins: somebody who gave one wants to meet people near it. What it does not tell is
    taken from the organisation.
    """
    organisation = person.organisation
    place = place_of_outcode(person.outcode) if person.outcode else None
    region = region_of_outcode(person.outcode, place)
    position = outcode_location(person.outcode) if person.outcode else None
    if organisation is not None:
        place = place or organisation.place
        region = region if region.region else Region(organisation.region, organisation.nation)
        if position is None and organisation.lat is not None and organisation.lon is not None:
            position = Location(organisation.lat, organisation.lon)
    person.place, person.region, person.nation = place, region.region, region.nation
    person.lat, person.lon = position or (None, None)
    person.save(update_fields=["place", "region", "nation", "lat", "lon"])
    return person
