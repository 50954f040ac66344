"""What guardians are asked, and authors who answer them."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from sideways.guardians.models import GuardianMessage, Unmasking
from sideways.guardians.services import Grounds
from sideways.lessons.forms import TextBox, most_letters
from sideways.ui.widgets import Radios


class MessageForm(forms.Form):
    """A letter, to the author or from them. Its id makes sending it twice one letter."""

    message_id = forms.UUIDField(label=gettext_lazy("Message id"), widget=forms.HiddenInput)
    text = TextBox(
        label=gettext_lazy("What do you want to say?"),
        max_length=most_letters("text", GuardianMessage),
        rows=5,
        error_messages={"required": gettext_lazy("Write a few words")},
    )


class AskForm(forms.Form):
    """Why a guardian must find out who wrote a lesson."""

    request_id = forms.UUIDField(label=gettext_lazy("Request id"), widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=gettext_lazy("Why must you know who wrote it?"),
        choices=Unmasking.Reason.choices,
        widget=Radios,
        error_messages={
            "required": gettext_lazy("Choose why"),
            "invalid_choice": gettext_lazy("Choose one from the list"),
        },
    )
    words = TextBox(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy("The second guardian reads this, and nobody else."),
        max_length=most_letters("words", Unmasking),
        rows=4,
        error_messages={"required": gettext_lazy("Write a few words")},
    )
    tell_on = forms.DateField(
        label=gettext_lazy("Only if the law forbids telling the author now: tell them on"),
        help_text=gettext_lazy("A day within 12 months. Leave it empty, and the author is told at once."),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
        error_messages={"invalid": gettext_lazy("Write a day, such as 2027-03-27")},
    )
    not_told_because = TextBox(
        label=gettext_lazy("Which law or order forbids it"),
        max_length=most_letters("not_told_because", Unmasking),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day, why = cleaned.get("tell_on"), (cleaned.get("not_told_because") or "").strip()
        if day and not why and "not_told_because" not in self.errors:
            self.add_error("not_told_because", gettext("Say which law or order forbids it"))
        if why and not day and "tell_on" not in self.errors:
            self.add_error("tell_on", gettext("Choose the day on which the author is told"))
        return cleaned

    def grounds(self) -> Grounds:
        """Return what was written."""
        return Grounds(
            **{name: self.cleaned_data[name] for name in ("reason", "words", "tell_on", "not_told_because")}
        )


class AnswerForm(forms.Form):
    """Why a second guardian agrees or does not."""

    words = TextBox(
        label=gettext_lazy("Your reason"),
        max_length=most_letters("answer", Unmasking),
        rows=3,
        error_messages={"required": gettext_lazy("Write a few words")},
    )
