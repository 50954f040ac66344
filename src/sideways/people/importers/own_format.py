"""Our own format, for any organisations that no register has: charities, providers, parishes."""

import re
from typing import Any

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
    for known in Service:
        if wanted in (known.value, known.label.casefold()):
            return known.value
    row.mistake(
        "service", f"service is “{shortened(wanted)}”. It must be one of {', '.join(Service.values)}."
    )
    return ""


def kind(row: Row) -> str:
    if len(row["kind"]) > LONGEST_KIND or not row["kind"].isprintable():
        row.mistake("kind", f"kind is too long. It must have at most {LONGEST_KIND} letters on one line.")
    return row["kind"]


def outcode(row: Row) -> str:
    text = row["outcode"]
    found = outcode_of(text)
    if text and outcode_location(found) is None:
        row.mistake(
            "outcode",
            f"outcode is “{shortened(text)}”. It must be the first half of a postcode, such as OL9.",
        )
    return found


def email_domain(row: Row) -> str:
    text = row["email_domain"].lower().removeprefix("@")
    if text and (len(text) > LONGEST_DOMAIN or not DOMAIN.fullmatch(text)):
        row.mistake(
            "email_domain",
            f"email_domain is “{shortened(text)}”. It must be what comes after the @, such as oldham.gov.uk.",
        )
    return text


def aliases(row: Row) -> list[str]:
    names = list_of(row["aliases"], ";")
    for name in names:
        if not is_name(name):
            row.mistake(
                "aliases",
                f"aliases has “{shortened(name)}”. Divide names by semicolons. Each must have a letter or "
                f"digit and at most {LONGEST_NAME} characters on one line.",
            )
    return names


OWN_FORMAT = Source(
    title="Organisations in our own format",
    code="code",
    name="name",
    columns=("service",),
    optional=("kind", "outcode", "parent", "email_domain", "aliases", "opened_on", "closed_on"),
    source="Imported by this site’s operator",
    unknown_parents_allowed=False,
    details=details,
)
