"""Streams as the server sees them: who has one, when it ends, what a slow or lost client misses (nothing)."""

import re
from functools import partial

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from sideways.lessons.models import Lesson
from sideways.lessons.services import lesson_withdraw
from sideways.lessons.tests.factories import make_lesson
from sideways.live import hub, queries, signals
from sideways.live.asgi import streamed
from sideways.live.queries import position_now
from sideways.live.tests.telling import Page, elsewhere, run, signed_in, until
from sideways.people.models import Person
from sideways.people.tests.factories import make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _soon(monkeypatch):
    monkeypatch.setattr(hub, "LOOK_AGAIN_SECONDS", 0.3)
    monkeypatch.setattr(hub, "TRY_AGAIN_SECONDS", 0.05)
    monkeypatch.setattr(signals, "TRY_AGAIN_SECONDS", 0.05)


@pytest.fixture
def reader():
    return make_person()


@pytest.fixture
def cookie(client, reader):
    return signed_in(client, reader)


def shared(lesson):
    return [["lessons.lesson", "shared", str(lesson.pk)]]


def test_an_open_page_is_told_at_once_and_when_it_comes_back_of_the_rest(cookie):
    author = make_person()

    async def journey():
        async with Page(cookie) as page:
            first = await elsewhere(partial(make_lesson, author=author))
            await page.hears(shared(first))
        second = await elsewhere(partial(make_lesson, author=author))
        async with Page(cookie, query="since=0:0:", position=page.position) as back:
            await back.hears(shared(second))
            third = await elsewhere(partial(make_lesson, author=author))
            await back.hears(shared(second), shared(third))
        head = page.sent[0]
        assert head["status"] == 200
        assert dict(head["headers"])[b"cache-control"] == b"no-store, private"
        assert dict(head["headers"])[b"x-accel-buffering"] == b"no"
        assert re.match(r"retry: \d{4}\n", page.text)

    run(journey)


def test_nothing_between_the_making_of_a_page_and_its_stream_is_missed(cookie):
    since = position_now()
    lesson = make_lesson()

    async def journey():
        async with Page(cookie, query=f"since={since}") as page:
            await page.hears(shared(lesson))

    run(journey)


def become(person, who):
    """Make somebody what may not listen."""
    if who == "signed out":
        Session.objects.all().delete()
    elif who == "session over":
        Session.objects.update(expire_date=timezone.now())
    elif who == "other password":
        person.set_password("three other words")
        person.save()
    else:
        Person.objects.filter(pk=person.pk).update(**MAY_NOT_LISTEN[who])


MAY_NOT_LISTEN = {
    "signed out": {},
    "session over": {},
    "other password": {},
    "official": {"kind": "official"},
    "waiting": {"standing": "waiting"},
    "closed": {"standing": "closed", "is_active": False},
}


def test_who_may_not_listen_has_no_stream_and_who_no_longer_may_has_it_no_more(client):
    people = {who: make_person(password="three long words") for who in MAY_NOT_LISTEN}

    async def journey(who, person, cookie):
        # Given an open page, When its reader may listen no more
        async with Page(cookie) as page:
            assert page.is_streamed
            await elsewhere(partial(become, person, who))

            # Then it ends, and there is no other
            await until(lambda: page.has_ended)
            assert page.sent[-1] == {"type": "http.response.body", "body": b""}, who
            assert page.told == []
        async with Page(cookie) as again:
            assert not again.is_streamed, who
            assert again.sent == []

    for who, person in people.items():
        run(partial(journey, who, person, signed_in(client, person)))


def test_what_is_no_stream_is_left_to_the_site(cookie):
    async def journey():
        for name, value in {"path": "/", "method": "POST", "type": "lifespan", "headers": []}.items():
            assert not await streamed({**Page(cookie).scope, name: value}, None, None)
        async with Page("") as page:
            assert not page.is_streamed

    run(journey)


