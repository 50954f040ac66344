"""Fields that answer kindly to what a keyboard, a copy or a script can bring."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from sideways.people.places import outcode_location, outcode_of

INVISIBLE = _("There is an invisible character in this text that cannot be stored. Please type it again.")


def offer(form: forms.Form, name: str, choices: Iterable[Any]) -> None:
    """Set the choices of a field that depend on who is asked."""
    cast("forms.ChoiceField", form.fields[name]).choices = list(choices)


class Words(forms.CharField):
    """Plain text on one line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for validator in self.validators:
            if isinstance(validator, ProhibitNullCharactersValidator):
                validator.message = INVISIBLE


class OutcodeField(Words):
    """A postcode or its first half; gives the first half, which is all that is kept."""

    default_error_messages = {
        "required": _("Enter a postcode, or the first half of one, such as OL9"),
        "unknown": _("We do not know this postcode. Enter one such as OL9 6AA, or only OL9."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Postcode"))
        kwargs.setdefault("help_text", _("The first half is enough, such as OL9. We keep only that."))
        super().__init__(max_length=12, **kwargs)
        self.widget.attrs |= {"autocomplete": "postal-code", "class": "govuk-input--width-5"}

    def clean(self, value: Any) -> str:
        outcode = outcode_of(super().clean(value))
        if outcode_location(outcode) is None:
            raise ValidationError(self.error_messages["unknown"])
        return outcode
