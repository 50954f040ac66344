"""The log of one's meetings: a page, a table, a PDF."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sideways.lessons.views.access import PersonRequest, for_peers
from sideways.meetings import log as logs
from sideways.meetings import queries


@require_safe
@for_peers
def log(request: PersonRequest) -> HttpResponse:
    rows = logs.log_rows(queries.log_of(request.user))
    return render(request, "meetings/log.html", {"rows": rows, "total": logs.total_words(rows)})


@require_safe
@for_peers
def log_csv(request: PersonRequest) -> HttpResponse:
    written = logs.log_csv(logs.log_rows(queries.log_of(request.user)))
    return _file(written.encode(), "text/csv; charset=utf-8", "log.csv")


@require_safe
@for_peers
def log_pdf(request: PersonRequest) -> HttpResponse:
    written = logs.log_pdf(logs.log_rows(queries.log_of(request.user)), request.user.name)
    return _file(written, "application/pdf", "log.pdf")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
