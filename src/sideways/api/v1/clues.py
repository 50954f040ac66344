"""What in a text could tell who somebody is."""

from typing import Any

from ninja import Router

from sideways.api.access import PersonRequest
from sideways.api.authentication import READ
from sideways.api.shapes import clues as shapes
from sideways.lessons import queries
from sideways.lessons.clues import clues_found

router = Router(auth=READ)
HERE: dict[str, Any] = {"tags": ["Writing"]}


@router.post("/clues", response=shapes.CluesTold, url_name="clues", **HERE)
def clues_read(request: PersonRequest, sent: shapes.Text) -> shapes.CluesTold:
    """Read what in a text could tell who somebody is, before you share it. Nothing is stored.

    Numbers with a check digit, postcodes, phones, e-mail addresses, dates of birth, organisations of
    our list, places where fewer than 5 people at your level do your work, and people named after a title
    or a part they played, such as Dr or nurse. Other names are found where the network has installed
    what finds them.
    """
    person = request.user
    cells = queries.cells_at([person.level]) if person.level is not None else None
    found = clues_found({"text": sent.text}, by=person, cells=cells)
    return shapes.CluesTold(items=[shapes.clue_told(each.clue) for each in found])
