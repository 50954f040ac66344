"""Put up a project, change its card, close it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sideways.common.audit import audit
from sideways.lessons.services.change import formal_route_first
from sideways.people.models import Person, Topic
from sideways.people.places import outcode_location, place_of_outcode, region_of_outcode
from sideways.villages import rules
from sideways.villages.errors import NotYoursError
from sideways.villages.models import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card says. ``routes_seen`` as for lessons."""

    name: str
    wants: str
    outcode: str
    topics: Collection[str]
    routes_seen: frozenset[str] = frozenset()


@transaction.atomic
def project_add(
    *, project_id: UUID, card: Card, by: Person, at: datetime, on_behalf: bool = False
) -> Project:
    """Put up a project, or as a broker one ``on_behalf`` of somebody who rings. The same id twice is one.

    Raises NotYoursError for who may not and for the id of somebody else's, FormalRouteFirstError,
    ValidationError.
    """
    if not (rules.may_keep_for_others(by) if on_behalf else rules.may_take_part(by)):
        raise NotYoursError
    before = Project.objects.filter(pk=project_id).first()
    if before is not None:
        if not rules.is_own(before, by):
            raise NotYoursError
        return before
    project = Project(pk=project_id, made_by=by, made_at=at, on_behalf=on_behalf)
    _write(project, card, is_new=True)
    audit(action="project.added", subject=project, by=by, at=at)
    return project


@transaction.atomic
def project_change(*, project: Project, card: Card, by: Person) -> Project:
    """Change what the card says. Twice the same is once. Raises NotYoursError and as adding does."""
    locked = _own(project, by)
    if locked.state != Project.State.OPEN:
        raise NotYoursError
    _write(locked, card, is_new=False)
    return locked


@transaction.atomic
def project_close(*, project: Project, by: Person, at: datetime) -> Project:
    """Close a project: nobody is suggested to it any more. Closing it twice changes nothing."""
    locked = _own(project, by)
    if locked.state == Project.State.OPEN:
        locked.state, locked.closed_at = Project.State.CLOSED, at
        locked.save(update_fields=["state", "closed_at"])
        audit(action="project.closed", subject=locked, by=by, at=at)
    return locked


def _own(project: Project, by: Person) -> Project:
    locked = Project.objects.select_for_update().filter(pk=project.pk).first()
    if locked is None or not rules.is_own(locked, by):
        raise NotYoursError
    return locked


def _write(project: Project, card: Card, *, is_new: bool) -> None:
    formal_route_first([card.name, card.wants], [project.name, project.wants], card.routes_seen)
    where = outcode_location(card.outcode)
    if where is None:
        raise ValidationError(
            {"outcode": _("We do not know this postcode. Enter the first half, such as OL9.")}
        )
    topics = list(Topic.objects.filter(pk__in=card.topics))
    if not topics or len(topics) < len(set(card.topics)):
        raise ValidationError({"topics": _("Choose topics from the list")})
    project.name, project.wants, project.outcode = card.name.strip(), card.wants, card.outcode
    project.place = place_of_outcode(card.outcode)
    project.region = region_of_outcode(card.outcode, project.place).region
    project.lat, project.lon = where.lat, where.lon
    project.clean_fields(exclude=["made_by", "place"])
    project.save(force_insert=is_new)
    project.topics.set(topics)
