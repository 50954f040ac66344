"""Appoint experts, and end that."""

from datetime import datetime

from django.db import transaction

from sideways.comments.errors import NotYoursError
from sideways.comments.models import Expert
from sideways.common.audit import audit
from sideways.people.models import Person, Topic
from sideways.people.rules import is_operator
from sideways.people.trust import is_peer


@transaction.atomic
def expert_appoint(*, person: Person, topic: Topic | None, by: Person, at: datetime) -> Expert:
    """Let the advice of a practitioner or broker stand beside lessons they may read anyway. Twice is once.

    It opens nothing to them. Raises NotYoursError unless an operator appoints a peer who has a name.
    """
    if not is_operator(by) or not is_peer(person) or not person.name:
        raise NotYoursError
    Person.objects.select_for_update().get(pk=person.pk)
    new = {"appointed_at": at, "appointed_by": by}
    expert, is_new = Expert.objects.get_or_create(person=person, topic=topic, defaults=new)
    if is_new:
        audit(action="expert.appointed", subject=person, by=by, at=at, topic=topic.pk if topic else "")
    return expert


@transaction.atomic
def expert_end(*, expert: Expert, by: Person, at: datetime) -> None:
    """End an appointment. What was advised stays. Ending it twice changes nothing."""
    if not is_operator(by):
        raise NotYoursError
    ended, _rows = Expert.objects.filter(pk=expert.pk).delete()
    if ended:
        audit(action="expert.ended", subject=expert.person, by=by, at=at, topic=expert.topic_id or "")
