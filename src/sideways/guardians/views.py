import re
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sideways.guardians import presenters, queries, rules, services
from sideways.guardians.errors import NobodyCanFindOutError, NotToBeSeenError, RequestNotOpenError
from sideways.guardians.forms import AnswerForm, AskForm, MessageForm
from sideways.guardians.models import GuardianMessage, Unmasking
from sideways.lessons.models import Lesson
from sideways.lessons.presenters import title_of
from sideways.lessons.views.access import (
    PersonRequest,
    for_authors,
    for_guardians,
    own_or_404,
    refused_is_404,
)
from sideways.people.models import Person
from sideways.people.trust import State, visible_to

ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)
THANKS, AGREE, DECLINE, LOOK = "thanks", "agree", "decline", "look"
FORMS = ["GET", "HEAD", "POST"]


@require_safe
@for_guardians
def desk(request: PersonRequest) -> HttpResponse:
    """Show what waits for a guardian, and the box for the address of a lesson."""
    at, guardian = timezone.now(), request.user
    typed = request.GET.get("lesson", "")
    found = ID.search(typed)
    if found and queries.guarded(guardian, UUID(found[0])):
        return redirect("guardians:lesson", found[0])
    context = {
        "typed": typed,
        "not_found": bool(typed),
        "waiting": queries.unmaskings_waiting_for(guardian, at),
        "mine": [
            {"request": row, "standing": presenters.standing_of(row, at)}
            for row in queries.unmaskings_of(guardian)
        ],
        "conversations": queries.conversations_of(guardian),
    }
    return render(request, "guardians/desk.html", context)


