from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sideways.comments import queries, rules, services
from sideways.comments.errors import DecidedAlreadyError
from sideways.comments.forms import AnswerForm, AppealForm, ReportForm
from sideways.comments.models import Comment
from sideways.comments.services import Words
from sideways.comments.showing import kind_sent, new_form
from sideways.lessons.models import Lesson
from sideways.lessons.presenters import title_of
from sideways.lessons.queries import cells_at
from sideways.lessons.views.access import PersonRequest, for_authors, for_peers, readable_or_404
from sideways.lessons.views.clues import sent_words
from sideways.lessons.views.looking import LookedAt

FORMS = ["GET", "HEAD", "POST"]
NAMED = Lesson.Attribution.NAMED


@require_http_methods(FORMS)
@for_peers
def write(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say something beside a lesson: its page has the form too, and here it is looked at once more."""
    lesson = readable_or_404(request, pk)
    kinds = rules.kinds_for(lesson, request.user)
    kind = kind_sent(request.POST.get("kind"), kinds) if kinds else None
    if kind is None:
        raise Http404
    cells = cells_at([request.user.level])
    form = new_form(request.user, cells, sent_words(request))
    is_named = form["attribution"].value() == NAMED or kind == Comment.Kind.ADVICE
    context = _context(lesson) | {"kinds": kinds}
    page = LookedAt(request, form, ["text"], None if is_named else cells, "comments/write.html", context)

    def keep(seen: frozenset[str]) -> HttpResponse:
        words = Words(
            text=form.cleaned_data["text"],
            kind=kind,
            with_name=form.cleaned_data["attribution"] == NAMED,
            routes_seen=seen,
        )
        said = services.comment_add(
            comment_id=form.cleaned_data["comment_id"],
            lesson=lesson,
            words=words,
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("It stands beside the lesson now."))
        return _to(said)

    return page.answer(keep)


@require_http_methods(FORMS)
@for_peers
def answer(request: PersonRequest, comment_id: UUID) -> HttpResponse:
    """Answer a question as the author of the lesson."""
    question = _seen_or_404(request, comment_id)
    if question.kind != Comment.Kind.QUESTION or question.state != Comment.State.SHARED:
        raise Http404
    if not rules.standing_of(question.lesson, request.user).is_author:
        raise Http404
    lesson = question.lesson
    form = AnswerForm(sent_words(request), initial={"comment_id": uuid4()})
    cells = None if lesson.named_author_id else cells_at([request.user.level])
    context = _context(lesson) | {"question": question}

    def keep(seen: frozenset[str]) -> HttpResponse:
        said = services.answer_add(
            comment_id=form.cleaned_data["comment_id"],
            question=question,
            words=Words(text=form.cleaned_data["text"], routes_seen=seen),
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("Answered. Readers see “From the author”, not your name."))
        return _to(said)

    return LookedAt(request, form, ["text"], cells, "comments/answer.html", context).answer(keep)


@require_http_methods(FORMS)
@for_peers
def report(request: PersonRequest, comment_id: UUID) -> HttpResponse:
    """Tell guardians that a comment should not stand."""
    comment = _seen_or_404(request, comment_id)
    if not rules.standing_of(comment.lesson, request.user).may_read or rules.is_own(comment, request.user):
        raise Http404
    form = ReportForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"comment": comment, "title": title_of(comment.lesson), "form": form}
        return render(request, "comments/report.html", context)
    try:
        services.comment_report(comment=comment, **form.cleaned_data, by=request.user, at=timezone.now())
    except DecidedAlreadyError:
        messages.info(request, _("Two guardians have looked at this one already. It stays."))
        return _to(comment)
    messages.success(request, _("Thank you. A guardian looks at it, and you hear what came of it."))
    return _to(comment)


@require_http_methods(FORMS)
@for_authors
def own(request: PersonRequest, comment_id: UUID) -> HttpResponse:
    """Read, as whoever said it, why it was taken down; appeal once."""
    comment = _own_or_404(request, comment_id)
    removal = getattr(comment, "removal", None)
    may_appeal = removal is not None and removal.state == removal.State.DOWN
    form = AppealForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"comment": comment, "removal": removal, "form": form, "may_appeal": may_appeal}
        context["title"] = title_of(comment.lesson)
        return render(request, "comments/own.html", context)
    try:
        services.comment_appeal(
            comment=comment, words=form.cleaned_data["words"], by=request.user, at=timezone.now()
        )
        messages.success(request, _("A second guardian decides. You hear of it here."))
    except DecidedAlreadyError:
        messages.info(request, _("A second guardian has decided already."))
    return redirect("comments:own", comment_id)


@require_http_methods(FORMS)
@for_authors
def withdraw(request: PersonRequest, comment_id: UUID) -> HttpResponse:
    """Take back what one said."""
    comment = _own_or_404(request, comment_id)
    if request.method == "POST":
        services.comment_withdraw(comment=comment, by=request.user, at=timezone.now())
        messages.success(request, _("It is gone."))
        return redirect("lessons:lesson", comment.lesson_id)
    confirm = {
        "title": _("Take back what you said?"),
        "text": _("“%(text)s” and any answer to it are deleted for good.") % {"text": comment.text},
        "action": _("Take it back"),
        "cancel_url": reverse("lessons:lesson", args=[comment.lesson_id]),
    }
    return render(request, "lessons/confirm.html", confirm)


def _context(lesson: Lesson) -> dict[str, Any]:
    return {"lesson": lesson, "title": title_of(lesson)}


def _seen_or_404(request: PersonRequest, comment_id: UUID) -> Comment:
    comment = queries.comment_seen(comment_id, request.user)
    if comment is None:
        raise Http404
    return comment


def _own_or_404(request: PersonRequest, comment_id: UUID) -> Comment:
    comment = queries.comment_own(comment_id, request.user)
    if comment is None:
        raise Http404
    return comment


def _to(comment: Comment) -> HttpResponse:
    return redirect(f"{reverse('lessons:lesson', args=[comment.lesson_id])}#comments")
