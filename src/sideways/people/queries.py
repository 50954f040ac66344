"""Reads of people."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, QuerySet
from django.utils import timezone

from sideways.people import organisation_search
from sideways.people.cells import Cells, Group
from sideways.people.models import Organisation, OrganisationAlias, Person


def cells_of(levels: Iterable[int] | None = None) -> Cells:
    """Return how many active people stand in each level, profession and region. One query."""
    people = Person.objects.filter(
        standing=Person.Standing.ACTIVE, profession__isnull=False, level__isnull=False
    )
    if levels is not None:
        people = people.filter(level__in=set(levels))
    counted = people.values_list("level", "profession", "profession__service", "region", "nation").annotate(
        size=Count("pk")
    )
    return Cells(
        (Group(level=level, profession=profession, service=service, region=region, nation=nation), size)
        for level, profession, service, region, nation, size in counted.order_by()
    )


def organisations_matching(text: str, limit: int = 10) -> list[Organisation]:
    """Return the organisations whose name, or another name, answers the text: best first.

    One slip in a word is forgiven. A closed body that has been replaced gives its successors in
    its place; one that has not comes last. ``found_as`` holds the name that was found where the
    organisation's own name does not show why. Two queries, whatever the text.
    """
    words = organisation_search.words_of(text)
    if not words:
        return []
    found = _organisations_found(words)
    best = sorted(found, key=lambda pk: found[pk].order)[:limit]
    listed = Organisation.objects.select_related("place", "parent").in_bulk(best)
    for pk, organisation in listed.items():
        told = set(found[pk].searched.split()) <= set(organisation.search_name.split())
        organisation.found_as = "" if told else found[pk].name  # type: ignore[attr-defined]
    return [listed[pk] for pk in best if pk in listed]


class _Found(NamedTuple):
    order: tuple[bool, float, int]
    searched: str
    name: str


def _organisations_found(words: list[str]) -> dict[int, _Found]:
    """Return the best name found of each organisation; a replaced one counts for its successors."""
    today = timezone.localdate()
    best: dict[int, _Found] = {}
    for pk, searched, name, closed_on, successor, their_successor in _names_that_may_match(words):
        close = organisation_search.closeness(words, searched)
        if not close:
            continue
        closed = closed_on is not None and closed_on <= today
        subject = (their_successor or successor or pk) if closed else pk
        found = _Found((closed and subject == pk, -close, len(searched)), searched, name)
        if subject not in best or found.order < best[subject].order:
            best[subject] = found
    return best


def _names_that_may_match(words: list[str]) -> QuerySet:
    """Return own names and other names in one query, with when each body closed and what followed."""
    may_match = organisation_search.may_match(words)
    listed = Organisation.Standing.LISTED
    own = Organisation.objects.filter(may_match, standing=listed).values_list(
        "pk", "search_name", "name", "closed_on", "successors", "successors__successors"
    )
    others = OrganisationAlias.objects.filter(may_match, organisation__standing=listed).values_list(
        "organisation",
        "search_name",
        "name",
        "organisation__closed_on",
        "organisation__successors",
        "organisation__successors__successors",
    )
    return own.order_by().union(others.order_by(), all=True)
