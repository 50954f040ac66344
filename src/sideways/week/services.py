"""Writes of the weekly list."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sideways.people.models import Person
from sideways.people.services.locking import locked
from sideways.people.trust import is_peer
from sideways.week.models import WeekList
from sideways.week.queries import choice_for, due_a_list, goes_by, list_of, offered_to
from sideways.week.rules import monday_of
from sideways.week.seals import sealed

CHOSEN_AT_ONCE = 500
MONDAY = 0

log = logging.getLogger(__name__)


def week_choose(*, person: Person, at: datetime) -> WeekList | None:
    """Choose what somebody is offered this week, unless that is done. None where there is nothing to offer.

    The choice runs outside the transaction, which then makes sure that no other request has offered any of
    it meanwhile. Nothing is kept where nothing was found: the next who asks looks again.
    """
    monday = monday_of(at)
    if (found := list_of(person, monday)) is not None or not is_peer(person):
        return found
    by = goes_by(person)
    while by and (picked := choice_for(person, by, at)):
        with transaction.atomic():
            is_here = is_peer(locked(person))  # nobody closes the account meanwhile, or asks for a list
            if not is_here or (found := list_of(person, monday)) is not None:
                return found
            if offered_to(person).isdisjoint(each.pk for each in picked):
                return WeekList.objects.create(person=person, monday=monday, sealed=sealed(picked))
    return None


def weeks_choose(*, at: datetime, after: int = 0) -> int | None:
    """On a Monday, choose for some of those who follow topics. Returns the last of them if there may be more.

    Everybody else gets their list when they ask for it.
    """
    if timezone.localdate(at).weekday() != MONDAY:
        return None
    people = list(due_a_list(monday_of(at), after)[:CHOSEN_AT_ONCE])
    for person in people:
        try:
            week_choose(person=person, at=at)
        except Exception:  # one list that breaks must not keep theirs from everybody behind it
            log.exception("The week of somebody could not be chosen")  # whose, is not for a log
    return people[-1].pk if len(people) == CHOSEN_AT_ONCE else None


def weeks_erase(*, person: Person) -> None:
    """Delete every list of somebody."""
    WeekList.objects.filter(person=person).delete()
