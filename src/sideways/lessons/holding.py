"""What a person has put into lessons: how to take it out, and what becomes of it when they leave (P13)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from sideways.lessons import rules, saved_queries, services
from sideways.lessons.following import what_concerns
from sideways.lessons.models import Lesson, LessonEcho, LessonRelease, LessonReuse, SavedSearch
from sideways.lessons.queries import named_readers_of
from sideways.lessons.services.change import content_of
from sideways.people.holdings import Deletion, Holding
from sideways.people.models import Person
from sideways.people.trust import State, written_by
from sideways.ui.dates import day

WITHDRAW, LEAVE = "withdraw", "leave"


def export(person: Person) -> dict[str, Any]:
    """Return all the person wrote: drafts, shared and withdrawn lessons with versions and updates, echoes.

    And what they said of lessons they used, the ids of the lessons they watch or have muted, and the
    searches they saved.
    """
    concerned = what_concerns(person)
    mine = Lesson.objects.filter(pk__in=written_by(rules.LESSON, person)).order_by("started_at", "pk")
    lessons = list(mine.select_related("release").prefetch_related("topics", "updates", "versions"))
    readers = named_readers_of(lessons)
    echoes = LessonEcho.objects.filter(pk__in=written_by(rules.ECHO, person)).order_by("pk")
    used = LessonReuse.objects.filter(pk__in=written_by(rules.REUSE, person)).order_by("used_on", "pk")
    searches = saved_queries.searches_of(person)
    return {
        "saved_searches": [_search(search) for search in searches],
        "written": [_lesson(lesson, readers.get(lesson.pk, [])) for lesson in lessons],
        "happened_to_you_too": [str(echo.lesson_id) for echo in echoes],
        "used": [_reuse(reuse) for reuse in used],
        "watched": sorted(map(str, concerned.watched)),
        "muted": sorted(map(str, concerned.muted)),
    }


def _search(search: SavedSearch) -> dict[str, Any]:
    return {
        "filters": saved_queries.filters_of(search).chosen(),
        "saved_at": search.saved_at,
        "looked_at": search.looked_at,
    }


def _lesson(lesson: Lesson, readers: list[Person]) -> dict[str, Any]:
    return {
        "id": str(lesson.pk),
        "state": lesson.state,
        **content_of(lesson),
        "started_at": lesson.started_at,
        "shared_at": lesson.shared_at,
        "withdrawn_at": lesson.withdrawn_at,
        "deleted_on": rules.deleted_on(lesson),
        "grew_from": str(lesson.adapted_from_id or ""),
        "opened_to": [str(reader) for reader in readers],
        "for_the_public": _release(getattr(lesson, "release", None)),
        "updates": [{"at": update.at, "text": update.text} for update in lesson.updates.all()],
        "versions": [
            {"number": version.number, "what": version.action, "at": version.at, **version.content}
            for version in lesson.versions.all()
        ],
    }


def _reuse(reuse: LessonReuse) -> dict[str, Any]:
    return {
        "lesson": str(reuse.lesson_id),
        "used_on": reuse.used_on,
        "place": reuse.place,
        "changed": reuse.changed,
        "outcome": reuse.outcome,
        "why": reuse.why,
        "answered_on": reuse.answered_on,
    }


def _release(release: LessonRelease | None) -> dict[str, Any] | None:
    """Return what the author was told. Which guardian read it, they never see."""
    if release is None:
        return None
    return {
        "state": release.get_state_display(),
        "asked_at": release.asked_at,
        "proposed_wording": release.wording,
        "reason_given": release.reason,
        "answered_at": release.answered_at,
    }


def dates(person: Person) -> Iterator[Deletion]:
    """Return when drafts are deleted if they are left alone, and when withdrawn lessons are.

    Without their words: an account of oversight does not see even its own from before.
    """
    mine = Lesson.objects.filter(pk__in=written_by(rules.LESSON, person)).exclude(state=State.SHARED)
    for lesson in mine:
        if on := rules.deleted_on(lesson):
            begun = gettext("Your draft of %(day)s, unless you change it")
            withdrawn = gettext("The lesson you began on %(day)s and withdrew")
            what = begun if lesson.state == State.DRAFT else withdrawn
            yield Deletion(on, what % {"day": day(lesson.started_at)})


def erase(*, person: Person, choice: str, at: datetime) -> None:
    """Delete or unlink all the person wrote, as they chose. ``at`` is not kept: it would be a link."""
    services.follows_forget(person=person)
    saved_queries.searches_of(person).delete()
    services.lessons_erase(person=person, withdraw=choice != LEAVE)


def follow_to_new_post(*, person: Person, at: datetime) -> None:
    """Shut out the seniors of the new post too. ``at`` is not kept: it would be a link."""
    services.lessons_file_under_post(person=person)


def close_to_leaver(*, person: Person, at: datetime) -> None:
    """Close what was opened to somebody who has left. ``at`` is not kept: it would be a link."""
    services.lessons_close_to_leaver(person=person)


HOLDING = Holding(
    name="lessons",
    export=export,
    erase=erase,
    dates=dates,
    goes=gettext_lazy(
        "Your drafts, your withdrawn lessons, the old wordings of your lessons, what you said of lessons you "
        "used, the list of those you watch or have muted, and your saved searches are deleted."
    ),
    stays=gettext_lazy(
        "“Happened to us too” stays as a count for your service. Nothing leads from it to you."
    ),
    question=gettext_lazy("What should happen to the lessons you have shared?"),
    choices=(
        (WITHDRAW, gettext_lazy("Delete them")),
        (LEAVE, gettext_lazy("Leave them for others to learn from, with nothing that leads back to you")),
    ),
)
