"""Weekly lists that hold every lesson there is, so that only the rules of trust keep one from being shown."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from sideways.week.choosing import Chosen, Why
from sideways.week.models import WeekList
from sideways.week.rules import monday_of, week_name
from sideways.week.seals import sealed

if TYPE_CHECKING:
    from tests.promise.world import World

LISTED, NOT_LISTED = (
    "A week before, for which the reader has a list",
    "A week for which only somebody else has a list",
)
WEEK = timedelta(weeks=1)


def offer_everything(world: "World") -> None:
    """Give every reader, still a practitioner, such a list for this week and the last."""
    everything = sealed(Chosen(planted.lesson.pk, Why.TOPICS) for planted in world.planted())
    this = monday_of(timezone.now())
    for person in filter(None, world.readers.values()):
        for monday in (this, this - WEEK):
            WeekList.objects.create(person=person, monday=monday, sealed=everything)
    WeekList.objects.create(person=world.friend, monday=this - 2 * WEEK, sealed=everything)


def objects() -> dict[str, dict[str, Any]]:
    """Return the names of weeks, by their heading."""
    this = monday_of(timezone.now())
    return {LISTED: {"week": week_name(this - WEEK)}, NOT_LISTED: {"week": week_name(this - 2 * WEEK)}}
