"""The panel of clues under the boxes of an author: shown as they type, and once before it is shared."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.http import QueryDict

from sideways.clues import in_other_words
from sideways.lessons import presenters
from sideways.lessons.clues import clues_found
from sideways.lessons.views.access import PersonRequest
from sideways.people.cells import Cells

REPLACE, SEEN, INSTEAD = "replace", "clue_seen", "clue_instead"


def sent_words(request: PersonRequest) -> QueryDict | None:
    """Return what was sent, with other words where somebody has just taken a suggestion."""
    if request.method != "POST":
        return None
    if REPLACE not in request.POST:
        return request.POST
    sent = request.POST.copy()
    suggestions = list(zip(sent.getlist(SEEN), sent.getlist(INSTEAD), strict=False))
    taken = request.POST.get(REPLACE, "")
    if taken.isascii() and taken.isdecimal() and int(taken) < len(suggestions):
        key, instead = suggestions[int(taken)]
        box, _colon, text = key.partition(":")
        if text and box in sent:
            sent[box] = in_other_words(request.POST.get(box, ""), words=text, instead=instead)
    return sent


def takes_a_suggestion(request: PersonRequest) -> bool:
    """Say whether a suggestion was taken: then nothing is saved yet."""
    return REPLACE in request.POST


def clues_shown(
    request: PersonRequest, form: forms.Form, boxes: Collection[str], cells: Cells | None
) -> dict[str, Any]:
    """Return what the panel shows, whether it is new, and whether anything in it was not shown before.

    ``cells`` counts people at the author's level; None where a place tells nothing of the author.
    """
    texts = {name: str(form[name].value() or "") for name in boxes}
    found = clues_found(texts, by=request.user, cells=cells)
    seen, keys = set(request.POST.getlist(SEEN)), {each.key for each in found}
    return {
        "clues": presenters.clue_rows(found, region=request.user.region),
        "clues_changed": seen != keys,
        "clues_unseen": bool(keys - seen),
    }
