"""What the domain of an e-mail address says about who somebody is."""

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from sideways.people.models import HeldDomain, Organisation

FILE = Path(__file__).parent / "data" / "held_domains.csv"

# Addresses here are given to people who work in a local public service, and to nobody else.
PUBLIC_SERVICE = frozenset(
    {"gov.uk", "nhs.uk", "nhs.net", "nhs.scot", "hscni.net", "police.uk", "sch.uk", "gov.im", "gov.je"}
)


def domain_of(email: str) -> str:
    """Return what follows the last @, in small letters.

    >>> domain_of("Ann@Oldham.GOV.UK")
    'oldham.gov.uk'
    """
    return email.rpartition("@")[2].lower().rstrip(".")


def and_above(domain: str) -> list[str]:
    """Return the domain and each it is part of, the narrowest first.

    >>> and_above("mail.oldham.gov.uk")
    ['mail.oldham.gov.uk', 'oldham.gov.uk', 'gov.uk', 'uk']
    """
    parts = domain.split(".")
    return [".".join(parts[start:]) for start in range(len(parts))]


@cache
def known_held_domains() -> dict[str, str]:
    """Return the list that comes with the program: domain to whose it is."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return {row["domain"]: f"{row['name']} ({row['reason']})" for row in csv.DictReader(lines)}


def held_reason(email: str) -> str:
    """Return whose address this is when an operator must look at it first, or nothing. One query at most."""
    domains = and_above(domain_of(email))
    listed = next((known_held_domains()[domain] for domain in domains if domain in known_held_domains()), "")
    if listed:
        return listed
    added = HeldDomain.objects.filter(pk__in=domains).first()
    return added.reason if added else ""


def held_reasons(emails: Iterable[str]) -> dict[str, str]:
    """Return whose address each of these is when an operator must look at it first. One query."""
    held = known_held_domains() | dict(HeldDomain.objects.values_list("domain", "reason"))
    found = {
        email: next((held[domain] for domain in and_above(domain_of(email)) if domain in held), "")
        for email in emails
    }
    return {email: reason for email, reason in found.items() if reason}


def is_public_service(email: str) -> bool:
    """Say whether only people in a public service have such an address."""
    return not PUBLIC_SERVICE.isdisjoint(and_above(domain_of(email)))


def organisations_of(email: str) -> set[int]:
    """Return the organisations whose own domain the address is under. One query."""
    owners = Organisation.objects.filter(email_domain__in=and_above(domain_of(email)))
    return set(owners.values_list("pk", flat=True))
