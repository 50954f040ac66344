from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from sideways.people.forms.fields import Words
from sideways.webhooks.errors import AddressRefusedError
from sideways.webhooks.sending import LONGEST, checked


class AddressForm(forms.Form):
    url = Words(
        label=gettext_lazy("Address"),
        max_length=LONGEST,
        help_text=gettext_lazy("It starts with https:// and is on the public internet."),
        error_messages={"required": gettext_lazy("Enter an address")},
    )
    webhook_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["url"].widget.attrs |= {"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}

    def clean_url(self) -> str:
        url = self.cleaned_data["url"]
        try:
            checked(url)
        except AddressRefusedError as error:
            raise forms.ValidationError(gettext(error.sentence)) from error
        return url


class SeenSecretForm(forms.Form):
    seen = forms.IntegerField(min_value=1, max_value=32_000)
