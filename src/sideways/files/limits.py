"""How many files a day has room for. Counted in the cache under hashes: no row names anybody."""

import shutil
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import salted_hmac

from sideways.files.errors import EnoughTodayError, NoRoomError
from sideways.files.rules import MOST_A_DAY
from sideways.people.models import Person

DAY = timedelta(days=1).total_seconds()
LEAST_FREE = 300_000_000  # bytes that stay for words, whatever pictures people have


def one_more(person: Person) -> None:
    """Count one file that somebody sends. Raises EnoughTodayError, or NoRoomError on a disk nearly full.

    Two at once may be counted as one: this keeps a disk from being filled, and decides nothing else.
    """
    if shutil.disk_usage(settings.DATA).free < LEAST_FREE:
        raise NoRoomError
    told = f"{person.pk}:{timezone.localdate()}"
    key = salted_hmac("sideways.files.limits", told, algorithm="sha256").hexdigest()
    count = cache.get(key, 0)
    if count >= MOST_A_DAY:
        raise EnoughTodayError
    cache.set(key, count + 1, timeout=DAY)
