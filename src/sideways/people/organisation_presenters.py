"""Words for organisations and for what an import would do. No queries here."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from sideways.common.tables import BadTableError
from sideways.people.importers.plan import Change
from sideways.people.models import Organisation
from sideways.people.organisation_services import ImportReport
from sideways.ui.dates import day

EXAMPLES = 5
MISTAKES = 50
FIELD_WORDS = {
    "name": "name",
    "service": "service",
    "kind": "kind",
    "place_id": "place",
    "lat": "position",
    "lon": "position",
    "opened_on": "opening day",
    "closed_on": "closing day",
    "parent": "the body it belongs to",
    "email_domain": "e-mail domain",
    "uprn": "property reference",
    "source": "source",
    "licence": "licence",
    "outcode": "postcode district",
    "region": "region",
    "nation": "nation",
    "standing": "now listed",
}
NOT_TOLD = {"search_name"}


@dataclass(frozen=True, slots=True)
class FactRow:
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One organisation among those found: its name, what and where it is, and why it was found."""

    url: str
    name: str
    what: str
    found_as: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of what an import would do: a heading, how many, and some of them."""

    title: str
    count: int
    examples: list[str]

    @property
    def more(self) -> int:
        return self.count - len(self.examples)


def found_row(organisation: Organisation) -> FoundRow:
    where = organisation.place.name if organisation.place else organisation.region
    closed = f"closed {day(organisation.closed_on)}" if organisation.closed_on else ""
    return FoundRow(
        url=reverse("people:organisation", args=[organisation.pk]),
        name=organisation.name,
        what=", ".join(
            filter(None, [organisation.kind or organisation.get_service_display(), where, closed])
        ),
        found_as=getattr(organisation, "found_as", ""),
    )


def facts(organisation: Organisation, *, for_operator: bool) -> list[FactRow]:
    """Return what is known of an organisation whose related rows are loaded; nothing empty."""
    where = [organisation.place.name if organisation.place else "", organisation.region, organisation.nation]
    facts = [
        ("Service", organisation.get_service_display()),
        ("Kind", organisation.kind),
        ("Where", ", ".join(dict.fromkeys(filter(None, where)))),
        ("Postcode district", organisation.outcode),
        ("Part of", _links([organisation.parent] if organisation.parent else [])),
        ("Opened", day(organisation.opened_on) if organisation.opened_on else ""),
        ("Closed", day(organisation.closed_on) if organisation.closed_on else ""),
        ("Replaced by", _links(organisation.successors.all())),
        ("Took over from", _links(organisation.predecessors.all())),
        ("Other names", "; ".join(alias.name for alias in organisation.aliases.all())),
        ("Code", organisation.code),
        (
            "Addresses end in",
            f"@{organisation.email_domain}" if for_operator and organisation.email_domain else "",
        ),
        ("Source", organisation.source),
        ("Licence", organisation.licence),
    ]
    return [FactRow(key, value) for key, value in facts if value]


def import_parts(report: ImportReport) -> list[Part]:
    """Return what would be new, changed and closed, and what is odd, with some of each."""
    parts = [
        Part("New", len(report.new), [str(each) for each in report.new[:EXAMPLES]]),
        Part("Changed", len(report.changed), [_changed(change) for change in report.changed[:EXAMPLES]]),
        Part("Closed", len(report.closed), [_closed(change) for change in report.closed[:EXAMPLES]]),
    ]
    warned = [Part(sentence.capitalize(), w.count, w.examples) for sentence, w in report.warnings.items()]
    return [part for part in [*parts, *warned] if part.count]


def import_figures(report: ImportReport) -> list[dict[str, object]]:
    """Return the figures of an import in one row."""
    counts = {
        "rows": report.rows,
        "new": len(report.new),
        "changed": len(report.changed),
        "closed": len(report.closed),
        "unchanged": report.unchanged,
        "places": report.places,
        "other names": report.other_names,
    }
    return [{"label": label.capitalize(), "number": f"{number:,}"} for label, number in counts.items()]


def imported(report: ImportReport) -> str:
    """Return the sentence that says what an import did."""
    if report.changes_nothing:
        return "Everything in the file was known already. Nothing was changed."
    changed = len(report.changed) + len(report.closed)
    return f"Imported {report.rows:,} rows: {len(report.new):,} new and {changed:,} changed organisations."


def mistakes(error: BadTableError) -> list[str]:
    """Return what is wrong with a file, each with its line and column."""
    told = [
        f"{Path(mistake.file).name}, {mistake.place}: {mistake.sentence}"
        for mistake in error.mistakes[:MISTAKES]
    ]
    hidden = len(error.mistakes) - len(told)
    return [*told, f"… and {hidden:,} more"] if hidden else told


def _changed(change: Change) -> str:
    fields = [FIELD_WORDS[name] for name in change.fields if name not in NOT_TOLD]
    return f"{change.organisation}: {', '.join(dict.fromkeys(fields))}"


def _closed(change: Change) -> str:
    closed_on = change.organisation.closed_on
    return f"{change.organisation}, {day(closed_on)}" if closed_on else str(change.organisation)


def _links(organisations: Iterable[Organisation]) -> SafeString | str:
    return format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        ((reverse("people:organisation", args=[each.pk]), each.name) for each in organisations),
    )
