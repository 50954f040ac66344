"""What people hear of about accounts, vouching and organisations; and how their plan is taken out."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from sideways.notices.kinds import MOST_ITEMS, ON_THE_PAGE_ONLY, Item, NoticeKind
from sideways.notices.models import OutgoingEmail
from sideways.notices.queries import export_of
from sideways.notices.services import plan_forget
from sideways.people import queries
from sideways.people.holdings import Holding
from sideways.people.models import Person
from sideways.people.rules import is_broker, is_operator

TOLD_TO_THEM = {
    "person_vouch": gettext_lazy("Your account: was vouched for"),
    "person_decline": gettext_lazy("Your account: was sent back to the answers"),
    "person_let_in": gettext_lazy("Your account: was let in after a check"),
    "person_kind_grant": gettext_lazy("Your account: kind of account changed"),
}


def account(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return what others did to somebody's account. They had a letter about each at once. One query."""
    rows = queries.log_of(person).filter(action__in=list(TOLD_TO_THEM), at__gt=since, at__lte=until)
    return [
        Item(at=row.at, text=str(TOLD_TO_THEM[row.action]), url=reverse("people:you"))
        for row in rows[:MOST_ITEMS]
    ]


def vouches(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return who began to wait for this broker or operator, and still does. One query."""
    waiting = queries.people_to_vouch_for(person).filter(waiting_since__gt=since, waiting_since__lte=until)
    told = gettext("%(name)s waits for somebody to vouch")
    return _waiting(waiting, told, lambda _one: reverse("people:vouches"))


def held(_person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return who began to be held, and still is. One query."""
    waiting = queries.people_held().filter(waiting_since__gt=since, waiting_since__lte=until)
    told = gettext("%(name)s is held until you have looked")
    return _waiting(waiting, told, lambda one: reverse("people:person", args=[one.pk]))


def organisations(_person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return the organisations that were proposed and wait for an answer. One query."""
    proposed = queries.organisations_proposed().filter(proposed_at__gt=since, proposed_at__lte=until)
    told = gettext("%(organisation)s is not listed yet")
    return [
        Item(at=one.proposed_at, text=told % {"organisation": str(one)}, url=reverse("people:organisations"))
        for one in proposed.order_by("-proposed_at", "-pk")[:MOST_ITEMS]
        if one.proposed_at
    ]


def emails(_person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return the e-mails that could not be sent. One query."""
    failed = OutgoingEmail.objects.filter(failed_at__gt=since, failed_at__lte=until)
    told = gettext("“%(subject)s” could not be sent")
    return [
        Item(at=email.failed_at, text=told % {"subject": email.subject}, url=reverse("people:emails"))
        for email in failed.order_by("-failed_at", "-pk")[:MOST_ITEMS]
        if email.failed_at
    ]


def _waiting(people: Any, told: str, url: Any) -> list[Item]:
    found = people.order_by("-waiting_since", "-pk")[:MOST_ITEMS]
    return [Item(at=one.waiting_since, text=told % {"name": str(one)}, url=url(one)) for one in found]


KINDS = (
    NoticeKind(
        name="people.account",
        title=gettext_lazy("Your account"),
        about=gettext_lazy("Who let you in, or what changed. We write to you about it at once."),
        source=account,
        concerns=lambda _person: True,
        rhythms=ON_THE_PAGE_ONLY,
    ),
    NoticeKind(
        name="people.vouches",
        title=gettext_lazy("People to vouch for"),
        about=gettext_lazy("Somebody waits until you say that you know them."),
        source=vouches,
        concerns=lambda person: is_broker(person) or is_operator(person),
    ),
    NoticeKind(
        name="people.held",
        title=gettext_lazy("Accounts that are held"),
        about=gettext_lazy(
            "Somebody joined with an address of government, an inspectorate, a regulator or a funder."
        ),
        source=held,
        concerns=is_operator,
    ),
    NoticeKind(
        name="people.organisations",
        title=gettext_lazy("Proposed organisations"),
        about=gettext_lazy("Somebody did not find where they work."),
        source=organisations,
        concerns=is_operator,
    ),
    NoticeKind(
        name="people.emails",
        title=gettext_lazy("E-mails that could not be sent"),
        about=gettext_lazy("We tried for a day and gave up."),
        source=emails,
        concerns=is_operator,
    ),
)
HOLDING = Holding(
    name="notices",
    export=export_of,
    erase=lambda *, person, choice, at: plan_forget(person=person),
    goes=gettext_lazy("What you hear of, and when, is deleted."),
)
