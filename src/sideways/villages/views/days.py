from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sideways.lessons.views.access import PersonRequest, for_peers
from sideways.people.rules import is_broker
from sideways.villages import day_presenters, day_queries, services
from sideways.villages.errors import NotNowError
from sideways.villages.forms import DayForm, WishesForm
from sideways.villages.models import Day
from sideways.villages.views.access import broker_or_404


@require_safe
@for_peers
def day_list(request: PersonRequest) -> HttpResponse:
    """Show the days one is invited to; brokers see all."""
    context = {"days": day_queries.days_for(request.user), "is_broker": is_broker(request.user)}
    return render(request, "villages/days.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_peers
def new(request: PersonRequest) -> HttpResponse:
    """Open a day, and invite projects and mentors."""
    broker_or_404(request)
    form = DayForm(
        request.POST or None,
        projects=day_queries.projects_to_invite(),
        mentors=day_queries.mentors_to_invite(),
        initial={"day_id": uuid4()},
    )
    if request.method != "POST" or not form.is_valid():
        return render(request, "villages/day_new.html", {"form": form})
    opened = services.day_open(
        day_id=form.cleaned_data["day_id"],
        invitations=form.invitations(),
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, _("The day is open. All who are invited hear of it, and can rank."))
    return redirect("villages:day", opened.pk)


def _day_or_404(request: PersonRequest, day_id: UUID) -> Day:
    shown = day_queries.day_for(request.user, day_id)
    if shown is None:
        raise Http404
    return shown


@require_safe
@for_peers
def day(request: PersonRequest, day_id: UUID) -> HttpResponse:
    """Show one's own part in a day; to brokers how far it is, and the plan of talks."""
    shown, person = _day_or_404(request, day_id), request.user
    guests, talks = list(day_queries.guests_of(shown)), list(day_queries.talks_of(shown))
    own = [each for each in guests if day_queries.owner(each).pk == person.pk]
    runs_it = is_broker(person)
    context = {
        "day": shown,
        "own": [day_presenters.guest_row(shown, each, guests, talks) for each in own],
        "runs_it": runs_it,
        "ranked": day_presenters.how_many_ranked(guests) if runs_it else "",
        "plan": day_presenters.talk_rows(talks) if runs_it else [],
        "matches": sum(each.matched_id is not None for each in guests) if runs_it else 0,
    }
    return render(request, "villages/day.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_peers
def wishes(request: PersonRequest, day_id: UUID, guest_id: int) -> HttpResponse:
    """Rank up to three of the other side, and leave out whom one never wants to be with."""
    shown = _day_or_404(request, day_id)
    guests = list(day_queries.guests_of(shown))
    own = {each.pk: each for each in guests if day_queries.owner(each).pk == request.user.pk}
    guest = own.get(guest_id)
    if guest is None:
        raise Http404
    others = day_queries.others_for(guest, guests)
    said = list(guest.wishes.all())
    ranked = {each.rank: str(each.about_id) for each in said if each.rank}
    form = WishesForm(
        request.POST if request.method == "POST" else None,
        others=[(each.pk, day_presenters.called(each)) for each in others],
        initial={
            "first": ranked.get(1, ""),
            "second": ranked.get(2, ""),
            "third": ranked.get(3, ""),
            "excluded": [str(each.about_id) for each in said if each.rank is None],
        },
    )
    if request.method != "POST" or not form.is_valid():
        return render(request, "villages/wishes.html", {"day": shown, "form": form, "guest": guest})
    try:
        services.wishes_say(guest=guest, picks=form.picks(), excluded=form.excluded(), by=request.user)
    except NotNowError:
        messages.info(request, _("The day is closed: nothing was changed."))
    else:
        messages.success(
            request, _("Saved. Nobody else reads it. You can change it until the day is closed.")
        )
    return redirect("villages:day", shown.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_peers
def close(request: PersonRequest, day_id: UUID) -> HttpResponse:
    """Close a day, after asking once. Closing it again changes nothing."""
    broker_or_404(request)
    shown = _day_or_404(request, day_id)
    if request.method != "POST":
        return render(request, "villages/day_close.html", {"day": shown})
    services.day_close(day=shown, by=request.user, at=timezone.now())
    messages.success(request, _("Closed. Everybody can read what came out, and why."))
    return redirect("villages:day", shown.pk)
