import pytest

from sideways.webhooks.tests.receiver import receiving


@pytest.fixture
def receiver():
    with receiving() as running:
        yield running
