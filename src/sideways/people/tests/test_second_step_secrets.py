import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from cryptography.fernet import InvalidToken

from sideways.people.tests.factories import make_person

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"


def code():
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def test_secrets_of_the_second_step_are_sealed_in_the_database_and_still_work():
    person = make_person()
    totp = TOTP.activate(person, SECRET)
    codes = RecoveryCodes.activate(person).get_unused_codes()

    stored = str(list(Authenticator.objects.values("data")))

    assert SECRET not in stored
    assert "gAAAA" in stored
    assert totp.validate_code(code())
    assert RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes() == codes


def test_a_secret_from_before_they_were_sealed_still_works():
    row = Authenticator.objects.create(user=make_person(), type="totp", data={"secret": SECRET})

    assert TOTP(row).validate_code(code())


def test_without_the_key_a_sealed_secret_lets_nobody_in(settings):
    totp = TOTP.activate(make_person(), SECRET)
    settings.VAULT_KEYS = ["another key"]

    with pytest.raises(InvalidToken):
        totp.validate_code(code())
