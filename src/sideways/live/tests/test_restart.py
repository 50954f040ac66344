"""A real server, twenty open pages, and a restart in the middle."""

import asyncio
from collections import Counter

import pytest
from django.conf import settings
from tests.streams import OpenPage, Server, same_database

from sideways.lessons.tests.factories import make_lesson
from sideways.live.tests.telling import elsewhere, signed_in, until
from sideways.people.tests.factories import make_organisation, make_person

N_PAGES = 20


@pytest.mark.django_db(transaction=True)
def test_every_open_page_hears_everything_once_although_the_server_restarts(client):
    # Given twenty people with an open page, and a senior of the author among them
    house = make_organisation()
    author, senior = make_person(organisation=house), make_person(organisation=house, level=4)
    cookies = [signed_in(client, make_person()) for _ in range(N_PAGES)]
    server = Server(same_database())
    name = settings.SESSION_COOKIE_NAME
    pages = [OpenPage(server.port, f"{name}={cookie}") for cookie in cookies]
    hidden = OpenPage(server.port, f"{name}={signed_in(client, senior)}")

    async def share():
        return await elsewhere(lambda: make_lesson(author=author, audience="peers"))

    async def journey():
        await asyncio.to_thread(server.start)
        reading = [asyncio.create_task(page.read()) for page in [*pages, hidden]]
        await until(lambda: all(page.is_open for page in [*pages, hidden]), 30)

        # When lessons are shared before, while and after the server is away
        lessons = [await share()]
        await until(lambda: all(page.heard for page in pages), 30)
        seconds, complaints = await asyncio.to_thread(server.stop)
        lessons.append(await share())
        await asyncio.to_thread(server.start)
        lessons.append(await share())

        # Then each page has each of them once, in order, and the senior has none
        await until(lambda: all(len(page.heard) >= len(lessons) for page in pages), 30)
        await asyncio.to_thread(server.stop)
        for task in reading:
            task.cancel()
        told = Counter(tuple(one[3] for one in page.heard) for page in pages)
        assert told == {tuple(str(lesson.pk) for lesson in lessons): N_PAGES}
        assert hidden.heard == []

        # And open pages did not hold up the end
        assert (seconds < 2, complaints) == (True, "")

    asyncio.run(journey())
