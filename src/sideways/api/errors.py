"""What the API refuses by itself. What services refuse is told in problems.py, with these."""

from datetime import timedelta
from typing import Any


class ApiError(Exception):
    """A request the API does not take."""


class TooManyTokensError(ApiError):
    """The account has as many tokens as it may, or made too many just now."""


class MayNotMakeTokensError(ApiError):
    """The account is not open, or asks for a scope it has no use for."""


class NotSignedInError(ApiError):
    """No token, or one that does not hold."""


class ScopeMissingError(ApiError):
    """The token holds and may not do this. ``scope`` says what it lacks."""

    def __init__(self, scope: str) -> None:
        super().__init__(scope)
        self.scope = scope


class TooManyRequestsError(ApiError):
    """More requests than a minute has room for. ``wait`` says how long until there is room."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait)
        self.wait = wait


class KeyUsedError(ApiError):
    """The Idempotency-Key came with another request before."""


class KeyUnusableError(ApiError):
    """The Idempotency-Key is too long, or not of plain letters."""


class CursorUnknownError(ApiError):
    """The cursor is not one of this list."""


class NotYetError(ApiError):
    """A practitioner or broker who is not active yet."""


class NotAcceptedError(ApiError):
    """A form says no. ``fields`` holds its sentences by field."""

    def __init__(self, fields: dict[str, list[Any]]) -> None:
        super().__init__(fields)
        self.fields = fields