@require_http_methods(FORMS)
@for_guardians
@refused_is_404
def lesson(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Write to the author of a lesson, and read the answers."""
    found = _guarded_or_404(request, pk)
    form = MessageForm(request.POST if request.method == "POST" else None, initial={"message_id": uuid4()})
    if not form.is_valid():
        return _lesson_page(request, found, form)
    is_thanks = request.POST.get("do") == THANKS
    try:
        services.guardian_write(
            message_id=form.cleaned_data["message_id"],
            lesson=found,
            text=form.cleaned_data["text"],
            is_thanks=is_thanks,
            by=request.user,
            at=timezone.now(),
        )
    except NobodyCanFindOutError:
        return _nobody(request, pk)
    messages.success(request, _("Sent. You do not see to whom, and they do not see your name."))
    return redirect("guardians:lesson", pk)


@require_http_methods(FORMS)
@for_guardians
@refused_is_404
def ask(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask to find out who wrote a lesson."""
    found = _guarded_or_404(request, pk)
    form = AskForm(request.POST if request.method == "POST" else None, initial={"request_id": uuid4()})
    context = {"lesson": found, "title": _title(request, found), "form": form}
    if not form.is_valid():
        return render(request, "guardians/ask.html", context)
    try:
        asked = services.unmasking_ask(
            request_id=form.cleaned_data["request_id"],
            lesson=found,
            grounds=form.grounds(),
            by=request.user,
            at=timezone.now(),
        )
    except ValidationError as error:
        form.add_error(None, error)
        return render(request, "guardians/ask.html", context)
    except NobodyCanFindOutError:
        return _nobody(request, pk)
    messages.success(request, _("Asked. A second guardian decides within 14 days, or it lapses."))
    return redirect("guardians:request", asked.pk)


@require_http_methods(FORMS)
@for_guardians
@refused_is_404
def request_page(request: PersonRequest, request_id: UUID) -> HttpResponse:
    """Read a request, answer it, or look who it is once a second guardian has agreed."""
    at = timezone.now()
    asked = queries.unmasking_for(request.user, request_id, at)
    if asked is None:
        raise Http404
    if request.method == "POST" and request.POST.get("do") == LOOK:
        return _look(request, asked)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _request_page(request, asked, form)
    answer = {AGREE: services.unmasking_agree, DECLINE: services.unmasking_decline}.get(
        request.POST.get("do", "")
    )
    if answer is None:
        raise Http404
    try:
        answer(request=asked, words=form.cleaned_data["words"], by=request.user, at=at)
    except RequestNotOpenError:
        messages.info(request, _("This one has been answered already."))
    except NobodyCanFindOutError:
        messages.info(request, _("Nobody can find out any more. The link to the author is destroyed."))
    return redirect("guardians:request", asked.pk)


@require_http_methods(FORMS)
@for_authors
def own(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Read, as the author, what guardians wrote and whether anybody found out; answer."""
    found = own_or_404(request, pk)
    if found.state == State.DRAFT:
        raise Http404
    form = MessageForm(request.POST if request.method == "POST" else None, initial={"message_id": uuid4()})
    if not form.is_valid():
        return _own_page(request, found, form)
    written = queries.messages_about(found).filter(by_author=False)
    services.author_answer(
        message_id=form.cleaned_data["message_id"],
        to=get_object_or_404(written, pk=_id_or_404(request.POST.get("to", ""))),
        text=form.cleaned_data["text"],
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, _("Sent. The guardian sees “the author”, not your name."))
    return redirect("guardians:own", pk)


def _own_page(request: PersonRequest, found: Lesson, sent: MessageForm) -> HttpResponse:
    written = list(queries.messages_about(found))
    to = request.POST.get("to", "")
    newest = {one.guardian_id: one for one in written if one.guardian_id and not one.by_author}
    context = {
        "lesson": found,
        "title": title_of(found),
        "written": written,
        "answers": [_box(one, sent if to == str(one.pk) else None) for one in newest.values()],
        "unmasked": queries.unmaskings_told(timezone.now(), of=found),
        "form": sent,
    }
    return render(request, "guardians/own.html", context)


def _box(to: GuardianMessage, sent: MessageForm | None) -> dict[str, Any]:
    """Return the box for an answer: one for each guardian who wrote, each with fields of its own."""
    form = sent or MessageForm(initial={"message_id": uuid4()}, auto_id=f"id_%s_{to.pk}")
    return {"to": to, "form": form}


def _guarded_or_404(request: PersonRequest, pk: UUID) -> Lesson:
    found = queries.guarded(request.user, pk)
    if found is None:
        raise Http404
    return found


def _id_or_404(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def _title(request: PersonRequest, found: Lesson) -> str:
    """Return the title of a lesson the guardian may read, else nothing."""
    readable = visible_to(Lesson.objects.filter(pk=found.pk), request.user).exists()
    return title_of(found) if readable else ""


def _nobody(request: PersonRequest, pk: UUID) -> HttpResponse:
    messages.info(request, _("Nobody can find out any more. The link to the author is destroyed."))
    return redirect("guardians:lesson", pk)


def _lesson_page(request: PersonRequest, found: Lesson, form: MessageForm) -> HttpResponse:
    context = {
        "lesson": found,
        "title": _title(request, found),
        "written": list(queries.messages_with(request.user, found)),
        "form": form,
    }
    return render(request, "guardians/lesson.html", context)


def _request_page(
    request: PersonRequest, asked: Unmasking, form: AnswerForm, author: Person | None = None
) -> HttpResponse:
    at = timezone.now()
    until, is_party = rules.open_until(asked), rules.is_party(asked, request.user)
    context: dict[str, Any] = {
        "asked": asked,
        "form": form,
        "rows": _rows(asked, at),
        "may_answer": not is_party and rules.waits(asked, at),
        "may_look": is_party and until is not None and at < until and author is None,
        "author": author,
    }
    return render(request, "guardians/request.html", context)


def _rows(asked: Unmasking, at: Any) -> list[dict[str, str]]:
    rows = [
        {"key": _("Reason"), "value": str(asked.get_reason_display())},
        {"key": _("In their words"), "value": asked.words},
        {"key": _("Where it stands"), "value": presenters.standing_of(asked, at)},
        {"key": _("The author is told"), "value": presenters.told_words(asked)},
    ]
    if asked.answer:
        rows.append({"key": _("The second guardian’s reason"), "value": asked.answer})
    return rows


def _look(request: PersonRequest, asked: Unmasking) -> HttpResponse:
    try:
        author = services.unmasking_look(request=asked, by=request.user, at=timezone.now())
    except NobodyCanFindOutError:
        messages.info(request, _("Nobody can find out any more. The link to the author is destroyed."))
        return redirect("guardians:request", asked.pk)
    except NotToBeSeenError as error:
        raise Http404 from error
    return _request_page(request, asked, AnswerForm(), author)
