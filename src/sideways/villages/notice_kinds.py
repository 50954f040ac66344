"""What people hear of projects. Of a refusal nothing is told before the time for answers is over."""

from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from sideways.notices.kinds import MOST_ITEMS, Item, NoticeKind, newest
from sideways.people.models import Person
from sideways.people.rules import is_broker
from sideways.villages import queries, rules
from sideways.villages.models import Day, Guest, Mentor, Proposal
from sideways.villages.presenters import asked_words, role_words


def asked(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return where somebody is asked to take a role, or a broker proposes somebody. One query."""
    found = queries.proposals_to_answer(person, until).filter(proposed_at__gt=since, proposed_at__lte=until)
    return [
        Item(
            at=each.proposed_at,
            text=asked_words(each, person),
            url=reverse("villages:proposal", args=[each.pk]),
        )
        for each in found.order_by("-proposed_at", "pk")[:MOST_ITEMS]
    ]


def found(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return the roles of somebody's own projects that were filled. One query."""
    filled = Proposal.objects.filter(
        project__made_by=person,
        state=Proposal.State.ACCEPTED,
        accepted_at__gt=since,
        accepted_at__lte=until,
    )
    return [
        Item(
            at=each.accepted_at,
            text=gettext("%(role)s found: %(project)s")
            % {"role": role_words(each.role), "project": each.project.name},
            url=reverse("villages:project", args=[each.project_id]),
        )
        for each in filled.select_related("project").order_by("-accepted_at", "pk")[:MOST_ITEMS]
        if each.accepted_at is not None
    ]


def came_to_nothing(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return what somebody said yes to and did not come about, once the time for answers is over. One query.

    The same sentence at the same moment, whatever the other side answered, and also when it was taken back.
    """
    yes = Proposal.Answer.YES
    said_yes = Q(project__made_by=person, project_says=yes) | Q(other=person, other_says=yes)
    over = Proposal.objects.filter(said_yes, accepted_at=None, ends_at__gt=since, ends_at__lte=until).exclude(
        state=Proposal.State.OVER, asked_by=person
    )
    return [
        Item(
            at=each.ends_at,
            text=gettext("%(role)s: it did not come about this time. %(project)s")
            % {"role": role_words(each.role), "project": each.project.name},
            url=reverse("villages:list")
            if each.project.made_by_id != person.pk
            else reverse("villages:project", args=[each.project_id]),
        )
        for each in over.select_related("project").order_by("-ends_at", "pk")[:MOST_ITEMS]
    ]


def days(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return the days somebody is invited to and has not ranked for, and those closed. One query."""
    own = Guest.objects.filter(Q(project__made_by=person) | Q(mentor__person=person))
    invited = own.filter(
        wishes=None, day__closed_at=None, day__opened_at__gt=since, day__opened_at__lte=until
    )
    closed = own.filter(day__closed_at__gt=since, day__closed_at__lte=until)
    found = Day.objects.filter(Q(pk__in=invited.values("day")) | Q(pk__in=closed.values("day")))
    items = [
        Item(
            at=each.closed_at or each.opened_at,
            text=(
                gettext("See what came out: %(place)s")
                if each.closed_at
                else gettext("You are invited to rank: %(place)s")
            )
            % {"place": each.place},
            url=reverse("villages:day", args=[each.pk]),
        )
        for each in found
    ]
    return newest(items)


def to_confirm(broker: Person, since: datetime, until: datetime) -> list[Item]:
    """Return the new mentors whose training nobody has confirmed. One query."""
    new = Mentor.objects.filter(trained_at=None, since__gt=since, since__lte=until).exclude(person=broker)
    return [
        Item(
            at=each.since,
            text=gettext("Somebody offers to mentor. Are they trained?"),
            url=reverse("villages:mentors"),
        )
        for each in new.order_by("-since", "pk")[:MOST_ITEMS]
    ]


def _is_broker_and_peer(person: Person) -> bool:
    return is_broker(person) and rules.may_take_part(person)


KINDS = (
    NoticeKind(
        name="villages.asked",
        title=gettext_lazy("Projects that ask you"),
        about=gettext_lazy("A community project asks you, or your organisation, to help."),
        source=asked,
        concerns=rules.may_take_part,
    ),
    NoticeKind(
        name="villages.found",
        title=gettext_lazy("Who joins your project"),
        about=gettext_lazy("Somebody has said yes, and you can arrange to meet."),
        source=found,
        concerns=rules.may_take_part,
    ),
    NoticeKind(
        name="villages.over",
        title=gettext_lazy("What did not come about"),
        about=gettext_lazy("Told when the time for answers is over. Nobody is told who answered what."),
        source=came_to_nothing,
        concerns=rules.may_take_part,
    ),
    NoticeKind(
        name="villages.day",
        title=gettext_lazy("Matching days"),
        about=gettext_lazy("You are invited to rank, and what came out."),
        source=days,
        concerns=rules.may_take_part,
    ),
    NoticeKind(
        name="villages.train",
        title=gettext_lazy("New mentors"),
        about=gettext_lazy("Somebody offers to mentor, and a broker confirms that they are trained."),
        source=to_confirm,
        concerns=_is_broker_and_peer,
    ),
)
