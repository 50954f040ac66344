"""One memory of who met whom."""

from datetime import date

import pytest

from sideways.people.models import Encounter
from sideways.people.queries import encounters_of, pairs_that_met
from sideways.people.services import encounters_record
from sideways.people.tests.factories import make_person

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 2)


def test_three_who_met_are_three_pairs_and_recording_it_again_changes_nothing():
    three = [make_person() for _ in range(3)]
    for _ in range(2):
        encounters_record(people=three[::-1], how=Encounter.How.TABLE, on=DAY)
    first, second, third = sorted(person.pk for person in three)
    assert pairs_that_met() == {(first, second), (first, third), (second, third)}
    assert Encounter.objects.count() == 3


def test_meeting_on_another_day_is_remembered_apart():
    two = [make_person(), make_person()]
    encounters_record(people=two, how=Encounter.How.INTRODUCTION, on=DAY)
    encounters_record(people=two, how=Encounter.How.VISIT, on=DAY.replace(day=3))
    assert [each.how for each in encounters_of(two[1])] == ["introduction", "visit"]
    assert len(pairs_that_met()) == 1


def test_somebody_alone_met_nobody():
    encounters_record(people=[make_person()], how=Encounter.How.TABLE, on=DAY)
    assert not Encounter.objects.exists()
