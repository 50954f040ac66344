"""Busy times: what is kept, and a calendar file to read."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sideways.busy import presenters, queries, services
from sideways.busy.errors import NewerFileReadError
from sideways.busy.forms import LIMIT_BYTES, LIMIT_MB, TOO_LARGE, CalendarFileForm
from sideways.busy.offered import offer, taken
from sideways.busy.reader import calendar_read
from sideways.busy.reading import DAYS, LeftOut, UnreadableError
from sideways.people.views.requests import PersonRequest


@require_safe
@login_required
def busy(request: PersonRequest) -> HttpResponse:
    now = timezone.now()
    calendar = queries.busy_calendar_of(request.user, now)
    times = queries.busy_times_of(request.user, now) if calendar else []
    days = presenters.busy_days((max(each.starts_at, now), each.ends_at) for each in times)
    context = {
        "calendar": calendar,
        "days": days[: presenters.DAYS_SHOWN_FIRST],
        "later": days[presenters.DAYS_SHOWN_FIRST :],
        "days_kept": DAYS,
    }
    return render(request, "busy/busy.html", context)


@csrf_exempt  # checked below, once the size is known: the check reads the whole body
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def read(request: PersonRequest) -> HttpResponse:
    if int(request.META.get("CONTENT_LENGTH") or 0) > LIMIT_BYTES:
        form = CalendarFileForm({})
        form.errors.clear()
        form.add_error("file", TOO_LARGE)
        return _form_page(request, form, status=413)
    return _read(request)


@csrf_protect
def _read(request: PersonRequest) -> HttpResponse:
    form = CalendarFileForm(request.POST, request.FILES) if request.method == "POST" else CalendarFileForm()
    if not form.is_valid():
        return _form_page(request, form)
    file, now = form.cleaned_data["file"], timezone.now()
    try:
        found = calendar_read(file.read(), at=now)
    except UnreadableError as error:
        return _refused(request, file.name, [LeftOut(error.line, error.sentence)])
    if found.left_out and not found.spans and len(found.left_out) >= found.entries:
        return _refused(request, file.name, found.left_out)
    context = {
        "figures": presenters.figures(found),
        "left_out": presenters.left_out_lines(file.name, found.left_out),
        "count": len(found.left_out),
        "offered": offer(request.user, found.spans, now),
        "nothing": not found.spans,
        "replaces": queries.busy_calendar_of(request.user, now),
    }
    return render(request, "busy/preview.html", context)


def _refused(request: PersonRequest, name: str, left_out: list[LeftOut]) -> HttpResponse:
    context = {"lines": presenters.left_out_lines(name, left_out)}
    return render(request, "busy/refused.html", context, status=422)


def _form_page(request: PersonRequest, form: CalendarFileForm, status: int = 200) -> HttpResponse:
    return render(
        request, "busy/read.html", {"form": form, "limit_mb": LIMIT_MB, "days_kept": DAYS}, status=status
    )


@require_POST
@login_required
def keep(request: PersonRequest) -> HttpResponse:
    offered = taken(request.user, request.POST.get("offered", ""))
    if offered is None:
        messages.info(request, _("That page was too old. Read the file again."))
        return redirect("busy:read")
    try:
        services.busy_times_keep(person=request.user, spans=offered.spans, read_at=offered.read_at)
    except NewerFileReadError:
        messages.info(request, _("A newer file has been read since, and stays."))
        return redirect("busy:busy")
    messages.success(request, _("Kept. Your busy times are up to date."))
    return redirect("busy:busy")


@require_POST
@login_required
def remove(request: PersonRequest) -> HttpResponse:
    services.busy_times_remove(person=request.user)
    messages.success(request, _("Deleted. Nothing of your calendar is kept."))
    return redirect("busy:busy")
