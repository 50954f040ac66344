"""The secrets of webhooks, when the keys of the vault are rotated."""

from sideways.vault.rotation import rows_reseal
from sideways.webhooks.models import Webhook


def webhook_secrets_reseal() -> int:
    """Seal the secrets of webhooks by the newest key. Returns of how many webhooks."""
    return rows_reseal(Webhook, "secret", "secret_before")
