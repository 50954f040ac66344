"""Organisations: find one, read about it, and (for operators) import whole lists."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from sideways.common.tables import BadTableError
from sideways.people import organisation_presenters as presenters
from sideways.people import queries, uploads
from sideways.people.importers import SOURCES
from sideways.people.models import Person
from sideways.people.organisation_services import organisations_import
from sideways.people.rules import is_operator, looks_after
from sideways.people.views.uploading import UploadPage, uploaded

MOST_FOUND = 30
UPLOAD = UploadPage(
    template="people/organisation_upload.html",
    then="people:organisation_import",
    command="sideways import organisations",
    context={"sources": SOURCES},
)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    found = [presenters.found_row(each) for each in queries.organisations_matching(text, limit=MOST_FOUND)]
    context = {"q": text, "found": found, "most_found": MOST_FOUND, "may_import": is_operator(request.user)}
    return render(request, "people/organisation_search.html", context)


@require_safe
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(queries.organisations_listed_with_relations(), pk=pk)
    parts = queries.organisations_within(shown)
    context = {
        "organisation": shown,
        "facts": presenters.facts(shown, for_operator=is_operator(request.user)),
        "is_operator": is_operator(request.user),
        "looks_after": looks_after(request.user, shown),
        "parts": [presenters.found_row(part) for part in parts[:MOST_FOUND]],
        "part_count": parts.count(),
    }
    return render(request, "people/organisation.html", context)


@csrf_exempt  # checked once the size is known
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    return uploaded(request, _operator(request), UPLOAD)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    operator = _operator(request)
    path = uploads.upload_find(token, operator)
    if path is None:
        messages.info(request, _("That file was imported or forgotten already."))
        return redirect("people:organisation_upload")
    try:
        report = organisations_import(
            paths=[path], by=operator, at=timezone.now(), preview=request.method != "POST"
        )
    except BadTableError as error:
        uploads.upload_forget(token, operator)
        context = {
            "mistakes": presenters.mistakes(error),
            "count": len(error.mistakes),
            "again": "people:organisation_upload",
        }
        return render(request, "people/organisation_mistakes.html", context, status=422)
    if request.method == "POST":
        uploads.upload_forget(token, operator)
        messages.success(request, presenters.imported(report))
        return redirect("people:organisation_upload")
    context = {
        "report": report,
        "kind": report.files[0][1],
        "figures": presenters.import_figures(report),
        "parts": presenters.import_parts(report),
    }
    return render(request, "people/organisation_preview.html", context)


def _operator(request: HttpRequest) -> Person:
    if not (isinstance(request.user, Person) and is_operator(request.user)):
        raise Http404
    return request.user
