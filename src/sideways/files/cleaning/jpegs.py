"""A JPEG inside a PDF: the parts it is drawn from stay as they are; notes, and what follows it, go."""

from sideways.files.cleaning.kinds import Refusal, RefusedError

START, END, SCAN, ADOBE = 0xD8, 0xD9, 0xDA, 0xEE
NOTES = frozenset({*range(0xE0, 0xF0), 0xFE})  # where cameras write when, where and by whom
# Tables, frames, and how often a scan begins anew.
DRAWS = frozenset({*range(0xC0, 0xD0), SCAN, 0xDB, 0xDC, 0xDD}) - {0xC8}
RESTARTS = frozenset(range(0xD0, 0xD8))
ADOBE_LENGTH = 12  # how the colours are meant


def jpeg_without_notes(raw: bytes) -> bytes:
    """Return the same picture, bit for bit. Raises RefusedError for what is none."""
    if raw[:2] != bytes([0xFF, START]):
        raise RefusedError(Refusal.HIDES)
    kept, at = [raw[:2]], 2
    while True:
        at = _start_of_part(raw, at)
        if raw[at + 1] == END:
            return b"".join([*kept, raw[at : at + 2]])
        end = at + 2 + int.from_bytes(raw[at + 2 : at + 4], "big")
        if raw[at + 1] == SCAN:
            end = _end_of_scan(raw, end)
        kept.append(_without_notes(raw[at:end]))
        at = end


def _start_of_part(raw: bytes, at: int) -> int:
    while raw[at : at + 2] == b"\xff\xff":  # padding
        at += 1
    if len(raw) < at + 4 and raw[at : at + 2] != bytes([0xFF, END]):
        raise RefusedError(Refusal.BROKEN)
    if raw[at] != 0xFF:
        raise RefusedError(Refusal.HIDES)
    return at


def _without_notes(part: bytes) -> bytes:
    marker = part[1]
    if marker in DRAWS:
        return part
    if marker == ADOBE and part[4:9] == b"Adobe":
        return bytes([0xFF, ADOBE, 0, ADOBE_LENGTH + 2]) + part[4 : 4 + ADOBE_LENGTH]
    if marker in NOTES:
        return b""
    raise RefusedError(Refusal.HIDES)


def _end_of_scan(raw: bytes, at: int) -> int:
    while True:
        at = raw.find(b"\xff", at)
        if at < 0 or at + 1 >= len(raw):
            raise RefusedError(Refusal.BROKEN)
        if raw[at + 1] != 0 and raw[at + 1] not in RESTARTS and raw[at + 1] != 0xFF:
            return at
        at += 1 if raw[at + 1] == 0xFF else 2
