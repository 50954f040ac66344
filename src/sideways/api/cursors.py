"""Walking through a list with a cursor: nothing is shown twice or left out when others come in between."""

import base64
import hashlib
import json
from collections.abc import Sequence
from functools import cache, reduce
from operator import or_
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from sideways.api.errors import CursorUnknownError

Row = TypeVar("Row", bound=Model)


class Walk(NamedTuple):
    """Where somebody is in a list: nothing before the first page."""

    cursor: str
    limit: int


class Stretch(NamedTuple):
    """Some rows of a list, and the cursor of what follows, or nothing."""

    rows: list[Any]
    next: str | None


def stretch(request: HttpRequest, rows: QuerySet[Row], walk: Walk) -> Stretch:
    """Return the rows after the cursor, in the order of the query, which must end with its key.

    Raises CursorUnknownError for a cursor of another list, or of none.
    """
    order = [(name.removeprefix("-"), name.startswith("-")) for name in map(str, rows.query.order_by)]
    if walk.cursor:
        rows = rows.filter(_after(order, _opened(walk.cursor, request.path, len(order))))
    found = list(rows[: walk.limit + 1])
    shown = found[: walk.limit]
    if len(found) <= walk.limit:
        return Stretch(shown, None)
    return Stretch(shown, _sealed(request.path, [getattr(shown[-1], name) for name, _ in order]))


def stretch_of(request: HttpRequest, ids: Sequence[UUID], walk: Walk) -> Stretch:
    """Return the ids after the cursor in a list that is ranked anew each time.

    It goes on behind the last that was shown; where that has gone, at its place. Raises CursorUnknownError.
    """
    start = 0
    if walk.cursor:
        place, last = _opened(walk.cursor, request.path, 2)
        start = next((n for n, pk in enumerate(ids) if str(pk) == last), place - 1) + 1
    shown = list(ids[start : start + walk.limit])
    if start + walk.limit >= len(ids):
        return Stretch(shown, None)
    return Stretch(shown, _sealed(request.path, [start + len(shown) - 1, shown[-1]]))


def _after(order: list[tuple[str, bool]], values: list[Any]) -> Q:
    """Return what comes later by the first name, or is the same there and comes later by the next."""
    cases = []
    for place, (name, falls) in enumerate(order):
        same = {before: value for (before, _), value in zip(order[:place], values, strict=False)}
        cases.append(Q(**same, **{f"{name}__{'lt' if falls else 'gt'}": values[place]}))
    return reduce(or_, cases)


@cache
def _sealer(secret: str) -> Fernet:
    key = salted_hmac("sideways.api.cursors", "seal", secret=secret, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))


def _sealed(path: str, values: list[Any]) -> str:
    # Sealed and not only signed: the moment a lesson was shared is told to the day only.
    plain = [value if isinstance(value, int) else str(value) for value in values]
    return _sealer(settings.SECRET_KEY).encrypt(json.dumps([_of(path), *plain]).encode()).decode()


def _opened(cursor: str, path: str, length: int) -> list[Any]:
    try:
        of, *values = json.loads(_sealer(settings.SECRET_KEY).decrypt(cursor.encode()))
    except InvalidToken as error:
        raise CursorUnknownError from error
    if of != _of(path) or len(values) != length:
        raise CursorUnknownError
    return list(values)


def _of(path: str) -> str:
    return hashlib.sha256(path.encode()).hexdigest()[:16]
