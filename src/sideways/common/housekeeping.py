"""What the worker does by itself: delete what nobody needs any more, and keep the database quick."""

from datetime import datetime

from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection

from sideways.common.keeping import AUDIT_KEPT
from sideways.common.models import AuditRow


def audit_forget(*, at: datetime) -> int:
    """Delete rows of the log that are older than two years, and return how many."""
    return AuditRow.objects.filter(at__lte=at - AUDIT_KEPT).delete()[0]


def planner_inform() -> None:
    """Let SQLite look at its tables, so that it knows which way is the shortest.

    PostgreSQL does so by itself.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("ANALYZE")


def cache_clear(*, at: datetime) -> int:
    """Delete what has expired from the cache, and return how much.

    Django does so only when the cache is full, and its keys hold the addresses of people who sign in.
    """
    store = caches["default"]
    if not isinstance(store, DatabaseCache):
        return 0
    table = connection.ops.quote_name(store._table)  # type: ignore[attr-defined]  # the types forgot it
    before = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires <= %s", [before])  # noqa: S608 (our own setting)
        return int(cursor.rowcount)
