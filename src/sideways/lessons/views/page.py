from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from sideways.lessons import beside, queries, reuse_queries, rules, services
from sideways.lessons.chain_queries import chain_of, lessons_in
from sideways.lessons.conversations import conversations_of
from sideways.lessons.following_queries import following_of
from sideways.lessons.models import Lesson, LessonRelease
from sideways.lessons.presenters import (
    TALK,
    VERSION_WORDS,
    author_words,
    cause_words,
    echo_words,
    parts_of,
    title_of,
    version_parts,
    who_can_read,
)
from sideways.lessons.presenters.chain import branches_told, roots_told
from sideways.lessons.presenters.trail import talked_sentence, trail_counts, trail_entries, trail_sentence
from sideways.lessons.views.access import PersonRequest, for_authors, for_peers, own_or_404, readable_or_404
from sideways.live.queries import position_now
from sideways.people.models import Person, Topic
from sideways.people.trust import Reader, State, is_peer


@require_safe
def lesson(request: HttpRequest, pk: UUID) -> HttpResponse:
    live_since = position_now() if is_peer(request.user) else None  # before anything is read for the page
    found = readable_or_404(request, pk)
    if found.state == State.DRAFT:
        return redirect("lessons:edit", pk)
    context = _told(found, request.user) | _for_reader(request, found)
    context |= {"live_since": live_since, "beside": beside.parts_for(request, found)}
    return render(request, "lessons/lesson.html", context)


@require_safe
@for_authors
def versions(request: PersonRequest, pk: UUID) -> HttpResponse:
    found = own_or_404(request, pk)
    topics = {topic.pk: topic for topic in Topic.objects.all()}
    told = [
        {
            "at": version.at,
            "what": VERSION_WORDS.get(version.action, version.action),
            "parts": version_parts(version.content, topics),
        }
        for version in found.versions.all()
    ]
    return render(
        request, "lessons/versions.html", {"lesson": found, "title": title_of(found), "versions": told}
    )


@require_POST
@for_peers
def echo(request: PersonRequest, pk: UUID) -> HttpResponse:
    found = readable_or_404(request, pk)
    services.lesson_echo(lesson=found, by=request.user, at=timezone.now())
    return _echoed(request, found)


@require_POST
@for_peers
def echo_take_back(request: PersonRequest, pk: UUID) -> HttpResponse:
    found = readable_or_404(request, pk)
    services.lesson_echo_take_back(lesson=found, by=request.user, at=timezone.now())
    return _echoed(request, found)


def _echoed(request: PersonRequest, found: Lesson) -> HttpResponse:
    if not request.htmx:
        return redirect(f"{reverse('lessons:lesson', args=[found.pk])}#happened")
    context = {"lesson": found, "may_echo": True, **_echoes(found)}
    context["has_echoed"] = queries.has_echoed(found, request.user)
    return render(request, "lessons/_echoes.html", context)


def _told(found: Lesson, reader: Reader) -> dict[str, Any]:
    title = title_of(found)
    listed = reverse("lessons:list")
    reuses = reuse_queries.reuses_of(found, reader)
    roots, branches = chain_of(found, reader)
    shown = [found, *roots, *lessons_in(branches)]
    cells = queries.cells_at([*(each.level for each in shown), *(reuse.level for reuse in reuses)])
    return {
        "lesson": found,
        "title": title,
        "author": author_words(found, cells),
        "talk": TALK[Lesson.Talk(found.talk)],
        "parts": parts_of(found, title),
        "causes": cause_words(found.causes),
        "topics": [
            {"label": topic.name, "url": f"{listed}?topic={topic.pk}"} for topic in found.topics.all()
        ],
        "updates": list(found.updates.all()),
        "trail": trail_entries(found, reuses, cells),
        "trail_sentence": trail_sentence(trail_counts(reuses)),
        "roots": roots_told(roots, cells),
        "branches": branches_told(found, branches, cells),
        **_echoes(found),
    }


def _echoes(found: Lesson) -> dict[str, Any]:
    by_service = queries.echoes_by_service(found)
    return {"echo_total": sum(by_service.values()), "echoes": echo_words(by_service)}


def _for_reader(request: HttpRequest, found: Lesson) -> dict[str, Any]:
    is_mine = rules.is_author(found, request.user)
    reader = request.user
    readers = queries.named_readers(found).count() if is_mine else 0
    may_follow = is_peer(reader) and found.state == State.SHARED
    may_echo = is_peer(reader) and not is_mine and found.state == State.SHARED
    return {
        "is_mine": is_mine,
        "talked": talked_sentence(conversations_of(found, reader), is_mine=is_mine),
        "may_write_to_author": not is_mine and rules.may_release(reader),
        "deleted_on": rules.deleted_on(found) if is_mine else None,
        "who": who_can_read(found, is_mine=is_mine, readers=readers),
        "release": LessonRelease.objects.filter(lesson=found).first() if is_mine else None,
        "following": following_of(found, reader) if isinstance(reader, Person) and may_follow else "",
        "may_echo": may_echo,
        "has_echoed": isinstance(reader, Person) and may_echo and queries.has_echoed(found, reader),
        "has_reused": isinstance(reader, Person)
        and may_echo
        and reuse_queries.reuse_by(found, reader) is not None,
    }
