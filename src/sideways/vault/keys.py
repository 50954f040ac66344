"""The keys of the vault: from the environment or a file, never from the database."""

import base64
import hashlib
import hmac
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

KEYWORD_PADDED_TO = 64
SIGN_IN = "sign-in"  # the purpose of what seals the second step


def derived(secret: str, purpose: str) -> bytes:
    """Return the key for one purpose."""
    # One secret, one key for each purpose: a key used twice is a key weakened.
    return hmac.digest(secret.encode(), b"sideways.vault." + purpose.encode(), hashlib.sha256)


@cache
def _sealer(secrets: tuple[str, ...], purpose: str) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(derived(secret, purpose))) for secret in secrets])


@cache
def _index_key(secret: str) -> bytes:
    return derived(secret, "index")


def sealer() -> MultiFernet:
    """Return what seals and opens; the first key seals, older ones still open."""
    return _sealer(tuple(settings.VAULT_KEYS), "seal")


def sign_in_sealer() -> MultiFernet:
    """Return what seals the secrets of authenticator apps and recovery codes."""
    return _sealer(tuple(settings.VAULT_KEYS), SIGN_IN)


def keyword_sealed(keyword: str) -> bytes:
    """Return a keyword sealed. Padded, and without the time of sealing: neither may link two entries."""
    return sealer().encrypt_at_time(keyword.ljust(KEYWORD_PADDED_TO).encode(), 0)


def keyword_opened(ciphertext: bytes) -> str:
    """Return the keyword that was sealed."""
    return sealer().decrypt(ciphertext).decode().rstrip()


def token(keyword: str, counter: int, *, secret: str) -> bytes:
    """Return the blind token of the ``counter``-th subject under a keyword, made by one key."""
    return hmac.digest(_index_key(secret), f"{keyword}\x00{counter}".encode(), hashlib.sha256)


def newest() -> str:
    """Return the key that seals and files."""
    return settings.VAULT_KEYS[0]


def older() -> tuple[str, ...]:
    """Return the keys on their way out, the oldest first: what they sealed and filed is still found."""
    return tuple(reversed(settings.VAULT_KEYS[1:]))


def resealed(ciphertext: bytes, purpose: str = "seal") -> bytes | None:
    """Return the same content sealed by the newest key, or None when that key sealed it already.

    The time within the seal stays: a new one would tell nothing, and the old one is chosen with care.
    """
    try:
        _sealer((newest(),), purpose).decrypt(ciphertext)
    except InvalidToken:
        return _sealer(tuple(settings.VAULT_KEYS), purpose).rotate(ciphertext)
    return None


def marks() -> tuple[str, ...]:
    """Return a mark for each key, the newest first: it tells keys apart and says nothing of them."""
    return tuple(derived(secret, "mark").hex()[:16] for secret in settings.VAULT_KEYS)


def signed(content: bytes) -> str:
    """Return a signature by the oldest key."""
    return hmac.digest(derived(settings.VAULT_KEYS[-1], "sign"), content, hashlib.sha256).hex()
