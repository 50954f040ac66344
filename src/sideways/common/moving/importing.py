"""Read a whole site into a fresh, empty one: all or nothing."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, models, transaction

from sideways.common.moving import tables
from sideways.common.moving.errors import MoveError
from sideways.common.moving.exporting import Progress, silent
from sideways.common.moving.manifest import Manifest, Seal, read
from sideways.common.moving.places import Source
from sideways.common.moving.values import row_of
from sideways.common.retention import make_again, models_supplied, models_that_travel

BATCH = 1_000
CHUNK = 1 << 20
LOOKING = 0.2  # the share of the time that reading everything once takes


def site_import(
    *, source: Source, seal: Seal, preview: bool = False, progress: Progress = silent
) -> Manifest:
    """Take in an export, with its ids. A ``preview`` does all of it and undoes it again.

    Raises MoveError when anything is wrong with it, or when this site is not empty: nothing is written then.
    """
    manifest = read(source, seal)
    for number, name in enumerate(manifest.files):
        progress(LOOKING * number / len(manifest.files), f"Checking {name}")
        _check(source, name, manifest)
    with transaction.atomic():
        _refuse_unless_empty()
        _load(source, manifest, progress)
        transaction.set_rollback(preview)
    return manifest


def _check(source: Source, name: str, manifest: Manifest) -> None:
    digest = hashlib.sha256()
    with source.open(name) as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    if digest.hexdigest() != manifest.files[name]["sha256"]:
        raise MoveError(f"{name} is not as it was exported: it was changed or cut short. Export again.")


def _refuse_unless_empty() -> None:
    supplied = models_supplied()
    for model in models_that_travel():
        if model not in supplied and model._base_manager.exists():
            raise MoveError(
                f"This site is not empty: it has {model._meta.verbose_name_plural}. A whole site can only "
                "come into a fresh one. Choose an empty data folder or database."
            )


def _load(source: Source, manifest: Manifest, progress: Progress) -> None:
    done = 0
    for model in models_supplied():
        model._base_manager.all().delete()
    for model in models_that_travel():
        name = f"{model._meta.label_lower}.jsonl"
        with source.open(name) as file, _told(name):
            for batch in _batches(_rows(model, name, file)):
                model._base_manager.bulk_create(batch)
                done += len(batch)
                progress(LOOKING + (1 - LOOKING) * done / max(manifest.rows, 1), name)
    with _told("The export"):
        connection.check_constraints()
    for model in models_that_travel():
        if model._meta.label_lower in manifest.last_ids:
            tables.last_id_set(model, manifest.last_ids[model._meta.label_lower])
    make_again()


def _batches(rows: Iterable[tuple[models.Model, int]]) -> Iterator[list[models.Model]]:
    """Yield so many rows as may be in memory together: some hold whole files."""
    batch: list[models.Model] = []
    weight = 0
    for row, size in rows:
        batch.append(row)
        weight += size
        if len(batch) == BATCH or weight >= tables.BYTES_AT_ONCE:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def _rows(model: type[models.Model], name: str, file: IO[bytes]) -> Iterator[tuple[models.Model, int]]:
    """Yield each row with the length of its line."""
    for number, line in enumerate(file, 1):
        try:
            yield row_of(model, line), len(line)
        except (ValueError, TypeError, ValidationError) as error:
            raise MoveError(f"{name}, line {number} cannot be read: {error}") from error


@contextmanager
def _told(what: str) -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        raise MoveError(f"{what} does not fit this database: {error}") from error
