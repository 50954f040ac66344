from datetime import timedelta

import pytest
from django.utils import timezone

from sideways.introductions.errors import NotYourIntroductionError
from sideways.introductions.models import Apart, Party, Wish
from sideways.introductions.queries import apart_list_of, pairs_apart, people_met_by
from sideways.introductions.services import (
    apart_add,
    apart_remove,
    conflict_add,
    conflict_remove,
    wish_pause,
    wish_resume,
)
from sideways.introductions.tests.factories import answer, make_broker, make_nurse, make_work_coach, propose
from sideways.meetings.models import Meeting
from sideways.people.models import Encounter
from sideways.people.services import encounters_record
from sideways.people.tests.factories import make_organisation

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def met(*people):
    encounters_record(people=people, how=Encounter.How.INTRODUCTION, on=NOW.date())


def pair(one, other):
    return (min(one.pk, other.pk), max(one.pk, other.pk))


def test_a_pause_answers_what_waits_and_leaves_a_yes_alone():
    nurse, coach = make_nurse(), make_work_coach()
    Wish.objects.create(person=nurse, capacity=2, silent=2)
    agreed, waiting = propose(nurse, coach, at=NOW), propose(nurse, make_work_coach(), at=NOW)
    answer(agreed, nurse, yes=True, at=NOW)

    wish = wish_pause(person=nurse, until=NOW + timedelta(days=30), at=NOW)

    assert (wish.paused_until, wish.silent) == (NOW + timedelta(days=30), 0)
    told = {party.introduction_id: party.answer for party in Party.objects.filter(person=nurse)}
    assert told == {agreed.pk: "yes", waiting.pk: "no"}
    assert wish_resume(person=nurse).paused_until is None
    assert wish_resume(person=nurse).capacity == 2


def test_a_private_list_keeps_apart_whoever_has_the_address_or_name_now_or_later():
    nurse = make_nurse()
    apart_add(person=nurse, words="Late.Comer@example.org", at=NOW)
    apart_add(person=nurse, words="  Zoë   Müller ", at=NOW)
    apart_add(person=nurse, words=nurse.email, at=NOW)
    assert pairs_apart() == set()

    comer, zoe = make_work_coach(email="late.comer@example.org"), make_work_coach(name="Zoë Müller")
    expected = {pair(nurse, comer), pair(nurse, zoe)}
    assert pairs_apart() == pairs_apart([nurse, comer, zoe]) == expected
    assert pairs_apart([nurse, comer]) == {pair(nurse, comer)}
    assert pairs_apart([comer, zoe]) == set()


def test_pairs_apart_ask_few_queries(django_assert_max_num_queries):
    nurse = make_nurse()
    for number in range(5):
        apart_add(person=nurse, words=f"Somebody {number}", at=NOW)
    with django_assert_max_num_queries(2):
        pairs_apart()
    with django_assert_max_num_queries(1):
        pairs_apart([nurse])


def test_adding_is_the_same_whoever_is_here_and_twice_is_once():
    nurse, here = make_nurse(), make_work_coach()

    rows = [apart_add(person=nurse, words=words, at=NOW) for words in (here.email, "nobody@example.org")]
    assert [(row.other, row.words) for row in rows] == [(None, here.email), (None, "nobody@example.org")]
    apart_add(person=nurse, words=here.email, at=NOW)
    assert apart_list_of(nurse).count() == 2


def test_somebody_can_be_chosen_only_among_those_one_has_met():
    nurse, coach, stranger = make_nurse(), make_work_coach(), make_work_coach()
    met(nurse, coach)
    assert list(people_met_by(nurse)) == [coach]

    row = apart_add(person=nurse, other=coach, at=NOW)
    assert apart_add(person=nurse, other=coach, at=NOW) == row
    with pytest.raises(NotYourIntroductionError):
        apart_add(person=nurse, other=stranger, at=NOW)
    assert pairs_apart() == {pair(nurse, coach)}


def test_a_list_is_its_owners_alone():
    nurse, coach = make_nurse(), make_work_coach()
    row = apart_add(person=nurse, words="Somebody", at=NOW)
    conflict_add(one=nurse, other=coach, by=make_broker(), at=NOW)

    apart_remove(person=coach, apart_id=row.pk)
    for each in Apart.objects.filter(is_conflict=True):
        apart_remove(person=nurse, apart_id=each.pk)
    assert Apart.objects.count() == 2
    assert list(apart_list_of(nurse)) == [row]
    apart_remove(person=nurse, apart_id=row.pk)
    assert not apart_list_of(nurse).exists()


def test_conflicts_are_for_brokers_who_may_introduce_both():
    broker, nurse, coach = make_broker(), make_nurse(), make_work_coach()
    conflict = conflict_add(one=coach, other=nurse, by=broker, at=NOW)
    assert conflict_add(one=nurse, other=coach, by=broker, at=NOW) == conflict
    assert pairs_apart() == {pair(nurse, coach)}

    house = make_organisation()
    nurse.organisation = house
    nurse.save()
    senior = make_broker(organisation=house)
    for by in (senior, coach):
        with pytest.raises(NotYourIntroductionError):
            conflict_add(one=nurse, other=coach, by=by, at=NOW)
        with pytest.raises(NotYourIntroductionError):
            conflict_remove(conflict_id=conflict.pk, by=by)
    with pytest.raises(NotYourIntroductionError):
        conflict_add(one=nurse, other=nurse, by=broker, at=NOW)
    conflict_remove(conflict_id=conflict.pk, by=broker)
    conflict_remove(conflict_id=conflict.pk, by=broker)
    assert pairs_apart() == set()


@pytest.mark.parametrize("how", ["apart", "same employer"])
def test_the_last_yes_makes_no_meeting_of_people_who_may_no_longer_meet(how):
    nurse, coach = make_nurse(), make_work_coach()
    introduction = propose(nurse, coach)
    answer(introduction, coach, yes=True)
    if how == "apart":
        apart_add(person=coach, words=nurse.name, at=NOW)
    else:
        nurse.organisation = coach.organisation
        nurse.save()

    assert answer(introduction, nurse, yes=True).state == "proposed"
    assert not Meeting.objects.exists()
