"""Threads that serve one request after another, and keep their connection to the database meanwhile.

Django would give each request a thread of its own, and each thread opens a connection. To open one, and to
read again what the last one had in memory, takes 3 to 5 ms of a page on SQLite, and a sign-in on PostgreSQL.
"""

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from asgiref.sync import ThreadSensitiveContext
from django.db import connections

MOST_IDLE = 16  # threads that wait for a request; each may hold a connection

_idle: list[ThreadPoolExecutor] = []


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
