from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sideways.notices import presenters, queries, services
from sideways.notices.forms import ChoicesForm
from sideways.notices.kinds import all_kinds, kinds_sent_to
from sideways.notices.letters import unsubscribe_token_read

ROWS_A_PAGE = 30

asked = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    plan = queries.plan_of(request.user, at=at)
    rows = presenters.notice_rows(queries.notices_of(request.user, at=at), plan.seen_at)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "at": at.isoformat(), "new": sum(row.is_new for row in rows)}
    return render(request, "notices/list.html", context)


@require_POST
@login_required
def seen(request: HttpRequest) -> HttpResponse:
    """Mark as seen what stood on the page: not what has come since it was opened."""
    now = timezone.now()
    services.notices_see(person=request.user, until=_moment(request.POST.get("until", "")) or now, at=now)
    if request.headers.get("HX-Request"):
        return render(request, "notices/_seen.html")
    return redirect("notices:list")


@asked
@login_required
def choices(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    kinds = kinds_sent_to(request.user)
    plan = queries.plan_of(request.user, at=at)
    form = ChoicesForm(request.POST if request.method == "POST" else None, plan=plan, kinds=kinds)
    if form.is_valid():
        services.notices_choose(person=request.user, choices=form.choices(), at=at)
        messages.success(request, _("Saved. It holds from now on."))
        return redirect("notices:list")
    return render(request, "notices/choices.html", {"form": form, "kinds": kinds})


@csrf_exempt  # a mail program posts here by itself, without a cookie: the signature is the proof (RFC 8058)
@asked
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    try:
        person_id, names = unsubscribe_token_read(token)
    except signing.BadSignature as error:
        raise Http404 from error
    if request.method == "POST":
        services.notices_unsubscribe(person_id=person_id, kinds=names, at=timezone.now())
    context = {"titles": presenters.titles_of(all_kinds(), names), "done": request.method == "POST"}
    return render(request, "notices/unsubscribe.html", context)


def _moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment is not None and timezone.is_aware(moment) else None
