"""Threads that serve one request after another, and keep their connection to the database meanwhile.

Django would give each request a thread of its own, and each thread opens a connection. To open one, and to
read again what the last one had in memory, takes 3 to 5 ms of a page on SQLite, and a sign-in on PostgreSQL.
"""

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.db import connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase

MOST_IDLE = 16  # threads that wait for a request; each may hold a connection

_idle: list[ThreadPoolExecutor] = []


class InOneThread(ASGIHandler):
    """Django, going from the first middleware to the view without leaving the thread.

    No middleware and no view here is asynchronous. Django would still call the view from the event loop,
    and be called back: two waits of one thread for another, 0.5 to 1 ms of each page.
    """

    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        return await sync_to_async(self.get_response)(request)


@asynccontextmanager
async def kept_thread() -> AsyncIterator[None]:
    """Run what is not asynchronous in here in a thread that has served before, or in a new one."""
    thread = _idle.pop() if _idle else ThreadPoolExecutor(max_workers=1, thread_name_prefix="page")
    try:
        async with ThreadSensitiveContext(executor=thread):
            yield
    finally:
        thread.submit(_rest, thread)  # behind what it may still do for somebody who has left


def _rest(thread: ThreadPoolExecutor) -> None:
    if len(_idle) < MOST_IDLE:
        _idle.append(thread)
    else:
        connections.close_all()
        thread.shutdown(wait=False)
