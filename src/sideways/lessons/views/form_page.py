from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import get_text_list

from sideways.lessons import chain_queries, harm, presenters, queries, topics
from sideways.lessons.errors import FormalRouteFirstError
from sideways.lessons.forms import LessonForm
from sideways.lessons.models import ASKED_FIRST, Lesson
from sideways.lessons.views.access import PersonRequest
from sideways.lessons.views.clues import clues_shown, sent_words
from sideways.people.models import Topic
from sideways.people.trust import Audience, State

BOXES = ("trying", "went_wrong", "advice")


def routes_seen(request: PersonRequest) -> frozenset[str]:
    """Return the signs of harm whose formal routes this person has been shown."""
    sent = ",".join(request.POST.getlist("routes_seen")).split(",")
    return frozenset(sent) & frozenset(harm.Sign.values)


def routes_first(request: PersonRequest, error: FormalRouteFirstError) -> dict[str, Any]:
    """Return what a page shows instead of saving: what the words may be about, and whose job that is."""
    signs = [sign for sign in harm.Sign if sign.value in error.signs]
    return {
        "signs": ",".join(
            sign.value for sign in harm.Sign if sign.value in error.signs | routes_seen(request)
        ),
        "sign_words": get_text_list([str(sign.label) for sign in signs]),
        "routes": harm.routes_for(request.user, error.signs),
    }


def version_seen(request: PersonRequest) -> int:
    """Return the version the page was opened with; 0 fits none."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and sent.isascii() and len(sent) < 9 else 0


def uuid_in(text: str) -> UUID | None:
    """Return the id that was sent, if it is one."""
    try:
        return UUID(text)
    except ValueError:
        return None


class FormPage:
    """The page of the form: the same for a new lesson, a draft and a change."""

    def __init__(self, request: PersonRequest, *, lesson_id: UUID, lesson: Lesson | None = None) -> None:
        self.request = request
        self.lesson_id = lesson_id
        self.lesson = lesson
        self.topics = list(Topic.objects.all())
        self.cells = queries.cells_at([request.user.level])
        self.sentences = presenters.audience_sentences(request.user, self.cells)

    def form(self, *, complete: bool = True) -> LessonForm:
        """Return the form as sent, or as it was last saved."""
        return LessonForm(
            sent_words(self.request),
            initial=self._initial(),
            offers=presenters.Offers(
                shown_as=presenters.shown_as(self.request.user, self.cells),
                audience_hints=presenters.audience_hints(self.request.user),
                topics=self.topics,
            ),
            complete=complete,
        )

    def page(self, form: LessonForm, **more: Any) -> HttpResponse:
        """Answer with the whole page."""
        context = {
            "form": form,
            "lesson": self.lesson,
            "lesson_id": self.lesson_id,
            "is_shared": self.lesson is not None and self.lesson.state != State.DRAFT,
            "is_public": self.lesson is not None and self.lesson.audience == Audience.PUBLIC,
            "sentences": self.sentences,
            "few_at_level": presenters.few_at_level(self.request.user, self.cells),
            "routes_seen": ",".join(sorted(routes_seen(self.request))),
            **self._topics(form),
            **self.clues(form),
            **self.alike(form),
            **self._grows_from(),
            **more,
        }
        return render(self.request, "lessons/write.html", context)

    def clues(self, form: LessonForm) -> dict[str, Any]:
        """Return what the words give away, for the panel under the boxes."""
        is_named = form["attribution"].value() == Lesson.Attribution.NAMED
        return clues_shown(self.request, form, BOXES, None if is_named else self.cells)

    def alike(self, form: LessonForm) -> dict[str, Any]:
        """Return lessons of others that say the same, while a lesson is still a draft.

        Before anything is written: those on what the person follows.
        """
        if self.lesson is not None and self.lesson.state != State.DRAFT:
            return {}
        text = "\n".join(str(form[name].value() or "") for name in BOXES)
        person, is_blank = self.request.user, not text.strip()
        found = queries.lessons_before(person) if is_blank else queries.lessons_like(text, person)
        followed = person.topics.order_by().values_list("pk", flat=True) if is_blank and found else ()
        cells = queries.cells_at(lesson.level for lesson in found)
        seen = ",".join(str(lesson.pk) for lesson in found)
        return {
            "alike": presenters.lesson_rows(found, cells, person, set(followed)),
            "is_blank": is_blank,
            "alike_seen": seen,
            "alike_changed": seen != self.request.POST.get("alike_seen", ""),
        }

    @cached_property
    def source(self) -> Lesson | None:
        """The lesson this one may grow from, as the page offers it: asked for, or already tied."""
        asked = self.request.POST.get("grows_from") or self.request.GET.get("from", "")
        if self.lesson is not None and self.lesson.adapted_from_id is not None:
            return chain_queries.may_grow_from(self.lesson.adapted_from_id, self.request.user)
        if self.lesson is not None and self.lesson.state != State.DRAFT:
            return None
        pk = uuid_in(asked)
        return chain_queries.may_grow_from(pk, self.request.user) if pk else None

    def saved(self, form: LessonForm, **more: Any) -> HttpResponse:
        """Answer a save as typed: when it was, new topics to tap, or the formal routes."""
        seen = ",".join(sorted(routes_seen(self.request)))
        context = {
            "form": form,
            "routes_seen": seen,
            **self._topics(form),
            **self.clues(form),
            **self.alike(form),
            **more,
        }
        response = render(self.request, "lessons/_saved.html", context)
        if "at" in more:
            response["HX-Replace-Url"] = reverse("lessons:edit", args=[self.lesson_id])
        return response

    def _initial(self) -> dict[str, Any]:
        lesson = self.lesson or Lesson()
        initial = {name: getattr(lesson, name) for name in ASKED_FIRST}
        known = self.lesson or self.source
        initial["topics"] = [topic.pk for topic in known.topics.all()] if known else []
        if lesson.audience == Audience.PUBLIC:
            initial["audience"] = queries.audience_before_release(lesson)
        return initial

    def _grows_from(self) -> dict[str, Any]:
        if self.source is None:
            return {}
        cut = self.request.method == "POST" and not self.request.POST.get("is_tied")
        return {
            "source": self.source,
            "source_title": presenters.title_of(self.source),
            "is_tied": not cut,
        }

    def _topics(self, form: LessonForm) -> dict[str, Any]:
        """Return the topics to tap. What was offered once stays, so that nothing moves under a finger."""
        text = " ".join(str(form[name].value() or "") for name in BOXES)
        chosen = set(form["topics"].value() or [])
        offered = set(self.request.POST.get("offered", "").split(","))
        suggested = {topic.pk for topic in topics.suggested(text, self.topics)}
        near = suggested | chosen | offered
        return {
            "near_topics": [(topic, topic.pk in chosen) for topic in self.topics if topic.pk in near],
            "far_topics": [topic for topic in self.topics if topic.pk not in near],
            "offered": ",".join(topic.pk for topic in self.topics if topic.pk in near),
            "topics_changed": bool(suggested - offered),
        }
