"""Notice what has changed in public since the addresses were last told."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from sideways.webhooks.messages import facts_of
from sideways.webhooks.models import Delivery, ToldLesson, Webhook
from sideways.webhooks.queries import (
    lessons_newly_public,
    lessons_not_public_any_more,
    organisations_with_facts,
    webhooks_at_work,
)


def changes_look(*, at: datetime) -> int:
    """Queue what every address at work has not been told yet, and return how many changes there were.

    Two workers who look at once queue each change once. What came and went in between is not told.
    """
    webhooks = list(webhooks_at_work())
    return _look_at_lessons(webhooks, at) + sum(_look_at_facts(each, at) for each in _changed(webhooks))


def enqueue(*, webhooks: Iterable[Webhook], kind: Delivery.Kind, subject: Any, at: datetime) -> None:
    """Put one message for each address at the end of its queue."""
    Delivery.objects.bulk_create(
        Delivery(webhook=webhook, kind=kind, subject=str(subject), happened_at=at, due_at=at)
        for webhook in webhooks
    )


def _look_at_lessons(webhooks: list[Webhook], at: datetime) -> int:
    gone, new = list(lessons_not_public_any_more()), list(lessons_newly_public())
    if not webhooks:  # nobody to tell: only remember what is public, so that the next hears of what is new
        ToldLesson.objects.filter(pk__in=gone).delete()
        ToldLesson.objects.bulk_create((ToldLesson(pk=pk) for pk in new), ignore_conflicts=True)
        return len(gone) + len(new)
    told = 0
    for pk in gone:
        with transaction.atomic():
            if ToldLesson.objects.filter(pk=pk).delete()[0]:
                enqueue(webhooks=webhooks, kind=Delivery.Kind.LESSON_NOT_PUBLIC, subject=pk, at=at)
                told += 1
    for pk in new:
        with transaction.atomic():
            if ToldLesson.objects.get_or_create(pk=pk)[1]:
                enqueue(webhooks=webhooks, kind=Delivery.Kind.LESSON_PUBLIC, subject=pk, at=at)
                told += 1
    return told


def _changed(webhooks: list[Webhook]) -> list[Webhook]:
    """Return the webhooks whose organisation is not as they were told, each with the facts of today."""
    listed = organisations_with_facts({webhook.organisation_id for webhook in webhooks})
    today = {organisation.pk: facts_of(organisation) for organisation in listed}
    changed = []
    for webhook in webhooks:
        facts = today.get(webhook.organisation_id, webhook.facts)
        if facts != webhook.facts:
            webhook.facts = facts
            changed.append(webhook)
    return changed


@transaction.atomic
def _look_at_facts(webhook: Webhook, at: datetime) -> int:
    locked = Webhook.objects.select_for_update(of=("self",)).filter(pk=webhook.pk).first()
    if locked is None or locked.facts == webhook.facts:
        return 0
    locked.facts = webhook.facts
    locked.save(update_fields=["facts"])
    kind = Delivery.Kind.ORGANISATION_CHANGED
    enqueue(webhooks=[locked], kind=kind, subject=locked.organisation_id, at=at)
    return 1
