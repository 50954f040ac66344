import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_tries_counted_yet():
    cache.clear()  # rate limits are kept there
