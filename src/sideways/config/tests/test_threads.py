import asyncio
import threading
import traceback

import pytest
from asgiref.sync import sync_to_async
from django.http import HttpResponse
from django.test.client import AsyncRequestFactory
from django.urls import path

from sideways.config import env, threads


@pytest.fixture(autouse=True)
def _none_kept_yet(monkeypatch):
    monkeypatch.setattr(threads, "_idle", [])


async def served(work=threading.get_ident):
    async with threads.kept_thread():
        return await sync_to_async(work)()


async def until_idle(number):
    while len(threads._idle) < number:
        await asyncio.sleep(0.001)


def test_one_thread_serves_who_comes_one_after_the_other():
    async def visit():
        first = await served()
        await until_idle(1)
        return first, await served()

    first, second = asyncio.run(visit())

    assert first == second != threading.get_ident()


def test_who_comes_at_once_does_not_wait():
    together = threading.Barrier(3, timeout=10)

    async def visit():
        return await asyncio.gather(*(served(together.wait) for _ in range(3)))

    assert sorted(asyncio.run(visit())) == [0, 1, 2]


def test_a_thread_that_still_works_for_somebody_who_left_serves_nobody_else():
    begun, over = threading.Event(), threading.Event()

    def work():
        begun.set()
        over.wait(10)

    async def visit():
        leaving = asyncio.create_task(served(work))
        await asyncio.to_thread(begun.wait, 10)
        leaving.cancel()
        await asyncio.wait({leaving})
        other = await asyncio.wait_for(served(), 10)
        assert not over.is_set()
        over.set()
        await until_idle(2)
        return other

    assert asyncio.run(visit())


def test_no_more_threads_wait_than_may(monkeypatch):
    monkeypatch.setattr(threads, "MOST_IDLE", 2)
    together = threading.Barrier(4, timeout=10)
    closed = []
    monkeypatch.setattr(threads.connections, "close_all", lambda: closed.append(threading.get_ident()))

    async def visit():
        await asyncio.gather(*(served(together.wait) for _ in range(4)))
        await until_idle(2)
        while len(closed) < 2:
            await asyncio.sleep(0.001)

    asyncio.run(visit())

    assert len(threads._idle) == 2
    assert len(set(closed)) == 2


def what_called_it(request):
    return HttpResponse("\n".join(f"{frame.filename} {frame.name}" for frame in traceback.extract_stack()))


urlpatterns = [path("what-called-it/", what_called_it)]


def test_middleware_calls_the_view_without_leaving_the_thread(settings):
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = ["sideways.web.middleware.private_by_default"]
    request = AsyncRequestFactory().get("/what-called-it/")

    response = asyncio.run(threads.InOneThread().get_response_async(request))

    _, _, below = response.content.decode().partition("sideways/web/middleware.py respond\n")
    assert "what_called_it" in below
    assert "asgiref" not in below


def test_the_connection_is_kept_with_its_thread(tmp_path):
    assert env.database(tmp_path)["CONN_MAX_AGE"] > 60
