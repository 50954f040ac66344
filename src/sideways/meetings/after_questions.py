"""The questions after a meeting, one a page, each to skip: what comes after what, and what is answered."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from sideways.meetings import rules
from sideways.meetings.models import Attendee, Change, Meeting

ORDER = ("intention", "lesson", "reflection", "enough")


@dataclass(frozen=True, slots=True)
class AfterLink:
    """A question that can be answered, or was."""

    url: str
    label: str
    answer: str


def next_url(meeting: Meeting, after: str) -> str:
    """Return the address of the question after another; after the last, of the meeting."""
    later = ORDER[ORDER.index(after) + 1 :]
    return reverse(f"meetings:{later[0]}" if later else "meetings:meeting", args=[meeting.pk])


def after_links(meeting: Meeting, mine: Attendee, at: datetime) -> list[AfterLink]:
    """Return the questions of somebody who says that they met. One query for what changed."""
    if mine.met != Attendee.Met.YES:
        return []
    yes = gettext("Yes")
    answers = {
        "intention": (gettext("One thing that you will do"), mine.intention),
        "lesson": (gettext("Write a lesson together"), yes if mine.wants_lesson else ""),
        "reflection": (gettext("What you took from it, for your log"), mine.reflection),
        "enough": (gettext("Met once, and that is enough"), yes if mine.not_for_us else ""),
    }
    links = [
        AfterLink(reverse(f"meetings:{name}", args=[meeting.pk]), label, answer)
        for name, (label, answer) in answers.items()
    ]
    said = {change.after: change for change in mine.changes.all()}
    for after in Change.After:
        if rules.may_say_change(meeting, after, at):
            change = said.get(after.value)
            url = reverse("meetings:changed", args=[meeting.pk, after.value])
            label = gettext("What changed after %(days)s") % {"days": after.label}
            links.append(AfterLink(url, label, change.get_what_display() if change else ""))
    return links
