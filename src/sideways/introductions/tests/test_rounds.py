"""A round from its beginning to what is sent out."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sideways.introductions import services
from sideways.introductions.errors import NotYourIntroductionError, RoundNotReadyError
from sideways.introductions.models import (
    Apart,
    Forbidden,
    Introduction,
    LeftOver,
    Plan,
    PlanMember,
    Progress,
    Round,
    Wish,
)
from sideways.introductions.round_queries import groups_shown, newest_plan
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
    assert "5 miles apart." in group.reason
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
