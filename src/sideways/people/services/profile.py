"""What somebody says about themselves, and the end of joining."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from sideways.common.audit import audit
from sideways.people import losses
from sideways.people.errors import JoiningUnfinishedError
from sideways.people.models import Invitation, Person, Topic, TopicFollow
from sideways.people.queries import last_decline_of
from sideways.people.rules import domain_that_vouches, missing_answer, standing_on_joining, vouches
from sideways.people.services.accounts import VOUCHED, address_of, vouched_by_domain
from sideways.people.services.locking import locked


@transaction.atomic
def person_describe(*, person: Person, name: str, profession_code: str) -> Person:
    """Set somebody's name and profession."""
    row = locked(person)
    row.name = name
    row.profession_id = profession_code
    row.save(update_fields=["name", "profession"])
    return row


@transaction.atomic
def person_interests_set(*, person: Person, topics: Iterable[str], travel_km: int) -> Person:
    """Set the topics somebody follows and how far they would travel."""
    row = locked(person)
    row.travel_km = travel_km
    row.save(update_fields=["travel_km"])
    row.topics.set(Topic.objects.filter(pk__in=topics))
    return row


@transaction.atomic
def person_topics_follow(*, person: Person, choices: Mapping[str, str]) -> None:
    """Set how much somebody hears of topics they follow. Others are left alone; twice changes nothing."""
    for topic, how in choices.items():
        TopicFollow.objects.filter(person=person, topic=topic).update(how=TopicFollow.How(how))


@transaction.atomic
def join_finish(*, person: Person, at: datetime) -> Person:
    """Let somebody in who has answered everything: at once, after a vouch, or after an operator's look.

    Finishing twice changes nothing. Raises JoiningUnfinishedError while an answer is missing.
    """
    row = locked(person)
    if row.standing != Person.Standing.JOINING:
        return row
    if step := missing_answer(row):
        raise JoiningUnfinishedError(step)
    address = address_of(row)
    row.standing = standing_on_joining(row, address)
    if row.standing == Person.Standing.ACTIVE and last_decline_of(row):
        row.standing = Person.Standing.WAITING  # once somebody said no, an address alone says too little
    detail = {"domain_of": address.held}
    if row.standing == Person.Standing.ACTIVE:
        vouched_by_domain(row, domain_that_vouches(row, address), at)
        detail["domain"] = row.vouched_domain
    invitation = Invitation.objects.select_related("invited_by").filter(person=row).first()
    if invitation is not None:
        if row.standing == Person.Standing.WAITING and vouches(invitation, row):
            row.standing = Person.Standing.ACTIVE
            row.vouched_by, row.vouched_at = invitation.invited_by, at
        invitation.delete()
    if row.standing == Person.Standing.HELD:
        losses.tell_features(person=row)  # who was in before may still have something from then
    row.waiting_since = None if row.standing == Person.Standing.ACTIVE else at
    row.save(update_fields=["standing", "waiting_since", *VOUCHED])
    audit(action="join_finish", subject=row, by=row, at=at, standing=row.standing, **detail)
    return row
