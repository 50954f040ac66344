"""The broker's pages of rounds."""

import pytest
from django.urls import reverse
from django.utils import timezone

from sideways.introductions import services
from sideways.introductions.models import Progress, Round
from sideways.introductions.round_queries import newest_plan
from sideways.introductions.tests.factories import make_nurse, make_work_coach
from sideways.introductions.tests.test_rounds import a_ready_round, make_broker, sent
from sideways.people.tests.factories import make_person

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
State = Round.State


@pytest.fixture
def broker(client):
    broker = make_broker(name="Bea Broker")
    client.force_login(broker)
    return broker


def address(name, *args):
    return reverse(f"introductions:{name}", args=args)


def text_of(response) -> str:
    return response.content.decode()


def test_a_broker_begins_a_round_and_sees_how_far_it_is(client, broker):
    response = client.post(address("rounds"), {"scope": "everybody"}, follow=True)

    assert "Waiting for the worker" in text_of(response)
    begun = Round.objects.get()
    Progress.objects.update(percent=40, doing="matching")
    Round.objects.update(state=State.SOLVING)
    shown = text_of(client.get(address("round_progress", begun.pk), headers={"HX-Request": "true"}))
    assert "Choosing the best pairs. 40 % done." in shown
    assert "Begun by Bea Broker" in text_of(client.get(address("rounds")))


def test_when_it_is_done_the_page_loads_anew(client, broker):
    ready = a_ready_round(broker)

    with_script = client.get(address("round_progress", ready.pk), headers={"HX-Request": "true"})
    without = client.get(address("round_progress", ready.pk))

    assert with_script["HX-Refresh"] == "true"
    assert without.url == address("round", ready.pk)


def test_a_round_may_be_over_a_topic_a_region_or_a_place(client, broker):
    make_nurse(region="Wales")
    for scope in ("topic:fit-notes", "region:Wales"):
        client.post(address("rounds"), {"scope": scope})
    refused = client.post(address("rounds"), {"scope": "region:Nowhere"})

    assert set(Round.objects.values_list("scope", flat=True)) == {"topic:fit-notes", "region:Wales"}
    assert refused.status_code == 200
    listed = text_of(client.get(address("rounds")))
    assert "People who follow: Fit notes" in listed
    assert "People in Wales" in listed


def test_the_plan_shows_pairs_with_reasons_and_is_changed_row_by_row(client, broker):
    nurse, coach = make_nurse(name="Nia Nurse"), make_work_coach(name="Cai Coach")
    ready = a_ready_round(broker)
    group = newest_plan(ready).groups.get()
    act = address("round_group", ready.pk, group.pk)

    shown = text_of(client.get(address("round", ready.pk)))
    assert "Nia Nurse" in shown
    assert "Professions: Nurse and Work coach." in shown
    for do, badge in (
        ("lock", "Locked"),
        ("unlock", "Locked"),
        ("forbid", "Forbidden"),
        ("allow", "Forbidden"),
    ):
        response = client.post(f"{act}?q=Nia", {"do": do})
        assert response.url.endswith(f"?q=Nia#group-{group.pk}")
        shown = text_of(client.get(address("round", ready.pk)))
        assert (f">{badge}</strong>" in shown) == (do in {"lock", "forbid"})
    assert client.post(act, {"do": "dance"}).status_code == 404
    assert client.post(address("round_group", ready.pk, group.pk + 99), {"do": "lock"}).status_code == 404
    assert nurse.pk != coach.pk


def test_a_pair_is_allowed_again_from_the_list_of_those_kept_apart(client, broker):
    make_nurse(name="Nia Nurse"), make_work_coach(name="Cai Coach")
    ready = a_ready_round(broker)
    services.group_forbid(group=newest_plan(ready).groups.get(), by=broker, at=timezone.now())
    kept_apart = ready.forbidden.get()

    assert "Nia Nurse · Cai Coach" in text_of(client.get(address("round", ready.pk)))
    client.post(address("round_allow", ready.pk, kept_apart.pk))
    assert not ready.forbidden.exists()
    assert client.post(address("round_allow", ready.pk, kept_apart.pk)).status_code == 404


def test_groups_are_found_by_name_and_by_what_they_are(client, broker):
    for level, name in ((2, "Ann Able"), (3, "Ben Baker")):
        make_nurse(level=level, name=name), make_work_coach(level=level)
    ready = a_ready_round(broker)

    def shown(**query):
        return text_of(client.get(address("round", ready.pk), query))

    assert "Ann Able" in shown(q="ann ab")
    assert "Ben Baker" not in shown(q="ann ab")
    assert "No group is like that." in shown(only="locked")
    assert "Ben Baker" in shown(only="weak")


def test_plans_are_compared_by_their_numbers(client, broker):
    make_nurse(), make_work_coach()
    ready = a_ready_round(broker)
    assert client.get(address("round_compare", ready.pk)).status_code == 404
    make_nurse(level=5), make_work_coach(level=5)
    client.post(address("round_again", ready.pk))
    services.round_solve(round_id=ready.pk, at=timezone.now())

    shown = text_of(client.get(address("round_compare", ready.pk), {"one": "1", "other": "2"}))
    assert "Plan 1" in shown
    assert "Plan 2" in shown
    assert ">3</td>" in shown
    assert ">5</td>" in shown
    page = text_of(client.get(address("round", ready.pk)))
    assert "Since the last plan: 1 groups are new, 0 are gone." in page


