"""What the tests of open pages share: pages that read, and work done by somebody else at the same time."""

import asyncio
import json

from django.conf import settings
from django.db import connections

from sideways.live.asgi import _hub, streamed


def signed_in(client, person):
    """Return the cookie of a new session."""
    client.cookies.clear()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def run(journey):
    """Run a journey and wait until its watcher has closed what it opened."""

    async def whole():
        await journey()
        task = _hub()._task
        if task is not None:
            await task

    asyncio.run(whole())


async def elsewhere(work):
    """Do something on a connection of its own, as another process would."""

    def done():
        try:
            return work()
        finally:
            connections.close_all()

    return await asyncio.to_thread(done)


async def until(is_so, seconds=10):
    """Wait until something is so."""
    async with asyncio.timeout(seconds):
        while not is_so():
            await asyncio.sleep(0.01)


class Page:
    """An open page: asks for a stream as a browser does, and keeps what it is sent."""

    def __init__(self, cookie, *, query="", position="", reads=True):
        heads = {"accept": "text/event-stream", "cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"}
        if position:
            heads["last-event-id"] = position
        self.scope = {
            "type": "http",
            "method": "GET",
            "path": "/live/",
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in heads.items()],
        }
        self.reads = reads
        self.sent, self.text = [], ""
        self._left = asyncio.Event()

    async def __aenter__(self):
        self.task = asyncio.create_task(streamed(self.scope, self._receive, self._send))
        await until(lambda: self.task.done() or self.text)
        return self

    async def __aexit__(self, *_):
        self._left.set()
        await self.task

    async def _receive(self):
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message):
        self.sent.append(message)
        self.text += message.get("body", b"").decode()
        if not self.reads and message["type"] == "http.response.body":
            await asyncio.Event().wait()  # a line so slow that nothing more goes out

    @property
    def is_streamed(self):
        return not self.task.done() or self.task.result()

    @property
    def has_ended(self):
        return self.task.done()

    @property
    def told(self):
        """Return what the page was told, in order, each event a list."""
        lines = [line.removeprefix("data: ") for line in self.text.splitlines() if line.startswith("data: ")]
        return [json.loads(line) for line in lines]

    @property
    def position(self):
        return [line.removeprefix("id: ") for line in self.text.splitlines() if line.startswith("id: ")][-1]

    async def hears(self, *told):
        """Wait for exactly these events, in this order."""
        await until(lambda: len(self.told) >= len(told))
        assert self.told == [list(map(list, one)) for one in told]
