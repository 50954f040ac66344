"""What the database itself must be asked: a still picture, the order of rows, the ids already given."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Max
from django.db.models.expressions import Combinable
from django.db.models.functions import Collate, Length

from sideways.common.moving.values import attnames

ROWS_AT_ONCE = 2_000
BYTES_AT_ONCE = 20_000_000


@contextmanager
def still() -> Iterator[None]:
    """Show the database as it is at this moment, whatever others write meanwhile, and hold nobody up."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            _run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        _run("BEGIN DEFERRED")  # atomic() would lock out whoever writes
        try:
            yield
        finally:
            _run("ROLLBACK")


def rows(model: type[models.Model]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a model in the same order on every database, a few at a time."""
    found = model._base_manager.order_by(_key(model)).values_list(*attnames(model))
    return iter(found.iterator(chunk_size=_rows_at_once(model)))


def _rows_at_once(model: type[models.Model]) -> int:
    """Return how many rows may be in memory together: some hold whole files."""
    of_bytes = [field.name for field in model._meta.concrete_fields if isinstance(field, models.BinaryField)]
    if not of_bytes:
        return ROWS_AT_ONCE
    longest = model._base_manager.aggregate(**{f"longest_{name}": Max(Length(name)) for name in of_bytes})
    heaviest = sum(length or 0 for length in longest.values())
    return max(1, min(ROWS_AT_ONCE, BYTES_AT_ONCE // max(heaviest, 1)))


def last_id(model: type[models.Model]) -> int | None:
    """Return the highest id this table has ever given, or None when it gives none itself.

    An id that was given once must never be given again: the log still speaks of it.
    """
    if not isinstance(model._meta.pk, models.AutoField):
        return None
    if connection.vendor == "postgresql":
        sequence = _run(f"SELECT last_value, is_called FROM {_sequence(model)}")  # noqa: S608 (a name of ours)
        return int(sequence[0]) if sequence[1] else 0
    found = _run("SELECT seq FROM sqlite_sequence WHERE name = %s", model._meta.db_table)
    return int(found[0]) if found else 0


def last_id_set(model: type[models.Model], last: int) -> None:
    """Let the table give ids from the next one on."""
    if connection.vendor == "postgresql":
        _run("SELECT setval(%s, %s, %s)", _sequence(model), max(last, 1), last > 0)
        return
    table = model._meta.db_table
    _run("DELETE FROM sqlite_sequence WHERE name = %s", table)
    _run("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", table, last)


def _key(model: type[models.Model]) -> str | Combinable:
    # PostgreSQL sorts words as people do, SQLite by their bytes: bytes are the same everywhere.
    words = isinstance(model._meta.pk, models.CharField)
    return Collate("pk", "C") if words and connection.vendor == "postgresql" else "pk"


def _sequence(model: type[models.Model]) -> str:
    pk = model._meta.pk
    assert pk is not None  # noqa: S101 (every model has one; the types cannot say so)
    return str(_run("SELECT pg_get_serial_sequence(%s, %s)", f'"{model._meta.db_table}"', pk.column)[0])


def _run(sql: str, *parameters: Any) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)
        return (cursor.fetchone() or ()) if cursor.description else ()