def test_who_is_left_over_is_listed_with_the_reason(client, broker):
    make_nurse(name="Nia Nurse", level=6)
    ready = a_ready_round(broker)

    shown = text_of(client.get(address("round_left_over", ready.pk)))

    assert "Nia Nurse" in shown
    assert "Nobody else at this level" in shown


def test_sending_out_asks_once_more_and_says_what_became_of_it(client, broker):
    paused = make_nurse(name="Nia Nurse")
    make_work_coach()
    ready = a_ready_round(broker)
    services.wish_pause(person=paused, until=timezone.now() + timezone.timedelta(days=3), at=timezone.now())

    assert "Propose 1 introduction?" in text_of(client.get(address("round_publish", ready.pk)))
    client.post(address("round_publish", ready.pk))
    assert "Sending suggestions" in text_of(client.get(address("round", ready.pk)))
    services.round_propose(round_id=ready.pk, at=timezone.now())

    shown = text_of(client.get(address("round", ready.pk)))
    assert "0 introductions were proposed" in shown
    assert "Nia Nurse" in shown
    assert sent(ready) == []
    assert client.get(address("round_publish", ready.pk)).url == address("round", ready.pk)


def test_what_comes_too_late_is_said(client, broker):
    make_nurse(), make_work_coach()
    ready = a_ready_round(broker)
    group = newest_plan(ready).groups.get()
    services.group_forbid(group=group, by=broker, at=timezone.now())
    services.round_publish(round=ready, by=make_broker(), at=timezone.now())

    for name, args in (
        ("round_cancel", ()),
        ("round_again", ()),
        ("round_group", (group.pk,)),
        ("round_allow", (ready.forbidden.get().pk,)),
    ):
        client.post(address(name, ready.pk, *args), {"do": "lock"})
        assert "That was too late" in text_of(client.get(address("round", ready.pk)))


def test_a_round_is_stopped(client, broker):
    ready = a_ready_round(broker)

    response = client.post(address("round_cancel", ready.pk), follow=True)

    assert "Stopped. Nothing was sent out." in text_of(response)


def test_there_is_no_plan_to_show_before_it_is_made(client, broker):
    begun = services.round_begin(at=timezone.now(), by=broker)

    assert client.get(address("round_left_over", begun.pk)).status_code == 404


@pytest.mark.parametrize("kind", ["practitioner", "official", "funder", "regulator", "guardian", "operator"])
def test_to_anybody_else_there_are_no_rounds(client, kind):
    make_nurse(name="Nia Nurse"), make_work_coach()
    ready = a_ready_round()
    group = newest_plan(ready).groups.get()
    client.force_login(make_person(kind=kind))

    for name, args in (
        ("rounds", ()),
        ("round", (ready.pk,)),
        ("round_progress", (ready.pk,)),
        ("round_left_over", (ready.pk,)),
        ("round_compare", (ready.pk,)),
        ("round_publish", (ready.pk,)),
    ):
        assert client.get(address(name, *args)).status_code == 404
    for name, args in (
        ("round_again", ()),
        ("round_cancel", ()),
        ("round_group", (group.pk,)),
        ("round_allow", (1,)),
    ):
        assert client.post(address(name, ready.pk, *args), {"do": "lock"}).status_code == 404


def test_the_page_asks_the_database_as_often_for_many_groups_as_for_one(
    client, broker, django_assert_max_num_queries
):
    make_nurse(), make_work_coach()
    ready = a_ready_round(broker)
    with django_assert_max_num_queries(30) as few:
        client.get(address("round", ready.pk))
    for level in (3, 4, 5):
        make_nurse(level=level), make_work_coach(level=level)
    services.round_again(round=ready, by=broker, at=timezone.now())
    services.round_solve(round_id=ready.pk, at=timezone.now())

    with django_assert_max_num_queries(len(few)):
        client.get(address("round", ready.pk))


def test_the_list_asks_the_database_as_often_for_many_rounds_as_for_one(
    client, broker, django_assert_max_num_queries
):
    services.round_begin(at=timezone.now(), by=broker)
    client.get(address("rounds"))
    with django_assert_max_num_queries(30) as few:
        client.get(address("rounds"))
    for region in ("Wales", "London", "Scotland"):
        services.round_begin(at=timezone.now(), by=make_broker(), scope=services.Scope(region=region))

    with django_assert_max_num_queries(len(few)):
        client.get(address("rounds"))


def test_small_parts_do_not_show_among_poor_matches(client, broker):
    for _ in range(5):
        make_nurse(level=3, region="Wales")
    make_nurse(level=5)
    ready = a_ready_round(broker)

    poor = newest_plan(ready).poor

    assert [row["part"] for row in poor["region"]] == ["Wales"]
    assert [(row["part"], row["left_over"]) for row in poor["level"]] == [("3", 5)]
    assert "Groups of fewer than 5 people do not show." in text_of(client.get(address("round", ready.pk)))
