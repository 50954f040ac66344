"""What somebody wants to hear of: the words and filters of a list, kept until they stop it."""

from datetime import datetime

from django.db import transaction

from sideways.lessons import rules
from sideways.lessons.errors import (
    NotAPeerError,
    NothingSoughtError,
    NotYourSearchError,
    TooManySearchesError,
)
from sideways.lessons.models import SavedSearch
from sideways.lessons.queries import Filters
from sideways.people.models import Person
from sideways.people.services.locking import locked


@transaction.atomic
def search_save(*, filters: Filters, by: Person, at: datetime) -> SavedSearch:
    """Keep these words and filters. Saving the same again keeps the first.

    Raises NotAPeerError for anybody who may not hear of candid lessons, NothingSoughtError when nothing is
    chosen, TooManySearchesError when the person has 20 already.
    """
    owner = locked(by)
    if not rules.may_save_searches(owner):
        raise NotAPeerError
    chosen = filters.chosen()
    if not chosen:
        raise NothingSoughtError
    saved = SavedSearch.objects.filter(person=owner, filters=chosen).first()
    if saved is not None:
        return saved
    if owner.saved_searches.count() >= rules.MOST_SEARCHES:
        raise TooManySearchesError
    search = SavedSearch(person=owner, filters=chosen, saved_at=at, looked_at=at)
    search.save()
    return search


def search_look(*, search: SavedSearch, at: datetime) -> None:
    """Note that its owner sees the list now. Only the last look is kept; an earlier one changes nothing."""
    SavedSearch.objects.filter(pk=search.pk, looked_at__lt=at).update(looked_at=at)


@transaction.atomic
def search_stop(*, search: SavedSearch, by: Person) -> None:
    """Forget a search: from now on it tells nothing. Stopping twice changes nothing.

    Raises NotYourSearchError unless it is ``by``'s own.
    """
    if search.person_id != by.pk:
        raise NotYourSearchError
    SavedSearch.objects.filter(pk=search.pk).delete()
