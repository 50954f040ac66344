"""Writes of organisations: importing whole lists of them."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from django.db import models, transaction

from sideways.common.audit import audit
from sideways.common.batches import batches
from sideways.common.tables import BadTableError, Mistake, Table
from sideways.people.importers import tables_in
from sideways.people.importers.plan import Change, Plan, Planner
from sideways.people.importers.reading import LONGEST_NAME, Reading, Source, Warned
from sideways.people.models import Organisation, OrganisationAlias, Person, Place
from sideways.people.names import folded
from sideways.people.services.posts import person_place

BATCH = 1_000
LOCATION = frozenset({"place_id", "region", "nation", "lat", "lon"})

Row = TypeVar("Row", bound=models.Model)
Progress = Callable[[float, str], None]


def silent(done: float, doing: str) -> None:
    """Say nothing of how far an import is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did, or would do."""

    files: list[tuple[str, str, int]]  # the file, its kind, its rows
    new: list[Organisation]
    changed: list[Change]
    closed: list[Change]
    unchanged: int
    places: int
    other_names: int
    changes_nothing: bool
    warnings: dict[str, Warned]
    notices: list[str]
    seconds: float

    @property
    def rows(self) -> int:
        """How many rows were read."""
        return sum(rows for _, _, rows in self.files)


def organisations_import(
    *,
    paths: Iterable[Path],
    by: Person | None,
    at: datetime,
    preview: bool = False,
    progress: Progress = silent,
) -> ImportReport:
    """Import lists of organisations, all or nothing; a ``preview`` writes nothing.

    Importing the same again changes nothing and writes nothing. Raises BadTableError with every
    mistake of every file.
    """
    started = time.monotonic()
    notices: list[str] = []
    tables = tables_in(paths, notices.append)
    reading, files = _read(tables, progress)
    with transaction.atomic():
        progress(0.5, "Comparing")
        planner = Planner(reading)
        plan = planner.planned()
        _refuse_mistakes(table for _, table in tables)
        if not preview and not plan.is_empty:
            pks = {code: known.pk for code, known in planner.known.items()}
            _write(plan, pks, progress)
            _people_follow(plan, pks)
            audit(
                action="organisations_import",
                by=by,
                at=at,
                new=len(plan.new),
                changed=len(plan.changed),
                closed=len(plan.closed),
            )
    return ImportReport(
        files=files,
        new=plan.new,
        changed=plan.changed,
        closed=plan.closed,
        unchanged=plan.unchanged,
        places=len(plan.places),
        other_names=len(plan.aliases),
        changes_nothing=plan.is_empty,
        warnings=reading.warnings,
        notices=notices,
        seconds=time.monotonic() - started,
    )


def _read(
    tables: Sequence[tuple[Source, Table]], progress: Progress
) -> tuple[Reading, list[tuple[str, str, int]]]:
    reading, files = Reading(), []
    for number, (source, table) in enumerate(tables):
        progress(0.5 * number / len(tables), f"Reading {Path(table.name).name}")
        files.append((table.name, str(source.title), source.read(table, reading)))
    return reading, files


def _refuse_mistakes(tables: Iterable[Table]) -> None:
    mistakes: list[Mistake] = []
    for table in tables:
        try:
            table.finish()
        except BadTableError as error:
            mistakes += error.mistakes
    if mistakes:
        raise BadTableError(mistakes)


def _write(plan: Plan, pks: dict[str, int], progress: Progress) -> None:
    """Make every change of a plan; ``pks`` of known organisations by code grows by the new ones."""
    _upsert(Place, plan.places, key="code")
    touched = [*plan.new, *(change.organisation for change in [*plan.changed, *plan.closed])]
    done = 0
    for generation in _parents_first(touched, plan.parents, pks):
        for batch in batches(generation, BATCH):
            progress(0.6 + 0.4 * done / len(touched), "Writing")
            for organisation in batch:
                if organisation.code in plan.parents:
                    organisation.parent_id = pks[plan.parents[organisation.code]]
                organisation.pk = None
            for written in _upsert(Organisation, batch, key="code"):
                pks[written.code] = written.pk
            done += len(batch)
    for names in batches(plan.aliases, BATCH):
        OrganisationAlias.objects.bulk_create(
            OrganisationAlias(organisation_id=pks[code], name=name, search_name=folded(name)[:LONGEST_NAME])
            for code, name in names
        )
    successor = Organisation.successors.through
    successor.objects.bulk_create(
        successor(from_organisation_id=pks[closed], to_organisation_id=pks[later])
        for closed, later in plan.successors
    )


def _people_follow(plan: Plan, pks: dict[str, int]) -> None:
    """Place people again whose organisation, or whose district, is now known to be somewhere else."""
    moved = [
        pks[change.organisation.code]
        for change in [*plan.changed, *plan.closed]
        if not LOCATION.isdisjoint(change.fields)
    ]
    people = Person.objects.select_related("organisation__place")
    for batch in batches(moved, BATCH):
        for person in people.filter(organisation__in=batch):
            person_place(person=person)
    if plan.places:
        for person in people.filter(place=None).exclude(outcode=""):
            person_place(person=person)


def _parents_first(
    organisations: list[Organisation], parents: dict[str, str], pks: dict[str, int]
) -> Iterator[list[Organisation]]:
    """Yield organisations in generations, each after that of its parents. ``pks`` must grow meanwhile."""
    waiting = organisations
    while waiting:
        ready = [
            each for each in waiting if parents.get(each.code, each.code) in pks or each.code not in parents
        ]
        codes = {each.code for each in ready}
        waiting = [each for each in waiting if each.code not in codes]
        yield ready


def _upsert(model: type[Row], rows: Sequence[Row], *, key: str) -> list[Row]:
    fields = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    return model._default_manager.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=[key],
        update_fields=[name for name in fields if name != key],
        batch_size=BATCH,
    )
