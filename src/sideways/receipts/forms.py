"""What anybody may type to check a receipt."""

from django import forms
from django.utils.translation import gettext, gettext_lazy

from sideways.receipts.codes import MOST_TYPED, Receipt, receipt_in

LONGEST_TEXT = 10_000


class CheckForm(forms.Form):
    """A code, and if one has it the text."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("It stands on the receipt. Spaces, dashes and small letters do not matter."),
        max_length=MOST_TYPED,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Type the code of the receipt")},
    )
    text = forms.CharField(
        label=gettext_lazy("The text, if you have it"),
        help_text=gettext_lazy("We compare it and forget it at once."),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto", "autocomplete": "off"}),
    )

    receipt: Receipt

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        receipt = receipt_in(code)
        if receipt is None:
            raise forms.ValidationError(
                gettext("This is no receipt of ours. Check every letter, or scan the square code")
            )
        self.receipt = receipt
        return code
