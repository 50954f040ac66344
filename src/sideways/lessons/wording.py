"""Text as people type it: kept exactly, refused when no database can keep it, folded for search."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

CANNOT_BE_KEPT = _("This contains a character that cannot be stored. Delete it and type the text again.")


def plain_text(text: str) -> None:
    """Refuse what no database or page can carry: the null character and halves of a character."""
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValidationError(CANNOT_BE_KEPT, code="unstorable")


def as_typed(text: str) -> str:
    r"""Return the text with the line ends people typed: browsers send two characters for one.

    >>> as_typed("one\r\ntwo")
    'one\ntwo'
    """
    return text.replace("\r\n", "\n")


def folded(text: str) -> str:
    r"""Return the text as it is compared in a search: the same for any case and any way to write a letter.

    >>> folded("Straße CAFÉ") == folded("STRASSE cafe\u0301")
    True
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def searchable(text: str) -> str:
    r"""Return what somebody looks for as it can be asked: short, in one line, without what nothing can hold.

    >>> searchable("Fit\x00  notes\n")
    'Fit notes'
    """
    kept = "".join(letter for letter in text[:200] if letter != "\x00" and not "\ud800" <= letter <= "\udfff")
    return " ".join(kept.split())
