"""Tokens and the description of the API, in words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sideways.api.description import PREFIX, each_operation
from sideways.api.models import Token
from sideways.ui.dates import day

SCOPES = {scope: scope.label for scope in Token.Scope}
KINDS = {
    "string": gettext_lazy("text"),
    "integer": gettext_lazy("whole number"),
    "boolean": gettext_lazy("yes or no"),
    "object": gettext_lazy("texts by name"),
}
Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRow:
    """One token in the list."""

    token: Token
    scopes: list[str]
    used: str
    is_over: bool


def token_rows(tokens: Iterable[Token], today: date) -> list[TokenRow]:
    return [
        TokenRow(
            token=token,
            scopes=[str(SCOPES[Token.Scope(scope)]) for scope in token.scopes],
            used=_used(token.last_used_on, today),
            is_over=token.expires_at.date() < today,
        )
        for token in tokens
    ]


def _used(used_on: date | None, today: date) -> str:
    if used_on is None:
        return _("Never used")
    if used_on == today:
        return _("Last used today")
    return _("Last used on %(day)s") % {"day": day(used_on)}


def scopes() -> list[dict[str, str]]:
    return [{"key": scope.value, "value": str(label)} for scope, label in SCOPES.items()]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """One thing that is sent: its name, what it may be, and what it means."""

    name: str
    kind: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationRow:
    """One operation: how to ask, what for, what is sent and what comes back."""

    id: str
    method: str
    path: str
    summary: str
    about: str
    scope: str
    fields: list[FieldRow]
    gives: str


@dataclass(frozen=True, slots=True)
class Part:
    """Operations that belong together."""

    title: str
    operations: list[OperationRow] = field(default_factory=list)


def parts_of(description: Json) -> list[Part]:
    """Return the operations by what they are about, in the order of the description."""
    parts: dict[str, Part] = {}
    for path, method, told in each_operation(description):
        title = told["tags"][0]
        part = parts.setdefault(title, Part(title))
        part.operations.append(_operation(description, path, method, told))
    return list(parts.values())


def _operation(description: Json, path: str, method: str, told: Json) -> OperationRow:
    fields = [
        FieldRow(name=each["name"], kind=_kind(description, each["schema"]), about=_about(each))
        for each in told["parameters"]
        if each["in"] == "query"
    ]
    contents = told.get("requestBody", {}).get("content", {})
    for body in (content["schema"] for content in contents.values()):
        fields += _fields(description, _followed(description, body))
    return OperationRow(
        id=told["operationId"],
        method=method.upper(),
        path=path.removeprefix(PREFIX),
        summary=told["summary"],
        about=told.get("description", ""),
        scope=told.get("x-scope", ""),
        fields=fields,
        gives=_gives(told["responses"]),
    )


def _gives(responses: Json) -> str:
    done = next(response for status, response in responses.items() if status.startswith("2"))
    schema = done.get("content", {}).get("application/json", {}).get("schema", {})
    return schema.get("$ref", "").rpartition("/")[2]


def _fields(description: Json, schema: Json) -> list[FieldRow]:
    needed = schema.get("required", [])
    return [
        FieldRow(
            name=name,
            kind=_needed(_kind(description, each)) if name in needed else _kind(description, each),
            about=_about(each),
        )
        for name, each in schema.get("properties", {}).items()
    ]


def _needed(kind: str) -> str:
    return _("%(kind)s, needed") % {"kind": kind}


def _about(told: Json) -> str:
    return told.get("description", "")


def _kind(description: Json, schema: Json) -> str:
    """Write what a value may be: text of at most 140 characters; one of now, just_ended."""
    choices = list(_choices(description, schema))
    if choices:
        named = {"choices": ", ".join(choice for choice in choices if choice)}
        return (_("one of %(choices)s, or empty") if "" in choices else _("one of %(choices)s")) % named
    followed = _followed(description, schema)
    if followed.get("type") == "array":
        return _("list, each %(kind)s") % {"kind": _kind(description, followed["items"])}
    most = followed.get("maxLength")
    if most:
        words = ngettext("text of at most %(most)d character", "text of at most %(most)d characters", most)
        return words % {"most": most}
    return str(KINDS.get(followed.get("type", ""), ""))


def _choices(description: Json, schema: Json) -> Iterable[str]:
    schema = _followed(description, schema)
    if "const" in schema:
        yield str(schema["const"])
    yield from (str(choice) for choice in schema.get("enum", []))
    for each in schema.get("anyOf", []):
        yield from _choices(description, each)


def _followed(description: Json, schema: Json) -> Json:
    """Return what a reference points to."""
    for each in [schema, *schema.get("allOf", [])]:
        if "$ref" in each:
            name = each["$ref"].rpartition("/")[2]
            found: Json = description["components"]["schemas"][name]
            return found
    return schema
