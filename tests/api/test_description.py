"""Every answer of the API is as its description says, whatever is sent, and no answer leaks."""

import pytest
from django.db import connection

from tests.api.asking import ask_everything
from tests.api.town import KINDS, OWN, build

pytestmark = pytest.mark.django_db

EXAMPLES = 2
# So many operations did their work at least once: what only ever refuses is not tried.
DO_THEIR_WORK = {"broker": 26, "guardian": 20, "operator": 28, "official": 13}


def test_every_answer_is_as_described():
    # What a database cannot keep is sent to both, by the kind of account that may send most.
    kinds = KINDS if connection.vendor == "sqlite" else ["broker"]

    asked = ask_everything(build(), kinds=kinds, examples=EXAMPLES)

    assert [sentence for each in asked.values() for sentence in each.failures] == []
    for kind in kinds:
        done = asked[kind].done
        assert len(done) >= DO_THEIR_WORK[kind], (kind, sorted(done))


@pytest.mark.once  # what is compared are words, wherever they were kept
def test_a_leak_would_be_seen(monkeypatch):
    monkeypatch.setattr("sideways.people.trust.is_oversight", lambda _reader: False)

    asked = ask_everything(build(), kinds=["official"], examples=1, under="/lessons$")

    assert any(OWN in sentence for sentence in asked["official"].failures)
