from datetime import timedelta
from itertools import permutations

import pytest
from django.utils import timezone

from sideways.introductions.models import Wish
from sideways.introductions.queries import known_of
from sideways.introductions.rules import Rule, broken, is_on_desk, may_introduce
from sideways.introductions.services import apart_add, conflict_add, wish_pause, wish_set
from sideways.introductions.services.wishes import Wanted
from sideways.introductions.tests.factories import (
    LEEDS,
    make_broker,
    make_nurse,
    make_peer,
    make_work_coach,
    propose,
)
from sideways.people.models import Encounter
from sideways.people.services import encounters_record
from sideways.people.tests.factories import make_organisation, make_person

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def rules_broken(*people):
    found = [{each.rule for each in broken(list(some), known_of(some), NOW)} for some in permutations(people)]
    assert all(some == found[0] for some in found)  # whoever is named first
    return found[0]


def widen(*people, **what):
    for person in people:
        wish_set(person=person, wanted=Wanted(capacity=1, **what))


def test_two_people_who_fit_break_no_rule():
    assert rules_broken(make_nurse(), make_work_coach()) == set()


def test_it_takes_two_or_three_different_people():
    nurse = make_nurse()
    four = [nurse, make_work_coach(), make_peer("gp"), make_peer("police_officer")]
    for people in ([], [nurse], [nurse, nurse], four):
        assert [each.rule for each in broken(people, known_of(people), NOW)] == [Rule.NUMBER]
    assert rules_broken(*four[:3]) == set()


@pytest.mark.parametrize(
    ("other", "rule", "widening"),
    [
        ({"level": 3}, Rule.LEVEL, "widen_level"),
        ({"profession": "nurse"}, Rule.PROFESSION, "widen_profession"),
        ({"region": "Yorkshire and The Humber"}, Rule.REGION, "widen_region"),
    ],
)
def test_what_differs_is_fine_only_when_both_say_so(other, rule, widening):
    nurse, somebody = make_nurse(), make_peer(**{"profession": "work_coach", **other})

    assert rules_broken(nurse, somebody) == {rule}
    widen(nurse, **{widening: True})
    assert rules_broken(nurse, somebody) == {rule}
    widen(somebody, **{widening: True})
    assert rules_broken(nurse, somebody) == set()


def test_two_levels_apart_is_never_fine():
    nurse, manager = make_nurse(), make_work_coach(level=4)
    widen(nurse, manager, widen_level=True)

    assert rules_broken(nurse, manager) == {Rule.LEVEL}


def test_nobody_meets_somebody_of_their_own_organisation_or_too_far_away():
    house = make_organisation()
    assert rules_broken(make_nurse(organisation=house), make_work_coach(organisation=house)) == {
        Rule.SAME_ORGANISATION
    }
    assert rules_broken(make_nurse(organisation=None), make_work_coach(organisation=None)) == set()
    assert rules_broken(make_nurse(), make_work_coach(where=LEEDS)) == {Rule.TOO_FAR}
    assert rules_broken(make_nurse(travel_km=80), make_work_coach(where=LEEDS)) == {Rule.TOO_FAR}


def test_who_has_met_and_who_stays_apart_look_the_same():
    nurse, coach, other = make_nurse(), make_work_coach(), make_work_coach()
    encounters_record(people=[nurse, coach], how=Encounter.How.TABLE, on=NOW.date())
    apart_add(person=other, words=nurse.email.upper(), at=NOW)

    assert rules_broken(nurse, coach) == rules_broken(nurse, other) == {Rule.MET_OR_APART}


def test_a_conflict_that_a_broker_knows_of_keeps_two_apart():
    nurse, coach = make_nurse(), make_work_coach()
    conflict_add(one=nurse, other=coach, by=make_broker(), at=NOW)

    assert rules_broken(nurse, coach) == {Rule.MET_OR_APART}


def test_nobody_is_suggested_who_is_paused_has_enough_or_is_no_peer():
    nurse, coach = make_nurse(), make_work_coach()
    propose(nurse, make_peer("gp"))
    assert rules_broken(nurse, coach) == {Rule.NOT_OPEN}

    paused = make_nurse()
    wish_pause(person=paused, until=NOW + timedelta(days=1), at=NOW)
    silent = make_nurse()
    Wish.objects.create(person=silent, silent=3)
    nobody = make_nurse()
    wish_set(person=nobody, wanted=Wanted(capacity=0))
    for person in (paused, silent, nobody, make_nurse(standing="held"), make_person(lat=None)):
        assert Rule.NOT_OPEN in rules_broken(person, coach)


def test_the_desk_is_for_active_brokers():
    assert is_on_desk(make_broker())
    for person in (make_nurse(), make_broker(standing="held"), make_person(kind="operator"), None):
        assert not is_on_desk(person)


def test_a_broker_introduces_nobody_below_them_at_work_and_not_themselves():
    house = make_organisation()
    broker = make_broker(organisation=house)

    assert may_introduce(broker, make_nurse())
    assert may_introduce(broker, make_nurse(organisation=house, level=4))
    assert not may_introduce(broker, make_nurse(organisation=house))
    assert not may_introduce(broker, broker)
    assert not may_introduce(make_nurse(), make_work_coach())
