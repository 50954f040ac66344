"""A language nobody speaks: every sentence that can be translated comes back ⟦in brackets⟧."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from django.utils import translation

from sideways.ui import dates

OPENS, CLOSES = "⟦", "⟧"


def bracketed(text: str) -> str:
    return f"{OPENS}{text}{CLOSES}" if str(text).strip() else text


def _plural(one: str, many: str, number: int) -> str:
    return bracketed(one if number == 1 else many)


@contextmanager
def pseudo_language() -> Iterator[None]:
    """Speak it, whatever language is active."""
    speaker = translation._trans
    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        getattr(translation, name)  # Django decides on first use who translates
    spoken = {
        "gettext": bracketed,
        "ngettext": _plural,
        "pgettext": lambda _context, text: bracketed(text),
        "npgettext": lambda _context, one, many, number: _plural(one, many, number),
    }
    dates._moment.cache_clear()  # what was written in the language that is active
    try:
        with patch.multiple(speaker, create=True, **spoken):
            yield
    finally:
        dates._moment.cache_clear()
