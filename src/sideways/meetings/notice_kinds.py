"""What people hear of their meetings. Asked for when it is read or sent, never stored (ADR 0007)."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from sideways.meetings import rules
from sideways.meetings.letters import when_words
from sideways.meetings.models import Attendee, Change, Meeting
from sideways.meetings.presenters import others_words
from sideways.meetings.queries import meetings_of
from sideways.notices.kinds import MOST_ITEMS, Item, NoticeKind, newest
from sideways.notices.models import Rhythm
from sideways.people.models import Person
from sideways.ui.dates import clock

State = Meeting.State
REMINDED_AT = time(4)  # of the day before: in time for the first letters of that day


def news(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return where others have begun, offered, booked or called off. Three queries."""
    changed = meetings_of(person).filter(changed_at__gt=since, changed_at__lte=until)
    others = changed.filter(Q(changed_by=None) | ~Q(changed_by__person=person))
    return [
        Item(at=meeting.changed_at, text=_news_words(meeting, person), url=_url(meeting))
        for meeting in others.order_by("-changed_at", "pk")[:MOST_ITEMS]
    ]


def _news_words(meeting: Meeting, person: Person) -> str:
    values = {"others": others_words(meeting, person), "when": when_words(meeting)}
    if meeting.state == State.ENDED and meeting.starts_at is None:
        return gettext("Your meeting with %(others)s does not take place") % values
    if meeting.starts_at is not None:
        return gettext("You meet %(others)s: %(when)s") % values
    if meeting.changed_by is None:
        return gettext("You and %(others)s have all said yes: arrange to meet") % values
    if meeting.sequence:
        return gettext("Find another time to meet %(others)s") % values
    return gettext("%(others)s: something new about your meeting") % values


def reminders(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return the meetings of tomorrow, with what to begin with. Three queries."""
    soon = meetings_of(person).filter(starts_at__gt=since, starts_at__lte=until + timedelta(days=3))
    found = [
        Item(at=_day_before(meeting), text=_reminder_words(meeting, person), url=_url(meeting))
        for meeting in soon
    ]
    return _within(found, since, until)


def _day_before(meeting: Meeting) -> datetime:
    day = timezone.localdate(meeting.starts_at) - timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, REMINDED_AT))


def _reminder_words(meeting: Meeting, person: Person) -> str:
    starts_at = meeting.starts_at or timezone.now()
    words = gettext("Tomorrow at %(time)s you meet %(others)s.") % {
        "time": clock(starts_at),
        "others": others_words(meeting, person),
    }
    if meeting.questions:
        words += " " + gettext("To begin with: %(questions)s") % {"questions": " ".join(meeting.questions)}
    return words


def asked_whether(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return the meetings whose time is over and of which somebody has not said whether they met."""
    over = meetings_of(person).filter(
        attendees__in=Attendee.objects.filter(person=person, met=""),
        ends_at__gt=since,
        ends_at__lte=until,
    )
    return [
        Item(
            at=meeting.ends_at or until,
            text=gettext("Did you meet %(others)s?") % {"others": others_words(meeting, person)},
            url=_url(meeting),
        )
        for meeting in over.order_by("-ends_at", "pk")[:MOST_ITEMS]
    ]


def asked_to_write(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return the meetings after which all said that they would write a lesson together. Three queries."""
    found = meetings_of(person).filter(lesson_at__gt=since, lesson_at__lte=until)
    text = gettext("You would all write a lesson together, with %(others)s. Begin it")
    return [
        Item(
            at=meeting.lesson_at or until,
            text=text % {"others": others_words(meeting, person)},
            url=_url(meeting),
        )
        for meeting in found.order_by("-lesson_at", "pk")[:MOST_ITEMS]
    ]


def asked_what_changed(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return the meetings of 30 and 90 days ago of which somebody has not said what changed."""
    found = []
    mine = Attendee.objects.filter(person=person, met=Attendee.Met.YES).prefetch_related("changes")
    said = {part.meeting_id: {change.after for change in part.changes.all()} for part in mine}
    oldest = since - timedelta(days=Change.After.QUARTER)
    for meeting in meetings_of(person).filter(pk__in=said, starts_at__gt=oldest, starts_at__lte=until):
        for after in Change.After:
            at = rules.changes_from(meeting, after)
            if at is not None and after not in said[meeting.pk]:
                text = gettext("What changed since you met %(others)s?") % {
                    "others": others_words(meeting, person)
                }
                url = reverse("meetings:changed", args=[meeting.pk, after.value])
                found.append(Item(at=at, text=text, url=url))
    return _within(found, since, until)


def _within(found: Iterable[Item], since: datetime, until: datetime) -> list[Item]:
    return newest(item for item in found if since < item.at <= until)


def _url(meeting: Meeting) -> str:
    return reverse("meetings:meeting", args=[meeting.pk])


KINDS = (
    NoticeKind(
        name="meetings.news",
        title=gettext_lazy("Your meetings"),
        about=gettext_lazy("When there is one to arrange, and when others offer times, book or call off."),
        source=news,
        concerns=rules.may_meet,
    ),
    NoticeKind(
        name="meetings.tomorrow",
        title=gettext_lazy("A meeting tomorrow"),
        about=gettext_lazy("The day before, with what to begin with."),
        source=reminders,
        concerns=rules.may_meet,
        rhythms=(Rhythm.AT_ONCE, Rhythm.DAILY, Rhythm.OFF),
    ),
    NoticeKind(
        name="meetings.met",
        title=gettext_lazy("Did you meet?"),
        about=gettext_lazy("Once the time of a meeting is over. Nobody sees what you answer."),
        source=asked_whether,
        concerns=rules.may_meet,
    ),
    NoticeKind(
        name="meetings.lesson",
        title=gettext_lazy("A lesson to write together"),
        about=gettext_lazy("Once all who met have said that they would. Of who did not, nobody hears."),
        source=asked_to_write,
        concerns=rules.may_meet,
    ),
    NoticeKind(
        name="meetings.changed",
        title=gettext_lazy("What changed since you met?"),
        about=gettext_lazy("30 and 90 days after. It is counted, and told to nobody."),
        source=asked_what_changed,
        concerns=rules.may_meet,
    ),
)
