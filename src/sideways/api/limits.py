"""How many requests a minute has room for. Counted in the cache under hashes: no row names anybody."""

import time
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from sideways.api.errors import TooManyRequestsError

WINDOW = 60  # seconds
READS, WRITES = 300, 60
UNKNOWN = 30  # requests with a token that does not hold, by address
NEW_TOKENS, NEW_TOKENS_WINDOW = 10, 60 * 60


@dataclass(frozen=True, slots=True)
class Room:
    """What is left of a window: for the headers of the answer."""

    limit: int
    left: int
    seconds: int


def count(what: str, whose: str, *, limit: int, window: int = WINDOW) -> Room:
    """Count one request and say how many more there is room for.

    Raises TooManyRequestsError when there was none. Two at once may be counted as one: this keeps a
    machine from being overrun, and decides nothing else.
    """
    key = salted_hmac("sideways.api.limits", f"{what}:{whose}", algorithm="sha256").hexdigest()
    now = time.time()
    started, done = cache.get(key, (now, 0))
    if started + window <= now:
        started, done = now, 0
    seconds = ceil(started + window - now)
    if done >= limit:
        raise TooManyRequestsError(timedelta(seconds=seconds))
    cache.set(key, (started, done + 1), timeout=seconds)
    return Room(limit=limit, left=limit - done - 1, seconds=seconds)