def test_a_page_with_a_lesson_is_told_once_that_it_is_gone_without_any_news(cookie):
    author = make_person()
    lesson = make_lesson(author=author)

    async def journey():
        async with Page(cookie, query=f"watch=lessons.lesson:{lesson.pk}") as page:
            await elsewhere(Lesson.objects.filter(pk=lesson.pk).delete)
            await page.hears([["lessons.lesson", "gone", str(lesson.pk)]])
            told_at = page.text.count("id: ")
            await until(lambda: page.text.count("id: ") > told_at + 1)  # signs of life go on
            assert len(page.told) == 1

    run(journey)


def test_a_withdrawn_lesson_is_gone_at_once(cookie, monkeypatch):
    monkeypatch.setattr(hub, "LOOK_AGAIN_SECONDS", 60)
    author = make_person()
    lesson = make_lesson(author=author)

    async def journey():
        async with Page(cookie, query=f"watch=lessons.lesson:{lesson.pk}") as page:
            await elsewhere(partial(lesson_withdraw, lesson=lesson, by=author, at=timezone.now()))
            await page.hears([["lessons.lesson", "gone", str(lesson.pk)]])

    run(journey)


def test_somebody_with_many_pages_open_has_streams_for_the_first_few(client, cookie):
    other = signed_in(client, make_person())

    async def journey():
        pages = [Page(cookie) for _ in range(hub.MOST_STREAMS_EACH + 1)]
        for page in pages:
            await page.__aenter__()
        assert [page.is_streamed for page in pages] == [True] * hub.MOST_STREAMS_EACH + [False]
        async with Page(other) as another:
            assert another.is_streamed
        await pages[0].__aexit__()
        async with Page(cookie) as again:
            assert again.is_streamed
        for page in pages[1:]:
            await page.__aexit__()

    run(journey)


def test_a_client_that_does_not_read_is_dropped_and_others_are_not_held_up(client, cookie, monkeypatch):
    monkeypatch.setattr(hub, "MOST_WAITING", 2)
    other, author = signed_in(client, make_person()), make_person()

    async def journey():
        async with Page(cookie, reads=False) as slow, Page(other) as quick:
            lessons = []
            while not slow.has_ended:
                lessons.append(await elsewhere(partial(make_lesson, author=author)))
                await until(lambda: len(quick.told) == len(lessons))
            assert len(lessons) <= 4
        async with Page(cookie, query="since=0:0:") as back:
            await until(lambda: back.told)
            assert [one[2] for one in back.told[0]] == [str(lesson.pk) for lesson in lessons]

    run(journey)


def test_streams_live_through_a_database_that_is_away(cookie, monkeypatch):
    author, since = make_person(), queries.news_since
    broken = []

    def away(*seen):
        if len(broken) < 2:
            broken.append(True)
            raise ConnectionError
        return since(*seen)

    async def journey():
        async with Page(cookie) as page:
            monkeypatch.setattr(queries, "news_since", away)
            lesson = await elsewhere(partial(make_lesson, author=author))
            await page.hears(shared(lesson))
            assert len(broken) == 2

    run(journey)


def test_a_signal_that_is_lost_is_found_again(cookie, monkeypatch):
    monkeypatch.setattr(hub, "LOOK_AGAIN_SECONDS", 60)
    listen = "_postgresql" if signals.connection.vendor == "postgresql" else "_sqlite"
    real, lost = getattr(signals, listen), []

    async def loses_it_once(*arguments):
        if not lost:
            lost.append(True)
            raise ConnectionError
        await real(*arguments)

    async def journey():
        monkeypatch.setattr(signals, listen, loses_it_once)
        async with Page(cookie) as page:
            lesson = await elsewhere(make_lesson)
            await page.hears(shared(lesson))
            assert lost

    run(journey)


def test_all_streams_end_when_the_process_is_told_to_end(cookie):
    from sideways.live.asgi import _hub

    async def journey():
        async with Page(cookie) as page:
            _hub().stop()
            await until(lambda: page.has_ended)
            assert page.sent[-1] == {"type": "http.response.body", "body": b""}
        async with Page(cookie) as late:
            assert not late.is_streamed

    run(journey)
