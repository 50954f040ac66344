from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sideways.comments import presenters, queries, rules, services
from sideways.comments.errors import DecidedAlreadyError
from sideways.comments.forms import DecisionForm, RemoveForm
from sideways.comments.models import Comment, Removal
from sideways.lessons.views.access import PersonRequest, for_guardians, refused_is_404

REMOVE, LEAVE, RESTORE, KEEP = "remove", "leave", "restore", "keep"


@require_safe
@for_guardians
def queue(request: PersonRequest) -> HttpResponse:
    """Show what was reported and waits, and appeals against another guardian."""
    waiting = [
        {"comment": each, "kind": presenters.case_kind(each), "since": presenters.waits_since(each)}
        for each in queries.waiting_for(request.user)
    ]
    return render(request, "comments/queue.html", {"waiting": waiting})


@require_http_methods(["GET", "HEAD", "POST"])
@for_guardians
@refused_is_404
def case(request: PersonRequest, comment_id: UUID) -> HttpResponse:
    """Read a comment that was reported; take it down or let it stand; decide an appeal."""
    comment = queries.case_for(request.user, comment_id)
    if comment is None:
        raise Http404
    removal = getattr(comment, "removal", None)
    doing = request.POST.get("do", "") if request.method == "POST" else ""
    is_appeal = removal is not None and removal.state == Removal.State.APPEALED
    form = DecisionForm(request.POST or None) if is_appeal else RemoveForm(request.POST or None)
    known = {RESTORE, KEEP} if is_appeal else {REMOVE, LEAVE}
    if doing and doing not in known | {REMOVE, LEAVE, RESTORE, KEEP}:
        raise Http404
    if doing and doing not in known:
        messages.info(request, _("This one has been answered already."))
        return redirect("comments:case", comment_id)
    if not doing or (doing != LEAVE and not form.is_valid()):
        return _page(request, comment, form if doing != "" else type(form)())
    try:
        _do(doing, comment, form, request)
    except DecidedAlreadyError:
        messages.info(request, _("This one has been answered already."))
        return redirect("comments:case", comment_id)
    messages.success(request, _("Done. Whoever wrote it is told when something changes for them."))
    return redirect("comments:queue")


def _do(doing: str, comment: Comment, form: Any, request: PersonRequest) -> None:
    by, at = request.user, timezone.now()
    if doing == LEAVE:
        services.comment_leave(comment=comment, by=by, at=at)
    elif doing == REMOVE:
        services.comment_remove(comment=comment, **form.cleaned_data, by=by, at=at)
    else:
        words = form.cleaned_data["words"]
        services.appeal_decide(comment=comment, restores=doing == RESTORE, words=words, by=by, at=at)


def _page(request: PersonRequest, comment: Comment, form: Any) -> HttpResponse:
    removal = getattr(comment, "removal", None)
    context = {
        "comment": comment,
        "kind": comment.get_kind_display(),
        "question": comment.question,
        "reports": comment.reports.all(),
        "removal": removal,
        "form": form,
        "may_remove": rules.may_take_down(comment),
        "may_decide": rules.may_decide(request.user, comment),
    }
    return render(request, "comments/case.html", context)


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Show anybody how often comments were reported, taken down, appealed and put back."""
    months = queries.months_moderated(timezone.localdate())
    context = {"months": presenters.month_tables(months), "columns": presenters.COLUMNS}
    return render(request, "comments/log.html", context)
