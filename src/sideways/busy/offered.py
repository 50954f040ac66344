"""What was read, carried by the page that asks whether to keep it: until then nothing is stored."""

from datetime import UTC, datetime
from typing import NamedTuple

from django.core import signing

from sideways.busy.reading import Span
from sideways.people.models import Person

OFFERED_SECONDS = 24 * 60 * 60


class Offered(NamedTuple):
    """When the file was read, and what it said."""

    read_at: datetime
    spans: list[Span]


def offer(person: Person, spans: list[Span], read_at: datetime) -> str:
    """Return the reading for a form of this person, signed so that nobody can write their own."""
    plain = [read_at.isoformat(), [[int(start.timestamp()), int(end.timestamp())] for start, end in spans]]
    return signing.dumps(plain, salt=_salt(person), compress=True)


def taken(person: Person, offered: str) -> Offered | None:
    """Return the reading that was offered to this person less than a day ago, or None."""
    try:
        read_at, spans = signing.loads(offered, salt=_salt(person), max_age=OFFERED_SECONDS)
    except signing.BadSignature:
        return None
    return Offered(datetime.fromisoformat(read_at), [(_moment(start), _moment(end)) for start, end in spans])


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)


def _salt(person: Person) -> str:
    return f"sideways.busy.offered:{person.pk}"
