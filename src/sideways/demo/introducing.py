"""Load who is suggested to whom in the demo, through the same services that people and brokers use."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sideways.demo import network
from sideways.introductions import services
from sideways.introductions.models import Introduction
from sideways.lessons.models import Lesson
from sideways.lessons.rules import LESSON
from sideways.people.models import Person, Topic
from sideways.people.trust import State, written_by

BROKER = "broker@demo.example.org"
AT = "@demo.example.org"


def introductions_load(people: dict[str, Person], now: datetime) -> None:
    """Propose, answer, and close what nobody answered in time; let somebody ask an author to talk."""
    told = network.introductions()
    for row in told["introduction"]:
        _introduction_load(row, people, now)
    for row in told["talk_request"]:
        author = people[row["about_a_lesson_of"] + AT]
        lesson = Lesson.objects.filter(pk__in=written_by(LESSON, author), state=State.SHARED).latest(
            "shared_at"
        )
        services.talk_ask(lesson=lesson, by=people[row["by"] + AT], at=now - timedelta(days=row["days_ago"]))
    for row in told["card"]:
        _card_load(row, people, now)
    services.introductions_close_due(at=now)


def _introduction_load(row: dict[str, Any], people: dict[str, Person], now: datetime) -> None:
    proposed_at = now - timedelta(days=row["days_ago"])
    introduction = services.introduction_propose(
        people=[people[name + AT] for name in row["people"]],
        source=Introduction.Source.BROKER,
        about=row["about"],
        reason="",
        by=people[BROKER],
        days=row.get("days_to_answer", 7),
        at=proposed_at,
    )
    for name in row.get("yes", []):
        services.introduction_answer(
            introduction=introduction,
            person=people[name + AT],
            says_yes=True,
            at=proposed_at + timedelta(hours=9),
        )


def _card_load(row: dict[str, Any], people: dict[str, Person], now: datetime) -> None:
    topics = list(Topic.objects.filter(pk__in=row["topics"]))
    services.board_card_pin(
        card_id=uuid4(),
        words=services.BoardWords(kind=row["kind"], text=row["text"], topics=topics),
        by=people[row["by"] + AT],
        at=now - timedelta(days=row["days_ago"]),
    )
