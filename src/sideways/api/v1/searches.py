"""Saved searches: what you are told of once it is shared."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext
from ninja import Router, Status

from sideways.api import access
from sideways.api.access import PersonRequest
from sideways.api.authentication import READ, WRITE
from sideways.api.fields import PathId
from sideways.api.keys import once
from sideways.api.shapes import searches as shapes
from sideways.api.shapes.found import slips_told
from sideways.lessons import feeds, presenters, queries, saved_queries, services
from sideways.lessons.errors import NothingSoughtError, TooManySearchesError
from sideways.lessons.filtering import search_words
from sideways.lessons.models import SavedSearch
from sideways.lessons.presenters.saved import NOTHING_SOUGHT, as_corrected, too_many_words
from sideways.lessons.queries import Filters
from sideways.lessons.views.listing import ROWS_A_PAGE
from sideways.people.models import Person
from sideways.people.queries import cells_of

router = Router(auth=READ, tags=["Lessons"])


@router.get("/me/searches", response=shapes.SearchList, url_name="searches")
def search_list(request: PersonRequest) -> shapes.SearchList:
    """List your saved searches, and how much is new since you looked at each on its page."""
    person = access.peer(request)
    return shapes.SearchList(items=_told(list(saved_queries.searches_of(person)), person))


@router.post("/me/searches", response={201: shapes.SearchSaved}, url_name="searches", auth=WRITE)
def search_save(request: PersonRequest, sent: shapes.NewSearch) -> Status:
    """Save a search, to be told of new lessons that fit. Saving the same again changes nothing."""
    person = access.peer(request)
    filters = _filters(sent)
    try:
        with once(request):
            saved = services.search_save(filters=filters, by=person, at=timezone.now())
    except NothingSoughtError as error:
        raise ValidationError(str(NOTHING_SOUGHT)) from error
    except TooManySearchesError as error:
        raise ValidationError(too_many_words()) from error
    meant = _meant(filters, person)
    slips = slips_told(meant)
    told = _told([saved], person)[0]
    corrected = as_corrected(filters.q, meant)
    return Status(201, shapes.SearchSaved(**told.dict(), slips=slips, corrected=corrected))


@router.delete("/me/searches/{int:search_id}", response={204: None}, url_name="search", auth=WRITE)
def search_stop(request: PersonRequest, search_id: PathId) -> Status:
    """Stop a saved search. It tells you nothing from now on."""
    person = access.peer(request)
    own = saved_queries.searches_of(person).filter(pk=search_id).first()
    if own is None:
        raise Http404
    services.search_stop(search=own, by=person)
    return Status(204, None)


def _filters(sent: shapes.NewSearch) -> Filters:
    """Return what was sent. Left out in silence, what is not in the list would make it another search."""
    wanted = {name: str(value) for name, value in sent.model_dump(mode="json").items() if value != ""}
    kept = feeds.filters_from(wanted)
    if missing := {name for name in wanted.keys() - kept.keys() if name != "q"}:
        raise ValidationError({name: gettext("Choose one from the list") for name in missing})
    return Filters(**kept)


def _meant(filters: Filters, person: Person) -> list[tuple[str, list[str]]]:
    """Return what the list guesses of the words, of what stands on its first page."""
    if not filters.q:
        return []
    cells = cells_of()
    narrowed = queries.lessons_narrowed(queries.lessons_readable(person), filters, cells)
    answer = queries.lessons_matching(narrowed, filters.q)
    lessons = queries.lessons_best(answer, answer.subjects[:ROWS_A_PAGE])
    return presenters.words_meant(answer.question, presenters.lesson_rows(lessons, cells, person))


def _told(searches: Sequence[SavedSearch], person: Person) -> list[shapes.SearchTold]:
    new = saved_queries.new_since_looked(searches, person)
    rows = presenters.search_rows(searches, search_words(searches), new)
    return [shapes.search_told(row) for row in rows]
