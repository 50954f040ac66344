"""The letters about meetings: that there is a time or no longer, a link, and an entry for a calendar.

No names and nothing of what a meeting is about: letters and calendars are read at an employer's (ADR 0010).
"""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sideways.feeds.dates import DatedThing
from sideways.feeds.ics import invitation
from sideways.meetings.models import Attendee, Meeting
from sideways.notices.services import email_enqueue
from sideways.notices.services.outbox import Extra
from sideways.ui.dates import clock


def dated_thing(attendee: Attendee, meeting: Meeting, *, is_cancelled: bool = False) -> DatedThing:
    """Return a booked meeting as an entry of one attendee's calendar.

    Its key is theirs alone and the link leads to all their meetings: two calendars beside each other do
    not say who meets whom.
    """
    starts_at, ends_at = meeting.starts_at, meeting.ends_at
    if starts_at is None or ends_at is None:
        raise ValueError("a meeting without a time has no entry")
    return DatedThing(
        key=f"meeting:{meeting.pk}:{attendee.pk}",
        title=_("A meeting through %(site)s") % {"site": settings.SITE_NAME},
        text=_("With whom, where and what to begin with: sign in to see."),
        starts=starts_at,
        ends=ends_at,
        path=reverse("meetings:list"),
        changed_at=meeting.changed_at,
        sequence=meeting.sequence,
        is_cancelled=is_cancelled,
    )


def invitation_of(attendee: Attendee, meeting: Meeting, *, is_cancelled: bool = False) -> str:
    """Return the entry as a file that calendars take, addressed to this attendee alone."""
    if attendee.person is None:
        raise ValueError("somebody who has left has no calendar")
    thing = dated_thing(attendee, meeting, is_cancelled=is_cancelled)
    return invitation(thing, attendee.person.email).decode()


def send_booked(meeting: Meeting, at: datetime) -> None:
    """Tell each that there is a time, with the entry that replaces an earlier one."""
    words = _(
        "You have a meeting through %(site)s on %(when)s. The entry for your calendar is with this letter."
    )
    _send(meeting, _("%(site)s: your meeting is booked"), words, at)


def send_cancelled(meeting: Meeting, at: datetime) -> None:
    """Tell each that the time no longer holds, with what takes it out of their calendar."""
    words = _(
        "Your meeting through %(site)s on %(when)s is called off. That happens, and it says nothing of you."
    )
    _send(meeting, _("%(site)s: your meeting is called off"), words, at, is_cancelled=True)


def _send(meeting: Meeting, subject: str, words: str, at: datetime, *, is_cancelled: bool = False) -> None:
    values = {"site": settings.SITE_NAME, "when": when_words(meeting)}
    meeting.changed_at = at
    for attendee in Attendee.objects.filter(meeting=meeting, person__is_active=True).select_related("person"):
        if attendee.person is not None:
            email_enqueue(
                to=attendee.person.email,
                subject=subject % values,
                text=f"{words % values}\n\n{settings.SITE_URL}{reverse('meetings:list')}\n",
                at=at,
                extra=Extra(calendar=invitation_of(attendee, meeting, is_cancelled=is_cancelled)),
            )


def when_words(meeting: Meeting) -> str:
    """Write when a meeting is: the day with its weekday, from and to."""
    if meeting.starts_at is None or meeting.ends_at is None:
        return ""
    return _("%(day)s, %(from)s to %(to)s") % {
        # Translators: a day in the letters of Django's date formats: Monday 5 January.
        "day": date_format(timezone.localtime(meeting.starts_at), _("l j F")),
        "from": clock(meeting.starts_at),
        "to": clock(meeting.ends_at),
    }
