from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from sideways.lessons import queries, services
from sideways.lessons.forms import NarrowForm, ReaderForm
from sideways.lessons.keeping import WITHDRAWN_KEPT
from sideways.lessons.models import Lesson, LessonRelease
from sideways.lessons.presenters import title_of, who_can_read
from sideways.lessons.views.access import PersonRequest, for_authors, for_peers, own_or_404
from sideways.people.trust import Audience, State


@require_http_methods(["GET", "HEAD", "POST"])
@for_authors
def audience(request: PersonRequest, pk: UUID) -> HttpResponse:
    lesson = _not_a_draft(request, pk)
    form = NarrowForm(request.POST if request.method == "POST" else None, wider_than=lesson.audience)
    if not form.is_valid():
        return _page(request, lesson, form=form)
    chosen = Audience(form.cleaned_data["audience"])
    services.lesson_narrow_audience(lesson=lesson, audience=chosen, by=request.user, at=timezone.now())
    messages.success(request, _("Fewer people can read it now."))
    return redirect("lessons:lesson", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_authors
def open_to(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Open a lesson to one person. The answer is the same whether or not there is such an account."""
    lesson = _not_a_draft(request, pk)
    form = ReaderForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, lesson, reader_form=form)
    services.lesson_open_to_address(
        lesson=lesson, email=form.cleaned_data["email"], by=request.user, at=timezone.now()
    )
    messages.success(request, _("If they are a practitioner or broker here, they can read it now."))
    return redirect("lessons:audience", pk)


@require_POST
@for_authors
def close_to(request: PersonRequest, pk: UUID, reader_pk: int) -> HttpResponse:
    lesson = own_or_404(request, pk)
    reader = get_object_or_404(queries.named_readers(lesson), pk=reader_pk)
    services.lesson_close_to(lesson=lesson, reader=reader, by=request.user, at=timezone.now())
    messages.success(request, _("You no longer name them as a reader."))
    return redirect("lessons:audience", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_authors
def withdraw(request: PersonRequest, pk: UUID) -> HttpResponse:
    lesson = _not_a_draft(request, pk)
    if request.method == "POST":
        services.lesson_withdraw(lesson=lesson, by=request.user, at=timezone.now())
        messages.success(request, _("Withdrawn. Nobody but you can read it now."))
        return redirect("lessons:lesson", pk)
    confirm = {
        "title": _("Withdraw this lesson?"),
        "text": ngettext(
            "Nobody but you can read it any more, from this moment. "
            "You can put it back within %(days)s day. Then it is deleted for good.",
            "Nobody but you can read it any more, from this moment. "
            "You can put it back within %(days)s days. Then it is deleted for good.",
            WITHDRAWN_KEPT.days,
        )
        % {"days": WITHDRAWN_KEPT.days},
        "action": _("Withdraw it"),
        "cancel_url": reverse("lessons:lesson", args=[pk]),
    }
    return render(request, "lessons/confirm.html", confirm)


@require_POST
@for_peers
def put_back(request: PersonRequest, pk: UUID) -> HttpResponse:
    lesson = _not_a_draft(request, pk)
    services.lesson_put_back(lesson=lesson, by=request.user, at=timezone.now())
    messages.success(request, _("It is back. Its readers can read it again."))
    return redirect("lessons:lesson", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_authors
def draft_delete(request: PersonRequest, pk: UUID) -> HttpResponse:
    lesson = own_or_404(request, pk)
    if lesson.state != State.DRAFT:
        return redirect("lessons:withdraw", pk)
    if request.method == "POST":
        services.lesson_draft_delete(lesson=lesson, by=request.user)
        messages.success(request, _("The draft is deleted."))
        return redirect("lessons:mine")
    confirm = {
        "title": _("Delete this draft?"),
        "text": _("“%(title)s” has not been shared. It cannot be brought back.")
        % {"title": title_of(lesson)},
        "action": _("Delete it"),
        "cancel_url": reverse("lessons:edit", args=[pk]),
    }
    return render(request, "lessons/confirm.html", confirm)


def _not_a_draft(request: PersonRequest, pk: UUID) -> Lesson:
    lesson = own_or_404(request, pk)
    if lesson.state == State.DRAFT:
        raise Http404
    return lesson


def _page(
    request: PersonRequest,
    lesson: Lesson,
    *,
    form: NarrowForm | None = None,
    reader_form: ReaderForm | None = None,
) -> HttpResponse:
    readers = list(queries.named_readers(lesson))
    narrow_form = form or NarrowForm(wider_than=lesson.audience)
    context = {
        "lesson": lesson,
        "title": title_of(lesson),
        "who": who_can_read(lesson, is_mine=True, readers=len(readers)),
        "form": form if form is not None and form.errors else reader_form,
        "narrow_form": narrow_form,
        "reader_form": reader_form or ReaderForm(),
        "readers": readers,
        "release": LessonRelease.objects.filter(lesson=lesson).first(),
    }
    return render(request, "lessons/audience.html", context)
