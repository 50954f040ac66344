"""Feeds and calendar: the pages of a person's addresses, and what is fetched at them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sideways.feeds import ics, presenters, queries, secret, services, writing
from sideways.feeds.dates import dated_things_of
from sideways.feeds.errors import AddressRevokedError, TooManyAddressesError
from sideways.feeds.forms import MakeForm
from sideways.feeds.lists import Entry, FollowedList, list_called
from sideways.feeds.models import CALENDAR, PersonalAddress
from sideways.feeds.serving import FOR_ONE, answer
from sideways.people.views.requests import PersonRequest

NOTHING_HERE = gettext_lazy(
    "There is nothing at this address. It may have been revoked. Sign in to Sideways to make a new one."
)


@require_safe
@login_required
def mine(request: PersonRequest) -> HttpResponse:
    person = request.user
    context = {
        "rows": presenters.address_rows(queries.addresses_of(person)),
        "dates": presenters.date_lines(dated_things_of(person, timezone.now())),
    }
    return render(request, "feeds/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def make(request: PersonRequest, what: str) -> HttpResponse:
    person = request.user
    followed = _followed_or_404(what)
    filters = followed.filters_from(request.GET) if followed else {}
    name = presenters.name_for(followed, followed.filter_words(filters) if followed else [])
    initial = {"secret": secret.offered_to(person), "name": name}
    form = MakeForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        return _made(request, form, what, filters)
    return _make_page(request, form, what, filters)


def _made(request: PersonRequest, form: MakeForm, what: str, filters: dict[str, str]) -> HttpResponse:
    taken = secret.taken_by(request.user, form.cleaned_data["secret"])
    if taken is None:
        messages.info(request, gettext("That page was too old. Make the address again."))
        return redirect(request.get_full_path())
    wanted = services.Wanted(what=what, name=form.cleaned_data["name"], filters=filters)
    try:
        made = services.address_make(person=request.user, secret=taken, wanted=wanted, at=timezone.now())
    except AddressRevokedError:
        messages.info(request, gettext("You have revoked that address. Make a new one."))
        return redirect("feeds:mine")
    except TooManyAddressesError:
        form.add_error(None, presenters.too_many_words(services.MOST_ADDRESSES))
        return _make_page(request, form, what, filters)
    context = {"address": made, "places": presenters.places_of(made.what, taken)}
    return render(request, "feeds/made.html", context)


def _make_page(request: PersonRequest, form: MakeForm, what: str, filters: dict[str, str]) -> HttpResponse:
    followed = list_called(what)
    context = {
        "form": form,
        "is_calendar": what == CALENDAR,
        "narrowed": followed.filter_words(filters) if followed else [],
        "warning": presenters.warning_about(what),
    }
    return render(request, "feeds/make.html", context)


@require_safe
@login_required
def address(request: PersonRequest, pk: int) -> HttpResponse:
    shown = _own_or_404(request, pk)
    found, lines, narrowed = 0, [], []
    if shown.is_calendar:
        things = dated_things_of(request.user, timezone.now())
        found, lines = len(things), presenters.date_lines(things[: presenters.MOST_SHOWN])
    elif followed := list_called(shown.what):
        entries, narrowed = (
            followed.entries(request.user, shown.filters),
            followed.filter_words(shown.filters),
        )
        found, lines = len(entries), presenters.entry_lines(entries[: presenters.MOST_SHOWN])
    context = {
        "address": shown,
        "row": presenters.address_rows([shown])[0],
        "narrowed": narrowed,
        "lines": lines,
        "more": found - len(lines),
        "warning": presenters.warning_about(shown.what),
    }
    return render(request, "feeds/address.html", context)


@require_POST
@login_required
def revoke(request: PersonRequest, pk: int) -> HttpResponse:
    own = get_object_or_404(PersonalAddress, pk=pk, person=request.user)
    services.address_revoke(address=own, by=request.user, at=timezone.now())
    messages.success(request, gettext("Revoked. Nothing can be fetched there any more."))
    return redirect("feeds:mine")


@require_safe
def atom(request: HttpRequest, secret: str) -> HttpResponse:
    return _fetched(request, secret, _feed_as(writing.atom), writing.ATOM)


@require_safe
def json_feed(request: HttpRequest, secret: str) -> HttpResponse:
    return _fetched(request, secret, _feed_as(writing.json_feed), writing.JSON)


@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    return _fetched(request, secret, _calendar_of, ics.ICALENDAR)


def _fetched(
    request: HttpRequest, secret: str, written: Callable[[PersonalAddress], bytes | None], content_type: str
) -> HttpResponse:
    """Answer with what the owner of the address may read now, whoever asks and with whatever cookie."""
    found = queries.address_at(secret)
    body = written(found) if found else None
    if found is None or body is None:
        return HttpResponseNotFound(f"{NOTHING_HERE}\n", content_type="text/plain; charset=utf-8")
    services.address_fetched(address=found, on=timezone.localdate())
    return answer(request, body, content_type, cache=FOR_ONE)


def _feed_as(write: Callable[[writing.Feed], bytes]) -> Callable[[PersonalAddress], bytes | None]:
    def written(found: PersonalAddress) -> bytes | None:
        followed = list_called(found.what)
        if followed is None:
            return None
        entries: list[Entry] = followed.entries(found.person, found.filters)
        page, path = followed.page(found.filters), reverse("feeds:address", args=[found.pk])
        return write(writing.Feed(title=found.name, page=page, path=path, entries=entries, is_secret=True))

    return written


def _calendar_of(found: PersonalAddress) -> bytes | None:
    if not found.is_calendar:
        return None
    return ics.calendar(found.name, dated_things_of(found.person, timezone.now()))


def _followed_or_404(what: str) -> FollowedList | None:
    followed = list_called(what)
    if followed is None and what != CALENDAR:
        raise Http404
    return followed


def _own_or_404(request: PersonRequest, pk: int) -> Any:
    return get_object_or_404(queries.addresses_of(request.user), pk=pk)
