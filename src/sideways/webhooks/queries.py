"""Reads of webhooks. What is public is decided by people.trust alone: we ask as somebody signed out."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from sideways.lessons.models import Lesson
from sideways.lessons.queries import lessons_readable
from sideways.people.models import Organisation, Person
from sideways.people.queries import brokers_of, organisations_listed_with_relations
from sideways.webhooks.models import Delivery, ToldLesson, Webhook

WAITING = Q(sent_at=None, failed_at=None)


def lessons_newly_public() -> QuerySet[Lesson, UUID]:
    """Return the ids of public lessons that the addresses have not been told of, oldest first."""
    told = ToldLesson.objects.values("pk")
    public = lessons_readable(AnonymousUser()).exclude(pk__in=told)
    return public.order_by("shared_at", "pk").values_list("pk", flat=True)


def lessons_not_public_any_more() -> QuerySet[ToldLesson, UUID]:
    """Return the ids of lessons that the addresses take for public, and that are not."""
    public = lessons_readable(AnonymousUser()).values("pk")
    return ToldLesson.objects.exclude(pk__in=public).values_list("pk", flat=True)


def lesson_if_public(lesson_id: Any) -> Lesson | None:
    """Return a lesson if anyone may read it now."""
    return lessons_readable(AnonymousUser()).filter(pk=lesson_id).first()


def organisations_with_facts(ids: Collection[int]) -> QuerySet[Organisation]:
    """Return these organisations, as far as they are listed, with all that their page tells."""
    return organisations_listed_with_relations().filter(pk__in=ids)


def webhooks_at_work() -> QuerySet[Webhook]:
    """Return the webhooks that are not paused."""
    return Webhook.objects.filter(paused_at=None)


def webhooks_of(organisation: Organisation) -> QuerySet[Webhook]:
    """Return the webhooks of an organisation, oldest first, with how many messages wait and failed."""
    return organisation.webhooks.annotate(
        waiting=Count("deliveries", filter=Q(deliveries__sent_at=None, deliveries__failed_at=None)),
        failed=Count("deliveries", filter=Q(deliveries__failed_at__isnull=False)),
    )


def webhooks_due(at: datetime) -> QuerySet[Webhook]:
    """Return the webhooks whose next message is due and that nobody is sending to, the longest due first."""
    head = Delivery.objects.filter(WAITING, webhook=OuterRef("pk")).order_by("pk").values("due_at")[:1]
    free = Q(busy_until=None) | Q(busy_until__lte=at)
    due = webhooks_at_work().filter(free).annotate(next_due=Subquery(head)).filter(next_due__lte=at)
    return due.order_by(F("next_due"), "pk")


def deliveries_waiting_for(webhook: Webhook) -> QuerySet[Delivery]:
    """Return what an address has still to be told, in order."""
    return webhook.deliveries.filter(WAITING).select_related("webhook__organisation")


def deliveries_shown(webhook: Webhook) -> QuerySet[Delivery]:
    """Return the messages to an address, newest first."""
    return webhook.deliveries.order_by("-pk")


def people_to_tell(webhook: Webhook) -> list[Person]:
    """Return who hears of a webhook that has been paused: the brokers there, or the operators."""
    brokers = list(brokers_of(webhook.organisation).filter(organisation=webhook.organisation))
    operators = Person.objects.filter(kind=Person.Kind.OPERATOR, standing=Person.Standing.ACTIVE)
    return brokers or list(operators.order_by("pk"))


def webhooks_created_by(person: Person) -> QuerySet[Webhook]:
    """Return the webhooks somebody registered."""
    return Webhook.objects.filter(created_by=person).select_related("organisation")
