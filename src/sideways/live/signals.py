"""How a process learns that something may have been written: without asking the log itself."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import psycopg
from django.db import connection

from sideways.live.databases import SIGNAL

LOOK_EVERY_SECONDS = 0.1
TRY_AGAIN_SECONDS = 1.0
NOT_OF_A_CONNECTION = {"cursor_factory", "context", "prepare_threshold", "server_side_binding"}

log = logging.getLogger(__name__)

# Runs a function in the thread that reads the log, and returns its answer.
InThread = Callable[[Callable[[], Any]], Awaitable[Any]]


async def watch(in_thread: InThread, wake: Callable[[], None]) -> None:
    """Call ``wake`` soon after anything is committed, until cancelled. A lost connection is made again."""
    listen = _postgresql if connection.vendor == "postgresql" else _sqlite
    while True:
        try:
            await listen(in_thread, wake)
        except Exception as error:  # whatever the driver raises: open pages must not wait for a restart
            log.warning("No signal for open pages; trying again (%s)", error)
        await asyncio.sleep(TRY_AGAIN_SECONDS)


async def _sqlite(in_thread: InThread, wake: Callable[[], None]) -> None:
    before = await in_thread(_data_version)
    wake()
    while True:
        await asyncio.sleep(LOOK_EVERY_SECONDS)
        now = await in_thread(_data_version)
        if now != before:
            before = now
            wake()


def _data_version() -> int:
    """Return a number that changes when another connection commits. Costs microseconds."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA data_version")
        return int(cursor.fetchone()[0])


async def _postgresql(_: InThread, wake: Callable[[], None]) -> None:
    told = connection.get_connection_params().items()
    parameters = {name: value for name, value in told if name not in NOT_OF_A_CONNECTION}
    async with await psycopg.AsyncConnection.connect(**parameters, autocommit=True) as listening:
        await listening.execute(f"LISTEN {SIGNAL}")
        wake()  # what was written while nobody listened
        async for _signal in listening.notifies():
            wake()
