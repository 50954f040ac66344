from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from sideways.lessons.models import Lesson
from sideways.lessons.presenters import title_of
from sideways.lessons.views.access import PersonRequest, for_authors, own_or_404
from sideways.people.trust import State
from sideways.receipts import queries, signing
from sideways.receipts.codes import code_of, digest_of
from sideways.receipts.forms import CheckForm
from sideways.receipts.paper import pdf_of
from sideways.receipts.presenters import shared_words


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Say what a code proves. The text is posted, so that it stands in no address and no log."""
    sent = request.POST if request.method == "POST" else request.GET if "code" in request.GET else None
    form = CheckForm(sent)
    context = {"form": form, "keys": signing.public_keys()}
    if form.is_valid():
        text = form.cleaned_data["text"] if request.method == "POST" else ""
        context["shared"] = shared_words(form.receipt)
        context["digest"] = form.receipt.digest
        context["compared"] = bool(text.strip())
        context["is_same"] = digest_of(text) == form.receipt.digest
    return render(request, "receipts/check.html", context)


@require_safe
@for_authors
def own(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show an author what they can prove of a lesson."""
    lesson = _shared_once(request, pk)
    receipt = queries.receipt_of(lesson)
    context = {
        "lesson": lesson,
        "title": title_of(lesson),
        "shared": shared_words(receipt),
        "code": code_of(receipt),
        "text": queries.text_of(lesson),
    }
    return render(request, "receipts/own.html", context)


@require_safe
@for_authors
def pdf(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Hand over the receipt as a PDF."""
    receipt = queries.receipt_of(_shared_once(request, pk))
    response = HttpResponse(pdf_of(receipt), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="receipt.pdf"'
    return response


def _shared_once(request: PersonRequest, pk: UUID) -> Lesson:
    lesson = own_or_404(request, pk)
    if lesson.state == State.DRAFT:
        raise Http404
    return lesson
