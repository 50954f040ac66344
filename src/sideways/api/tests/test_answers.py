"""What holds for every answer: methods, media types, headers, limits, problems."""

import pytest
from django.test import Client

from sideways.api import limits, problems
from sideways.api.tests.callers import App, make_token
from sideways.lessons.tests.factories import make_lesson
from sideways.people.tests.factories import make_person

# These answers tell what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def app():
    return App(make_person())


def slug(answer):
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == answer.status_code
    assert told["title"]
    assert told["detail"]
    return told["type"].partition("#")[2]


def test_an_etag_saves_sending_what_has_not_changed():
    person = make_person()
    app, lesson = App(person), make_lesson(author=person)
    first = app.get(f"/lessons/{lesson.pk}")

    same = app.get(f"/lessons/{lesson.pk}", **{"If-None-Match": first["ETag"]})
    app.post(f"/lessons/{lesson.pk}/withdraw")
    changed = app.get(f"/lessons/{lesson.pk}", **{"If-None-Match": first["ETag"]})

    assert (same.status_code, same.content) == (304, b"")
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_no_answer_may_be_kept_or_mixed_up(app):
    answer = app.get("/lessons")

    assert answer["Cache-Control"] == "no-store, private"
    assert "Authorization" in answer["Vary"]
    assert not answer.cookies


def test_head_is_get_without_the_body(app):
    got, head = app.get("/lessons"), app.ask("HEAD", "/lessons")

    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == got["ETag"]


def test_options_says_what_can_be_done(app):
    answer = app.ask("OPTIONS", "/lessons")

    assert (answer.status_code, answer["Allow"]) == (204, "GET, HEAD, OPTIONS, POST")


def test_other_methods_are_refused_in_words(app):
    refused = app.delete("/lessons")

    assert (refused.status_code, slug(refused)) == (405, "method-not-allowed")
    assert refused["Allow"] == "GET, HEAD, OPTIONS, POST"


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "",
        "/lessons/",
        "/lessons/a%0Ab",
        "/lessons/5",
        "/people/-1",
        "/people/99999999999999999999",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_addresses_where_nothing_is_say_so_in_words(app, path, method):
    refused = app.ask(method, path)

    assert refused.status_code in {404, 405, 422}
    assert slug(refused) in {"not-found", "method-not-allowed", "not-accepted"}


def sent(app, body, kind="application/json"):
    headers = {"Authorization": f"Bearer {app.secret}"}
    return app.client.generic("POST", "/api/v1/lessons", body, content_type=kind, headers=headers)


@pytest.mark.parametrize(
    ("body", "kind", "status", "told"),
    [
        ("{", "application/json", 400, "not-json"),
        ("[" * 100_000, "application/json", 400, "not-json"),
        (b"\xff", "application/json", 400, "not-json"),
        ("[]", "application/json", 422, "not-accepted"),
        ("null", "application/json", 422, "not-accepted"),
        ('{"went_wrong": "\\ud800"}', "application/json", 422, "not-accepted"),
        ('{"went_wrong": "a\\u0000b"}', "application/json", 422, "not-accepted"),
        ('{"went_wrong": 5}', "application/json", 422, "not-accepted"),
        ('{"went_wrnog": "a slip"}', "application/json", 422, "not-accepted"),
        ('{"topics": ["no-such-topic"]}', "application/json", 422, "not-accepted"),
        ('{"causes": ["data", "data"]}', "application/json", 422, "not-accepted"),
        ("went_wrong=x", "application/x-www-form-urlencoded", 415, "not-json-type"),
        ("{}", "text/plain", 415, "not-json-type"),
        ("x" * 1_000_001, "application/json", 413, "too-large"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words(app, body, kind, status, told):
    refused = sent(app, body, kind)

    assert (refused.status_code, slug(refused)) == (status, told)


def test_each_field_that_is_wrong_is_named_and_its_words_are_not_repeated(app):
    refused = app.post("/lessons", {"went_wrong": "secret" * 100, "stage": "secret", "causes": ["secret"]})

    assert {each["field"] for each in refused.json()["errors"]} >= {"went_wrong", "causes/0"}
    assert b"secret" not in refused.content
    query = app.get("/lessons?limit=0").json()["errors"]
    assert [(each["in"], each["field"]) for each in query] == [("query", "limit")]


def test_limits_are_told_and_kept(app, monkeypatch):
    monkeypatch.setattr(limits, "READS", 2)
    monkeypatch.setattr(limits, "WRITES", 1)

    first, second, third = (app.get("/topics") for _ in range(3))

    assert (first["RateLimit-Limit"], first["RateLimit-Remaining"]) == ("2", "1")
    assert 0 < int(first["RateLimit-Reset"]) <= 60
    assert second["RateLimit-Remaining"] == "0"
    assert (third.status_code, slug(third)) == (429, "too-many-requests")
    assert 0 < int(third["Retry-After"]) <= 60
    assert app.post("/lessons", {}).status_code == 201
    assert app.post("/lessons", {}).status_code == 429


def test_a_minute_later_there_is_room_again(app, monkeypatch):
    monkeypatch.setattr(limits, "READS", 1)
    app.get("/topics")
    assert app.get("/topics").status_code == 429
    now = limits.time.time()
    monkeypatch.setattr(limits.time, "time", lambda: now + 61)

    assert app.get("/topics").status_code == 200


def test_limits_are_by_person_and_unknown_tokens_by_address(app, monkeypatch):
    monkeypatch.setattr(limits, "READS", 1)
    monkeypatch.setattr(limits, "UNKNOWN", 1)
    app.get("/topics")

    assert App(make_person()).get("/topics").status_code == 200
    assert app.get("/topics", Authorization="Bearer sideways_no").status_code == 401
    assert app.get("/topics", Authorization="Bearer sideways_no").status_code == 429


def test_what_breaks_is_told_in_words_and_logged(app, monkeypatch, caplog):
    def breaks(_person):
        raise RuntimeError("what nobody foresaw")

    monkeypatch.setattr("sideways.api.shapes.people.me_told", breaks)

    broken = app.get("/me")

    assert (broken.status_code, slug(broken)) == (500, "broken")
    assert b"foresaw" not in broken.content
    assert "what nobody foresaw" in caplog.text


def test_health_needs_no_token(monkeypatch):
    assert Client().get("/api/v1/health").json() == {"status": "ready"}
    monkeypatch.setattr("sideways.api.v1.health.trouble", lambda: "the database does not answer")
    assert Client().get("/api/v1/health").status_code == 503


def test_every_kind_of_problem_has_its_own_name_and_says_what_to_do():
    assert len({kind.slug for kind in problems.KINDS}) == len(problems.KINDS)
    assert {kind for kind, _more in problems.TOLD.values()} <= set(problems.KINDS)
    assert all(len(kind.detail) > 10 for kind in problems.KINDS)


def test_an_answer_is_packed_for_those_who_can_unpack_it(app):
    make_token(make_person())
    packed = app.get("/professions", **{"Accept-Encoding": "gzip"})

    assert packed["Content-Encoding"] == "gzip"
    again = app.get("/professions", **{"Accept-Encoding": "gzip", "If-None-Match": packed["ETag"]})
    assert again.status_code == 304
