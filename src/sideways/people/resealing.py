"""The secrets of the second step, when the keys of the vault are rotated."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from sideways.vault import keys

HELD_IN = ("secret", "seed")  # of an authenticator app, of recovery codes


@transaction.atomic
def second_steps_reseal() -> int:
    """Seal the secrets of authenticator apps and recovery codes by the newest key. Returns how many."""
    moved = 0
    for row in Authenticator.objects.select_for_update().order_by("pk"):
        anew = {name: _anew(row.data[name]) for name in HELD_IN if name in row.data}
        changed = {name: text for name, text in anew.items() if text}
        if changed:
            row.data |= changed
            row.save(update_fields=["data"])
            moved += 1
    return moved


def _anew(sealed: str) -> str:
    ciphertext = keys.resealed(sealed.encode(), keys.SIGN_IN)
    return "" if ciphertext is None else ciphertext.decode()
