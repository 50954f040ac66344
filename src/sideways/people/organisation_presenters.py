"""Words for organisations and for what an import would do. No queries here."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sideways.common.tables import BadTableError
from sideways.people.importers.plan import Change
from sideways.people.models import Organisation
from sideways.people.organisation_services import ImportReport
from sideways.ui.dates import day

EXAMPLES = 5
MISTAKES = 50
FIELD_WORDS = {
    "name": gettext_lazy("name"),
    "service": gettext_lazy("service"),
    "kind": gettext_lazy("kind"),
    "place_id": gettext_lazy("place"),
    "lat": gettext_lazy("position"),
    "lon": gettext_lazy("position"),
    "opened_on": gettext_lazy("opening day"),
    "closed_on": gettext_lazy("closing day"),
    "parent": gettext_lazy("the body it belongs to"),
    "email_domain": gettext_lazy("e-mail domain"),
    "uprn": gettext_lazy("property reference"),
    "source": gettext_lazy("source"),
    "licence": gettext_lazy("licence"),
    "outcode": gettext_lazy("postcode district"),
    "region": gettext_lazy("region"),
    "nation": gettext_lazy("nation"),
    "standing": gettext_lazy("now listed"),
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
    closed = _("closed %(day)s") % {"day": day(organisation.closed_on)} if organisation.closed_on else ""
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
        (_("Service"), organisation.get_service_display()),
        (_("Kind"), organisation.kind),
        (_("Where"), ", ".join(dict.fromkeys(filter(None, where)))),
        (_("Postcode district"), organisation.outcode),
        (_("Part of"), _links([organisation.parent] if organisation.parent else [])),
        (_("Opened"), day(organisation.opened_on) if organisation.opened_on else ""),
        (_("Closed"), day(organisation.closed_on) if organisation.closed_on else ""),
        (_("Replaced by"), _links(organisation.successors.all())),
        (_("Took over from"), _links(organisation.predecessors.all())),
        (_("Other names"), "; ".join(alias.name for alias in organisation.aliases.all())),
        (_("Code"), organisation.code),
        (
            _("Addresses end in"),
            f"@{organisation.email_domain}" if for_operator and organisation.email_domain else "",
        ),
        (_("Source"), organisation.source),
        (_("Licence"), organisation.licence),
    ]
    return [FactRow(key, value) for key, value in facts if value]


def import_parts(report: ImportReport) -> list[Part]:
    """Return what would be new, changed and closed, and what is odd, with some of each."""
    parts = [
        Part(_("New"), len(report.new), [str(each) for each in report.new[:EXAMPLES]]),
        Part(_("Changed"), len(report.changed), [_changed(change) for change in report.changed[:EXAMPLES]]),
        Part(_("Closed"), len(report.closed), [_closed(change) for change in report.closed[:EXAMPLES]]),
    ]
    warned = [Part(capfirst(sentence), w.count, w.examples) for sentence, w in report.warnings.items()]
    return [part for part in [*parts, *warned] if part.count]


def import_figures(report: ImportReport) -> list[dict[str, object]]:
    """Return the figures of an import in one row."""
    counts = {
        _("Rows"): report.rows,
        _("New"): len(report.new),
        _("Changed"): len(report.changed),
        _("Closed"): len(report.closed),
        _("Unchanged"): report.unchanged,
        _("Places"): report.places,
        _("Other names"): report.other_names,
    }
    return [{"label": label, "number": grouped(number)} for label, number in counts.items()]


def imported(report: ImportReport) -> str:
    """Return the sentence that says what an import did."""
    if report.changes_nothing:
        return _("Everything in the file was known already. Nothing was changed.")
    changed = len(report.changed) + len(report.closed)
    return _("Imported %(rows)s rows: %(new)s new and %(changed)s changed organisations.") % {
        "rows": grouped(report.rows),
        "new": grouped(len(report.new)),
        "changed": grouped(changed),
    }


def mistakes(error: BadTableError) -> list[str]:
    """Return what is wrong with a file, each with its line and column."""
    told = [
        f"{Path(mistake.file).name}, {mistake.place}: {mistake.sentence}"
        for mistake in error.mistakes[:MISTAKES]
    ]
    hidden = len(error.mistakes) - len(told)
    if not hidden:
        return told
    more = ngettext("… and %(count)s more", "… and %(count)s more", hidden)
    return [*told, more % {"count": grouped(hidden)}]


def grouped(number: int) -> str:
    """Write a number with its thousands apart, as the reader's language does."""
    return str(number_format(number, force_grouping=True))


def _changed(change: Change) -> str:
    fields = [str(FIELD_WORDS[name]) for name in change.fields if name not in NOT_TOLD]
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
