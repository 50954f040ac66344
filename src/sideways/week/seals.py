"""What stands in a list, sealed by the keys of the vault."""

import json
from collections.abc import Iterable
from uuid import UUID

from sideways.vault import keys
from sideways.week.choosing import MOST, Chosen, Why

PADDED_TO = 64 * MOST


def sealed(lessons: Iterable[Chosen]) -> bytes:
    """Seal a list. Padded, and without the time: what it holds and when it was asked for do not show."""
    told = json.dumps([[each.pk.hex, each.why] for each in lessons])
    return keys.sealer().encrypt_at_time(told.ljust(PADDED_TO).encode(), 0)


def opened(ciphertext: bytes | memoryview) -> list[Chosen]:
    """Return the list that was sealed."""
    told = json.loads(keys.sealer().decrypt(bytes(ciphertext)))
    return [Chosen(UUID(pk), Why(why)) for pk, why in told]
