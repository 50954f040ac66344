"""What people hear of guardians: that one wrote or asks, and that somebody found out who they are.

An e-mail says only the kind and a link. Of letters nobody is told at once: the time of an e-mail
must not say whose lesson it is. That two guardians found out is told at once: they know it already.
"""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from sideways.guardians import rules
from sideways.guardians.models import GuardianMessage
from sideways.guardians.queries import unmaskings_told_to, unmaskings_waiting_for
from sideways.lessons.rules import LESSON, may_release
from sideways.notices.kinds import MOST_ITEMS, NOT_AT_ONCE, Item, NoticeKind
from sideways.notices.models import Rhythm
from sideways.people.models import Person
from sideways.people.trust import is_oversight, written_by


def messages(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return what guardians wrote to the author of a lesson. Two queries."""
    sent = GuardianMessage.objects.filter(
        lesson__in=written_by(LESSON, person), by_author=False, at__gt=since, at__lte=until
    )
    return [
        Item(
            at=message.at,
            text=gettext("A guardian thanks you for a lesson")
            if message.is_thanks
            else gettext("A guardian wrote to you about a lesson"),
            url=reverse("guardians:own", args=[message.lesson_id]),
        )
        for message in sent.order_by("-at", "pk")[:MOST_ITEMS]
    ]


def unmasked(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return where two guardians found out that this person wrote a lesson. Two queries."""
    told = [(rules.told_at(row), row) for row in unmaskings_told_to(person, until)]
    return [
        Item(
            at=when,
            text=gettext("Two guardians may see that you wrote a lesson"),
            url=reverse("guardians:own", args=[row.lesson_id]),
        )
        for when, row in told
        if when is not None and when > since
    ][:MOST_ITEMS]


def answers(guardian: Person, since: datetime, until: datetime) -> list[Item]:
    """Return where authors answered this guardian. One query."""
    sent = GuardianMessage.objects.filter(guardian=guardian, by_author=True, at__gt=since, at__lte=until)
    return [
        Item(
            at=message.at,
            text=gettext("An author answered you"),
            url=reverse("guardians:lesson", args=[message.lesson_id]),
        )
        for message in sent.order_by("-at", "pk")[:MOST_ITEMS]
    ]


def requests(guardian: Person, since: datetime, until: datetime) -> list[Item]:
    """Return what another guardian asks this one to agree to. Two queries."""
    return [
        Item(
            at=row.asked_at,
            text=gettext("A guardian asks to find out who wrote a lesson"),
            url=reverse("guardians:request", args=[row.pk]),
        )
        for row in reversed(unmaskings_waiting_for(guardian, until))
        if since < row.asked_at <= until
    ][:MOST_ITEMS]


def _may_have_written(person: Person) -> bool:
    return not is_oversight(person)


KINDS = (
    NoticeKind(
        name="guardians.messages",
        title=gettext_lazy("Letters from guardians"),
        about=gettext_lazy("They do not know who you are."),
        source=messages,
        concerns=_may_have_written,
        rhythms=NOT_AT_ONCE,
    ),
    NoticeKind(
        name="guardians.unmasked",
        title=gettext_lazy("Somebody found out who you are"),
        about=gettext_lazy("When two guardians agreed that they must know who wrote a lesson of yours."),
        source=unmasked,
        concerns=_may_have_written,
        default=Rhythm.AT_ONCE,
    ),
    NoticeKind(
        name="guardians.answers",
        title=gettext_lazy("Authors who answered you"),
        about=gettext_lazy("When you wrote to the author of a lesson."),
        source=answers,
        concerns=may_release,
        rhythms=NOT_AT_ONCE,
    ),
    NoticeKind(
        name="guardians.requests",
        title=gettext_lazy("Requests of other guardians"),
        about=gettext_lazy("One asks to find out who wrote a lesson, and needs a second."),
        source=requests,
        concerns=may_release,
        default=Rhythm.AT_ONCE,
    ),
)
