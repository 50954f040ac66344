"""What the domain of an e-mail address says about who somebody is."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from sideways.people.levels import Service
from sideways.people.models import HeldDomain, Organisation, OrganisationDomain

DATA = Path(__file__).parent / "data"

_LOCAL = frozenset(
    {
        Service.COUNCIL,
        Service.FIRE,
        Service.POLICE,
        Service.HOUSING,
        Service.EDUCATION,
        Service.PROBATION,
        Service.COMMUNITY,
    }
)
# Addresses here are given to people who work in such a service, and to nobody else. Many organisations
# share them: they say that somebody works in one, and not in which.
PUBLIC_SERVICE: dict[str, frozenset[Service]] = {
    "gov.uk": _LOCAL,
    "nhs.uk": frozenset({Service.NHS}),
    "nhs.net": frozenset({Service.NHS}),
    "nhs.scot": frozenset({Service.NHS}),
    "hscni.net": frozenset({Service.NHS}),
    "police.uk": frozenset({Service.POLICE}),
    "sch.uk": frozenset({Service.EDUCATION}),
    "gov.im": _LOCAL | {Service.NHS},
    "gov.je": _LOCAL | {Service.NHS},
}
SHARED_ITSELF = frozenset({*PUBLIC_SERVICE, "scot.nhs.uk", "wales.nhs.uk", "pnn.police.uk", "cjsm.net"})
SHARED_THROUGHOUT = frozenset({"nhs.net"})  # and everything under it; under the others stand single bodies
PUBLIC_SUFFIXES = frozenset(
    {"co.uk", "org.uk", "ac.uk", "net.uk", "me.uk", "ltd.uk", "plc.uk", "uk.com", "org.im", "co.im"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What is known by an address: whose is held, whose own it is, and which services share it."""

    held: str = ""
    owners: Mapping[int, str] = field(default_factory=dict)  # organisation to the domain that is its own
    ending: str = ""

    @property
    def services(self) -> frozenset[Service]:
        """The services whose people have such addresses."""
        return PUBLIC_SERVICE.get(self.ending, frozenset())


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
    with (DATA / "held_domains.csv").open(encoding="utf-8", newline="") as lines:
        return {row["domain"]: f"{row['name']} ({row['reason']})" for row in csv.DictReader(lines)}


@cache
def mail_for_anyone() -> frozenset[str]:
    """Return the domains at which anybody can have an address."""
    return frozenset((DATA / "mail_for_anyone.txt").read_text(encoding="utf-8").split())


def held_reasons(emails: Iterable[str]) -> dict[str, str]:
    """Return whose address each is that an operator must look at first, leaving out the rest. One query."""
    above = {email: and_above(domain_of(email)) for email in emails}
    asked = {domain for domains in above.values() for domain in domains}
    held = dict(HeldDomain.objects.filter(pk__in=asked).values_list("pk", "reason"))
    held |= {domain: known_held_domains()[domain] for domain in asked & known_held_domains().keys()}
    found = {
        email: next((held[domain] for domain in domains if domain in held), "")
        for email, domains in above.items()
    }
    return {email: reason for email, reason in found.items() if reason}


def held_reason(email: str) -> str:
    """Return whose address this is when an operator must look at it first, or nothing. One query."""
    return held_reasons([email]).get(email, "")


def may_be_one_organisations(domain: str) -> bool:
    """Say whether a domain can be that of one organisation: not everybody's, nor one that many share."""
    above = and_above(domain)
    return (
        len(above) > 1
        and domain not in SHARED_ITSELF
        and domain not in PUBLIC_SUFFIXES
        and mail_for_anyone().isdisjoint(above)
        and SHARED_THROUGHOUT.isdisjoint(above)
    )


def organisations_of(email: str) -> dict[int, str]:
    """Return the organisations whose own the address is, each with the domain that says so. Three queries.

    An address of a body that has closed is one of what followed it.
    """
    domains = [domain for domain in and_above(domain_of(email)) if may_be_one_organisations(domain)]
    listed = Organisation.objects.filter(email_domain__in=domains).values_list("pk", "email_domain")
    added = OrganisationDomain.objects.filter(domain__in=domains).values_list("organisation", "domain")
    owners = {**dict(listed), **dict(added)}
    followed = Organisation.objects.filter(pk__in=owners, closed_on__isnull=False, successors__isnull=False)
    later = {successor: owners[pk] for pk, successor in followed.values_list("pk", "successors")}
    return {**later, **owners}


def address_known(email: str) -> Address:
    """Return all that an address says. It says so only of whoever has confirmed that it is theirs."""
    ending = next((domain for domain in and_above(domain_of(email)) if domain in PUBLIC_SERVICE), "")
    return Address(held=held_reason(email), owners=organisations_of(email), ending=ending)
