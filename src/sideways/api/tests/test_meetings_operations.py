"""Meetings through the API: arranged, booked, met, and told in one's own log."""

import pytest
from django.utils import timezone

from sideways.api.tests.callers import App
from sideways.meetings.models import Attendee, Change, Meeting
from sideways.meetings.tests.factories import (
    DAY,
    HOUR,
    answer,
    make_booked,
    make_meeting,
    make_met,
    people_in,
)
from sideways.people.tests.factories import make_person

# These answers tell what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
PLAN = {"where": "between", "place": "A café", "travel": "own", "cover": "none", "step_free": True}


def soon():
    return (timezone.now() + 7 * DAY).replace(microsecond=0)


def span(start, hours=3):
    return {"starts_at": start.isoformat(), "ends_at": (start + hours * HOUR).isoformat()}


def met_before(days):
    starts = timezone.now() - days * DAY
    return make_met(starts_at=starts, at=starts - DAY)


def test_two_apps_arrange_and_book():
    meeting = make_meeting(at=timezone.now())
    ann, bo = (App(person) for person in people_in(meeting))
    one, start = f"/meetings/{meeting.pk}", soon()
    assert ann.put(f"{one}/plan", PLAN).json()["place"] == "A café"
    for app in (ann, bo):
        told = app.put(f"{one}/times", {"times": [span(start)]}).json()

    assert len(told["can_be_booked"]) == 3
    sent = {"starts_at": start.isoformat(), "sequence": told["sequence"]}
    booked = [app.put(f"{one}/booking", sent).json() for app in (ann, bo)]

    assert [(each["state"], each["sequence"], each["step_free"]) for each in booked] == [
        ("booked", 1, True)
    ] * 2
    assert bo.delete(f"{one}/booking").status_code == 204
    assert ann.get("/meetings").json()["items"][0]["state"] == "arranging"
    assert ann.delete(one).status_code == 204
    assert Meeting.objects.get().state == Meeting.State.ENDED


def test_what_cannot_be_booked_says_why():
    meeting = make_booked(starts_at=soon(), at=timezone.now())
    ann, _ = people_in(meeting)
    app, one = App(ann), f"/meetings/{meeting.pk}"

    def kind(answered):
        return answered.status_code, answered.json()["type"].partition("#")[2]

    later = {"starts_at": (soon() + HOUR).isoformat(), "sequence": 0}
    assert kind(app.put(f"{one}/booking", later)) == (409, "moved-on")
    assert kind(
        app.put(f"{one}/booking", {**later, "starts_at": (soon() + 9 * HOUR).isoformat(), "sequence": 1})
    ) == (
        409,
        "not-a-shared-time",
    )
    Meeting.objects.update(state="arranging", starts_at=None, ends_at=None, travel="")
    assert kind(app.put(f"{one}/booking", {**later, "sequence": 1})) == (409, "not-settled")
    assert kind(app.put(f"{one}/times", {"times": [span(soon(), -1)]})) == (422, "not-accepted")
    assert kind(app.put(f"{one}/times", {"times": [span(soon() - 30 * DAY)]})) == (422, "not-accepted")
    assert kind(app.put(f"{one}/plan", {**PLAN, "place": ""})) == (422, "not-accepted")


def test_did_you_meet_is_answered_and_what_fell_through_arranged_again():
    starts = timezone.now() - DAY
    meeting = make_booked(starts_at=starts, at=starts - DAY)
    ann, bo = people_in(meeting)
    app, one = App(ann), f"/meetings/{meeting.pk}"
    answer(meeting, bo, "no", at=timezone.now())

    told = app.put(f"{one}/met", {"met": "yes"}).json()

    assert (told["state"], told["mine"]["met"]) == ("booked", "yes")
    for _ in range(2):
        assert app.post(f"{one}/again", **{"Idempotency-Key": "one"}).json()["state"] == "arranging"


def test_what_one_says_afterwards_is_for_oneself():
    meeting = met_before(31)
    ann, bo = people_in(meeting)
    app, one = App(ann), f"/meetings/{meeting.pk}"
    said = {
        "intention": "Ring her",
        "intention_by": "2027-01-05",
        "reflection": "Ask",
        "once_is_enough": True,
    }

    mine = app.put(f"{one}/afterwards", said).json()["mine"]
    change = app.put(f"{one}/changes/30", {"what": "changed"}).json()["mine"]["changes"]

    assert {name: mine[name] for name in said} == said
    assert change == [{"after": 30, "what": "changed", "words": ""}]
    assert App(bo).get(one).json()["mine"]["intention"] == ""
    assert app.put(f"{one}/changes/90", {"what": "no"}).status_code == 409
    assert app.put(f"{one}/changes/7", {"what": "no"}).status_code == 404
    assert app.delete(f"{one}/changes/30").status_code == 204
    assert not Change.objects.exists()
    assert Attendee.objects.get(person=bo).reflection == ""


def test_the_log_has_no_names():
    ann, bo = people_in(met_before(2))
    log = App(ann).get("/meetings/log").json()

    assert (log["total"], log["items"][0]["others"]) == ("1 meeting, 1 hour", ["A work coach"])
    assert bo.name not in str(log)


def test_a_stranger_and_an_official_find_nothing():
    meeting = make_meeting(at=timezone.now())
    for person in (make_person(), make_person(kind="official")):
        assert App(person).get(f"/meetings/{meeting.pk}").status_code == 404
    assert App(make_person(kind="official")).get("/meetings").status_code == 404
