"""Comments for tests: said through the services, so that they are real ones."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.utils import timezone

from sideways.comments import services
from sideways.comments.models import Comment, Expert, Removal, Report
from sideways.lessons.models import Lesson
from sideways.lessons.tests.factories import ALL_SIGNS
from sideways.people.models import Person
from sideways.people.tests.factories import make_person


def say(lesson: Lesson, by: Person, text: str = "Ours rings first", at: Any = None, **words: Any) -> Comment:
    return services.comment_add(
        comment_id=words.pop("comment_id", None) or uuid4(),
        lesson=lesson,
        words=services.Words(text=text, routes_seen=ALL_SIGNS, **words),
        by=by,
        at=at or timezone.now(),
    )


def ask(lesson: Lesson, by: Person, text: str = "Did the ward agree?", **words: Any) -> Comment:
    return say(lesson, by, text, kind=Comment.Kind.QUESTION, **words)


def advise(lesson: Lesson, by: Person, text: str = "Form 12 is enough", **words: Any) -> Comment:
    return say(lesson, by, text, kind=Comment.Kind.ADVICE, **words)


def answer(question: Comment, by: Person, text: str = "It did", at: datetime | None = None) -> Comment:
    return services.answer_add(
        comment_id=uuid4(),
        question=question,
        words=services.Words(text=text, routes_seen=ALL_SIGNS),
        by=by,
        at=at or timezone.now(),
    )


def report(comment: Comment, by: Person, reason: str = "attacks", words: str = "", at: Any = None) -> Report:
    return services.comment_report(
        comment=comment, reason=reason, words=words, by=by, at=at or timezone.now()
    )


def remove(comment: Comment, by: Person, words: str = "It mocks a colleague", at: Any = None) -> Removal:
    return services.comment_remove(
        comment=comment, reason="attacks", words=words, by=by, at=at or timezone.now()
    )


def appeal(comment: Comment, by: Person, words: str = "It mocks nobody", at: Any = None) -> Removal:
    return services.comment_appeal(comment=comment, words=words, by=by, at=at or timezone.now())


def decide(comment: Comment, by: Person, *, restores: bool, at: Any = None) -> Removal:
    return services.appeal_decide(
        comment=comment, restores=restores, words="Read again", by=by, at=at or timezone.now()
    )


def make_expert(person: Person | None = None, topic: Any = None) -> Person:
    person = person or make_person(name="Edda Expert")
    Expert.objects.create(person=person, topic=topic, appointed_at=timezone.now())
    return person
