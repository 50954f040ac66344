"""What every view of lessons asks first. Whoever may not gets 404, as if nothing were there (P1)."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django_htmx.middleware import HtmxDetails

from sideways.lessons import queries, rules
from sideways.lessons.errors import LessonError
from sideways.lessons.models import Lesson
from sideways.people.models import Person
from sideways.people.trust import PEERS, is_oversight, visible_to

View = Callable[..., HttpResponse]


class PersonRequest(HttpRequest):
    """A request of somebody who is signed in, as the decorators below leave it."""

    user: Person
    htmx: HtmxDetails


def readable_or_404(request: HttpRequest, pk: UUID) -> Lesson:
    """Return a lesson the reader may open, with all a page shows of it."""
    lessons = queries.with_what_rows_show(Lesson.objects.all())
    return get_object_or_404(visible_to(lessons, request.user), pk=pk)


def own_or_404(request: HttpRequest, pk: UUID) -> Lesson:
    """Return a lesson the reader wrote."""
    lesson = readable_or_404(request, pk)
    if not rules.is_author(lesson, request.user):
        raise Http404
    return lesson


def refused_is_404(view: View) -> View:
    """Turn what a service refuses, and no view answers itself, into 404."""

    @wraps(view)
    def answered(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except LessonError as error:
            raise Http404 from error

    return answered


def for_authors(view: View) -> View:
    """Let in whoever may have written something; accounts of oversight find nothing here."""

    @login_required
    @refused_is_404
    @wraps(view)
    def asked_first(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_oversight(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return asked_first


def for_peers(view: View) -> View:
    """Let in active practitioners and brokers. Those who are not active yet are told why."""

    @login_required
    @refused_is_404
    @wraps(view)
    def asked_first(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if rules.may_share(request.user):
            return view(request, *args, **kwargs)
        if request.user.kind not in PEERS:
            raise Http404
        standing = Person.Standing(request.user.standing)
        return render(request, "lessons/not_yet.html", {"standing": standing}, status=403)

    return asked_first


def for_guardians(view: View) -> View:
    """Let in guardians."""

    @login_required
    @wraps(view)
    def asked_first(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not rules.may_release(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return asked_first
