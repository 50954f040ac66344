"""Our own format, for any organisations that no register has: charities, providers, parishes."""

import re
from typing import Any

from django.utils.translation import gettext, gettext_lazy, override

from sideways.common.tables import Row, shortened
from sideways.people.importers.cells import list_of
from sideways.people.importers.reading import LONGEST_NAME, Reading, Source, is_name
from sideways.people.levels import Service
from sideways.people.places import outcode_location, outcode_of

DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.ASCII)
LONGEST_KIND = 80
LONGEST_DOMAIN = 120


def details(row: Row, reading: Reading) -> dict[str, Any]:
    """Return what the cells say; an empty cell says nothing, so that what is known stays."""
    said = {
        "service": service(row),
        "kind": kind(row),
        "outcode": outcode(row),
        "parent": row["parent"],
        "email_domain": email_domain(row),
        "aliases": aliases(row),
        "opened_on": row.day("opened_on"),
        "closed_on": row.day("closed_on"),
    }
    return {key: value for key, value in said.items() if value}


def service(row: Row) -> str:
    """Return the service named by its code (nhs) or its name (NHS, Fire and rescue)."""
    wanted = row["service"].casefold()
    if wanted in Service.values:
        return wanted
    with override(None):  # a file means the same whatever language its reader speaks
        named = {str(known.label).casefold(): known.value for known in Service}
    if wanted not in named:
        told = gettext("service is “%(service)s”. It must be one of %(services)s.")
        words = {"service": shortened(wanted), "services": ", ".join(Service.values)}
        row.mistake("service", told % words)
    return named.get(wanted, "")


def kind(row: Row) -> str:
    if len(row["kind"]) > LONGEST_KIND or not row["kind"].isprintable():
        told = gettext("kind is too long. It must have at most %(most)s letters on one line.")
        row.mistake("kind", told % {"most": LONGEST_KIND})
    return row["kind"]


def outcode(row: Row) -> str:
    text = row["outcode"]
    found = outcode_of(text)
    if text and outcode_location(found) is None:
        told = gettext("outcode is “%(outcode)s”. It must be the first half of a postcode, such as OL9.")
        row.mistake("outcode", told % {"outcode": shortened(text)})
    return found


def email_domain(row: Row) -> str:
    text = row["email_domain"].lower().removeprefix("@")
    if text and (len(text) > LONGEST_DOMAIN or not DOMAIN.fullmatch(text)):
        told = gettext(
            "email_domain is “%(domain)s”. It must be what comes after the @, such as oldham.gov.uk."
        )
        row.mistake("email_domain", told % {"domain": shortened(text)})
    return text


def aliases(row: Row) -> list[str]:
    names = list_of(row["aliases"], ";")
    for name in names:
        if not is_name(name):
            told = gettext(
                "aliases has “%(name)s”. Divide names by semicolons. Each must have a letter or digit and at "
                "most %(most)s characters on one line."
            )
            row.mistake("aliases", told % {"name": shortened(name), "most": LONGEST_NAME})
    return names


OWN_FORMAT = Source(
    title=gettext_lazy("Organisations in our own format"),
    code="code",
    name="name",
    columns=("service",),
    optional=("kind", "outcode", "parent", "email_domain", "aliases", "opened_on", "closed_on"),
    source="Imported by this site’s operator",
    unknown_parents_allowed=False,
    details=details,
)
