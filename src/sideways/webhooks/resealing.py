"""The secrets of webhooks, when the keys of the vault are rotated."""

from django.db import transaction

from sideways.vault import keys
from sideways.webhooks.models import Webhook

HELD_IN = ("secret", "secret_before")


@transaction.atomic
def webhook_secrets_reseal() -> int:
    """Seal the secrets of webhooks by the newest key. Returns of how many webhooks."""
    moved = 0
    for row in Webhook.objects.select_for_update().order_by("pk"):
        held = {name: getattr(row, name) for name in HELD_IN}
        anew = {name: keys.resealed(bytes(value)) for name, value in held.items() if value is not None}
        changed = [name for name, ciphertext in anew.items() if ciphertext is not None]
        if changed:
            for name in changed:
                setattr(row, name, anew[name])
            row.save(update_fields=changed)
            moved += 1
    return moved
