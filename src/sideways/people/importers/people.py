"""Read a file of people to invite: who they are, as far as whoever invites them knows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q, QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from sideways.common.tables import Row, Table, open_table, shortened
from sideways.people.levels import Level
from sideways.people.models import Organisation, Person, Profession
from sideways.people.names import folded
from sideways.people.rules import OUTSIDE_SERVICES, is_operator

REQUIRED = ("email",)
OPTIONAL = ("name", "profession", "level", "organisation")
MOST_ROWS = 2_000
LONGEST_EMAIL, LONGEST_NAME = 254, 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitee:
    """One row: an address, and what is known of whoever has it."""

    row: Row
    email: str
    name: str
    profession: Profession | None
    level: int | None
    organisation: Organisation | None

    @property
    def known(self) -> dict[str, Any]:
        """What an invitation keeps of it."""
        return {
            "name": self.name,
            "profession": self.profession,
            "level": self.level,
            "organisation": self.organisation,
        }


def invitees_in(path: Path, by: Person | None, notices: list[str]) -> list[Invitee]:
    """Return every row of a file. Raises BadTableError with all that is wrong with it.

    A broker's file speaks of the broker's own organisation and its parts, and of no other.
    """
    table = open_table(path, required=REQUIRED, optional=OPTIONAL, notice=notices.append)
    rows = []
    for row in table:
        rows.append(row)
        if len(rows) > MOST_ROWS:
            told = _("There are more than %(most)s rows. Split the file and try again.")
            row.mistake("email", told % {"most": number_format(MOST_ROWS, force_grouping=True)})
            table.finish()
    found = _Reader(table, rows, by).invitees()
    table.finish()
    return found


class _Reader:
    """Knows the words for professions and organisations. Two queries, and one for each thousand rows."""

    def __init__(self, table: Table, rows: Sequence[Row], by: Person | None) -> None:
        self.table, self.rows = table, rows
        self.own = None if by is None or is_operator(by) else by.organisation
        self.professions = _professions()
        self.by_code, self.by_name = self._organisations()

    def invitees(self) -> list[Invitee]:
        seen: dict[str, int] = {}
        found = []
        for row in self.rows:
            invitee = Invitee(
                row=row,
                email=_email(row, seen),
                name=_name(row),
                profession=self._profession(row),
                level=_level(row),
                organisation=self._organisation(row),
            )
            seen.setdefault(invitee.email, row.line)
            found.append(invitee)
        return found

    def _organisations(self) -> tuple[dict[str, Organisation], dict[str, list[Organisation]]]:
        spoken_of = {row["organisation"] for row in self.rows if row["organisation"]}
        found: Iterable[Organisation] = _listed(self.own, spoken_of) if spoken_of else []
        by_name: dict[str, list[Organisation]] = {}
        by_code = {}
        for organisation in found:
            by_code[organisation.code] = organisation
            by_name.setdefault(organisation.search_name, []).append(organisation)
        return by_code, by_name

    def _organisation(self, row: Row) -> Organisation | None:
        text = row["organisation"]
        if not text:
            return self.own
        named = self.by_name.get(folded(text), [])
        if text in self.by_code:
            return self.by_code[text]
        if len(named) == 1:
            return named[0]
        row.mistake("organisation", self._not_found(shortened(text), named))
        return None

    def _not_found(self, name: str, named: Sequence[Organisation]) -> str:
        words = {"name": name, "own": str(self.own)}
        if named:
            words["codes"] = ", ".join(sorted(each.code for each in named)[:3])
            told = _("organisation is “%(name)s”. Several have this name. Give the code of one: %(codes)s.")
        elif self.own is not None:
            told = _("organisation is “%(name)s”. You can invite people of %(own)s and its parts only.")
        else:
            told = _("organisation is “%(name)s”. No listed organisation has this code or this very name.")
        return told % words

    def _profession(self, row: Row) -> Profession | None:
        text = row["profession"]
        profession = self.professions.get(folded(text))
        if text and profession is None:
            told = _("profession is “%(profession)s”. It must be one of those in the list.")
            row.mistake("profession", told % {"profession": shortened(text)})
        elif profession is not None and profession.service in OUTSIDE_SERVICES:
            told = _(
                "profession is “%(profession)s”. Who inspects, funds or governs services is not invited as a "
                "peer. An operator can make such an account."
            )
            row.mistake("profession", told % {"profession": shortened(text)})
        return profession


def _professions() -> dict[str, Profession]:
    professions = Profession.objects.all()
    words = {folded(name): profession for profession in professions for name in profession.names}
    return words | {folded(profession.code): profession for profession in professions}


def _listed(own: Organisation | None, spoken_of: set[str]) -> QuerySet[Organisation]:
    listed = Organisation.objects.filter(standing=Organisation.Standing.LISTED)
    if own is not None:
        return listed.filter(Q(pk=own.pk) | Q(parent=own))
    return listed.filter(Q(code__in=spoken_of) | Q(search_name__in={folded(text) for text in spoken_of}))


def _email(row: Row, seen: dict[str, int]) -> str:
    email = row["email"].lower()
    try:
        validate_email(email)
    except ValidationError:
        told = _("email is “%(email)s”. It must be an address such as ann@oldham.gov.uk.")
        row.mistake("email", told % {"email": shortened(email)})
        return email
    if len(email) > LONGEST_EMAIL:
        row.mistake("email", _("email is longer than %(most)s letters.") % {"most": LONGEST_EMAIL})
    elif email in seen:
        words = {"column": "email", "value": shortened(email), "line": seen[email]}
        row.mistake("email", _("%(column)s “%(value)s” stands in line %(line)s already.") % words)
    return email


def _name(row: Row) -> str:
    name = " ".join(row["name"].split())
    if name and not (len(name) <= LONGEST_NAME and name.isprintable() and any(map(str.isalpha, name))):
        told = _("name is “%(name)s”. It must have a letter, and at most %(most)s on one line, or be empty.")
        row.mistake("name", told % {"name": shortened(name), "most": LONGEST_NAME})
    return name


def _level(row: Row) -> int | None:
    if not row["level"]:
        return None
    return row.whole("level", low=min(Level.values), high=max(Level.values))
