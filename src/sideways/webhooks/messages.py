"""What a message says: what happened, when, where to look, and the public title. Never anything candid."""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from sideways.lessons.presenters import title_of
from sideways.people import organisation_presenters
from sideways.people.models import Organisation
from sideways.webhooks.models import Delivery
from sideways.webhooks.queries import lesson_if_public


def facts_of(organisation: Organisation) -> dict[str, str]:
    """Return what anyone may read of an organisation, whose related rows are loaded.

    Always in the language of the site: they are compared with those of another day, whoever asks.
    """
    with translation.override(settings.LANGUAGE_CODE):
        rows = organisation_presenters.facts(organisation, for_operator=False)
        return {str(row.key): str(row.value) for row in rows} | {"Name": organisation.name}


def message_id(delivery: Delivery) -> str:
    """Return the id that stays the same however often a message is tried."""
    return f"msg_{delivery.message.hex}"


def body_of(delivery: Delivery) -> bytes | None:
    """Return the message in the words of today, or nothing when there is nothing left to tell (P6)."""
    about = _about(delivery)
    if about is None:
        return None
    happened = delivery.happened_at.isoformat(timespec="seconds")
    told = {"id": message_id(delivery), "kind": delivery.kind, "time": happened, **about}
    return json.dumps(told, ensure_ascii=False).encode()


def _about(delivery: Delivery) -> dict[str, Any] | None:
    if delivery.kind == Delivery.Kind.LESSON_PUBLIC:
        lesson = lesson_if_public(delivery.subject)
        if lesson is None:
            return None
        return {"link": _link("lessons:lesson", delivery.subject), "title": title_of(lesson)}
    if delivery.kind == Delivery.Kind.LESSON_NOT_PUBLIC:
        return {"link": _link("lessons:lesson", delivery.subject)}
    organisation = delivery.webhook.organisation
    return {"link": _link("people:organisation", organisation.pk), "title": organisation.name}


def _link(view: str, pk: Any) -> str:
    return settings.SITE_URL + reverse(view, args=[pk])
