"""What an Idempotency-Key comes to: hashes that say nothing without a key that is not in the database."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from sideways.api import services
from sideways.api.errors import KeyUnusableError

HEADER = "Idempotency-Key"
PLAIN = re.compile(r"[\x21-\x7e]{1,100}")


@contextmanager
def once(request: HttpRequest) -> Iterator[bool]:
    """Run what follows in one transaction and tell it whether this request is new.

    A request that was done already does nothing: its answer shows how things stand now.
    """
    key = _key(request)
    told = [request.method or "", request.path, request.body.decode("utf-8", "replace")]
    sent = _hash("request", key, *told) if key else ""
    with services.request_once(key=key, request=sent, at=timezone.now()) as is_new:
        yield is_new


def new_id(request: HttpRequest) -> UUID:
    """Return the id of what a request makes: by its key always the same one, else any.

    It looks like any other id, and two ids of one person have nothing in common.
    """
    key = _key(request)
    if not key:
        return uuid4()
    made = salted_hmac("sideways.api.keys", f"{request.path}\x00{key}", algorithm="sha256").digest()
    return UUID(bytes=made[:16], version=4)


def sent_with(request: HttpRequest) -> str:
    """Return the key of a request as it was sent, or nothing. Raises KeyUnusableError for what is none."""
    sent = request.headers.get(HEADER)
    if sent is not None and not PLAIN.fullmatch(sent):
        raise KeyUnusableError
    return sent or ""


def _key(request: HttpRequest) -> str:
    sent = sent_with(request)
    return _hash("key", str(request.user.pk), sent) if sent else ""


def _hash(*parts: str) -> str:
    return salted_hmac("sideways.api.keys", "\x00".join(parts), algorithm="sha256").hexdigest()
