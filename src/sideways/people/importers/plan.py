"""Compare what the files say with what is known: what would be new, changed or closed, and what is wrong."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sideways.common.tables import Row, shortened
from sideways.people.importers.reading import LONGEST_NAME, Entry, Reading
from sideways.people.models import Organisation, OrganisationAlias, Place
from sideways.people.names import folded
from sideways.people.places import SAME_AREA, outcode_location, place_code_of_outcode, region_of_outcode

LOCATION = frozenset({"lat", "lon", "region", "nation"})
UNKNOWN_PARENTS = gettext_lazy("organisations belong to one that is not known here; import its list too")
UNKNOWN_SUCCESSORS = gettext_lazy("closed organisations were replaced by one that is not known here")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One organisation that would be written, and the fields that differ."""

    organisation: Organisation
    fields: tuple[str, ...]


@dataclass(slots=True)
class Plan:
    """Every write of an import, still to be made."""

    places: list[Place] = field(default_factory=list)
    new: list[Organisation] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    closed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    parents: dict[str, str] = field(default_factory=dict)  # to set by code: the parent is new itself
    aliases: list[tuple[str, str]] = field(default_factory=list)
    successors: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether everything is known already."""
        writes = (self.places, self.new, self.changed, self.closed, self.aliases, self.successors)
        return not any(writes)


class Planner:
    """Works out the plan. A handful of queries, plus one for each thousand rows on SQLite."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.entries = reading.entries
        self.known = Organisation.objects.in_bulk(self._codes_spoken_of(), field_name="code")
        self.places = Place.objects.in_bulk()
        self.plan = Plan()

    def _codes_spoken_of(self) -> list[str]:
        codes = {code for _, _, code, _ in self.reading.aliases} | set(self.entries)
        for entry in self.entries.values():
            codes.update(entry.successors)
            if entry.parent:
                codes.add(entry.parent)
        return sorted(codes)

    def planned(self) -> Plan:
        """Return the plan. What is wrong is noted as mistakes of the tables."""
        self._places()
        for entry in self.entries.values():
            self._organisation(entry)
        self._refuse_circles()
        self._aliases()
        self._successors()
        return self.plan

    def _places(self) -> None:
        for code, place in self.reading.places.items():
            before = self.places.get(code)
            if before is None or any(
                getattr(before, name) != getattr(place, name)
                for name in ("name", "region", "nation", "lat", "lon")
            ):
                self.plan.places.append(place)
        self.places |= self.reading.places

    def _organisation(self, entry: Entry) -> None:
        wanted = {name: value for name, value in entry.fields.items() if name not in LOCATION}
        wanted |= self._located(entry)
        wanted |= {
            "search_name": folded(wanted["name"])[:LONGEST_NAME],
            "standing": Organisation.Standing.LISTED,
        }
        organisation = self.known.get(entry.code)
        parent = self._parent(entry)
        if organisation is None:
            new = Organisation(code=entry.code, **wanted)
            self._set_parent(new, parent)
            self.plan.new.append(new)
            self._check_days(entry, new)
            return
        differing = self._differing(organisation, wanted, entry)
        was_open = organisation.closed_on is None
        for name in differing:
            setattr(organisation, name, wanted[name])
        if self._set_parent(organisation, parent):
            differing.append("parent")
        self._check_days(entry, organisation)
        if not differing:
            self.plan.unchanged += 1
            return
        change = Change(organisation=organisation, fields=tuple(differing))
        closes = was_open and organisation.closed_on is not None
        (self.plan.closed if closes else self.plan.changed).append(change)

    def _differing(self, organisation: Organisation, wanted: dict[str, Any], entry: Entry) -> list[str]:
        differing = [name for name, value in wanted.items() if getattr(organisation, name) != value]
        if not entry.source.licence and organisation.source:
            # An operator's correction does not take the credit from the list it corrects.
            differing = [name for name in differing if name not in ("source", "licence")]
        if not entry.fills_gaps:
            return differing
        gaps = [name for name in differing if getattr(organisation, name) in (None, "")]
        return [name for name in gaps if wanted[name] not in (None, "")]

    def _located(self, entry: Entry) -> dict[str, Any]:
        """Return all that is known of where a body is, from the most exact source that says it."""
        said = entry.fields
        place = self._place(entry.place) or self._place(place_code_of_outcode(entry.outcode))
        point = outcode_location(entry.outcode) or (None, None)
        # A list that puts Birmingham in Northern Ireland is real: where the address is, wins.
        region, nation = region_of_outcode(entry.outcode, place)
        region = region or said.get("region", "")
        if not region and entry.successors:
            region = self._region_of(entry.successors[0])
        located = {
            "outcode": entry.outcode,
            "place_id": place.pk if place else None,
            "lat": point[0] if said.get("lat") is None else said["lat"],
            "lon": point[1] if said.get("lon") is None else said["lon"],
            "region": region,
            "nation": nation or said.get("nation", ""),
        }
        return {name: value for name, value in located.items() if value not in (None, "")}

    def _place(self, code: str | None) -> Place | None:
        return self.places.get(code or "") or self.places.get(SAME_AREA.get(code or "", ""))

    def _region_of(self, code: str) -> str:
        if code in self.entries:
            return str(self.entries[code].fields.get("region", ""))
        return self.known[code].region if code in self.known else ""

    def _parent(self, entry: Entry) -> str | None:
        """Return the code of the parent, or None when there is none or it is not known."""
        code = entry.parent
        if not code or code in self.entries or code in self.known:
            return code or None
        if entry.source.unknown_parents_allowed:
            words = {"organisation": entry.code, "parent": code}
            told = _("%(organisation)s belongs to %(parent)s") % words
            self.reading.warn(str(UNKNOWN_PARENTS), entry.row, told)
        else:
            told = _("parent is “%(code)s”. No organisation has that code, here or in these files.")
            entry.row.mistake("parent", told % {"code": shortened(code)})
        return None

    def _set_parent(self, organisation: Organisation, code: str | None) -> bool:
        """Set the parent, now or (when it is new itself) by code later; say whether it differs."""
        if code is None:
            return False
        parent = self.known.get(code)
        if parent is None:
            self.plan.parents[organisation.code] = code
            return True
        differs = organisation.parent_id != parent.pk
        organisation.parent_id = parent.pk
        return differs

    def _check_days(self, entry: Entry, organisation: Organisation) -> None:
        opened, closed = organisation.opened_on, organisation.closed_on
        if opened and closed and closed < opened:
            column = "closed_on" if "closed_on" in entry.row.cells else "end-date"
            words = {"closed": closed, "opened": opened}
            told = _("It closed on %(closed)s, before it opened on %(opened)s.") % words
            entry.row.mistake(column, told)

    def _refuse_circles(self) -> None:
        """Note a mistake where an organisation would belong to itself, however far round."""
        above = {entry.code: entry.parent for entry in self.entries.values() if entry.parent}
        if not above:
            return
        stored = Organisation.objects.exclude(parent=None).values_list("code", "parent__code")
        above = {**dict(stored), **above}
        for entry in self.entries.values():
            passed, code = {entry.code}, above.get(entry.code)
            while code is not None and code not in passed:
                passed.add(code)
                code = above.get(code)
            if code == entry.code:
                told = _("%(organisation)s would belong to itself.") % {"organisation": shortened(entry.code)}
                entry.row.mistake("parent", told)

    def _aliases(self) -> None:
        told = [
            (entry.row, "aliases", entry.code, name)
            for entry in self.entries.values()
            for name in entry.aliases
        ]
        told += self.reading.aliases
        if not told:
            return
        stored = OrganisationAlias.objects.values_list("organisation__code", "search_name")
        taken = set(stored)
        for row, column, code, name in told:
            self._alias(row, column, code, name, taken)

    def _alias(self, row: Row, column: str, code: str, name: str, taken: set[tuple[str, str]]) -> None:
        if code in self.entries:
            own = self.entries[code].fields["name"]
        elif code in self.known:
            own = self.known[code].name
        else:
            told = _("No organisation has the code %(code)s. Import its list first, or with this.")
            row.mistake(column, told % {"code": shortened(code)})
            return
        search_name = folded(name)[:LONGEST_NAME]
        if search_name and search_name != folded(own) and (code, search_name) not in taken:
            taken.add((code, search_name))
            self.plan.aliases.append((code, name))

    def _successors(self) -> None:
        told = [(entry, code) for entry in self.entries.values() for code in entry.successors]
        if not told:
            return
        through = Organisation.successors.through.objects
        stored = set(through.values_list("from_organisation__code", "to_organisation__code"))
        for entry, code in told:
            if code not in self.entries and code not in self.known:
                words = {"organisation": entry.code, "successor": code}
                example = _("%(organisation)s was replaced by %(successor)s") % words
                self.reading.warn(str(UNKNOWN_SUCCESSORS), entry.row, example)
            elif (entry.code, code) not in stored:
                self.plan.successors.append((entry.code, code))
