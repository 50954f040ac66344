import json
from datetime import timedelta

import pytest
from django.utils import timezone

from sideways.introductions.holding import HOLDING
from sideways.introductions.models import Apart, Party, TalkRequest, Wish
from sideways.introductions.services import apart_add, conflict_add, seals_destroy, wish_set
from sideways.introductions.services.wishes import Wanted
from sideways.introductions.showing import cards_of
from sideways.introductions.tests.factories import (
    answer,
    ask_to_talk,
    make_broker,
    make_nurse,
    make_work_coach,
    propose,
)
from sideways.vault.models import SealedIdentity

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def test_export_holds_all_of_ones_own_and_no_more_of_others_than_the_page():
    broker, nurse, coach = make_broker(), make_nurse(), make_work_coach(name="Corin Coach")
    wish_set(person=nurse, wanted=Wanted(capacity=2, widen_level=True))
    apart_add(person=nurse, words="somebody@example.org", at=NOW)
    introduction = propose(nurse, coach, by=broker)
    answer(introduction, nurse, yes=False)
    request = ask_to_talk(nurse, make_work_coach())
    conflict_add(one=nurse, other=make_work_coach(), by=broker, at=NOW)

    told = HOLDING.export(nurse)

    assert told["wanted"]["at_a_time"] == 2
    assert [row["name"] for row in told["apart"]] == ["somebody@example.org"]
    assert [(row["about"], row["answered"]) for row in told["suggested"]] == [("Fit notes", "Not this time")]
    assert [row["lesson"] for row in told["asked_to_talk"]] == [str(request.lesson_id)]
    assert "Corin" not in json.dumps(told, default=str)
    as_broker = HOLDING.export(broker)["as_a_broker"]
    assert (len(as_broker["proposed"]), len(as_broker["conflicts"])) == (1, 1)
    assert HOLDING.export(make_nurse())["wanted"] == {}


def test_who_leaves_goes_out_of_everything_and_the_others_see_no_difference():
    nurse, coach, broker = make_nurse(), make_work_coach(), make_broker()
    introduction = propose(nurse, coach, by=broker)
    answer(introduction, nurse, yes=True)
    apart_add(person=nurse, words="somebody@example.org", at=NOW)
    conflict_add(one=nurse, other=coach, by=broker, at=NOW)
    wish_set(person=nurse, wanted=Wanted(capacity=2))
    request = ask_to_talk(nurse, make_work_coach())
    before = cards_of(coach, NOW)

    for person in (nurse, nurse, broker):
        HOLDING.erase(person=person, choice="", at=NOW)

    assert cards_of(coach, NOW) == before
    party = Party.objects.get(introduction=introduction, person=None)
    assert (party.answer, party.answered_at) == ("none", None)
    assert not Apart.objects.exists()
    assert not Wish.objects.filter(person=nurse)
    assert not TalkRequest.objects.exists()
    assert not SealedIdentity.objects.filter(pk=request.pk)
    introduction.refresh_from_db()
    assert introduction.proposed_by is None
    assert answer(introduction, coach, yes=True, at=NOW + timedelta(days=1)).state == "proposed"


def test_with_a_lesson_goes_who_asked_its_author():
    request = ask_to_talk(make_work_coach(), make_nurse())
    seals_destroy([request.lesson_id])
    assert not SealedIdentity.objects.filter(pk=request.pk)
