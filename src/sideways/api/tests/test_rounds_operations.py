"""Rounds through the API: what the pages of a broker do."""

import pytest
from django.utils import timezone

from sideways.api.tests.callers import App
from sideways.introductions import services
from sideways.introductions.models import Introduction, Round
from sideways.introductions.tests.factories import make_nurse, make_work_coach
from sideways.introductions.tests.test_rounds import a_ready_round, make_broker
from sideways.people.tests.factories import make_person

# These answers tell what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def broker():
    return make_broker()


@pytest.fixture
def app(broker):
    return App(broker)


def test_a_broker_begins_a_round_and_reads_how_far_it_is(app):
    begun = app.post("/desk/rounds", {"scope": "everybody"})

    assert begun.status_code == 201
    assert (begun.json()["who"], begun.json()["state"]) == ("Everybody", "waiting")
    assert app.get(f"/desk/rounds/{begun.json()['id']}").json()["doing"] == "Waiting for the worker"
    assert [each["id"] for each in app.get("/desk/rounds").json()["items"]] == [begun.json()["id"]]
    assert app.post("/desk/rounds", {"scope": "nobody"}).status_code == 422
    assert app.get(f"/desk/rounds/{begun.json()['id']}/groups").status_code == 404


def test_groups_are_locked_forbidden_and_sent_out(app, broker):
    make_nurse(name="Nia Nurse"), make_work_coach(name="Cai Coach")
    ready = a_ready_round(broker)
    path = f"/desk/rounds/{ready.pk}"
    [group] = app.get(f"{path}/groups").json()["items"]
    one = f"{path}/groups/{group['id']}"

    assert "Nia Nurse" in group["people"][0]
    assert app.put(one, {"is_locked": True, "is_forbidden": False}).status_code == 204
    assert app.get(f"{path}/groups").json()["items"][0]["is_locked"]
    app.put(one, {"is_locked": False, "is_forbidden": True})
    [group] = app.get(f"{path}/groups").json()["items"]
    assert (group["is_locked"], group["is_forbidden"]) == (False, True)
    app.put(one, {"is_locked": False, "is_forbidden": False})
    assert app.post(f"{path}/again", {}).json()["state"] == "waiting"
    assert app.post(f"{path}/publish", {}).json()["title"] == "The round is not ready for that"
    services.round_solve(round_id=ready.pk, at=timezone.now())
    assert [plan["number"] for plan in app.get(path).json()["plans"]] == [1, 2]
    for _ in range(2):
        assert app.post(f"{path}/publish", {}).json()["state"] == "publishing"
    services.round_propose(round_id=ready.pk, at=timezone.now())
    assert app.get(path).json()["proposed"] == Introduction.objects.count() == 1


def test_a_round_is_stopped(app, broker):
    ready = a_ready_round(broker)

    assert app.delete(f"/desk/rounds/{ready.pk}").status_code == 204
    assert Round.objects.get().state == Round.State.CANCELLED
    assert (
        app.put(f"/desk/rounds/{ready.pk}/groups/1", {"is_locked": True, "is_forbidden": False}).status_code
        == 404
    )


@pytest.mark.parametrize("kind", ["practitioner", "official", "funder", "regulator", "guardian", "operator"])
def test_to_anybody_else_there_are_no_rounds(kind):
    ready = a_ready_round()
    app = App(make_person(kind=kind))

    for path in ("/desk/rounds", f"/desk/rounds/{ready.pk}", f"/desk/rounds/{ready.pk}/groups"):
        assert app.get(path).status_code == 404
    assert app.post("/desk/rounds", {"scope": "everybody"}).status_code == 404
