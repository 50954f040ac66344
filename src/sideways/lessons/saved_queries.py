"""Reads of saved searches. All of a person stand in one statement, so that twenty cost what one does."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from sideways.lessons import rules
from sideways.lessons.models import Lesson, SavedSearch
from sideways.lessons.queries import (
    Filters,
    groups_of_unnamed,
    lessons_readable,
    lessons_readable_with_own,
    shows,
    stands_under,
)
from sideways.people.cells import Cells
from sideways.people.models import Person
from sideways.people.queries import cells_of
from sideways.people.trust import Reader
from sideways.search.queries import holding, readings

FITS_NONE = -1


def filters_of(search: SavedSearch) -> Filters:
    """Return what a search looks for, in one order: databases keep another."""
    return Filters(**search.filters)


def searches_of(person: Person) -> QuerySet[SavedSearch]:
    """Return what somebody has saved, oldest first."""
    return SavedSearch.objects.filter(person=person)


def search_saved_as(filters: Filters, reader: Reader) -> SavedSearch | None:
    """Return the search a peer has saved with just these words and filters. One query, or none."""
    chosen = filters.chosen()
    if not (chosen and isinstance(reader, Person) and rules.may_save_searches(reader)):
        return None
    return searches_of(reader).filter(filters=chosen).first()


def first_search(lessons: QuerySet[Lesson], searches: Sequence[SavedSearch], person: Person) -> Case:
    """Return the place of the first search that a lesson fits and that was saved before it was shared.

    FITS_NONE where it fits none. To annotate those lessons with. As many queries as ``fitting``.
    """
    after = [Q(shared_at__gt=search.saved_at) for search in searches]
    fits = fitting(lessons, searches, lessons_readable(person))
    whens = [When(new & fit, then=Value(n)) for n, (new, fit) in enumerate(zip(after, fits, strict=True))]
    return Case(*whens, default=Value(FITS_NONE), output_field=IntegerField())


def new_since_looked(searches: Sequence[SavedSearch], person: Person) -> list[int]:
    """Return for each search how many lessons by others that fit it were shared since its owner looked.

    Ten queries at most for nearly everybody, whatever the number of searches.
    """
    if not searches:
        return []
    oldest = min(search.looked_at for search in searches)
    readable, own = lessons_readable_with_own(person)
    others = readable.filter(shared_at__gt=oldest).exclude(pk__in=own)
    counts: dict[str, Any] = {
        str(n): Count("pk", filter=Q(shared_at__gt=search.looked_at) & fit)
        for n, (search, fit) in enumerate(zip(searches, fitting(others, searches, readable), strict=True))
    }
    return list(others.aggregate(**counts).values())


def fitting(
    lessons: QuerySet[Lesson], searches: Sequence[SavedSearch], readable: QuerySet[Lesson]
) -> list[Q]:
    """Return for each search what keeps those of some lessons that fit: with every word, read as on the list.

    So a slip is taken for what was meant as long as nothing ``readable`` has it. One query for the sizes
    of groups and one for those of the lessons, where a search compares them; one for the words of all, and
    three more where nothing has every word of some.
    """
    every = [filters_of(search) for search in searches]
    of_authors = any(filters.of_authors() for filters in every)
    cells = cells_of() if of_authors or any(filters.level for filters in every) else Cells([])
    reads_authors = any(filters.q and filters.of_authors() for filters in every)
    stored = groups_of_unnamed(readable if reads_authors else lessons) if of_authors else []
    under = [stands_under(filters) & shows(filters, stored, cells) for filters in every]
    with_words = [n for n, filters in enumerate(every) if filters.q]
    asked = [(under[n], every[n].q) for n in with_words]
    read = readings(readable, rules.LESSON, asked) if asked else []
    for n, question in zip(with_words, read, strict=True):
        under[n] &= holding(rules.LESSON, question)
    return under
