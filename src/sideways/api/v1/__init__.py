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
    desk,
    feeds,
    health,
    introductions,
    lessons,
    letters,
    lists,
    me,
    notices,
    organisations,
    patterns,
    receipts,
    releases,
    reuse,
    vouches,
    webhooks,
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
        clues,
        receipts,
        letters,
        releases,
        reuse,
        comments,
        introductions,
        desk,
        board,
        me,
        notices,
        feeds,
        busy,
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
