"""Say that one can mentor, stop, and let a broker confirm the training."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sideways.common.audit import audit
from sideways.lessons.services.change import formal_route_first
from sideways.people.models import Person, Topic
from sideways.people.places import known_regions
from sideways.people.rules import is_broker
from sideways.villages import rules
from sideways.villages.errors import NotYoursError
from sideways.villages.models import Mentor, Proposal
from sideways.villages.models.mentors import LOAD_LIMIT


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What somebody says of themselves as a mentor. ``region`` is where alone; empty is anywhere.

    ``routes_seen`` as for lessons.
    """

    done: str
    topics: Collection[str]
    region: str = ""
    limit: int = LOAD_LIMIT
    resting: bool = False
    routes_seen: frozenset[str] = frozenset()


@transaction.atomic
def mentor_offer(*, offer: Offer, by: Person, at: datetime) -> Mentor:
    """Offer to mentor, or say it anew. The same offer twice changes nothing. What a broker confirmed stays.

    Raises NotYoursError for who is no peer, FormalRouteFirstError, ValidationError.
    """
    if not rules.may_take_part(by):
        raise NotYoursError
    topics = list(Topic.objects.filter(pk__in=offer.topics))
    if not topics or len(topics) < len(set(offer.topics)):
        raise ValidationError({"topics": _("Choose topics from the list")})
    if offer.region and offer.region not in known_regions():
        raise ValidationError({"region": _("Choose one from the list")})
    Person.objects.select_for_update().get(pk=by.pk)
    mentor = Mentor.objects.filter(person=by).first()
    is_new = mentor is None
    mentor = mentor or Mentor(person=by, since=at)
    formal_route_first([offer.done], [mentor.done], offer.routes_seen)
    mentor.done, mentor.region, mentor.limit = offer.done, offer.region, offer.limit
    mentor.resting = offer.resting
    mentor.clean_fields(exclude=["person", "trained_by"])
    mentor.save(force_insert=is_new)
    mentor.topics.set(topics)
    if is_new:
        audit(action="mentor.offered", subject=mentor, by=by, at=at)
    return mentor


@transaction.atomic
def mentor_stop(*, by: Person, at: datetime) -> None:
    """Be no mentor any more: for projects that have one, the role is open again. Twice changes nothing."""
    mentor = Mentor.objects.select_for_update().filter(person=by).first()
    if mentor is None:
        return
    Proposal.objects.filter(other=by, role=Proposal.Role.MENTOR).exclude(state=Proposal.State.OVER).update(
        state=Proposal.State.OVER, over_at=at
    )
    audit(action="mentor.stopped", subject=mentor, by=by, at=at)
    mentor.delete()


@transaction.atomic
def mentor_confirm(*, mentor: Mentor, is_trained: bool, by: Person, at: datetime) -> Mentor:
    """Confirm that a mentor is trained, or take that back. Twice is once.

    Raises NotYoursError unless a broker does, of somebody else.
    """
    locked = Mentor.objects.select_for_update().filter(pk=mentor.pk).first()
    if locked is None or not is_broker(by) or not rules.may_take_part(by) or locked.person_id == by.pk:
        raise NotYoursError
    if (locked.trained_at is not None) == is_trained:
        return locked
    locked.trained_at, locked.trained_by = (at, by) if is_trained else (None, None)
    locked.save(update_fields=["trained_at", "trained_by"])
    audit(action="mentor.trained" if is_trained else "mentor.untrained", subject=locked, by=by, at=at)
    return locked
