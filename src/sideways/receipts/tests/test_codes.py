import base64
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sideways.receipts import codes, signing
from sideways.receipts.codes import Receipt, code_of, digest_of, receipt_in
from sideways.receipts.models import RetiredKey
from sideways.receipts.services import keys_remember
from sideways.vault.rotation import vault_rotate

pytestmark = pytest.mark.django_db

RECEIPT = Receipt(at=datetime(2026, 5, 3, 9, 14, 7, tzinfo=UTC), digest=digest_of("Letters came late"))


def test_a_code_proves_the_time_and_the_fingerprint_and_nothing_else():
    assert receipt_in(code_of(RECEIPT)) == RECEIPT
    assert len(code_of(RECEIPT).replace("-", "")) == codes.LETTERS


def test_a_code_may_be_typed_with_small_letters_spaces_and_digits_for_letters():
    typed = code_of(RECEIPT).lower().replace("-", " \n").replace("o", "0").replace("b", "8")

    assert receipt_in(typed) == RECEIPT


def test_every_letter_counts():
    code = code_of(RECEIPT).replace("-", "")
    for place, letter in enumerate(code):
        other = "A" if letter != "A" else "C"
        assert receipt_in(code[:place] + other + code[place + 1 :]) is None, place


def test_a_code_cut_short_or_made_longer_proves_nothing():
    code = code_of(RECEIPT).replace("-", "")
    for wrong in (code[:-1], code[1:], code + "A", code + code, "", code[:100]):
        assert receipt_in(wrong) is None


@pytest.mark.parametrize("code", ["!" * codes.LETTERS, "é" * codes.LETTERS, "9" * codes.LETTERS, "\x00"])
def test_what_is_no_code_proves_nothing(code):
    assert receipt_in(code) is None


@pytest.mark.once  # a code holds all it says
@hypothesis_settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=500))
def test_any_text_is_read_without_breaking(text):
    assert receipt_in(text) is None


def test_a_code_signed_by_another_site_proves_nothing(settings):
    settings.VAULT_KEYS = ["another site"]
    forged = code_of(RECEIPT)
    settings.VAULT_KEYS = ["this site"]

    assert receipt_in(forged) is None


def test_a_signature_over_another_form_proves_nothing(settings):
    content = b"\x02" + bytes(codes.TIME_BYTES + codes.DIGEST_BYTES)

    assert receipt_in(base64.b32encode(content + signing.signed(content)).decode().rstrip("=")) is None


def test_a_receipt_stays_valid_after_the_key_of_the_vault_was_changed(settings):
    settings.VAULT_KEYS = ["old"]
    code = code_of(RECEIPT)

    settings.VAULT_KEYS = ["new", "old"]
    assert receipt_in(code) == RECEIPT
    assert vault_rotate() == 1
    assert keys_remember() == 0
    settings.VAULT_KEYS = ["new"]

    assert receipt_in(code) == RECEIPT
    assert str(RetiredKey.objects.get()) in signing.public_keys()
    assert receipt_in(code_of(RECEIPT)) == RECEIPT


def test_spaces_and_line_ends_do_not_count_and_words_do():
    assert digest_of(" Letters\r\ncame  late\n") == RECEIPT.digest
    assert digest_of("Cafe\u0301") == digest_of("Caf\u00e9")
    assert digest_of("letters came late") != RECEIPT.digest
