import pytest

from sideways.webhooks import sending
from sideways.webhooks.services import sending as delivering
from sideways.webhooks.tests.receiver import receiving


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    """A busy machine is slow, not broken. A test of patience sets its own."""
    monkeypatch.setattr(sending, "TIME_OUT_SECONDS", 120)
    monkeypatch.setattr(delivering, "LONGEST_RUN_SECONDS", 600)


@pytest.fixture
def receiver():
    with receiving() as running:
        yield running
