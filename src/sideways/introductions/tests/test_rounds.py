"""A round from its beginning to what is sent out."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from sideways.introductions import holding, round_notices, services
from sideways.introductions.errors import NotYourIntroductionError, RoundNotReadyError
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
from sideways.introductions.round_queries import groups_shown, in_rounds, newest_plan
from sideways.introductions.tests.factories import make_nurse, make_work_coach
from sideways.people.models import Person
from sideways.people.tests.factories import make_person

pytestmark = pytest.mark.django_db
State = Round.State


def make_broker(**fields) -> Person:
    """A broker far from everybody, who is in no group."""
    return make_person(**{"kind": "broker", "profession": "commissioner", "lat": 50.1, "lon": -5.5, **fields})


def a_ready_round(broker=None, **scope) -> Round:
    begun = services.round_begin(
        at=timezone.now(), by=broker or make_broker(), scope=services.Scope(**scope) if scope else None
    )
    services.round_solve(round_id=begun.pk, at=timezone.now())
    begun.refresh_from_db()
    assert begun.state == State.READY
    return begun


def together(round_) -> set[frozenset[int]]:
    groups = {}
    for group, person in PlanMember.objects.filter(group__plan__round=round_).values_list("group", "person"):
        groups.setdefault(group, set()).add(person)
    return {frozenset(people) for people in groups.values()}


def sent(round_) -> list[frozenset[int]]:
    found = Introduction.objects.filter(round=round_)
    return [frozenset(each.parties.values_list("person", flat=True)) for each in found]


def test_a_round_pairs_a_nurse_with_a_work_coach_and_says_why():
    nurse, coach = make_nurse(), make_work_coach()

    ready = a_ready_round()

    plan = newest_plan(ready)
    group = plan.groups.get()
    assert together(ready) == {frozenset({nurse.pk, coach.pk})}
    assert "Same level. Professions: Nurse and Work coach." in group.reason
    assert "8 km apart." in group.reason
    assert (plan.people, plan.matched, plan.groups_count, plan.is_best) == (3, 2, 1, True)
    assert plan.weight <= plan.bound


def test_who_is_left_over_is_told_by_a_reason_that_names_no_private_list():
    nurse, coach = make_nurse(), make_work_coach()
    Apart.objects.create(person=nurse, other=coach, at=timezone.now())

    ready = a_ready_round()

    assert dict(LeftOver.objects.filter(plan__round=ready).values_list("person", "reason"))[nurse.pk] == (
        LeftOver.Reason.NOBODY_LEFT
    )
    assert together(ready) == set()


def test_a_round_of_a_place_or_region_or_topic_takes_its_people_only():
    near = make_nurse(region="Wales"), make_work_coach(region="Wales")
    make_nurse(), make_work_coach()
    for person in near:
        person.topics.add("fit-notes")

    assert together(a_ready_round(region="Wales")) == {frozenset(person.pk for person in near)}
    topic = near[0].topics.get()
    of_topic = a_ready_round(topic=topic)
    assert together(of_topic) == {frozenset(person.pk for person in near)}
    assert of_topic.scope == "topic:fit-notes"
    assert newest_plan(of_topic).groups.get().about == "Fit notes"


def test_beginning_twice_is_one_round():
    broker = make_broker()

    one = services.round_begin(at=timezone.now(), by=broker)
    other = services.round_begin(at=timezone.now(), by=make_broker())

    assert one == other


@pytest.mark.parametrize("kind", ["practitioner", "official", "funder", "regulator", "guardian", "operator"])
def test_nobody_but_a_broker_does_anything_with_a_round(kind):
    make_nurse(), make_work_coach()
    ready = a_ready_round()
    group = newest_plan(ready).groups.get()
    other, at = make_person(kind=kind), timezone.now()

    for act in (
        lambda: services.round_begin(at=at, by=other),
        lambda: services.round_again(round=ready, by=other, at=at),
        lambda: services.round_cancel(round=ready, by=other, at=at),
        lambda: services.round_publish(round=ready, by=other, at=at),
        lambda: services.group_lock(group=group, is_locked=True, by=other),
        lambda: services.group_forbid(group=group, by=other, at=at),
        lambda: services.group_allow(group=group, by=other),
        lambda: services.pair_allow(round=ready, forbidden_id=1, by=other),
    ):
        with pytest.raises(NotYourIntroductionError):
            act()


def test_a_broker_sees_neither_their_own_group_nor_those_of_people_below_them():
    organisation = make_nurse().organisation
    broker = make_broker(profession="nurse", level=3, organisation=organisation, lat=53.54, lon=-2.11)
    theirs = make_work_coach(level=3)
    junior = Person.objects.filter(organisation=organisation).exclude(pk=broker.pk).get()
    juniors_partner = make_work_coach()
    make_nurse(level=4), make_work_coach(level=4)
    ready = a_ready_round(broker)
    plan = newest_plan(ready)

    assert frozenset({broker.pk, theirs.pk}) in together(ready)
    assert frozenset({junior.pk, juniors_partner.pk}) in together(ready)
    assert groups_shown(plan, broker).count() == 1
    assert groups_shown(plan, make_broker()).count() == 3
    hidden = plan.groups.filter(members__person=junior).get()
    with pytest.raises(NotYourIntroductionError):
        services.group_lock(group=hidden, is_locked=True, by=broker)


def test_what_is_locked_stays_and_what_is_forbidden_goes():
    broker = make_broker()
    nurses, coaches = [make_nurse() for _ in range(2)], [make_work_coach() for _ in range(2)]
    ready = a_ready_round(broker)
    kept, parted = newest_plan(ready).groups.all()
    services.group_lock(group=kept, is_locked=True, by=broker)
    services.group_forbid(group=parted, by=broker, at=timezone.now())
    locked = frozenset(kept.members.values_list("person", flat=True))
    apart = frozenset(parted.members.values_list("person", flat=True))

    services.round_again(round=ready, by=broker, at=timezone.now())
    services.round_solve(round_id=ready.pk, at=timezone.now())

    plan = newest_plan(ready)
    assert plan.number == 2
    assert together(ready) == {locked}
    assert (plan.locked, plan.matched, plan.new, plan.gone) == (1, 2, 0, 1)
    reasons = dict(LeftOver.objects.filter(plan=plan).values_list("person", "reason"))
    # Each could have met somebody who is locked.
    assert {reasons[pk] for pk in apart} == {LeftOver.Reason.OTHERS_PAIRED}
    assert plan.weight <= plan.bound
    assert len(nurses + coaches) == 4


def test_a_plan_says_what_is_new_since_the_last():
    broker = make_broker()
    make_nurse(), make_work_coach()
    ready = a_ready_round(broker)
    make_nurse(level=5), make_work_coach(level=5)

    services.round_again(round=ready, by=broker, at=timezone.now())
    services.round_solve(round_id=ready.pk, at=timezone.now())

    plan = newest_plan(ready)
    assert (plan.new, plan.gone) == (1, 0)
    assert plan.groups.filter(is_new=True).count() == 1
    assert [each.groups_count for each in ready.plans.all()] == [1, 2]


def test_forbidding_can_be_taken_back():
    broker = make_broker()
    make_nurse(), make_work_coach()
    ready = a_ready_round(broker)
    group = newest_plan(ready).groups.get()

    services.group_lock(group=group, is_locked=True, by=broker)
    services.group_forbid(group=group, by=broker, at=timezone.now())
    services.group_forbid(group=group, by=broker, at=timezone.now())
    group.refresh_from_db()
    assert (Forbidden.objects.count(), group.is_locked) == (1, False)
    services.group_allow(group=group, by=broker)
    assert not Forbidden.objects.exists()

    services.group_forbid(group=group, by=broker, at=timezone.now())
    services.pair_allow(round=ready, forbidden_id=Forbidden.objects.get().pk, by=broker)
    assert not Forbidden.objects.exists()


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


def test_a_worker_that_was_killed_is_followed_by_another():
    make_nurse(), make_work_coach()
    begun = services.round_begin(at=timezone.now(), by=make_broker())
    Round.objects.update(state=State.SOLVING)
    Progress.objects.update(claim="7c8fba8e-5c7e-4f61-8c2b-27f0b5a0f0a1", beat_at=timezone.now())

    assert services.round_solve(round_id=begun.pk, at=timezone.now()) is None
    later = timezone.now() + timedelta(minutes=3)
    assert services.round_solve(round_id=begun.pk, at=later) is not None


def test_a_round_that_went_wrong_three_times_is_not_tried_a_fourth():
    begun = services.round_begin(at=timezone.now(), by=make_broker())
    Progress.objects.update(tries=3)

    assert services.round_solve(round_id=begun.pk, at=timezone.now()) is None
    begun.refresh_from_db()
    assert begun.state == State.FAILED
    services.round_again(round=begun, by=make_broker(), at=timezone.now())
    assert services.round_solve(round_id=begun.pk, at=timezone.now()) is not None


def test_a_round_that_is_stopped_while_it_is_worked_out_leaves_no_plan(monkeypatch):
    from sideways.introductions import problem

    broker = make_broker()
    make_nurse(), make_work_coach()
    begun = services.round_begin(at=timezone.now(), by=broker)
    solved = problem.solved

    def stopped_meanwhile(taking, *, tell):
        services.round_cancel(round=begun, by=broker, at=timezone.now())
        return solved(taking)

    monkeypatch.setattr(problem, "solved", stopped_meanwhile)

    assert services.round_solve(round_id=begun.pk, at=timezone.now()) is None
    begun.refresh_from_db()
    assert begun.state == State.CANCELLED
    assert not Plan.objects.exists()
    assert services.round_cancel(round=begun, by=broker, at=timezone.now()).state == State.CANCELLED
    with pytest.raises(RoundNotReadyError):
        services.round_publish(round=begun, by=broker, at=timezone.now())
    with pytest.raises(RoundNotReadyError):
        services.round_again(round=begun, by=broker, at=timezone.now())


def test_a_round_being_sent_out_is_neither_stopped_nor_changed():
    broker = make_broker()
    make_nurse(), make_work_coach()
    ready = a_ready_round(broker)
    group = newest_plan(ready).groups.get()
    services.round_publish(round=ready, by=broker, at=timezone.now())

    for act in (
        lambda: services.round_cancel(round=ready, by=broker, at=timezone.now()),
        lambda: services.round_again(round=ready, by=broker, at=timezone.now()),
        lambda: services.group_lock(group=group, is_locked=True, by=broker),
        lambda: services.pair_allow(round=ready, forbidden_id=1, by=broker),
    ):
        with pytest.raises(RoundNotReadyError):
            act()


def test_working_out_again_while_it_is_worked_out_changes_nothing():
    broker = make_broker()
    begun = services.round_begin(at=timezone.now(), by=broker)

    assert services.round_again(round=begun, by=broker, at=timezone.now()).state == State.WAITING


def test_sending_out_goes_on_where_it_stopped(monkeypatch):
    from sideways.introductions.services import publishing

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


def test_somebody_without_an_organisation_may_meet_somebody_without_one():
    one, other = make_nurse(organisation=None), make_work_coach(organisation=None)

    assert together(a_ready_round()) == {frozenset({one.pk, other.pk})}


def test_side_tracks_are_rounds_of_their_own():
    for level in (0, 8, 1):
        make_nurse(level=level), make_work_coach(level=level)
    Wish.objects.bulk_create(Wish(person=person, widen_level=True) for person in Person.objects.all())

    ready = a_ready_round()

    levels = [
        set(Person.objects.filter(pk__in=people).values_list("level", flat=True))
        for people in together(ready)
    ]
    assert sorted(levels, key=min) == [{0}, {1}, {8}]


def test_wider_than_usual_only_when_both_wish_it_and_the_reason_says_so():
    one, other = make_nurse(), make_nurse(level=3)
    Wish.objects.create(person=one, widen_level=True, widen_profession=True)
    alone = a_ready_round()
    assert together(alone) == set()
    services.round_cancel(round=alone, by=make_broker(), at=timezone.now())
    Wish.objects.create(person=other, widen_level=True, widen_profession=True)

    wider = a_ready_round()

    assert together(wider) == {frozenset({one.pk, other.pk})}
    reason = newest_plan(wider).groups.get().reason
    assert "One level apart, as they all wish." in reason
    assert "Same profession (Nurse), as they wish." in reason


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
