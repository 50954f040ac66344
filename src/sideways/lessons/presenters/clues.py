"""Words for what an author's text gives away."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sideways.clues import Clue, Kind
from sideways.lessons.clues import Found


@dataclass(frozen=True, slots=True, kw_only=True)
class ClueRow:
    """One clue as the page shows it."""

    key: str
    box: str
    text: str
    shown: str
    instead: str
    sentence: str


def clue_rows(found: Iterable[Found], *, region: str) -> list[ClueRow]:
    """Return a row for each clue: what it looks like, in which box, and what to write instead."""
    return [
        ClueRow(
            key=each.key,
            box=each.box,
            text=each.clue.text,
            shown=each.clue.text.removesuffix(","),  # that of “our nurse, Joan,” goes with the name
            instead=each.clue.instead,
            sentence=_sentence(each.clue, region),
        )
        for each in found
    ]


def _sentence(clue: Clue, region: str) -> str:
    if clue.kind == Kind.PLACE:
        sentence = _(
            "Fewer than 5 people at your level do your work in %(region)s. "
            "Whoever reads this may know it is you."
        )
        return sentence % {"region": region}
    return _("Looks like %(what)s") % {"what": clue.kind.label}
