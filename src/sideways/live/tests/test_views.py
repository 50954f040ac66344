from uuid import uuid4

import pytest

from sideways.lessons.tests.factories import make_lesson
from sideways.live.queries import position_now
from sideways.people.tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    person = make_person()
    client.force_login(person)
    return person


def ask(client, **sent):
    return client.get("/live/", sent)


@pytest.mark.django_db(transaction=True)
def test_a_page_without_a_stream_asks_what_is_new_and_is_told_once(client, reader):
    since = str(position_now())
    lesson = make_lesson()

    first = ask(client, since=since).json()

    assert first["news"] == [["lessons.lesson", "shared", str(lesson.pk)]]
    assert ask(client, since=first["position"]).json()["news"] == []


def test_a_page_is_told_when_what_it_shows_may_no_longer_be_opened(client, reader):
    since, pk = str(position_now()), uuid4()

    news = ask(client, since=since, watch=f"lessons.lesson:{pk}").json()["news"]

    assert news == [["lessons.lesson", "gone", str(pk)]]


@pytest.mark.parametrize("since", ["", "x", "-1", "9" * 50, "1:2:3,,", "\x00"])
def test_a_page_that_does_not_say_how_far_it_is_is_told_from_now_on(client, reader, since):
    make_lesson()

    assert ask(client, since=since, watch="lessons.lesson:x").json()["news"] == []


def test_who_asks_for_a_stream_where_there_is_none_is_told_not_to_try_again(client, reader):
    response = client.get("/live/", headers={"Accept": "text/event-stream"})

    assert (response.status_code, response.content) == (204, b"")


@pytest.mark.parametrize("kind", ["official", "funder", "regulator", "operator", "guardian"])
def test_who_is_no_peer_finds_nothing_there(client, kind):
    client.force_login(make_person(kind=kind))

    assert ask(client).status_code == 404
    assert client.get("/live/", headers={"Accept": "text/event-stream"}).status_code == 404


def test_no_answer_is_kept_anywhere(client, reader):
    assert ask(client).headers["Cache-Control"] == "no-store, private"
