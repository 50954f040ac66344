"""What operations ask first. Whoever may not gets “not found”, as in the pages."""

from collections.abc import Collection
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404
from django.utils.translation import gettext

from sideways.api.errors import NotAcceptedError, NotYetError
from sideways.api.fields import Sent
from sideways.introductions.rules import is_on_desk
from sideways.lessons import rules as lesson_rules
from sideways.lessons.views.access import PersonRequest
from sideways.people import rules as people_rules
from sideways.people.models import Person, Topic
from sideways.people.trust import PEERS, is_oversight

AnyForm = TypeVar("AnyForm", bound=Form)

__all__ = [
    "PersonRequest",
    "answers",
    "author",
    "broker",
    "filled",
    "guardian",
    "known_topics",
    "operator",
    "peer",
    "voucher",
]


def author(request: PersonRequest) -> Person:
    """Return somebody who may have written something; accounts of oversight find nothing here."""
    if is_oversight(request.user):
        raise Http404
    return request.user


def peer(request: PersonRequest) -> Person:
    """Return an active practitioner or broker. Those who are not active yet are told so."""
    if lesson_rules.may_share(request.user):
        return request.user
    if request.user.kind not in PEERS:
        raise Http404
    raise NotYetError


def guardian(request: PersonRequest) -> Person:
    """Return a guardian."""
    if not lesson_rules.may_release(request.user):
        raise Http404
    return request.user


def voucher(request: PersonRequest) -> Person:
    """Return a broker or an operator."""
    if not (people_rules.is_broker(request.user) or people_rules.is_operator(request.user)):
        raise Http404
    return request.user


def broker(request: PersonRequest) -> Person:
    """Return a broker who makes introductions."""
    if not is_on_desk(request.user):
        raise Http404
    return request.user


def operator(request: PersonRequest) -> Person:
    """Return an operator."""
    if not people_rules.is_operator(request.user):
        raise Http404
    return request.user


def filled(form: AnyForm) -> AnyForm:
    """Return a form of the pages that says yes, so that what it asks is asked in one place.

    Raises NotAcceptedError with its sentences.
    """
    if not form.is_valid():
        raise NotAcceptedError({name: list(sentences) for name, sentences in form.errors.items()})
    return form


def answers(sent: Sent) -> dict[str, Any]:
    """Return what a browser would send to the form of the page: nothing chosen is an empty answer."""
    return {name: "" if value is None else value for name, value in sent.model_dump(mode="json").items()}


def known_topics(slugs: Collection[str] | None) -> None:
    """Raise ValidationError for a topic that is not in the list: left out in silence, it would be missed."""
    if slugs and Topic.objects.filter(pk__in=slugs).count() < len(set(slugs)):
        raise ValidationError({"topics": gettext("Choose topics from the list")})
