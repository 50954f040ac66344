"""Version 1: stays as it is for those who use it. What is added stands beside; what would break becomes 2."""

from typing import Any

from ninja import NinjaAPI
from ninja.operation import Operation

from sideways.api import problems
from sideways.api.v1 import (
    accounts,
    audience,
    board,
    busy,
    clues,
    comments,
    days,
    desk,
    feeds,
    files,
    guarding,
    health,
    introductions,
    lessons,
    letters,
    lists,
    me,
    meetings,
    notices,
    organisations,
    patterns,
    receipts,
    releases,
    reuse,
    rounds,
    searches,
    villages,
    vouches,
    webhooks,
    week,
    writing,
)


class Api(NinjaAPI):
    """Names each operation as its function is named: that is what the functions of clients are called."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


def _built() -> Api:
    built: Any = Api(title="Sideways", version="1", urls_namespace="api", openapi_url=None, docs_url=None)
    problems.register(built)
    assert writing.router is audience.router is lessons.router  # noqa: S101 (they add to one router: see lessons.py)
    for part in (
        lessons,
        searches,
        clues,
        receipts,
        letters,
        releases,
        guarding,
        reuse,
        comments,
        week,
        files,
        meetings,
        introductions,
        desk,
        rounds,
        board,
        me,
        notices,
        feeds,
        busy,
        villages,
        days,
        vouches,
        lists,
        webhooks,
        organisations,
        patterns,
        accounts,
        health,
    ):
        built.add_router("", part.router)
    return built


api = _built()
