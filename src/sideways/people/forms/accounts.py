from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from allauth.socialaccount import forms as social
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sideways.people import services
from sideways.people.models import Person

GOOD_PASSWORD = _("At least 10 characters. Three words you will remember work well.")


class Worded:
    """Puts our words on the fields of a form of allauth: label and hint by the name of the field.

    A new password is typed once, with a button to show it; fields to type it again are left out.
    """

    words: dict[str, tuple[str | Promise, str | Promise]] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for name, (label, hint) in self.words.items():
            self.fields[name].label, self.fields[name].help_text = str(label), str(hint)


class Declaration(forms.Form):
    """What everybody says on signing up (P1)."""

    declaration = forms.BooleanField(
        label=_("I do not inspect, regulate or performance-manage local services"),
        error_messages={
            "required": _(
                "Tick the box if it is true of you. If it is not, read below what you can do instead."
            )
        },
    )

    def signup(self, request: HttpRequest, user: Person) -> None:
        services.person_declare_independence(person=user, at=timezone.now())


class SignInForm(Worded, account.LoginForm):
    words = {"login": (_("E-mail address"), ""), "password": (_("Password"), "")}


class SignUpForm(Worded, Declaration, account.SignupForm):
    words = {
        "email": (_("E-mail address"), _("Your work address gets you in fastest. Any other will do.")),
        "password1": (_("Choose a password"), GOOD_PASSWORD),
    }
    field_order = ["email", "password1", "declaration"]


class ProviderSignUpForm(Worded, Declaration, social.SignupForm):
    words = {"email": (_("E-mail address"), _("We will send a code to it."))}


class UnlinkForm(social.DisconnectForm):
    """The accounts elsewhere that sign in here, each with its service. One that is taken away shows none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services = {provider.sub_id: provider.name for provider in get_adapter().list_providers(self.request)}
        self.accounts: Any = SocialAccount.objects.filter(
            user=self.request.user, provider__in=services
        ).order_by("pk")
        labels = {each.pk: _words_of(services[each.provider], each.extra_data) for each in self.accounts}
        field: Any = self.fields["account"]
        field.queryset, field.label = self.accounts, _("Remove")
        field.error_messages["required"] = _("Choose the account to remove")
        field.label_from_instance = lambda account: labels[account.pk]


def _words_of(service: str, told: dict[str, Any]) -> str:
    email = told.get("userinfo", {}).get("email", "")
    return f"{service}: {email}" if email else service


class EmailCodeForm(Worded, account.ConfirmEmailVerificationCodeForm):
    words = {"code": (_("Code from the e-mail"), "")}


class ForgottenPasswordForm(Worded, account.ResetPasswordForm):
    words = {"email": (_("E-mail address"), "")}


class NewPasswordForm(Worded, account.ResetPasswordKeyForm):
    words = {"password1": (_("New password"), GOOD_PASSWORD)}


class ChangePasswordForm(Worded, account.ChangePasswordForm):
    words = {"oldpassword": (_("Your password now"), ""), "password1": (_("New password"), GOOD_PASSWORD)}


class SetPasswordForm(Worded, account.SetPasswordForm):
    words = {"password1": (_("New password"), GOOD_PASSWORD)}


class ChangeEmailForm(Worded, account.AddEmailForm):
    words = {"email": (_("New e-mail address"), _("We will send a code to it."))}


class ReauthenticateForm(Worded, account.ReauthenticateForm):
    words = {"password": (_("Password"), "")}


class SecondStepForm(Worded, mfa.AuthenticateForm):
    words = {"code": (_("Code"), _("From your authenticator app, or one of your recovery codes."))}


class ReauthenticateByCodeForm(Worded, mfa.ReauthenticateForm):
    words = {"code": (_("Code"), _("From your authenticator app, or one of your recovery codes."))}


class AuthenticatorAppForm(Worded, totp.ActivateTOTPForm):
    words = {"code": (_("Code from the app"), "")}


class PasskeyForm(Worded, webauthn.AddWebAuthnForm):
    words = {"name": (_("Name of this passkey"), _("So that you know it again, such as “My phone”."))}
    passwordless = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)


class RenamePasskeyForm(Worded, webauthn.EditWebAuthnForm):
    words = {"name": (_("Name of this passkey"), "")}
