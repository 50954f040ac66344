"""Saved searches: keep the one on the list, see them all, stop one."""

from django.contrib import messages
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
        services.search_save(filters=Filters(**filters), by=request.user, at=timezone.now())
    except NothingSoughtError:
        messages.error(request, str(NOTHING_SOUGHT))
    except TooManySearchesError:
        messages.error(request, too_many_words())
        return redirect("lessons:searches")
    else:
        messages.success(request, gettext("Saved. You will hear of new lessons that fit."))
    return redirect(feeds.page(filters))


@require_POST
@for_peers
def search_stop(request: PersonRequest, pk: int) -> HttpResponse:
    own = get_object_or_404(saved_queries.searches_of(request.user), pk=pk)
    services.search_stop(search=own, by=request.user)
    messages.success(request, gettext("Stopped. This search tells you nothing any more."))
    return redirect("lessons:searches")
