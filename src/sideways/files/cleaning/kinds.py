"""What comes in, what goes out, and why something is refused."""

from dataclasses import dataclass
from enum import StrEnum

MOST_BYTES = 5_000_000


class MediaType(StrEnum):
    """What a file is."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    PDF = "application/pdf"


class Refusal(StrEnum):
    """Why a file is refused. The site has the words."""

    UNKNOWN = "unknown"
    BROKEN = "broken"
    MOVES = "moves"
    TOO_MANY_PIXELS = "too many pixels"
    LOCKED = "locked"
    HIDES = "hides"
    TOO_LARGE = "too large"
    TOO_HARD = "too hard"
    BUSY = "busy"


class RefusedError(Exception):
    """A file that cannot be taken, or not be cleaned."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """A file that holds nothing but what it shows. A picture has a width and a height, a document pages."""

    media_type: MediaType
    content: bytes
    width: int | None = None
    height: int | None = None
    pages: int | None = None


def media_type_of(raw: bytes) -> MediaType:
    """Return what the first bytes say a file is. Raises RefusedError for anything else."""
    if raw.startswith(b"\xff\xd8\xff"):
        return MediaType.JPEG
    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return MediaType.PNG
    if raw.startswith(b"RIFF") and raw[8:12] == b"WEBP":
        return MediaType.WEBP
    if raw.startswith(b"%PDF-"):
        return MediaType.PDF
    raise RefusedError(Refusal.UNKNOWN)
