"""Who gets in: with a token that holds and has the scope, and with nothing else."""

import json

import pytest
from django.core.cache import cache

from sideways.api.description import description, each_operation
from sideways.api.models import Token
from sideways.api.tests.callers import App, make_token
from sideways.lessons.tests.factories import make_lesson
from sideways.people.tests.factories import make_person

# These answers tell what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

UUIDS = (
    "lesson_id", "update_id", "pattern_id", "webhook_id", "file_id", "comment_id", "project_id",
    "proposal_id", "day_id", "mentor_id", "meeting_id", "round_id", "introduction_id", "talk_id", "card_id",
    "request_id",
)  # fmt: skip
NUMBERS = (
    "person_id", "organisation_id", "reader_id", "feed_id", "email_id", "message_id", "search_id", "guest_id",
    "group_id", "apart_id", "conflict_id", "invitation_id",
)  # fmt: skip


def filled(path):
    """Fill an address with ids of nothing."""
    ids = dict.fromkeys(UUIDS, "5eed0000-0000-4000-8000-00000000abcd") | dict.fromkeys(NUMBERS, "1")
    return path.format(**ids, after="30", domain="example.org", week="2026-W48")


def test_all_operations_but_one_need_a_scope():
    operations = list(each_operation(description()))
    free = [told["operationId"] for _path, _method, told in operations if "x-scope" not in told]

    assert free == ["health_read"]
    assert len(operations) > 50


def test_a_token_without_the_scope_does_nothing():
    person, nobody = make_person(), App(None)
    without = {
        scope: App(person, *(each for each in Token.Scope.values if each != scope))
        for scope in Token.Scope.values
    }
    let_in = []

    for path, method, told in each_operation(description()):
        scope, address = told.get("x-scope"), filled(path.removeprefix("/api/v1"))
        if scope:
            cache.clear()  # limits are counted there
            refused = without[scope].ask(method.upper(), address, {})
            unknown = nobody.ask(method.upper(), address, {})
            if (refused.status_code, refused.json().get("scope"), unknown.status_code) != (403, scope, 401):
                let_in.append(f"{method} {path}: {refused.status_code}, {unknown.status_code}")

    assert let_in == []


@pytest.mark.parametrize(
    "sent", ["", "Bearer", "Bearer ", "Bearer sideways_no", "Basic YTpi", "Bearer \ud800x"]
)
def test_anything_but_a_token_is_asked_for_one(sent):
    refused = App(None).get("/me", Authorization=sent.encode("utf-8", "replace").decode())

    assert refused.status_code == 401
    assert refused["WWW-Authenticate"] == "Bearer"
    assert "Apps and tokens" in refused.json()["detail"]


def test_a_session_counts_for_nothing(client):
    client.force_login(make_person())

    assert client.get("/api/v1/me").status_code == 401


def test_a_token_and_the_session_of_somebody_else_do_not_mix(client):
    client.force_login(make_person())
    person = make_person()

    answer = client.get("/api/v1/me", headers={"Authorization": f"Bearer {make_token(person)}"})

    assert answer.json()["email"] == person.email
    assert not answer.cookies


def test_use_notes_the_day():
    app = App(make_person())
    Token.objects.update(last_used_on=None)

    app.get("/me")

    assert Token.objects.get().last_used_on is not None


@pytest.mark.parametrize("kind", ["official", "funder", "regulator"])
def test_accounts_of_oversight_never_see_candid_words(kind):
    person = make_person()
    own = make_lesson(author=person, went_wrong="My own words went astray")
    other = make_lesson(audience="peers", went_wrong="Their words went astray")
    person.kind = kind
    person.save()
    app = App(person)

    for path in (
        "/lessons",
        "/lessons?q=astray",
        f"/lessons/{own.pk}",
        f"/lessons/{other.pk}",
        "/me/lessons",
    ):
        assert "astray" not in json.dumps(app.get(path).json()), path
    assert app.get("/me/data").json()["lessons"]["written"][0]["went_wrong"] == "My own words went astray"


@pytest.mark.parametrize(
    "path", ["/releases", "/vouches", "/people", "/organisations/proposed", "/held-domains"]
)
def test_the_work_of_others_is_not_there_for_a_practitioner(path):
    assert App(make_person()).get(path).status_code == 404


def test_who_is_no_peer_has_nothing_to_write():
    assert App(make_person(kind="guardian")).post("/lessons", {}).status_code == 404
