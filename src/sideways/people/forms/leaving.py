from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sideways.people import holdings


class CloseForm(forms.Form):
    """One question for each feature that leaves a choice, and a tick."""

    sure = forms.BooleanField(
        label=_("Close my account. I know that this cannot be undone."),
        error_messages={"required": _("Tick the box to close your account")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for holding in holdings.all_holdings():
            if holding.choices:
                self.fields[holding.name] = forms.ChoiceField(
                    label=str(holding.question),
                    choices=[(value, str(label)) for value, label in holding.choices],
                    widget=forms.RadioSelect,
                    error_messages={"required": _("Choose one")},
                )
        self.order_fields([name for name in self.fields if name != "sure"])

    def choices(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if name != "sure"}
