"""The description of the API in OpenAPI 3.1, from the operations themselves."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation

from sideways.api import keys, problems
from sideways.api.authentication import Bearer
from sideways.api.models import Token
from sideways.api.v1 import api

PREFIX = "/api/v1"
# The description is one for all, kept by programs and read by who writes them: it stays English, as its
# names are. What is told of a request (problems.py) and the page around it are in the reader's language.
LANGUAGE = "en-gb"
Json = dict[str, Any]

ABOUT = """
Everything a person can do in the pages, for programs, over the same rules: a token opens what its person can
open, and no more. Send it as `Authorization: Bearer …`.

**Lists** come in stretches. Send `next` of an answer as `cursor` to get what follows.
**Repeating** a `POST` with the same `Idempotency-Key` does it once; the answer shows how things stand now.
**Changes** of a shared lesson carry the `version` that was read: nobody overwrites what they have not seen.
**ETag**: send it back as `If-None-Match`, and 304 says that nothing has changed.
**Limits**: `RateLimit-Limit`, `RateLimit-Remaining` and `RateLimit-Reset` (seconds) say what is left.
**Problems** are `application/problem+json` (RFC 9457). `detail` says what to do.
""".strip()

PROBLEM: Json = {
    "type": "object",
    "description": "What is wrong, and what to do (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/WrongField"}},
        "scope": {"type": "string"},
        "step": {"type": "string"},
        "signs": {"type": "array", "items": {"type": "string"}},
        "routes": {"type": "array", "items": {"$ref": "#/components/schemas/FormalRoute"}},
    },
}
WRONG_FIELD: Json = {
    "type": "object",
    "description": "One field, and what is wrong with it.",
    "required": ["in", "field", "detail"],
    "properties": {name: {"type": "string"} for name in ("in", "field", "detail")},
}
FORMAL_ROUTE: Json = {
    "type": "object",
    "description": "Whose job it is, and how to reach them.",
    "required": ["name", "when", "how", "url"],
    "properties": {name: {"type": "string"} for name in ("name", "when", "how", "url")},
}
KEY: Json = {
    "in": "header",
    "name": keys.HEADER,
    "required": False,
    "description": "A random UUID. The same request with the same key, within a day, is done once.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 100, "pattern": "^[!-~]+$"},
}


@cache
@translation.override(LANGUAGE)
def description() -> Json:
    """Return the description. It is the same for everybody, and as long as the program runs."""
    found: Json = dict(api.get_openapi_schema(path_prefix=f"{PREFIX}/"))
    found["info"] |= {"title": f"{settings.SITE_NAME} API", "version": "1", "description": ABOUT}
    found["servers"] = [{"url": settings.SITE_URL}]
    scopes = {operation.view_func.__name__: operation for operation in _operations()}
    for _path, method, told in each_operation(found):
        _complete(told, method, scopes[told["operationId"]])
    schemas = found["components"]["schemas"]
    for schema in [*schemas.values(), found["paths"]]:
        _untitle(schema)
    schemas |= {
        "Problem": PROBLEM | {"examples": [_problem_example()]},
        "WrongField": WRONG_FIELD,
        "FormalRoute": FORMAL_ROUTE,
    }
    return found


def _problem_example() -> Json:
    kind = problems.NOT_FOUND
    return {
        "type": "https://learn.example.org/api/#not-found",
        "title": str(kind.title),
        "status": kind.status,
        "detail": str(kind.detail),
    }


def each_operation(found: Json) -> Iterator[tuple[str, str, Json]]:
    """Yield each operation with its path and method."""
    for path, methods in found["paths"].items():
        for method, told in methods.items():
            yield path, method, told


def _operations() -> Iterator[Any]:
    for router in api._get_bound_routers():
        for path_view in router.path_operations.values():
            yield from path_view.operations


def _complete(told: Json, method: str, operation: Any) -> None:
    """Put in what ninja leaves out: words, the scope, the key, and all that can be refused."""
    words = " ".join((operation.description or "").split())
    told["summary"], _, rest = words.partition(". ")
    told["summary"] = told["summary"].rstrip(".")
    if rest:
        told["description"] = rest
    else:
        told.pop("description", None)
    scope = _scope(operation)
    if scope:
        told["x-scope"] = scope
        told["security"] = [{Bearer.__name__: []}]
    for parameter in told["parameters"]:
        parameter.pop("examples", None)  # ninja gives a list, and a map is due there; the schema has them too
    if method == "post":
        told["parameters"] = [*told["parameters"], KEY]
    for status in _refusals(told, method, scope):
        title = next(str(kind.title) for kind in problems.KINDS if kind.status == status)
        schema = {"$ref": "#/components/schemas/Problem"}
        told["responses"][status] = {
            "description": title,
            "content": {problems.MEDIA_TYPE: {"schema": schema}},
        }
    if scope:
        told["responses"][429]["headers"] = {"Retry-After": {"schema": {"type": "string"}}}
    told["responses"] = {str(status): response for status, response in told["responses"].items()}


def _scope(operation: Any) -> Token.Scope | None:
    bearers = [each for each in operation.auth_callbacks if isinstance(each, Bearer)]
    return bearers[0].scope if bearers else None


def _refusals(told: Json, method: str, scope: Token.Scope | None) -> list[int]:
    statuses = [401, 403, 404, 422, 429] if scope else []
    if method != "get":
        statuses += [409]
    if "requestBody" in told:
        statuses += [400, 413, 415]
    return sorted(statuses)


def _untitle(schema: Any) -> None:
    """Take out the titles that only repeat a name: clients would make names of them."""
    if isinstance(schema, list):
        for each in schema:
            _untitle(each)
    elif isinstance(schema, dict):
        if isinstance(schema.get("title"), str):
            del schema["title"]
        for each in schema.values():
            _untitle(each)
