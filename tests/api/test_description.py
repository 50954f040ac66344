"""Every answer of the API is as its description says, whatever is sent, and no answer leaks."""

import re

import pytest

from sideways.api.description import description
from tests.api.asking import ask_everything
from tests.api.town import KINDS, OWN, build

# An answer that is not as its schema says is an error, and the promise asks each operation on both databases.
# What only PostgreSQL could stumble over is looked for below.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

EXAMPLES = 1  # `python -m tests.api` asks more
# So many operations did their work at least once: what only ever refuses is not tried.
DO_THEIR_WORK = {"broker": 26, "guardian": 20, "operator": 28, "official": 13}
KINDS_OF_STRINGS = {"uuid", "date", "date-time", "time", "email", "binary"}
OF_CHOICES = {"region"}  # compared with those there are before it reaches any database


def test_every_answer_is_as_described():
    asked = ask_everything(build(), kinds=KINDS, examples=EXAMPLES)

    assert [sentence for each in asked.values() for sentence in each.failures] == []
    for kind in KINDS:
        done = asked[kind].done
        assert len(done) >= DO_THEIR_WORK[kind], (kind, sorted(done))


def test_a_leak_would_be_seen(monkeypatch):
    monkeypatch.setattr("sideways.people.trust.is_oversight", lambda _reader: False)

    asked = ask_everything(build(), kinds=["official"], examples=1, under="/lessons$")

    assert any(OWN in sentence for sentence in asked["official"].failures)


def strings_in(schema, name):
    """Yield the name and schema of each string that somebody writes, here and in the schemas it names."""
    if (named := schema.get("$ref", "").rpartition("/")[2]) and not name.startswith(f"{named}."):
        schema, name = description()["components"]["schemas"][named], f"{named}."
    for each in [*schema.get("anyOf", []), *schema.get("oneOf", []), *schema.get("allOf", [])]:
        yield from strings_in(each, name)
    for part, each in schema.get("properties", {}).items():
        yield from strings_in(each, f"{name.partition('.')[0]}.{part}")
    for inside in ("items", "additionalProperties"):
        if isinstance(schema.get(inside), dict):
            yield from strings_in(schema[inside], name)
    chosen = {"enum", "const"} & schema.keys() or schema.get("format") in KINDS_OF_STRINGS
    if schema.get("type") == "string" and not chosen:
        yield name, schema


def test_no_string_that_may_be_sent_holds_what_postgresql_cannot_keep():
    operations = [each for address in description()["paths"].values() for each in address.values()]
    sent = [(each["name"], each["schema"]) for every in operations for each in every.get("parameters", [])]
    bodies = [each["requestBody"]["content"] for each in operations if "requestBody" in each]
    sent += [("", kind["schema"]) for body in bodies for kind in body.values()]
    found = [string for name, schema in sent for string in strings_in(schema, name)]
    wrong = {
        name
        for name, schema in found
        if name.rpartition(".")[2] not in OF_CHOICES
        and re.search(schema.get("pattern", ""), "one line\x00of text")
    }

    assert len(found) > 100
    assert wrong == set()
