"""Asking every operation whatever its description allows, and whatever it does not."""

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from django.core.cache import cache
from django.db import transaction
from django.test.client import ClientHandler
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks

from sideways.api.description import description
from tests.api.town import HIDDEN, KINDS, Town, becomes

CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
]
TAKES_OUT = "me_data"  # what somebody wrote stays theirs to take away, whatever their account has become


@dataclass(slots=True)
class Asked:
    """What came of it."""

    operations: int = 0
    cases: int = 0
    done: set[str] = field(default_factory=set)
    failures: list[str] = field(default_factory=list)


def ask_everything(
    town: Town, *, examples: int, kinds: Sequence[str] = KINDS, seed: int | None = None, under: str = ""
) -> dict[str, Asked]:
    """Ask every operation under an address this often, the same as each kind of account.

    Each time nothing has happened before. To think of what to ask takes longer than to ask it.
    """
    schema, asked = _schema(), {kind: Asked() for kind in kinds}
    for found in (schema.include(path_regex=under) if under else schema).get_all_operations():
        for each in asked.values():
            each.operations += 1
        _ask(found.ok(), town, asked, examples=examples, seed=seed)
    return asked


@functools.cache
def _schema() -> Any:
    """Return what is described, made once for whoever asks: what it makes of each shape takes seconds."""
    schema = schemathesis.openapi.from_dict(description())
    schema.app = application
    schema.config.generation.update(with_security_parameters=False)  # the token is always sent
    refusals = schema.config.checks.negative_data_rejection
    refusals.expected_statuses = [*refusals.expected_statuses, "413"]  # too long can be too large as well
    return schema


def _ask(operation: Any, town: Town, asked: dict[str, Asked], *, examples: int, seed: int | None) -> None:
    def one(case: Any) -> None:
        for kind, so_far in asked.items():
            try:
                _ask_once(case, operation.definition.raw["operationId"], town, kind, so_far)
            except (FailureGroup, AssertionError) as error:
                so_far.failures.append(f"{kind}: {operation.label}: {_in_words(error)}")

    run: Callable[[], None] = given(case=_cases(operation, town))(one)
    if seed is not None:
        from hypothesis import seed as seeded

        run = seeded(seed)(run)
    settings(
        max_examples=examples if _varies(operation) else 1,
        deadline=None,
        database=None,
        derandomize=seed is None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )(run)()


def _ask_once(case: Any, name: str, town: Town, kind: str, asked: Asked) -> None:
    cache.clear()  # limits are counted there
    asked.cases += 1
    with transaction.atomic():
        becomes(town.asks, kind)
        token = f"Bearer {town.secrets[kind]}"
        response = case.call(headers={"Authorization": token, "Accept-Encoding": "identity"})
        transaction.set_rollback(True)
    if response.status_code < 300:
        asked.done.add(name)
    case.validate_response(response, checks=CHECKS)
    sent = f"{response.content.decode(errors='replace')}{response.headers}"
    leaked = [word for word in HIDDEN[kind] if word in sent]
    assert name == TAKES_OUT or not leaked, f"an answer holds {leaked}"


def _cases(operation: Any, town: Town) -> st.SearchStrategy[Any]:
    """Return what is asked: mostly about what is there, sometimes about what is not, sometimes nonsense."""
    names = [parameter.name for parameter in operation.path_parameters]
    fills = {name: town.ids(name) for name in names if town.ids(name)}
    there = st.fixed_dictionaries({name: st.sampled_from(ids) for name, ids in fills.items()})
    found = there.flatmap(lambda filled: operation.as_strategy(path_parameters=filled))
    ways = [found, found, operation.as_strategy()]
    ways += [
        there.flatmap(lambda filled, body=example: _with_body(operation, filled, body))
        for example in _examples(operation)
    ]
    if _varies(operation):
        ways.append(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
    return st.one_of(*ways)


def _varies(operation: Any) -> bool:
    """Say whether there is anything to send but the address."""
    return bool(operation.path_parameters or len(operation.query) or operation.body)


def _with_body(operation: Any, filled: dict[str, Any], body: Any) -> st.SearchStrategy[Any]:
    return operation.as_strategy(path_parameters=filled, body=body, media_type="application/json")


def _examples(operation: Any) -> list[Any]:
    """Return the bodies that the description gives as examples: of the whole, or of each field."""
    body = operation.definition.raw.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = body.get("schema", {}).get("$ref", "").rpartition("/")[2]
    schema = description()["components"]["schemas"].get(name, {})
    fields = schema.get("properties", {})
    told = {field: about["examples"][0] for field, about in fields.items() if "examples" in about}
    return [*schema.get("examples", []), *([told] if told else [])]


def application(environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
    """Answer as the site does, without closing the connection to the database that the test holds."""
    response = _handler(environ)
    start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
    return iter([response.content])


_handler = ClientHandler(enforce_csrf_checks=False)


def _in_words(error: BaseException) -> str:
    told = [str(each) for each in error.exceptions] if isinstance(error, FailureGroup) else [str(error)]
    return " | ".join(" ".join(sentence.split())[:600] for sentence in told)
