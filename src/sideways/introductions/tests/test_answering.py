from datetime import timedelta

import pytest
from django.utils import timezone

from sideways.introductions import queries
from sideways.introductions.errors import IntroductionOverError, NotYourIntroductionError
from sideways.introductions.models import Introduction, Party
from sideways.introductions.tests.factories import answer, make_nurse, make_work_coach, propose
from sideways.meetings.models import Meeting
from sideways.people.tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_the_last_yes_begins_one_meeting():
    nurse, coach = make_nurse(), make_work_coach()
    introduction = propose(nurse, coach)

    assert answer(introduction, nurse, yes=True).state == "proposed"
    assert not Meeting.objects.exists()
    accepted = answer(introduction, coach, yes=True)

    assert (accepted.state, accepted.meeting) == ("accepted", Meeting.objects.get())
    assert {each.person for each in accepted.meeting.attendees.all()} == {nurse, coach}
    assert answer(introduction, coach, yes=True).meeting == accepted.meeting
    assert Meeting.objects.count() == 1


def test_an_answer_can_be_changed_until_all_have_said_yes():
    nurse, coach = make_nurse(), make_work_coach()
    introduction = propose(nurse, coach)
    answer(introduction, nurse, yes=False)
    answer(introduction, coach, yes=True)

    assert answer(introduction, nurse, yes=True).state == "accepted"
    with pytest.raises(IntroductionOverError):
        answer(introduction, nurse, yes=False)


def test_a_no_changes_the_party_and_nothing_else():
    nurse, coach = make_nurse(), make_work_coach()
    introduction = propose(nurse, coach)
    before = Introduction.objects.values().get()

    answer(introduction, nurse, yes=False)

    assert Introduction.objects.values().get() == before
    assert Party.objects.get(person=nurse).answer == "no"


def test_nobody_answers_late_or_for_others():
    nurse, coach = make_nurse(), make_work_coach()
    introduction = propose(nurse, coach)

    with pytest.raises(NotYourIntroductionError):
        answer(introduction, make_person(), yes=True)
    with pytest.raises(IntroductionOverError):
        answer(introduction, nurse, yes=True, at=timezone.now() + timedelta(days=7, seconds=1))


def test_nobody_meets_somebody_whose_account_is_held_since():
    nurse, coach = make_nurse(), make_work_coach()
    introduction = propose(nurse, coach)
    answer(introduction, coach, yes=True)
    coach.standing = "held"
    coach.save()

    assert answer(introduction, nurse, yes=True).state == "proposed"
    assert not Meeting.objects.exists()


def test_open_pages_of_those_in_it_hear_of_a_change_while_they_are_peers():
    nurse, coach = make_nurse(), make_work_coach()
    one, other = propose(nurse, coach), propose(make_nurse(), make_work_coach())
    coach.kind = "official"

    told = queries.introductions_readership({one.pk: [nurse, coach, make_nurse()], other.pk: [nurse]})

    assert told[one.pk] == ({nurse.pk}, set())
    assert told[other.pk] == (set(), set())
