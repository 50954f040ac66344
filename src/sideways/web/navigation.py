"""What the menu and the foot of the page offer, by who is looking."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from sideways.introductions.rules import is_on_desk
from sideways.people.models import Person
from sideways.people.trust import Reader, is_peer


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    label: str


def menu(reader: Reader) -> list[Link]:
    """Return the menu of this reader: what they can do here, and nothing they cannot."""
    links = [Link(reverse("lessons:list"), _("Lessons"))]
    if not isinstance(reader, Person):
        links += [Link(reverse("account_login"), _("Sign in")), Link(reverse("account_signup"), _("Join"))]
        return links
    if is_peer(reader):
        links += [Link(reverse("lessons:new"), _("Share what went wrong"))]
        links += [Link(reverse("lessons:mine"), _("My lessons"))]
        links += [Link(reverse("introductions:introductions"), _("Introductions"))]
        if not is_on_desk(reader):  # their desk leads there: one line of menu is enough
            links += [Link(reverse("villages:list"), _("Projects"))]
    links += _duties(reader)
    links += [Link(reverse("notices:list"), _("Notices"))]
    links += [Link(reverse("people:you"), _("You")), Link(reverse("account_logout"), _("Sign out"))]
    return links


def _duties(person: Person) -> list[Link]:
    kind = Person.Kind(person.kind)
    if kind == Person.Kind.GUARDIAN:
        return [
            Link(reverse("lessons:releases"), _("Lessons to release")),
            Link(reverse("guardians:desk"), _("For guardians")),
        ]
    if kind == Person.Kind.BROKER:
        desk = [Link(reverse("introductions:desk"), _("Desk"))] if is_on_desk(person) else []
        return [*desk, Link(reverse("people:vouches"), _("Vouch"))]
    if kind == Person.Kind.OPERATOR:
        return [
            Link(reverse("people:people"), _("People")),
            Link(reverse("people:vouches"), _("Vouch")),
            Link(reverse("people:organisations"), _("Organisations")),
        ]
    return []


def footer() -> list[Link]:
    """Return the links at the foot of every page."""
    links = [
        Link(reverse("patterns:list"), _("Patterns")),
        Link(reverse("web:cannot_keep_secret"), _("What we cannot keep secret")),
        Link(reverse("web:privacy"), _("Privacy")),
        Link(reverse("web:accessibility"), _("Accessibility")),
        Link(reverse("receipts:check"), _("Check a receipt")),
        Link(reverse("api:docs"), _("For apps")),
    ]
    if settings.DEMO:
        links.append(Link(reverse("demo:outbox"), _("E-mails sent")))
    return links
