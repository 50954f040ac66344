"""A person's own copy as a page that opens without us: words for its parts, and values one can read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from sideways.people.models import Person
from sideways.ui.dates import day, moment

HEADINGS = {
    "about_you": "About you",
    "e-mail_addresses": "E-mail addresses",
    "ways_to_sign_in": "Ways to sign in",
    "accounts_elsewhere": "Accounts elsewhere that sign you in",
    "where_you_are_signed_in": "Where you are signed in",
    "what_was_done_to_your_account": "What was done to your account",
    "what_you_did_to_others_accounts": "What you did to others’ accounts",
    "domains_you_hold": "E-mail domains you put on the list",
    "domains_that_vouch": "E-mail domains you let vouch for people of an organisation",
    "invitation": "Your invitation",
    "e-mails_that_wait": "E-mails to you that wait to be sent",
    "feeds_and_calendar": "Addresses of your feeds and calendar",
    "busy_times": "When you are busy",
    "lessons": "Lessons",
    "webhooks": "Webhooks you registered",
}


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its label: ``text`` of a plain one, else the ``parts`` it is made of."""

    label: str
    text: str = ""
    parts: list["Node"] = field(default_factory=list)


def context(everything: Mapping[str, Any], person: Person, at: datetime) -> dict[str, Any]:
    """Return what the page shows."""
    sections = [
        (f"part-{number}", str(HEADINGS.get(key) or _words(key)), _node("", value).parts)
        for number, (key, value) in enumerate(everything.items(), 1)
    ]
    return {"sections": sections, "person": person, "at": at, "site": settings.SITE_NAME}


def _node(label: str, value: Any) -> Node:
    if isinstance(value, Mapping):
        nodes = [_node(_words(str(key)), each) for key, each in value.items()]
        return Node(label, parts=[node for node in nodes if node.text or node.parts])
    if isinstance(value, list | tuple):
        if all(isinstance(each, str | int | float) for each in value):
            return Node(label, text=", ".join(str(each) for each in value))
        return Node(label, parts=[_node(str(number), each) for number, each in enumerate(value, 1)])
    return Node(label, text=_text(value))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, datetime):
        return moment(value)
    return day(value) if isinstance(value, date) else str(value)


def _words(key: str) -> str:
    if key in LABELS:
        return str(LABELS[key])
    words = key.replace("__", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]
