"""Personal addresses in words. Nothing here asks the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from sideways.feeds.dates import DatedThing
from sideways.feeds.lists import Entry, FollowedList, list_called
from sideways.feeds.models import CALENDAR, PersonalAddress
from sideways.ui.dates import day, moment

MOST_SHOWN = 10
CALENDAR_TITLE = gettext_lazy("My dates")
OF_LESSONS = gettext_lazy(
    "Feed readers and calendars keep copies on computers that are not ours, and your employer may be able to "
    "read them. So an entry says only that there is a lesson, when it is from and where to read it. "
    "What it says, and who wrote it, stays here. Public lessons come with their text."
)
OF_DATES = gettext_lazy(
    "Feed readers and calendars keep copies on computers that are not ours, and your employer may be able to "
    "read them. So an entry says only what kind of thing it is and on which day. Still, whoever can see your "
    "calendar learns that you use this service, and that you have begun a lesson when a draft is about to be "
    "deleted."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressRow:
    """One address of a person, in a list."""

    address: PersonalAddress
    kind: str
    fetched: str
    url: str


def address_rows(addresses: Iterable[PersonalAddress]) -> list[AddressRow]:
    """Return the addresses of a person as they stand in the list."""
    return [
        AddressRow(
            address=address,
            kind=kind_words(address.what),
            fetched=fetched_words(address),
            url=reverse("feeds:address", args=[address.pk]),
        )
        for address in addresses
    ]


def kind_words(what: str) -> str:
    """Say what is followed."""
    if what == CALENDAR:
        return gettext("Calendar")
    followed = list_called(what)
    return str(followed.feed) if followed else gettext("Feed")


def fetched_words(address: PersonalAddress) -> str:
    """Say when it was last fetched, by day."""
    if address.fetched_on is None:
        return gettext("never fetched yet")
    return gettext("last fetched on %(day)s") % {"day": day(address.fetched_on)}


def name_for(followed: FollowedList | None, narrowed: Iterable[str]) -> str:
    """Propose a name."""
    if followed is None:
        return str(CALENDAR_TITLE)
    told, title = ", ".join(narrowed), str(followed.title)
    if told:
        title = gettext("%(list)s: %(narrowed)s") % {"list": title, "narrowed": told}
    return title[:80]


def too_many_words(most: int) -> str:
    """Say what to do when there are as many addresses as there may be."""
    sentence = ngettext(
        "You have %(most)s address. Revoke one that you do not use",
        "You have %(most)s addresses. Revoke one that you do not use",
        most,
    )
    return sentence % {"most": most}


def warning_about(what: str) -> str:
    """Say who else may read what is fetched."""
    return str(OF_DATES if what == CALENDAR else OF_LESSONS)


def places_of(what: str, secret: str) -> list[dict[str, str]]:
    """Return the addresses to copy, each with what it is for."""
    if what == CALENDAR:
        return [_place(gettext("Address for your calendar"), "feeds:calendar", secret)]
    return [
        _place(gettext("Address for your feed reader (Atom)"), "feeds:atom", secret),
        _place(gettext("The same as JSON Feed"), "feeds:json", secret),
    ]


def _place(label: str, view: str, secret: str) -> dict[str, str]:
    return {
        "id": view.replace(":", "-"),
        "label": label,
        "url": settings.SITE_URL + reverse(view, args=[secret]),
    }


def entry_lines(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return the entries of a feed as they would be sent, for a look."""
    return [{"title": entry.title, "url": entry.path, "when": day(entry.published)} for entry in entries]


def date_lines(things: Iterable[DatedThing]) -> list[dict[str, Any]]:
    """Return the entries of a calendar as they would be sent, for a look."""
    return [{"title": thing.title, "url": thing.path, "when": _when(thing)} for thing in things]


def _when(thing: DatedThing) -> str:
    return moment(thing.starts) if isinstance(thing.starts, datetime) else day(thing.starts)
