"""Where the databases differ: how rows of the log are numbered, and which of them can be seen so far."""

from uuid import UUID

from django.db import connection
from django.db.models import Max

from sideways.live.models import News
from sideways.live.positions import Position, position_from

SIGNAL = "sideways_live"
NUMBER_ON_POSTGRESQL = "SELECT pg_current_xact_id()::text::bigint, pg_notify(%s, '')"
NOW_ON_POSTGRESQL = "SELECT pg_current_snapshot()::text"
# One statement, so that the rows and the snapshot they were read in belong together.
ROWS_ON_POSTGRESQL = """
    SELECT pg_current_snapshot()::text, news.transaction, news.channel, news.what, news.subject
    FROM (SELECT 1) AS always LEFT JOIN live_news AS news ON news.transaction >= %s ORDER BY news.id
"""

Row = tuple[int, str, str, UUID]


def transaction_number() -> int:
    """Return the number of this transaction where it has one, and signal to watchers when it ends."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(NUMBER_ON_POSTGRESQL, [SIGNAL])
        return int(cursor.fetchone()[0])


def position_now() -> Position:
    """Return how far the log can be read now."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(NOW_ON_POSTGRESQL)
            return _position(cursor.fetchone()[0])
    last = News.objects.aggregate(last=Max("pk"))["last"] or 0
    return Position(last + 1, last + 1)


def rows_since(first: int) -> tuple[list[Row], Position]:
    """Return the rows of this number and later, and how far the log was read."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(ROWS_ON_POSTGRESQL, [first])
            rows = cursor.fetchall()
        return [row[1:] for row in rows if row[1] is not None], _position(rows[0][0])
    now = position_now()  # rows are numbered in the order they are committed in
    news = News.objects.filter(pk__gte=first, pk__lt=now.end).order_by("pk")
    return list(news.values_list("pk", "channel", "what", "subject")), now


def _position(snapshot: str) -> Position:
    position = position_from(snapshot)
    if position is None:
        raise ValueError(f"PostgreSQL writes its snapshots in another form: {snapshot}")
    return position
