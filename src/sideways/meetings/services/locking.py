"""One at a time in a meeting, and open pages hear of it."""

from datetime import datetime

from sideways.live.models import News
from sideways.live.services import news_add
from sideways.meetings import queries, rules
from sideways.meetings.errors import NotYoursError
from sideways.meetings.models import Attendee, Meeting
from sideways.people.models import Person

CHANNEL = Meeting._meta.label_lower


def locked_for(meeting: Meeting, by: Person) -> tuple[Meeting, Attendee]:
    """Return the meeting as it stands now, held until the transaction ends, and the person's part in it.

    Raises NotYoursError for anybody who is not in it.
    """
    Meeting.objects.select_for_update().filter(pk=meeting.pk).first()
    found = queries.meeting_of(by, meeting.pk)
    attendee = rules.attendee_of(found, by) if found else None
    if found is None or attendee is None:
        raise NotYoursError
    return found, attendee


def changed(meeting: Meeting, by: Attendee | None, at: datetime) -> None:
    """Save what was changed, note who did it, and tell open pages."""
    meeting.changed_at, meeting.changed_by = at, by
    meeting.save()
    tell(meeting)


def tell(meeting: Meeting) -> None:
    """Tell open pages of the meeting that there is something new."""
    news_add(channel=CHANNEL, what=News.What.CHANGED, subject=meeting.pk)
