from datetime import timedelta

import pytest
from django.utils import timezone

from sideways.common.models import AuditRow
from sideways.introductions.errors import MayNotMeetError, NamesSomebodyError
from sideways.introductions.models import Introduction
from sideways.introductions.queries import open_for_a_round
from sideways.introductions.rules import Rule
from sideways.introductions.services import introduction_propose, wish_pause, wish_resume, wish_set
from sideways.introductions.services.wishes import Wanted
from sideways.introductions.tests.factories import (
    LEEDS,
    accepted,
    make_broker,
    make_crowd,
    make_nurse,
    make_peer,
    make_work_coach,
    propose,
)
from sideways.people.tests.factories import make_organisation, make_person

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def test_proposing_stores_what_each_may_know_of_the_others_and_nothing_narrower():
    make_crowd("nurse")
    nurse, coach = make_nurse(), make_work_coach()
    introduction = propose(nurse, coach, at=NOW)

    of_nurse, of_coach = introduction.parties.order_by("pk")
    assert (of_nurse.profession_id, of_nurse.region) == ("nurse", "North West")
    assert (of_coach.profession_id, of_coach.region) == (None, "")  # fewer than five
    assert (of_nurse.within_km, of_coach.within_km) == (16, 16)
    assert (introduction.ends_at - NOW, introduction.state) == (timedelta(days=7), "proposed")
    row = AuditRow.objects.get(action="introduction.proposed")
    assert row.detail == {"source": "round"}


def test_proposing_says_what_they_widened():
    nurse, other = make_nurse(), make_peer("nurse", level=3, region="London", where=LEEDS, travel_km=90)
    nurse.travel_km = 90
    nurse.save()
    for person in (nurse, other):
        wish_set(
            person=person,
            wanted=Wanted(capacity=1, widen_level=True, widen_profession=True, widen_region=True),
        )
    introduction = propose(nurse, other)

    assert introduction.other_level
    assert introduction.same_profession
    assert introduction.other_region
    plain = propose()
    assert (plain.other_level, plain.same_profession, plain.other_region) == (False, False, False)


def test_proposing_refuses_and_names_the_rules():
    nurse, other = make_nurse(), make_peer("nurse", level=3)

    with pytest.raises(MayNotMeetError, match="level, profession") as caught:
        propose(nurse, other)
    assert {each.rule for each in caught.value.broken} == {Rule.LEVEL, Rule.PROFESSION}
    assert not Introduction.objects.exists()


@pytest.mark.parametrize(
    "about", ["Ask ama about it", "AMA@example.org", "How Hollin Vale does it", "Owusu’s way"]
)
def test_what_they_share_names_nobody(about):
    house = make_organisation(name="Hollin Vale")
    ama = make_nurse(name="Ama Owusu", email="ama@example.org", organisation=house)

    with pytest.raises(NamesSomebodyError):
        propose(ama, make_work_coach(), about=about)
    assert propose(ama, make_work_coach(), about="Amazing fit notes").about == "Amazing fit notes"


def test_a_short_part_of_a_name_may_stand_in_other_words():
    assert propose(make_nurse(name="An Li"), make_work_coach(), about="An open door").about == "An open door"


def test_a_broker_may_give_more_time():
    introduction = introduction_propose(
        people=[make_nurse(), make_work_coach()],
        source="broker",
        about="Fit notes",
        reason="",
        by=make_broker(),
        days=14,
        at=NOW,
    )
    assert introduction.ends_at == NOW + timedelta(days=14)


def test_open_for_a_round_are_those_with_room_who_are_not_paused(django_assert_num_queries):
    free, busy, two = make_nurse(), make_nurse(), make_nurse()
    wish_set(person=two, wanted=Wanted(capacity=2))
    propose(busy, make_work_coach(standing="active"))
    propose(two, make_peer("gp"))
    paused, back = make_nurse(), make_nurse()
    for person in (paused, back):
        wish_pause(person=person, until=NOW + timedelta(days=3), at=NOW)
    wish_resume(person=back)
    for fields in ({"standing": "held"}, {"kind": "guardian"}, {"where": (None, None)}):
        make_peer(**fields)
    make_person(lat=None)

    with django_assert_num_queries(1):
        found = {person.pk for person in open_for_a_round(NOW)}
    assert {free.pk, two.pk, back.pk} <= found
    assert not {busy.pk, paused.pk} & found
    assert len(found) == 3


def test_who_is_to_meet_has_no_room_until_they_have_met():
    nurse, coach = make_nurse(), make_work_coach()
    introduction = accepted(nurse, coach)
    assert not open_for_a_round(NOW).exists()

    introduction.meeting.state = "ended"
    introduction.meeting.save()
    assert set(open_for_a_round(NOW)) == {nurse, coach}
