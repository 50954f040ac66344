"""What in an author's words could tell who somebody is. It suggests, and never stops anybody for good."""

from collections.abc import Mapping
from dataclasses import dataclass

from sideways.clues import Clue, clues_in, one_at_each_place
from sideways.people.cells import Cells
from sideways.people.models import Person
from sideways.people.naming import organisations_named_in, people_named_in, places_that_name

BETWEEN_BOXES = "\n\n"  # no name runs on over an empty line


@dataclass(frozen=True, slots=True)
class Found:
    """A clue and the box it stands in. The same words twice in a box are one."""

    box: str
    clue: Clue

    @property
    def key(self) -> str:
        """Return what names it when a form is sent."""
        return f"{self.box}:{self.clue.text}"


def clues_found(texts: Mapping[str, str], *, by: Person, cells: Cells | None) -> list[Found]:
    """Return what the texts of some boxes give away.

    ``cells`` counts people at the author's level; None when the author is shown by name, whom a
    place tells nothing of. At most four queries.
    """
    text = BETWEEN_BOXES.join(texts.values())
    clues = clues_in(text) + organisations_named_in(text) + people_named_in(text)
    if cells is not None:
        clues += places_that_name(by, text, cells)
    found: dict[str, Found] = {}
    ends = _ends(texts)
    for clue in one_at_each_place(clues):
        box = next(name for name, end in ends.items() if clue.start < end)
        one = Found(box, clue)
        found.setdefault(one.key, one)
    return list(found.values())


def _ends(texts: Mapping[str, str]) -> dict[str, int]:
    ends, end = {}, 0
    for name, text in texts.items():
        end += len(text) + len(BETWEEN_BOXES)
        ends[name] = end
    return ends
