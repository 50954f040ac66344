"""People who follow topics, and lessons by others at their level."""

from datetime import UTC, datetime, timedelta

from sideways.lessons.tests.factories import make_lesson
from sideways.people.models import TopicFollow
from sideways.people.tests.factories import make_person
from sideways.week.choosing import Chosen
from sideways.week.models import WeekList
from sideways.week.seals import opened
from sideways.week.services import week_choose

FIT, DISCHARGE, MEDICINES = "fit-notes", "hospital-discharge", "medicines"
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
WEDNESDAY = datetime(2026, 3, 11, 12, tzinfo=UTC)  # of the week 2026-W11
MONDAY = WEDNESDAY - 2 * DAY


def make_follower(*topics, how="normal", **fields):
    """Return a nurse who follows topics: fit notes, unless told otherwise."""
    person = make_person(**fields)
    follow(person, *(topics or (FIT,)), how=how)
    return person


def follow(person, *topics, how="normal"):
    for topic in topics:
        TopicFollow.objects.update_or_create(person=person, topic_id=topic, defaults={"how": how})


def make_crowd(profession="work_coach", count=5):
    """Return so many of a profession that it shows of each of them."""
    return [make_person(profession=profession) for _ in range(count)]


def tell(author=None, *topics, days=3, **fields):
    """Return a lesson about topics, some days before that Wednesday, by a work coach of many."""
    return make_lesson(
        author=author or make_crowd()[0], topics=topics or (FIT,), at=WEDNESDAY - days * DAY, **fields
    )


def offered(person, at=WEDNESDAY) -> list[Chosen]:
    """Return what somebody is offered in the week of a moment."""
    row = week_choose(person=person, at=at)
    return opened(row.sealed) if row else []


def ids_offered(person, at=WEDNESDAY):
    return [each.pk for each in offered(person, at)]


def lists_of(person):
    return WeekList.objects.filter(person=person).count()
