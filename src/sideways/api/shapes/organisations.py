"""Organisations, professions, topics and grades, as they go in and out."""

from datetime import date
from typing import Any

from pydantic import Field

from sideways.api.fields import Id, Sent, Sought, Told, one_of
from sideways.api.shapes.people import ProfessionTold
from sideways.people.levels import Service
from sideways.people.models import Organisation


class OrganisationFilter(Sent):
    """What to look for."""

    model_config = {"extra": "ignore"}

    q: Sought = Field(
        "", description="Any part of a name, a former name, or a name with a slip", examples=["oldham"]
    )


class Named(Told):
    """An organisation by its name."""

    id: int
    name: str


class OrganisationRow(Named):
    """An organisation in a list."""

    service: str = one_of(Service)
    kind: str
    place: str
    region: str
    closed_on: date | None
    found_as: str = Field(description="The name that was found, where its own does not show why")


class OrganisationFound(Told):
    """The organisations whose name answers, best first."""

    items: list[OrganisationRow]


class OrganisationParts(Told):
    """Some of the organisations that belong to one."""

    items: list[OrganisationRow]
    next: str | None


class OrganisationTold(OrganisationRow):
    """All that is known of an organisation."""

    code: str
    nation: str
    outcode: str
    part_of: Named | None
    opened_on: date | None
    replaced_by: list[Named]
    took_over_from: list[Named]
    other_names: list[str]
    email_domain: str = Field(description="For operators")
    source: str
    licence: str


class Proposed(Named):
    """An organisation somebody proposed."""

    service: str = one_of(Service)
    outcode: str
    region: str
    people: int


class ProposedList(Told):
    """Some proposed organisations."""

    items: list[Proposed]
    next: str | None


class SameAs(Sent):
    """The listed organisation that it is."""

    listed: Id


class ProfessionList(Told):
    """The professions you may choose."""

    items: list[ProfessionTold]


class TopicTold(Told):
    """A topic of the managed list."""

    slug: str = Field(examples=["fit-notes"])
    name: str


class TopicList(Told):
    """All topics."""

    items: list[TopicTold]


class GradeTold(Told):
    """A grade, and the level it usually goes with."""

    key: str
    scheme: str
    grade: str
    level: int


class GradeList(Told):
    """The table of grades."""

    items: list[GradeTold]


def row_fields(organisation: Organisation) -> dict[str, Any]:
    """Return what a list shows."""
    return {
        "id": organisation.pk,
        "name": organisation.name,
        "service": organisation.service,
        "kind": organisation.kind,
        "place": organisation.place.name if organisation.place else "",
        "region": organisation.region,
        "closed_on": organisation.closed_on,
        "found_as": getattr(organisation, "found_as", ""),
    }


def organisation_told(organisation: Organisation, *, for_operator: bool) -> OrganisationTold:
    """Return an organisation whose related rows are loaded."""
    return OrganisationTold(
        **row_fields(organisation),
        code=organisation.code,
        nation=organisation.nation,
        outcode=organisation.outcode,
        part_of=_named(organisation.parent) if organisation.parent else None,
        opened_on=organisation.opened_on,
        replaced_by=[_named(each) for each in organisation.successors.all()],
        took_over_from=[_named(each) for each in organisation.predecessors.all()],
        other_names=[alias.name for alias in organisation.aliases.all()],
        email_domain=organisation.email_domain if for_operator else "",
        source=organisation.source,
        licence=organisation.licence,
    )


def proposed_told(organisation: Organisation) -> Proposed:
    """Return a proposed organisation with how many people gave it as theirs."""
    return Proposed(
        id=organisation.pk,
        name=organisation.name,
        service=organisation.service,
        outcode=organisation.outcode,
        region=organisation.region,
        people=getattr(organisation, "size", 0),
    )


def _named(organisation: Organisation) -> Named:
    return Named(id=organisation.pk, name=organisation.name)
