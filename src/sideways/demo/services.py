"""Load the invented network through the same services that people use."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from sideways.comments import services as comments
from sideways.comments.models import Comment
from sideways.demo import network
from sideways.demo.board import whiteboard
from sideways.demo.cast import CAST
from sideways.demo.introducing import introductions_load
from sideways.demo.matching import round_load
from sideways.demo.meetings import meetings_make
from sideways.demo.projects import projects_make
from sideways.files import services as files
from sideways.files.cleaning import cleaned
from sideways.lessons import harm, services
from sideways.lessons.models import Lesson, LessonUpdate
from sideways.lessons.queries import Filters
from sideways.lessons.services.change import FIELDS
from sideways.lessons.services.release import texts_to_release
from sideways.notices.services import Choices, notices_choose
from sideways.patterns.services import edition_make
from sideways.people.models import Person
from sideways.people.trust import Audience
from sideways.week.services import week_choose

NURSE = "nurse@demo.example.org"
GUARDIAN = "guardian@demo.example.org"
OLDEST = timedelta(days=400)
BEEN_HERE = timedelta(days=5)
SAVED = timedelta(days=10)  # before two lessons that fit
AT_SEVEN = Choices(rhythms={}, hour=7, weekday=0, quiet_from=None, quiet_until=None)

People = dict[str, Person]


@transaction.atomic
def demo_load(*, at: datetime | None = None) -> bool:
    """Load the demo network into an empty site. Returns False, and does nothing, where there are people."""
    if Person.objects.exists():
        return False
    at = at or timezone.now()
    organisations = network.organisations_make(network.places_make())
    people = network.people_make(organisations, at=at - OLDEST)
    for row in network.lessons():
        _lesson_load(row, people, at)
    meetings_make(people, at)
    projects_make(people, organisations, at)
    introductions_load(people, at)
    round_load(at)
    edition_make(at=at)
    nurse, sought = people[NURSE], Filters(q="GP practice", stage=Lesson.Stage.NOW)
    services.search_save(filters=sought, by=nurse, at=at - SAVED)
    for member in CAST:  # as if they had been here some days: the first digests go out at once
        notices_choose(person=people[member.email], choices=AT_SEVEN, at=at - BEEN_HERE)
        for weeks in (1, 0):
            week_choose(person=people[member.email], at=at - timedelta(weeks=weeks))
    return True


def _lesson_load(row: dict[str, Any], people: People, now: datetime) -> None:
    """Write one lesson and all that followed, each at its own time."""
    author = people[row["author"]]
    shared_at = now - timedelta(days=row["days_ago"])
    lesson = _shared(row, author, shared_at)
    for update in row.get("updates", []):
        services.lesson_update_add(
            lesson=lesson,
            update=LessonUpdate(id=uuid.uuid4(), text=update["text"]),
            routes_seen=harm.signs_in(update["text"]),
            by=author,
            at=now - timedelta(days=update["days_ago"]),
        )
    asked = row.get("release_asked_days_ago", row.get("released_days_ago"))
    if asked is not None:
        release = services.lesson_release_ask(lesson=lesson, by=author, at=now - timedelta(days=asked))
        if "released_days_ago" in row:
            _released(release, author, people[GUARDIAN], now - timedelta(days=asked))
    for hours, email in enumerate(row.get("echoes", []), 1):
        services.lesson_echo(lesson=lesson, by=people[email], at=shared_at + timedelta(hours=5 * hours))
    if "board" in row:
        _drawn(lesson, row["board"], author, shared_at)
    for use in row.get("uses", []):
        _used(lesson, use, people[use["by"]], now)
    for comment in row.get("comments", []):
        _commented(lesson, comment, people, author, now)
    if "withdrawn_days_ago" in row:
        withdrawn_at = now - timedelta(days=row["withdrawn_days_ago"])
        services.lesson_withdraw(lesson=lesson, by=author, at=withdrawn_at)


def _used(lesson: Lesson, use: dict[str, Any], by: Person, now: datetime) -> None:
    """Let somebody say that they used a lesson and, where the row tells it, how it ended."""
    changed, why = use.get("changed", ""), use.get("why", "")
    services.lesson_reuse(
        lesson=lesson,
        place=by.profession.service if by.profession else "",
        changed=changed,
        routes_seen=harm.signs_in(changed),
        by=by,
        at=now - timedelta(days=use["days_ago"]),
    )
    if "outcome" in use:
        services.lesson_reuse_answer(
            lesson=lesson,
            outcome=use["outcome"],
            why=why,
            routes_seen=harm.signs_in(why),
            by=by,
            at=now - timedelta(days=use["answered_days_ago"]),
        )


def _drawn(lesson: Lesson, description: str, author: Person, at: datetime) -> None:
    """Let the author put a picture of a whiteboard beside a lesson."""
    picture = cleaned(whiteboard())
    offered = files.file_offer(file_id=uuid.uuid4(), lesson=lesson, cleaned=picture, by=author, at=at)
    files.file_describe(
        file=offered, description=description, routes_seen=harm.signs_in(description), by=author, at=at
    )


def _commented(lesson: Lesson, row: dict[str, Any], people: People, author: Person, now: datetime) -> None:
    """Let somebody comment or ask and, where the row tells it, the author answer."""
    text = row["text"]
    said = comments.comment_add(
        comment_id=uuid.uuid4(),
        lesson=lesson,
        words=comments.Words(text=text, kind=Comment.Kind(row["kind"]), routes_seen=harm.signs_in(text)),
        by=people[row["by"]],
        at=now - timedelta(days=row["days_ago"]),
    )
    if "answer" in row:
        comments.answer_add(
            comment_id=uuid.uuid4(),
            question=said,
            words=comments.Words(text=row["answer"], routes_seen=harm.signs_in(row["answer"])),
            by=author,
            at=now - timedelta(days=row["answered_days_ago"]),
        )
    if "reported_by" in row:
        _reported(said, row, people, now)


def _reported(said: Comment, row: dict[str, Any], people: People, now: datetime) -> None:
    """Let somebody report a comment and, where the row tells it, a guardian take it down."""
    reason, at = row["reason"], now - timedelta(days=row["days_ago"]) + timedelta(hours=5)
    comments.comment_report(comment=said, reason=reason, words="", by=people[row["reported_by"]], at=at)
    if "taken_down" in row:
        comments.comment_remove(
            comment=said,
            reason=reason,
            words=row["taken_down"],
            by=people[GUARDIAN],
            at=at + timedelta(days=1),
        )


def _shared(row: dict[str, Any], author: Person, at: datetime) -> Lesson:
    fields = {name: row[name] for name in FIELDS if name in row}
    if fields["audience"] == Audience.PUBLIC:
        fields["audience"] = Audience.PEERS  # until it has been released
    texts = [value for value in fields.values() if isinstance(value, str)]
    change = services.Change(fields=fields, topics=row["topics"], routes_seen=harm.signs_in(*texts))
    lesson = services.lesson_start(lesson_id=uuid.uuid4(), change=change, by=author, at=at)
    return services.lesson_share(lesson=lesson, by=author, at=at)


def _released(release: Any, author: Person, guardian: Person, at: datetime) -> None:
    """Release a text that was written without anything that identifies: the guardian changes no word."""
    lesson = Lesson.objects.get(pk=release.pk)
    proposed = services.lesson_release_propose(
        release=release, wording=texts_to_release(lesson), seen_version=lesson.version, by=guardian, at=at
    )
    services.lesson_release_agree(release=proposed, by=author, at=at)
