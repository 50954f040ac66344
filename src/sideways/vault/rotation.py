"""Put everything that older keys sealed or filed under the newest key, so that the older ones can go.

Each step is a transaction of its own, and what is under the newest key already is left alone: a rotation
that was cut off is simply started again. Readers find everything at every moment in between. Features
whose own tables hold what the keys of the vault seal join ``resealers`` when the site starts.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Model

from sideways.common.batches import batches
from sideways.vault import keys
from sideways.vault.models import BlindToken, SealedIdentity
from sideways.vault.queries import tokens_of
from sideways.vault.services import subject_file

ROWS_AT_ONCE = 500

resealers: list[Callable[[], int]] = []


def vault_rotate() -> int:
    """Seal and file all anew by the newest key. Returns how many entries; rotating twice changes nothing.

    Left is at most the place of destroyed entries of somebody who has no others: random bytes.
    """
    moved = rows_reseal(SealedIdentity, "ciphertext")
    moved += sum(_refile(keyword) for keyword in sorted(_keywords_filed()))
    return moved + sum(reseal() for reseal in resealers)


def rows_reseal(model: type[Model], *fields: str) -> int:
    """Seal anew what the fields of all rows hold. Returns how many rows; some at a time, each time whole."""
    ids = model._default_manager.order_by("pk").values_list("pk", flat=True)
    return sum(_reseal(model, fields, some) for some in batches(list(ids), ROWS_AT_ONCE))


@transaction.atomic
def _reseal(model: type[Model], fields: Sequence[str], ids: list[Any]) -> int:
    moved = 0
    for row in model._default_manager.select_for_update().filter(pk__in=ids):
        held = {name: getattr(row, name) for name in fields}
        anew = {name: keys.resealed(bytes(value)) for name, value in held.items() if value is not None}
        changed = [name for name, ciphertext in anew.items() if ciphertext is not None]
        if changed:
            for name in changed:
                setattr(row, name, anew[name])
            row.save(update_fields=changed)
            moved += 1
    return moved


def _keywords_filed() -> set[str]:
    if not keys.older():
        return set()
    sealed = BlindToken.objects.exclude(subject=None).values_list("keyword", flat=True)
    return {keys.keyword_opened(bytes(keyword)) for keyword in sealed.iterator()}


@transaction.atomic
def _refile(keyword: str) -> int:
    """Move the entries of one keyword, in their order; the places of those destroyed go."""
    moved = 0
    for secret in keys.older():
        entries = tokens_of(keyword, secret)
        for start in range(0, len(entries), ROWS_AT_ONCE):
            some = entries[start : start + ROWS_AT_ONCE]
            rows = BlindToken.objects.select_for_update().filter(token__in=some)
            filed = {bytes(row.token): row.subject for row in rows}
            for entry in some:
                subject = filed.get(entry)
                if subject is not None:
                    subject_file(subject=subject, keyword=keyword)
                    moved += 1
            BlindToken.objects.filter(token__in=some).delete()
    return moved
