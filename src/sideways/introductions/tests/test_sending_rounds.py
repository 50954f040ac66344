"""Sending a round out, the calendar, what is forgotten, what people hear of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from sideways.introductions import (
    holding,
    round_forms,
    round_notices,
    round_presenters,
    round_queries,
    round_tasks,
    services,
)
from sideways.introductions.models import (
    Apart,
    Forbidden,
    Introduction,
    LeftOver,
    Plan,
    PlanGroup,
    PlanMember,
    Progress,
    Round,
    Skipped,
    Wish,
)
from sideways.introductions.round_queries import in_rounds, newest_plan
from sideways.introductions.services import publishing, solving
from sideways.introductions.tests.factories import make_nurse, make_work_coach
from sideways.introductions.tests.test_rounds import a_ready_round, make_broker, sent, together
from sideways.people.models import Place
from sideways.people.tests.factories import make_person

pytestmark = pytest.mark.django_db
State = Round.State


def test_sending_a_round_out_proposes_every_group_once():
    broker = make_broker()
    nurse, coach = make_nurse(), make_work_coach()
    ready = a_ready_round(broker)

    for by in (broker, make_broker(), broker):
        services.round_publish(round=ready, by=by, at=timezone.now())
        services.round_propose(round_id=ready.pk, at=timezone.now())

    ready.refresh_from_db()
    assert sent(ready) == [frozenset({nurse.pk, coach.pk})]
    assert (ready.state, ready.proposed, ready.published_by) == (State.PUBLISHED, 1, broker)
    assert not PlanGroup.objects.exists()
    assert not PlanMember.objects.exists()
    assert Plan.objects.get().matched == 2


def test_who_got_nobody_has_waited_a_round_more_and_others_have_not():
    broker = make_broker()
    nurse, alone = make_nurse(), make_work_coach(level=6)
    make_work_coach()
    Wish.objects.create(person=alone, waited=2)
    ready = a_ready_round(broker)

    services.round_publish(round=ready, by=broker, at=timezone.now())
    services.round_propose(round_id=ready.pk, at=timezone.now())

    assert Wish.objects.get(person=alone).waited == 3
    assert Wish.objects.get(person=broker).waited == 1
    assert not Wish.objects.filter(person=nurse, waited__gt=0).exists()


def test_who_paused_or_left_meanwhile_is_skipped_and_named():
    broker = make_broker()
    paused, partner = make_nurse(), make_work_coach()
    ready = a_ready_round(broker)
    services.wish_pause(person=paused, until=timezone.now() + timedelta(days=9), at=timezone.now())

    services.round_publish(round=ready, by=broker, at=timezone.now())
    services.round_propose(round_id=ready.pk, at=timezone.now())

    assert dict(Skipped.objects.values_list("person", "why")) == {
        paused.pk: Skipped.Why.NOT_OPEN,
        partner.pk: Skipped.Why.PARTNER,
    }
    assert sent(ready) == []
    assert Wish.objects.get(person=partner).waited == 1
    assert Wish.objects.get(person=paused).waited == 0


def test_two_of_three_still_meet_when_the_third_paused():
    broker = make_broker()
    people = [make_nurse(), make_work_coach(), make_person(profession="gp", lat=53.55, lon=-2.1)]
    ready = a_ready_round(broker)
    assert together(ready) == {frozenset(person.pk for person in people)}
    services.wish_pause(person=people[0], until=timezone.now() + timedelta(days=9), at=timezone.now())

    services.round_publish(round=ready, by=broker, at=timezone.now())
    services.round_propose(round_id=ready.pk, at=timezone.now())

    assert sent(ready) == [frozenset({people[1].pk, people[2].pk})]


def test_a_forbidden_pair_is_not_sent_out_even_from_the_plan_that_has_it():
    broker = make_broker()
    make_nurse(), make_work_coach()
    ready = a_ready_round(broker)
    services.group_forbid(group=newest_plan(ready).groups.get(), by=broker, at=timezone.now())

    services.round_publish(round=ready, by=broker, at=timezone.now())
    services.round_propose(round_id=ready.pk, at=timezone.now())

    assert sent(ready) == []
    assert Skipped.objects.count() == 2


def test_who_was_kept_apart_after_the_plan_was_made_is_not_proposed():
    broker = make_broker()
    nurse, coach = make_nurse(), make_work_coach()
    ready = a_ready_round(broker)
    Apart.objects.create(person=nurse, other=coach, at=timezone.now())

    services.round_publish(round=ready, by=broker, at=timezone.now())
    services.round_propose(round_id=ready.pk, at=timezone.now())

    assert sent(ready) == []


def test_a_topic_that_is_called_like_somebody_is_left_out_of_what_they_read():
    broker = make_broker()
    people = make_nurse(name="Rose Notes"), make_work_coach()
    for person in people:
        person.topics.add("fit-notes")
    ready = a_ready_round(broker)

    services.round_publish(round=ready, by=broker, at=timezone.now())
    services.round_propose(round_id=ready.pk, at=timezone.now())

    assert Introduction.objects.get().about == ""


def test_nobody_is_suggested_again_to_somebody_they_were_suggested_to_lately():
    broker = make_broker()
    nurse, coach = make_nurse(), make_work_coach()
    first = a_ready_round(broker)
    services.round_publish(round=first, by=broker, at=timezone.now())
    services.round_propose(round_id=first.pk, at=timezone.now())
    Introduction.objects.update(state="closed", over_at=timezone.now())

    second = a_ready_round(broker)

    assert second != first
    assert together(second) == set()
    reasons = dict(LeftOver.objects.filter(plan__round=second).values_list("person", "reason"))
    assert reasons[nurse.pk] == reasons[coach.pk] == LeftOver.Reason.NOBODY_LEFT


def test_sending_out_goes_on_where_it_stopped(monkeypatch):
    broker = make_broker()
    for level in (2, 3, 4):
        make_nurse(level=level), make_work_coach(level=level)
    ready = a_ready_round(broker)
    services.round_publish(round=ready, by=broker, at=timezone.now())
    monkeypatch.setattr(publishing, "AT_A_TIME_SECONDS", -1.0)

    assert services.round_propose(round_id=ready.pk, at=timezone.now()) == 0
    monkeypatch.setattr(publishing, "AT_A_TIME_SECONDS", 60.0)
    assert services.round_propose(round_id=ready.pk, at=timezone.now()) == 3
    assert services.round_propose(round_id=ready.pk, at=timezone.now()) == 0
    assert len(sent(ready)) == 3


def test_the_round_of_the_month_is_prepared_on_its_first_monday_once(settings):
    make_nurse(), make_work_coach()
    sunday, monday = datetime(2026, 11, 1, 12, tzinfo=UTC), datetime(2026, 11, 2, 12, tzinfo=UTC)

    assert services.round_of_the_month(at=sunday) is None
    begun = services.round_of_the_month(at=monday)
    assert (begun.month, begun.begun_by, begun.state) == (date(2026, 11, 1), None, State.WAITING)
    assert services.round_of_the_month(at=monday + timedelta(days=1)) is None
    assert services.round_of_the_month(at=monday + timedelta(days=20)) is None
    settings.ROUND_EVERY_MONTH = False
    assert services.round_of_the_month(at=datetime(2026, 12, 7, 12, tzinfo=UTC)) is None
    assert not Introduction.objects.exists()


def test_one_that_a_broker_began_is_the_round_of_the_month():
    begun = services.round_begin(at=timezone.now(), by=make_broker())

    assert services.round_of_the_month(at=datetime(2026, 11, 2, 12, tzinfo=UTC)) == begun
    begun.refresh_from_db()
    assert begun.month == date(2026, 11, 1)


def test_plans_go_after_30_days_and_numbers_stay():
    make_nurse(), make_work_coach()
    ready = a_ready_round()

    assert services.plans_forget(at=timezone.now() + timedelta(days=29)) == 0
    assert services.plans_forget(at=timezone.now() + timedelta(days=31)) == 1
    ready.refresh_from_db()
    assert (ready.state, PlanMember.objects.count(), Plan.objects.get().matched) == (State.CANCELLED, 0, 2)


def test_who_was_left_out_is_forgotten_after_30_days():
    broker = make_broker()
    paused, _ = make_nurse(), make_work_coach()
    ready = a_ready_round(broker)
    services.wish_pause(person=paused, until=timezone.now() + timedelta(days=9), at=timezone.now())
    services.round_publish(round=ready, by=broker, at=timezone.now())
    services.round_propose(round_id=ready.pk, at=timezone.now())

    services.plans_forget(at=timezone.now() + timedelta(days=31))

    assert not Skipped.objects.exists()


def test_who_leaves_is_taken_out_of_plans():
    broker = make_broker()
    nurse, coach = make_nurse(), make_work_coach()
    ready = a_ready_round(broker)
    services.group_forbid(group=newest_plan(ready).groups.get(), by=broker, at=timezone.now())

    services.rounds_erase(person=nurse)
    services.rounds_erase(person=broker)

    assert list(PlanMember.objects.values_list("person", flat=True)) == [coach.pk]
    assert not Forbidden.objects.exists()
    ready.refresh_from_db()
    assert ready.begun_by is None


def test_brokers_hear_that_a_plan_is_ready_and_that_another_sent_it_out():
    broker, other = make_broker(), make_broker()
    begin = timezone.now()
    make_nurse(), make_work_coach()
    ready = a_ready_round(broker)

    def heard(person, source):
        return [item.text for item in source(person, begin, timezone.now())]

    assert heard(broker, round_notices.ready) == ["A round is ready to look at: Everybody"]
    assert heard(make_nurse(), round_notices.ready) == []
    services.round_publish(round=ready, by=broker, at=timezone.now())
    services.round_propose(round_id=ready.pk, at=timezone.now())
    assert heard(other, round_notices.sent_out) == ["A round was sent out: Everybody"]
    assert heard(broker, round_notices.sent_out) == heard(broker, round_notices.ready) == []


def test_a_copy_says_where_somebody_stands_in_rounds_and_never_with_whom():
    broker = make_broker()
    nurse, coach = make_nurse(name="Nia Nurse"), make_work_coach(name="Cai Coach")
    alone = make_nurse(level=6)
    a_ready_round(broker)

    assert [row["state"] for row in in_rounds(nurse)] == ["Planned"]
    assert [row["reason"] for row in in_rounds(alone)] == ["Nobody else at this level"]
    assert "Cai Coach" not in str(holding.export(nurse))
    assert len(holding.export(broker)["as_a_broker"]["rounds_begun"]) == 1
    holding.erase(person=coach, choice="", at=timezone.now())
    assert in_rounds(coach) == []


def test_what_another_worker_has_done_is_not_done_again(monkeypatch):
    broker = make_broker()
    for level in (2, 3):
        make_nurse(level=level), make_work_coach(level=level)
    ready = a_ready_round(broker)
    services.round_publish(round=ready, by=broker, at=timezone.now())
    propose = publishing.introduction_propose

    def another_is_faster(**what):
        PlanGroup.objects.update(state=PlanGroup.State.DONE)
        Progress.objects.update(claim="7c8fba8e-5c7e-4f61-8c2b-27f0b5a0f0a1")
        return propose(**what)

    monkeypatch.setattr(publishing, "introduction_propose", another_is_faster)

    assert services.round_propose(round_id=ready.pk, at=timezone.now()) == 1
    ready.refresh_from_db()
    assert ready.state == State.PUBLISHING  # the other worker finishes it
    assert len(sent(ready)) == 1


def test_a_plan_is_not_stored_when_the_round_was_stopped_at_the_last_moment(monkeypatch):
    broker = make_broker()
    make_nurse(), make_work_coach()
    begun = services.round_begin(at=timezone.now(), by=broker)
    poor_of = solving._groups

    def stopped_meanwhile(*what):
        services.round_cancel(round=begun, by=broker, at=timezone.now())
        return poor_of(*what)

    monkeypatch.setattr(solving, "_groups", stopped_meanwhile)

    assert services.round_solve(round_id=begun.pk, at=timezone.now()) is None
    assert not Plan.objects.exists()


def test_the_worker_works_out_what_waits_and_sends_out_what_is_to_be_sent(
    django_capture_on_commit_callbacks, settings
):
    settings.ROUND_EVERY_MONTH = False
    broker = make_broker()
    make_nurse(), make_work_coach()

    with django_capture_on_commit_callbacks(execute=True):
        begun = services.round_begin(at=timezone.now(), by=broker)
    begun.refresh_from_db()
    assert begun.state == State.READY
    with django_capture_on_commit_callbacks(execute=True):
        services.round_publish(round=begun, by=broker, at=timezone.now())
    round_tasks.round_of_the_month.enqueue()
    round_tasks.plans_forget.enqueue()

    assert len(sent(begun)) == 1
    assert Round.objects.count() == 1


def test_a_round_of_a_place_takes_its_people_only():
    place = Place.objects.create(code="E08000004", name="Oldham", region="North West", nation="England")
    here = make_nurse(place=place), make_work_coach(place=place)
    make_nurse(), make_work_coach()

    of_place = a_ready_round(place=place)

    assert together(of_place) == {frozenset(person.pk for person in here)}
    assert round_presenters.scope_words(of_place) == "People in Oldham"
    assert round_queries.places_and_regions()[0] == [place]
    assert round_forms.RoundForm({"scope": "place:E08000004"}, places=[place], regions=[]).is_valid()


def test_a_reason_says_what_is_shared_how_far_and_how_long_one_has_waited():
    one, other = make_nurse(region="Wales"), make_work_coach(where=(53.54, -2.11))

    words = round_presenters.reason_of([one, other], "Fit notes", 2)

    assert "They follow: Fit notes. Less than a mile apart. Other region, as they wish." in words
    assert words.endswith("One has waited 2 rounds.")
    assert round_presenters.about_of(["a" * 100, "b" * 60]) == "a" * 100


def test_a_plan_that_is_not_proved_best_says_how_good_it_is_at_least():
    plan = Plan(weight=99.999, bound=100.0, is_best=False)

    assert round_presenters.share_words(plan) == "At least 99.99 % of the best possible."


def test_a_scope_is_chosen_in_a_word(client):
    place = Place.objects.create(code="E08000004", name="Oldham", region="North West", nation="England")
    form = round_forms.RoundForm({"scope": "place:E08000004"}, places=[place], regions=[])

    assert form.is_valid()
    assert form.chosen() == services.Scope(place=place)
