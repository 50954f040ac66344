"""The keys of receipts: Ed25519, derived from those of the vault: there is no second secret to keep."""

from functools import cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from sideways.receipts.models import RetiredKey
from sideways.vault import keys

PURPOSE = b"sideways receipt 1\x00"  # so that a signature for this can never be one for anything else
LENGTH = 64


@cache
def _private(secret: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(keys.derived(secret, "receipts"))


def _public(secret: str) -> str:
    return _private(secret).public_key().public_bytes_raw().hex()


def public_keys_now() -> list[str]:
    """Return the public keys of this site's own keys, the newest first, in hex."""
    return [_public(secret) for secret in settings.VAULT_KEYS]


def public_keys() -> list[str]:
    """Return every public key that may have signed a receipt here, in hex. One query."""
    now = public_keys_now()
    return [*now, *RetiredKey.objects.exclude(pk__in=now).order_by("pk").values_list("pk", flat=True)]


def signed(content: bytes) -> bytes:
    """Return a signature by the newest key."""
    return _private(keys.newest()).sign(PURPOSE + content)


def is_signed(content: bytes, signature: bytes) -> bool:
    """Say whether a key of this site, now or before, made the signature."""
    return any(_fits(public, content, signature) for public in public_keys())


def _fits(public: str, content: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, PURPOSE + content)
    except InvalidSignature:
        return False
    return True
