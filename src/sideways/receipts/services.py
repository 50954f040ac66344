"""Writes of receipts."""

from django.db import transaction

from sideways.receipts.models import RetiredKey
from sideways.receipts.signing import public_keys_now


@transaction.atomic
def keys_remember() -> int:
    """Keep the public halves of older keys, so that receipts stay valid. Returns how many are new."""
    known = set(RetiredKey.objects.values_list("pk", flat=True))
    new = [public for public in public_keys_now()[1:] if public not in known]
    RetiredKey.objects.bulk_create([RetiredKey(pk=public) for public in new], ignore_conflicts=True)
    return len(new)
