from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sideways.lessons import queries, services
from sideways.lessons.errors import LessonChangedMeanwhileError, LessonError
from sideways.lessons.forms import DeclineForm, WordingForm
from sideways.lessons.models import Lesson, LessonRelease
from sideways.lessons.presenters import author_words, cause_words, role_words, text_labels, title_of
from sideways.lessons.services.release import texts_to_release
from sideways.lessons.views.access import PersonRequest, for_authors, for_guardians, own_or_404
from sideways.lessons.views.clues import clues_shown, sent_words, takes_a_suggestion
from sideways.lessons.views.form_page import version_seen

ASK, AGREE, REFUSE = "ask", "agree", "refuse"


@require_safe
@for_guardians
def queue(request: PersonRequest) -> HttpResponse:
    return render(
        request, "lessons/releases.html", {"releases": list(queries.releases_waiting_for(request.user))}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_guardians
def propose(request: PersonRequest, pk: UUID) -> HttpResponse:
    release = _asked_or_404(request, pk)
    form = _wording_form(request, release.lesson)
    if not form.is_valid() or takes_a_suggestion(request):
        return _guardian_page(request, release, form=form)
    try:
        services.lesson_release_propose(
            release=release,
            wording=form.cleaned_data,
            seen_version=version_seen(request),
            by=request.user,
            at=timezone.now(),
        )
    except LessonChangedMeanwhileError:
        return _guardian_page(request, release, form=form, stale=True)
    except LessonError:
        return _answered_already(request)
    messages.success(request, _("Sent to the author, who decides."))
    return redirect("lessons:releases")


@require_POST
@for_guardians
def decline(request: PersonRequest, pk: UUID) -> HttpResponse:
    release = _asked_or_404(request, pk)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _guardian_page(request, release, decline_form=form)
    try:
        services.lesson_release_decline(
            release=release, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
        )
    except LessonError:
        return _answered_already(request)
    messages.success(request, _("Declined. The author reads your reason."))
    return redirect("lessons:releases")


@require_http_methods(["GET", "HEAD", "POST"])
@for_authors
def release(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask for a lesson to be public, read the guardian's wording, agree or refuse."""
    lesson = own_or_404(request, pk)
    asked = LessonRelease.objects.filter(lesson=lesson).first()
    if request.method == "POST":
        return _answer(request, lesson, asked)
    labels = text_labels(lesson, lesson.updates.all())
    wording = asked.wording if asked is not None else {}
    texts = texts_to_release(lesson)
    compared = [
        {"label": labels[name], "was": texts.get(name, ""), "proposed": text}
        for name, text in wording.items()
        if name in labels
    ]
    context = {"lesson": lesson, "title": title_of(lesson), "release": asked, "compared": compared}
    context["author"] = author_words(lesson, queries.cells_at([lesson.level]))
    return render(request, "lessons/release.html", context)


def _asked_or_404(request: PersonRequest, pk: UUID) -> LessonRelease:
    """Return what waits; to a form sent twice also what has been answered, so that it can be told so."""
    if request.method == "POST":
        return get_object_or_404(LessonRelease.objects.select_related("lesson"), pk=pk)
    return get_object_or_404(queries.releases_waiting_for(request.user), pk=pk)


def _answered_already(request: PersonRequest) -> HttpResponse:
    messages.info(request, _("This one has been answered already, or the author has taken it back."))
    return redirect("lessons:releases")


def _answer(request: PersonRequest, lesson: Lesson, asked: LessonRelease | None) -> HttpResponse:
    doing, at = request.POST.get("do"), timezone.now()
    if doing == ASK:
        services.lesson_release_ask(lesson=lesson, by=request.user, at=at)
        messages.success(request, _("A guardian will read it. You decide about their wording."))
    elif doing == AGREE and asked is not None:
        services.lesson_release_agree(release=asked, by=request.user, at=at)
        messages.success(request, _("It is public now, in the new wording."))
    elif doing == REFUSE and asked is not None:
        services.lesson_release_refuse(release=asked, by=request.user, at=at)
        messages.success(request, _("It stays as it is."))
    elif doing != REFUSE:
        raise Http404
    return redirect("lessons:lesson", lesson.pk)


def _wording_form(request: PersonRequest, lesson: Lesson) -> WordingForm:
    labels = text_labels(lesson, lesson.updates.all())
    sent = None if "reason" in request.POST else sent_words(request)
    return WordingForm(sent, texts=texts_to_release(lesson), labels=labels)


def _guardian_page(
    request: PersonRequest,
    release: LessonRelease,
    *,
    form: WordingForm | None = None,
    decline_form: DeclineForm | None = None,
    stale: bool = False,
) -> HttpResponse:
    if not queries.releases_waiting_for(request.user).filter(pk=release.pk).exists():
        return _answered_already(request)  # withdrawn or answered since: the text is not theirs to read now
    lesson = release.lesson
    wording_form = form or _wording_form(request, lesson)
    texts = texts_to_release(lesson)
    context = {
        "release": release,
        "lesson": lesson,
        "author": role_words(lesson, queries.cells_at([lesson.level])),
        "causes": cause_words(lesson.causes),
        "boxes": [(texts[field.name], field) for field in wording_form],
        "form": decline_form or wording_form,
        "decline_form": decline_form or DeclineForm(),
        "stale": stale,
        **clues_shown(request, wording_form, list(wording_form.fields), cells=None),
    }
    return render(request, "lessons/release_propose.html", context)
