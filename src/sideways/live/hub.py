"""The one watcher of a process: reads the log for everybody, and hands each stream what is new to it.

The event loop holds the streams; one thread with one connection reads the database for all of
them, so a stream costs no thread and no connection. A round looks at everybody at once.
"""

import asyncio
import json
import logging
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, NamedTuple

from django.db import connections

from sideways.live import queries, signals
from sideways.live.positions import Position
from sideways.live.queries import GONE, Listener, Subject

LOOK_AGAIN_SECONDS = 20.0  # at sessions, accounts and what open pages show; and the sign of life of a stream
TRY_AGAIN_SECONDS = 1.0
MOST_WAITING = 32  # messages for one client before it is too slow to wait for
MOST_STREAMS_EACH = 4  # browsers open six connections to one site, and pages need some of them
RETRY_MS = (1_000, 4_000)  # apart, so that not everybody comes back in the same moment

log = logging.getLogger(__name__)
Send = Callable[[bytes], Awaitable[None]]


class Stream:
    """One open page. ``seen`` is None until the first round when the page did not say."""

    def __init__(self, session_key: str, seen: Position | None, watched: Subject | None) -> None:
        self.session_key, self.seen, self.watched = session_key, seen, watched
        self.person: int | None = None
        self.too_slow = asyncio.Event()
        self.answered: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting: list[bytes] = []
        self._more = asyncio.Event()
        self._ended = False

    def tell(self, message: bytes) -> None:
        """Hand over a message. A client that does not read is dropped; it comes back and misses nothing."""
        if len(self._waiting) >= MOST_WAITING:
            self.too_slow.set()
            return
        self._waiting.append(message)
        self._more.set()

    def end(self) -> None:
        """Send what waits, and then no more."""
        self._ended = True
        self._more.set()
        if not self.answered.done():
            self.answered.set_result(False)

    async def send_all(self, send: Send) -> None:
        """Send every message until the stream ends."""
        while self._waiting or not self._ended:
            await self._more.wait()
            self._more.clear()
            messages, self._waiting = self._waiting, []
            if messages:
                await send(b"".join(messages))


class Round(NamedTuple):
    """What a look at the log brought: whom it was about, how far they are now, who and what is told.

    A stream without a person has ended: its session has, or the account may listen no more.
    """

    about: list[Stream]
    now: Position
    people: dict[Stream, int]
    told: dict[Stream, list[list[str]]]


class Hub:
    """All streams of one process. Starts with the first of them and ends with the last."""

    def __init__(self) -> None:
        self.streams: set[Stream] = set()
        self._coming: list[Stream] = []
        self._thread = ThreadPoolExecutor(1, "live")
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._stopped = False

    async def admit(self, stream: Stream) -> bool:
        """Take a stream in, if its session may have one more. The next round says."""
        if self._stopped:
            return False
        self._coming.append(stream)
        self._woken.set()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())
        return await stream.answered

    def leave(self, stream: Stream) -> None:
        """Forget a stream whose client has gone."""
        self.streams.discard(stream)
        if not self.streams:
            self._woken.set()

    def stop(self) -> None:
        """End every stream: the process is about to end."""
        self._stopped = True
        for stream in [*self.streams, *self._coming]:
            stream.end()
        self.streams.clear()
        self._coming.clear()
        self._woken.set()

    async def _in_thread(self, work: Callable[[], Any]) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def _run(self) -> None:
        while self.streams or self._coming:
            watching = asyncio.create_task(signals.watch(self._in_thread, self._woken.set))
            try:
                await self._watch()
            finally:
                watching.cancel()
                with suppress(asyncio.CancelledError):
                    await watching
                await self._in_thread(connections.close_all)

    async def _watch(self) -> None:
        loop = asyncio.get_running_loop()
        look_again_at = loop.time() + LOOK_AGAIN_SECONDS
        while self.streams or self._coming:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), max(0.0, look_again_at - loop.time()))
            self._woken.clear()
            look_again = loop.time() >= look_again_at
            if look_again:
                look_again_at = loop.time() + LOOK_AGAIN_SECONDS
            try:
                await self._round(look_again=look_again)
            except Exception:  # the database is away: streams stay, and the next round tells what it missed
                log.exception("Could not look for what is new")
                await self._in_thread(connections.close_all)
                await asyncio.sleep(TRY_AGAIN_SECONDS)
                self._woken.set()

    async def _round(self, *, look_again: bool) -> None:
        coming, here = list(self._coming), list(self.streams)
        found = await self._in_thread(lambda: look(here, coming, look_again=look_again))
        del self._coming[: len(coming)]
        self._answer(coming, found)
        for stream in self.streams.intersection(found.about):
            if stream not in found.people:
                self.streams.discard(stream)
                stream.end()
                continue
            stream.seen, told = found.now, found.told[stream]
            if told:
                stream.tell(message(found.now, told))
            elif look_again:
                stream.tell(sign_of_life(found.now))
            if any(what == GONE for _, what, _ in told):
                stream.watched = None  # told once

    def _answer(self, coming: Sequence[Stream], found: Round) -> None:
        """Say yes or no to those who came. Somebody with many pages open has a stream for the first few."""
        open_streams = Counter(stream.person for stream in self.streams)
        for stream in coming:
            person = found.people.get(stream)
            if person is None or open_streams[person] >= MOST_STREAMS_EACH or self._stopped:
                stream.end()
                continue
            open_streams[person] += 1
            stream.person = person
            self.streams.add(stream)
            stream.answered.set_result(True)
            stream.tell(f"retry: {random.randint(*RETRY_MS)}\n".encode() + sign_of_life(found.now))  # noqa: S311 (spreads, keeps no secret)


def look(here: Sequence[Stream], coming: Sequence[Stream], *, look_again: bool) -> Round:
    """Look at the log for all who are due, in the thread that reads.

    Those who come are always due; those who are here when there is news, or with ``look_again``.
    """
    known = {stream.seen for stream in [*here, *coming] if stream.seen is not None}
    items, now = queries.news_since(*known) if known else ([], queries.position_now())
    seen_here = {stream.seen for stream in here if stream.seen is not None}
    is_news = any(not seen.has(item.number) for seen in seen_here for item in items)
    new = set(coming)
    about = [*coming, *here] if look_again or is_news else list(coming)
    people = queries.listening({stream.session_key for stream in about}) if about else {}
    there = [stream for stream in about if stream.session_key in people]
    listeners = [
        Listener(people[stream.session_key], stream.seen or now, stream.watched, look_again or stream in new)
        for stream in there
    ]
    told = queries.told_to(listeners, items)
    return Round(
        about,
        now,
        {stream: listener.reader.pk for stream, listener in zip(there, listeners, strict=True)},
        dict(zip(there, told, strict=True)),
    )


def message(now: Position, told: list[list[str]]) -> bytes:
    """Return one event with all that is new: whole or not at all, so its id is exact."""
    return f"id: {now}\ndata: {json.dumps(told, separators=(',', ':'))}\n\n".encode()


def sign_of_life(now: Position) -> bytes:
    """Return what keeps a connection open and tells the browser how far it is, but no page."""
    return f": \nid: {now}\n\n".encode()
