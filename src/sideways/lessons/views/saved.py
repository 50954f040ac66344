"""Saved searches: keep the one on the list, see them all, stop one."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from sideways.lessons import feeds, presenters, saved_queries, services
from sideways.lessons.errors import NothingSoughtError, TooManySearchesError
from sideways.lessons.filtering import search_words
from sideways.lessons.presenters.saved import NOTHING_SOUGHT, too_many_words
from sideways.lessons.queries import Filters
from sideways.lessons.rules import MOST_SEARCHES
from sideways.lessons.views.access import PersonRequest, for_peers

MOST_DIGITS = 18  # of a number that a database can hold


@require_safe
@for_peers
def searches(request: PersonRequest) -> HttpResponse:
    saved = list(saved_queries.searches_of(request.user))
    new = saved_queries.new_since_looked(saved, request.user)
    rows = presenters.search_rows(saved, search_words(saved), new)
    return render(request, "lessons/searches.html", {"rows": rows, "most": MOST_SEARCHES})


@require_POST
@for_peers
def search_save(request: PersonRequest) -> HttpResponse:
    filters = feeds.filters_from(request.POST)
    try:
        _save(request, Filters(**filters))
    except NothingSoughtError:
        messages.error(request, str(NOTHING_SOUGHT))
    except TooManySearchesError:
        messages.error(request, too_many_words())
        return redirect("lessons:searches")
    else:
        messages.success(request, gettext("Saved. You will hear of new lessons that fit."))
    return redirect(feeds.page(filters))


@transaction.atomic
def _save(request: PersonRequest, filters: Filters) -> None:
    """Save a search, in the place of the one it puts right."""
    before = request.POST.get("instead_of", "")
    if before.isdecimal():
        wrong = saved_queries.searches_of(request.user).filter(pk=int(before[:MOST_DIGITS])).first()
        if wrong is not None and wrong.filters != filters.chosen():
            services.search_stop(search=wrong, by=request.user)
    services.search_save(filters=filters, by=request.user, at=timezone.now())


@require_POST
@for_peers
def search_stop(request: PersonRequest, pk: int) -> HttpResponse:
    own = get_object_or_404(saved_queries.searches_of(request.user), pk=pk)
    services.search_stop(search=own, by=request.user)
    messages.success(request, gettext("Stopped. This search tells you nothing any more."))
    return redirect("lessons:searches")
