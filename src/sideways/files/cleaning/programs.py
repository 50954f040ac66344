"""The two kinds of small programs in a PDF, written anew from the words they may hold."""

import re

from sideways.files.cleaning.kinds import Refusal, RefusedError

# From the signs of a font to letters, so that words can be found and read aloud.
PART = re.compile(rb"begin(codespacerange|bfchar|bfrange|cidchar|cidrange)\b(.*?)end\1", re.S)
ENTRY = re.compile(rb"<[0-9A-Fa-f\s]*>|\[|\]|\b\d+\b")
# From one number to another, as colours are worked out.
WORD = re.compile(rb"[{}]|[^\s{}]+")
NUMBER = re.compile(rb"[-+]?(\d+\.?\d*|\.\d+)")
OPERATORS = frozenset(
    b"""
    abs add atan ceiling cos cvi cvr div exp floor idiv ln log mod mul neg round sin sqrt sub truncate
    and bitshift eq false ge gt le lt ne not or true xor if ifelse copy dup exch index pop roll { }
    """.split()
)
COMMENT = re.compile(rb"%[^\r\n]*")


def letters_of(raw: bytes, *, across: int = 0) -> bytes:
    """Return a table from signs to letters: its entries, in a frame of ours. ``across`` as WMode has it."""
    parts = []
    for kind, body in PART.findall(COMMENT.sub(b"", raw)):
        entries = b" ".join(ENTRY.findall(body))
        parts.append(b"%d begin%b\n%b\nend%b\n" % (_how_many(kind, entries), kind, entries, kind))
    return (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 2 def\n/WMode %d def\n"
        % across
        + b"".join(parts)
        + b"endcmap\nend\nend\n"
    )


def _how_many(kind: bytes, entries: bytes) -> int:
    of_one = {b"codespacerange": 2, b"bfchar": 2, b"cidchar": 2}.get(kind, 3)
    listed = re.sub(rb"\[[^\]]*\]", b"<>", entries)
    return len(ENTRY.findall(listed)) // of_one


def sum_of(raw: bytes) -> bytes:
    """Return a program that works out numbers. Raises RefusedError when it holds any other word."""
    words = WORD.findall(COMMENT.sub(b"", raw))
    if any(word not in OPERATORS and not NUMBER.fullmatch(word) for word in words):
        raise RefusedError(Refusal.HIDES)
    return b" ".join(words)
