"""The forms of accounts and joining. The settings name those of the accounts by this path."""

from sideways.people.forms.accounts import (
    AuthenticatorAppForm,
    ChangeEmailForm,
    ChangePasswordForm,
    EmailCodeForm,
    ForgottenPasswordForm,
    NewPasswordForm,
    PasskeyForm,
    ProviderSignUpForm,
    ReauthenticateByCodeForm,
    ReauthenticateForm,
    RenamePasskeyForm,
    SecondStepForm,
    SetPasswordForm,
    SignInForm,
    SignUpForm,
    UnlinkForm,
)

__all__ = [
    "AuthenticatorAppForm",
    "ChangeEmailForm",
    "ChangePasswordForm",
    "EmailCodeForm",
    "ForgottenPasswordForm",
    "NewPasswordForm",
    "PasskeyForm",
    "ProviderSignUpForm",
    "ReauthenticateByCodeForm",
    "ReauthenticateForm",
    "RenamePasskeyForm",
    "SecondStepForm",
    "SetPasswordForm",
    "SignInForm",
    "SignUpForm",
    "UnlinkForm",
]
