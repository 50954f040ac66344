"""How accounts behave here: mail goes to the outbox, and words are ours."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from sideways.notices.services import Extra, email_enqueue
from sideways.vault.keys import sign_in_sealer

SEALED = "gAAAA"  # how everything sealed begins, and no secret does
TRY_LATER = gettext_lazy("Too many tries. Wait a few minutes, then try again.")
KEPT_OF_A_SERVICE = ("sub", "email")  # to know the account again, and to show which one it is

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """How accounts behave here."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("This account is closed."),
        "duplicate_email": gettext_lazy("This is your address already."),
        "email_password_mismatch": gettext_lazy("The e-mail address or the password is wrong."),
        "enter_current_password": gettext_lazy("This is not your password."),
        "incorrect_code": gettext_lazy("This code is wrong. Check the newest e-mail."),
        "incorrect_password": gettext_lazy("This is not your password."),
        "invalid_password_reset": gettext_lazy("This link has been used already or is too old."),
        "rate_limited": TRY_LATER,
        "same_as_current": gettext_lazy("This is your address already."),
        "too_many_login_attempts": TRY_LATER,
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the letter in the outbox: a mail server that does not answer must not break a sign-up."""
        letter = self.render_mail(template_prefix, email, {"email": email, **context})
        # Codes are wanted now, and must not wait behind a letter that the mail server does not take.
        now = Extra(in_order=False)
        email_enqueue(to=email, subject=letter.subject, text=str(letter.body), at=timezone.now(), extra=now)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """How accounts from a sign-in service behave here."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "no_password": gettext_lazy("Choose a password first, or you could not sign in any more."),
        "no_verified_email": gettext_lazy(
            "Confirm your e-mail address first, or you could not sign in any more."
        ),
    }

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Take the service's word for who signs in, and for nothing else.

        An address is confirmed by our own code: what a service calls verified may have been so
        years ago. Of all it tells, only what is needed here is kept.
        """
        account = sociallogin.account
        told, token = account.extra_data.get("userinfo", {}), account.extra_data.get("id_token")
        if token is None or told.get("sub", token["sub"]) != token["sub"]:
            raise PermissionDenied("The sign-in service contradicts itself about who this is.")
        for address in sociallogin.email_addresses:
            address.verified = False
        said = told or token
        account.extra_data = {"userinfo": {name: said[name] for name in KEPT_OF_A_SERVICE if name in said}}
        if account.pk:
            account.save(update_fields=["extra_data"])

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, exception: Exception | None = None, **_more: Any
    ) -> None:
        """Say in the log why a service let nobody in, without saying whom."""
        if exception is not None:
            log.warning("Sign-in service “%s”: %s", provider.app.provider_id, type(exception).__name__)


class MFAAdapter(DefaultMFAAdapter):
    """How the second step behaves here."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": gettext_lazy("Turn off the second step before you change your e-mail address."),
        "incorrect_code": gettext_lazy("This code is wrong. Try the newest one."),
        "rate_limited": TRY_LATER,
    }

    def generate_authenticator_name(self, user: Any, type: str) -> str:  # noqa: A002 (the name allauth gives it)
        number = user.authenticator_set.filter(type=type).count() + 1
        return gettext("Passkey") if number == 1 else gettext("Passkey %(number)s") % {"number": number}

    def encrypt(self, text: str) -> str:
        """Seal a secret: a copy of the database must not let anybody pass the second step."""
        return sign_in_sealer().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret. One from before secrets were sealed is returned as it stands."""
        if not encrypted_text.startswith(SEALED):
            return encrypted_text
        return sign_in_sealer().decrypt(encrypted_text.encode()).decode()
