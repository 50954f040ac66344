"""One row as JSON, the same from every database, and back again."""

import base64
import json
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import models


def attnames(model: type[models.Model]) -> list[str]:
    """Return the columns of a model by their names in Python."""
    return [field.attname for field in model._meta.concrete_fields]


def line_of(names: list[str], values: tuple[Any, ...]) -> bytes:
    """Return a row as a line of JSON."""
    row = {name: _plain(value) for name, value in zip(names, values, strict=True)}
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode() + b"\n"


def row_of(model: type[models.Model], line: bytes) -> models.Model:
    """Return the unsaved row that a line holds. Raises ValueError, or what a field raises, if it is none."""
    told = json.loads(line)
    fields = {field.attname: field for field in model._meta.concrete_fields}
    if not isinstance(told, dict) or told.keys() != fields.keys():
        raise ValueError("It does not have the columns of this table.")
    return model(**{name: _value(field, told[name]) for name, field in fields.items()})


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    return value


def _value(field: "models.Field[Any, Any]", value: Any) -> Any:
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value, validate=True)
    return field.to_python(value)
