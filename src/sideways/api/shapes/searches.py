"""Saved searches as they go in and out."""

from datetime import date

from sideways.api.fields import Told
from sideways.api.shapes.found import SlipTold
from sideways.api.shapes.lessons import LessonFilter, day
from sideways.lessons.presenters.saved import SearchRow
from sideways.lessons.saved_queries import filters_of


class NewSearch(LessonFilter):
    """What to tell you of. At least one of these has to be chosen."""

    model_config = {
        "extra": "forbid",
        "json_schema_extra": {"examples": [{"q": "fit notes", "stage": "now"}]},
    }


class SearchTold(Told):
    """A saved search."""

    id: int
    words: str
    filters: dict[str, str]
    new: int
    saved_on: date
    looked_on: date


class SearchSaved(SearchTold):
    """A saved search, and what was guessed. Save “corrected” instead, if that is right."""

    slips: list[SlipTold]
    corrected: str


class SearchList(Told):
    """All your saved searches, oldest first."""

    items: list[SearchTold]


def search_told(row: SearchRow) -> SearchTold:
    """Return a saved search of a person."""
    return SearchTold(
        id=row.search.pk,
        words=row.words,
        filters=filters_of(row.search).chosen(),
        new=row.new,
        saved_on=day(row.search.saved_at),
        looked_on=day(row.search.looked_at),
    )
