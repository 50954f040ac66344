from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from sideways.people.forms.accounts import GOOD_PASSWORD
from sideways.people.forms.joining import DeclarationForm
from sideways.people.models import Person

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("CSV or Excel file (.xlsx)"),
        widget=forms.FileInput(attrs={"accept": f".csv,.xlsx,text/csv,{EXCEL}"}),
        error_messages={
            "required": _("Choose a CSV or Excel file"),
            "empty": _("The file is empty. The first line must name the columns."),
        },
    )


class InvitedForm(DeclarationForm):
    """What somebody who was invited answers to have an account: a password, and the declaration of P1."""

    password1 = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        help_text=GOOD_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password")},
    )
    field_order = ["password1", "declaration"]

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password, Person(email=self.email))
        return password
