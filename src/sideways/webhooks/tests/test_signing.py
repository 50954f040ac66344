"""Signatures: the published example, and the receiver of the how-to."""

import re
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from tests.repository.sources import ROOT

from sideways.webhooks import signing

HOW_TO = ROOT / "docs/how-to/receive-webhooks.md"
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@pytest.fixture
def is_ours():
    """The receiver as the how-to gives it."""
    source = re.search(r"```python\n(.*?)```", HOW_TO.read_text(), re.S)[1]
    assert len([line for line in source.splitlines() if line.strip()]) <= 15
    names = {}
    exec(source, names)
    return names["is_ours"]


def test_the_signature_is_that_of_the_published_example():
    # The example of the Standard Webhooks libraries: id, time, body and secret with their signature.
    at = datetime.fromtimestamp(1614265330, tz=UTC)

    signed = signing.headers(
        "msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}', with_secrets=[SECRET], at=at
    )

    assert signed["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_receiver_of_the_how_to_knows_what_is_ours(is_ours):
    body, now = b'{"id": "msg_1"}', timezone.now()
    secret, other = signing.new_secret(), signing.new_secret()
    signed = signing.headers("msg_1", body, with_secrets=[secret], at=now)

    assert is_ours(signed, body, secret)
    assert not is_ours(signed, body, other)
    assert not is_ours(signed, body + b" ", secret)
    assert not is_ours(signed | {"webhook-id": "msg_2"}, body, secret)
    assert not is_ours(signed | {"webhook-timestamp": str(int(time.time()) - 1)}, body, secret)


def test_the_receiver_of_the_how_to_refuses_what_is_old(is_ours):
    old = timezone.now() - timedelta(minutes=6)
    secret = signing.new_secret()

    assert not is_ours(signing.headers("msg_1", b"{}", with_secrets=[secret], at=old), b"{}", secret)


def test_both_secrets_are_known_while_both_sign(is_ours):
    old, new = signing.new_secret(), signing.new_secret()
    signed = signing.headers("msg_1", b"{}", with_secrets=[new, old], at=timezone.now())

    assert is_ours(signed, b"{}", old)
    assert is_ours(signed, b"{}", new)


def test_a_secret_is_sealed_in_the_database():
    secret = signing.new_secret()

    assert signing.opened(signing.sealed(secret)) == secret
    assert secret.encode() not in signing.sealed(secret)
