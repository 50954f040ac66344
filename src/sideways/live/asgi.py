"""The stream itself, served beside Django: a request there would keep a thread and a connection as long."""

import asyncio
import signal
import threading
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.http.cookie import parse_cookie
from django.urls import reverse

from sideways.live.hub import Hub, Stream
from sideways.live.positions import position_from
from sideways.live.queries import subject_from

EVENTS = "text/event-stream"
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store, private"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_hubs: dict[asyncio.AbstractEventLoop, Hub] = {}


async def streamed(scope: Scope, receive: Receive, send: Send) -> bool:
    """Serve a stream for as long as it lasts. False when this asks for none or may have none."""
    if scope["type"] != "http" or scope.get("method") != "GET" or scope["path"] != reverse("live:news"):
        return False
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    session_key = parse_cookie(headers.get("cookie", "")).get(settings.SESSION_COOKIE_NAME, "")
    if EVENTS not in headers.get("accept", "") or not session_key:
        return False
    asked = {name: values[0] for name, values in parse_qs(scope["query_string"].decode("latin-1")).items()}
    # A browser that comes back by itself says more exactly how far it is than the page did.
    seen = position_from(headers.get("last-event-id", "")) or position_from(asked.get("since", ""))
    stream = Stream(session_key, seen, subject_from(asked.get("watch", "")))
    hub = _hub()
    if not await hub.admit(stream):
        return False
    try:
        await _serve(stream, receive, send)
    finally:
        hub.leave(stream)
    return True


async def _serve(stream: Stream, receive: Receive, send: Send) -> None:
    async def body(content: bytes) -> None:
        await send({"type": "http.response.body", "body": content, "more_body": True})

    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    sending = asyncio.create_task(stream.send_all(body))
    ends = [sending, asyncio.create_task(_left(receive)), asyncio.create_task(stream.too_slow.wait())]
    try:
        done, _ = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in ends:
            task.cancel()
        await asyncio.gather(*ends, return_exceptions=True)
    if sending in done:
        await send({"type": "http.response.body", "body": b""})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _hub() -> Hub:
    """Return the hub of this event loop. It ends its streams when the process is told to end."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        for gone in [each for each in _hubs if each.is_closed()]:
            del _hubs[gone]
        _hubs[loop] = Hub()
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                _tell_before(number, loop, _hubs[loop].stop)
    return _hubs[loop]


def _tell_before(number: signal.Signals, loop: asyncio.AbstractEventLoop, tell: Callable[[], None]) -> None:
    """Call ``tell`` when the signal comes, and then what the server does: it would wait for open streams."""
    before = signal.getsignal(number)

    def handle(received: int, frame: Any) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(tell)
        if callable(before):
            before(received, frame)

    signal.signal(number, handle)
