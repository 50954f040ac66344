"""The kinds of values that go in and out. All that comes in is bounded: no database may stumble over it."""

from typing import Annotated, Any, Literal

from django.db.models import TextChoices
from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, ConfigDict, Field, StringConstraints

from sideways.lessons.wording import as_typed

NO_NULL = r"^[^\x00]*$"  # no database keeps it
ON_ONE_LINE = r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$"  # and not only spaces
LARGEST_ID = 2**53 - 1  # what every client can hold


class Sent(Schema):
    """What somebody sends. A name that is not known is refused, so that a slip is not lost in silence."""

    model_config = ConfigDict(extra="forbid")


class Told(Schema):
    """What somebody gets."""


def words(most: int, default: Any = ..., **more: Any) -> Any:
    """Return a field for somebody's own words or a line, with its length."""
    return Field(default, max_length=most, **more)


def left_out(make: Any, **more: Any) -> Any:
    """Return a field that may be left out. Its value then is not told, or clients would send it unasked."""
    return Field(default_factory=make, **more)


def many_of(values: list[str], **more: Any) -> Any:
    """Return a field that tells a client which values a list may hold."""
    extra: Any = {"items": {"type": "string", "enum": values}}
    return Field(json_schema_extra=extra, **more)


def one_of(*choices: type[TextChoices], blank: bool = False, **more: Any) -> Any:
    """Return a field that tells a client which values may come out."""
    values = [value for each in choices for value in each.values]
    extra: Any = {"enum": ["", *values] if blank else values}
    return Field(json_schema_extra=extra, **more)


# What these say goes out with what pydantic says, which is English: see problems.py.
def _stripped(text: str) -> str:
    text = text.strip()
    if not text:
        raise ValueError("Write something")
    return text


def _no_number(value: object) -> object:
    if not isinstance(value, bool):
        raise ValueError("Send true")
    return value


def _words_only(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError("Send a date and a time, such as 2026-01-31T09:00:00Z")
    return value


Said = Annotated[str, StringConstraints(pattern=NO_NULL), AfterValidator(as_typed)]
Line = Annotated[str, StringConstraints(min_length=1, pattern=ON_ONE_LINE), AfterValidator(_stripped)]
Sought = Annotated[str, StringConstraints(max_length=200, pattern=NO_NULL)]
Slug = Annotated[str, StringConstraints(min_length=1, max_length=50, pattern=r"^[-a-zA-Z0-9_]+$")]
Id = Annotated[int, Field(strict=True, ge=1, le=LARGEST_ID)]
PathId = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Version = Annotated[int, Field(strict=True, ge=1, le=2**31 - 1)]
Yes = Annotated[Literal[True], BeforeValidator(_no_number)]
Moment = Annotated[AwareDatetime, BeforeValidator(_words_only)]


class Page(Schema):
    """Which stretch of a list: leave ``cursor`` out for the first, then send ``next`` of each answer."""

    cursor: Annotated[str, StringConstraints(max_length=1000, pattern=r"^[-_=A-Za-z0-9]*$")] = ""
    limit: Annotated[int, Field(ge=1, le=100)] = 20
