"""What brokers hear of rounds: that there is a plan to look at, and that one was sent out."""

from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from sideways.introductions.models import Round
from sideways.introductions.round_presenters import scope_words
from sideways.introductions.round_queries import rounds_of
from sideways.introductions.rules import is_on_desk
from sideways.notices.kinds import MOST_ITEMS, Item, NoticeKind
from sideways.people.models import Person


def ready(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return the rounds whose plan is ready to look at. One query."""
    prepared = rounds_of(person).filter(state=Round.State.READY, ready_at__gt=since, ready_at__lte=until)
    return [
        Item(
            at=each.ready_at,
            text=gettext("A round is ready to look at: %(who)s") % {"who": scope_words(each)},
            url=reverse("introductions:round", args=[each.pk]),
        )
        for each in prepared.order_by("-ready_at", "pk")[:MOST_ITEMS]
        if each.ready_at is not None
    ]


def sent_out(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return the rounds that another broker sent out. One query."""
    rounds = rounds_of(person).filter(
        state=Round.State.PUBLISHED, published_at__gt=since, published_at__lte=until
    )
    by_others = rounds.filter(~Q(published_by=person) | Q(published_by=None))
    return [
        Item(
            at=each.published_at,
            text=gettext("A round was sent out: %(who)s") % {"who": scope_words(each)},
            url=reverse("introductions:round", args=[each.pk]),
        )
        for each in by_others.order_by("-published_at", "pk")[:MOST_ITEMS]
        if each.published_at is not None
    ]


KINDS = (
    NoticeKind(
        name="introductions.round_ready",
        title=gettext_lazy("Rounds that are ready to look at"),
        about=gettext_lazy("A plan of who could meet. It waits for a broker to send it out."),
        source=ready,
        concerns=is_on_desk,
    ),
    NoticeKind(
        name="introductions.round_sent",
        title=gettext_lazy("Rounds that another broker sent out"),
        about=gettext_lazy("So that you know why introductions come in."),
        source=sent_out,
        concerns=is_on_desk,
    ),
)
