"""The entry for uvicorn."""

import gc
import os
import warnings
from typing import Any

import django
from django.urls import get_resolver

from sideways.config.threads import InOneThread, kept_thread

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sideways.config.settings")
# Static files are small and already compressed: reading one at once costs nothing worth a warning.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
MOST_BYTES = 50_000_000

django.setup(set_prefix=False)
site = InOneThread()

from sideways.live.asgi import streamed  # noqa: E402 (needs the app registry)

_ = get_resolver().url_patterns  # all code is read now, not by the first visitor
# What has been read so far stays for good. Looked through at each full collection, it held up one page
# in twenty by 30 ms.
gc.collect()
gc.freeze()


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Serve a request; refuse a huge one before its body fills the disk."""
    if scope["type"] == "lifespan":
        return
    length = dict(scope["headers"]).get(b"content-length", b"0")
    if length.isdigit() and int(length) > MOST_BYTES:
        heads = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": 413, "headers": heads})
        await send(
            {"type": "http.response.body", "body": b"This is larger than 50 MB. Split it and try again."}
        )
        return
    if not await streamed(scope, receive, send):
        async with kept_thread():
            await site(scope, receive, send)
