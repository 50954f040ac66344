"""Each reader has meetings with a friend, begun while they were practitioners; others have one of theirs."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from sideways.meetings import services
from sideways.meetings.models import Slot
from sideways.meetings.tests.factories import DAY, HOUR, answer, make_booked

if TYPE_CHECKING:
    from tests.promise.world import World

NOW = timezone.now()
STARTS = (NOW + 10 * DAY).replace(minute=0, second=0, microsecond=0)
TO_COME = "A meeting the reader goes to"
TIME = "A time the reader offers"
UNANSWERED = "A meeting the reader has not said anything of yet"
PAST = "A meeting the reader was at"
MONTH_AGO = "What changed a month after a meeting of the reader"
OF_OTHERS = "A meeting of others"
PLAN = {"where": "between", "place": "A café", "minutes": 60, "travel": "employers", "cover": "free_time"}
FORMS: dict[str, dict[str, Any]] = {
    "meetings:plan": PLAN,
    "meetings:times": {"day": (NOW + 5 * DAY).date().isoformat(), "starts": "22:00", "ends": "06:00"},
    "meetings:book": {"starts_at": (STARTS + HOUR).isoformat(), "seen": "1"},
    "meetings:intention": {"words": "Ring first"},
    "meetings:reflection": {"words": "Ask earlier"},
    "meetings:changed": {"what": "changed", "words": "We ring first"},
}
JSON: dict[str, dict[str, Any]] = {
    "PUT api:meeting_plan": PLAN | {"step_free": True},
    "PUT api:meeting_times": {
        "times": [{"starts_at": STARTS.isoformat(), "ends_at": (STARTS + 5 * HOUR).isoformat()}]
    },
    "PUT api:meeting_booking": {"starts_at": (STARTS + HOUR).isoformat(), "sequence": 1},
    "PUT api:meeting_met": {"met": "yes"},
    "PUT api:meeting_afterwards": {"intention": "Ring first"},
    "PUT api:meeting_change": {"what": "changed", "words": "We ring first"},
}


def meet_as(world: "World", name: str) -> None:
    """Let a reader, still a practitioner, arrange to meet a friend, and have met one."""
    reader, friend = world.readers[name], world.friend
    assert reader is not None
    about = {"about": f"All of it zqmeet{name}qz"}
    coming = make_booked(reader, friend, starts_at=STARTS, at=NOW - DAY, **about)
    over = make_booked(reader, friend, starts_at=NOW - DAY, at=NOW - 2 * DAY, **about)
    past = make_booked(reader, friend, starts_at=NOW - 31 * DAY, at=NOW - 40 * DAY, **about)
    answer(past, reader, "yes", at=NOW - 30 * DAY)
    services.change_say(meeting=past, after=30, what="not_yet", words="", by=reader, at=NOW)
    slot = Slot.objects.get(attendee__meeting=coming, attendee__person=reader)
    world.said |= {
        (TO_COME, name): {"meeting_id": coming.pk},
        (TIME, name): {"meeting_id": coming.pk, "slot_id": slot.pk},
        (UNANSWERED, name): {"meeting_id": over.pk},
        (PAST, name): {"meeting_id": past.pk},
        (MONTH_AGO, name): {"meeting_id": past.pk, "after": 30},
    }


def objects(world: "World") -> dict[str, dict[str, Any]]:
    """Return a meeting of others, which stands for all of them to who is not signed in."""
    author = world.shared_by_all["same level"].author
    theirs = make_booked(author, world.friend, starts_at=STARTS, at=NOW, about="All of it zqmeetothersqz")
    slot = Slot.objects.filter(attendee__meeting=theirs).first()
    found = {"meeting_id": theirs.pk}
    return {
        OF_OTHERS: found,
        TO_COME: found,
        UNANSWERED: found,
        PAST: found,
        MONTH_AGO: found | {"after": 30},
        TIME: found | {"slot_id": slot.pk if slot else 0},
    }
