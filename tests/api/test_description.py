"""Every answer of the API is as its description says, whatever is sent, and no answer leaks."""

import pytest

from tests.api.asking import ask_everything
from tests.api.town import KINDS, OWN, build

pytestmark = pytest.mark.django_db

EXAMPLES = 2
# So many operations did their work at least once: what only ever refuses is not tried.
DO_THEIR_WORK = {"broker": 26, "guardian": 20, "operator": 28, "official": 13}


def asked_as(kind):
    """What a database cannot keep is sent to both, by the kind of account that may send most."""
    return pytest.param(kind, marks=() if kind == "broker" else pytest.mark.once)


@pytest.mark.parametrize("kind", [asked_as(kind) for kind in KINDS])
def test_every_answer_is_as_described(kind):
    asked = ask_everything(build(kind), examples=EXAMPLES)

    assert asked.failures == []
    assert len(asked.done) >= DO_THEIR_WORK[kind], sorted(asked.done)


@pytest.mark.once  # what is compared are words, wherever they were kept
def test_a_leak_would_be_seen(monkeypatch):
    monkeypatch.setattr("sideways.people.trust.is_oversight", lambda _reader: False)

    asked = ask_everything(build("official"), examples=1, under="/lessons$")

    assert any(OWN in sentence for sentence in asked.failures)
