"""The code of a receipt: when a text was shared and its SHA-256, signed. Nothing else is kept anywhere."""

import base64
import binascii
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

from sideways.receipts import signing

FORM = b"\x01"  # the first byte: how the rest is laid out
TIME_BYTES, DIGEST_BYTES = 4, 32
BYTES = len(FORM) + TIME_BYTES + DIGEST_BYTES + signing.LENGTH
LETTERS = -(-BYTES * 8 // 5)
GROUP = 6
MISREAD = str.maketrans("018", "OIB")  # no code holds these digits, so they are letters read wrong
MOST_TYPED = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """That a text with this SHA-256 was shared at this time."""

    at: datetime
    digest: str


def digest_of(text: str) -> str:
    r"""Return the SHA-256 of a text. Line ends and runs of spaces do not count: copying changes them.

    >>> digest_of("Letters came\r\n late ") == digest_of("Letters came late")
    True
    """
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(plain.encode()).hexdigest()


def code_of(receipt: Receipt) -> str:
    """Return the code of a receipt, signed, in groups that can be read aloud and typed."""
    content = FORM + int(receipt.at.timestamp()).to_bytes(TIME_BYTES, "big") + bytes.fromhex(receipt.digest)
    letters = base64.b32encode(content + signing.signed(content)).decode().rstrip("=")
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def receipt_in(code: str) -> Receipt | None:
    """Return what a code proves, or None when this site has not signed it."""
    letters = re.sub(r"[\s-]", "", code[:MOST_TYPED]).upper().translate(MISREAD)
    if len(letters) != LETTERS:
        return None
    try:
        data = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except (binascii.Error, ValueError):
        return None
    if base64.b32encode(data).decode().rstrip("=") != letters:
        return None  # the last letter has bits to spare: only one way to write a code is right
    content, signature = data[: -signing.LENGTH], data[-signing.LENGTH :]
    if content[:1] != FORM or not signing.is_signed(content, signature):
        return None
    at = int.from_bytes(content[1 : 1 + TIME_BYTES], "big")
    return Receipt(at=datetime.fromtimestamp(at, UTC), digest=content[1 + TIME_BYTES :].hex())
