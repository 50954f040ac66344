import logging

import pytest

from sideways.common.logs import WithoutSecrets


@pytest.mark.parametrize(
    "place", ["/feeds/", "/notices/unsubscribe/", "/join/invited/", "/accounts/password/reset/key/"]
)
def test_an_address_that_is_a_key_stands_in_no_log(place):
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 1, "Not Found: %s", (f"{place}key/",), None
    )

    assert WithoutSecrets().filter(record)
    assert record.getMessage() == f"Not Found: {place}…/"
