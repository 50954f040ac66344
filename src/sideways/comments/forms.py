"""What people are asked who say something, report it, take it down or appeal."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from sideways.comments.models import Comment, Reason, Removal, Report
from sideways.lessons.forms import TextBox, choice, most_letters, offer
from sideways.lessons.models import Lesson
from sideways.people.models import Person, Topic
from sideways.people.trust import is_peer
from sideways.ui.widgets import Radios

FEW_WORDS = {"required": gettext_lazy("Write a few words")}


def comment_box(label: Any, hint: Any = "") -> TextBox:
    """Return the box for what is said beside a lesson."""
    return TextBox(
        label=label,
        help_text=hint,
        max_length=most_letters("text", Comment),
        rows=3,
        error_messages=FEW_WORDS,
    )


class CommentForm(forms.Form):
    """Something to say. Its id makes sending it twice one comment; the buttons of the page are its kind."""

    comment_id = forms.UUIDField(label=gettext_lazy("Comment id"), widget=forms.HiddenInput)
    text = comment_box(
        gettext_lazy("What do you want to say or ask?"), gettext_lazy("Leave out names of people and places.")
    )
    attribution = choice("attribution", gettext_lazy("How are you shown?"))
    attribution.error_messages["required"] = gettext_lazy("Choose how you are shown")

    def __init__(self, *args: Any, shown_as: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attribution"].required = True
        labels = dict(Lesson.Attribution.choices)
        attribution = offer(self, "attribution", [(value, labels[value]) for value in shown_as])
        attribution.widget.hints = {
            value: gettext("Shown as “%(author)s”.") % {"author": words} for value, words in shown_as.items()
        }


class AnswerForm(forms.Form):
    """The author's answer to a question."""

    comment_id = forms.UUIDField(label=gettext_lazy("Comment id"), widget=forms.HiddenInput)
    text = comment_box(gettext_lazy("Your answer"), gettext_lazy("Leave out names of people and places."))


def reason_field(label: Any) -> forms.ChoiceField:
    """Return the radios for why a comment should not stand."""
    return forms.ChoiceField(
        label=label,
        choices=Reason.choices,
        widget=Radios,
        error_messages={
            "required": gettext_lazy("Choose why"),
            "invalid_choice": gettext_lazy("Choose one from the list"),
        },
    )


class ReportForm(forms.Form):
    """Why a comment should not stand."""

    reason = reason_field(gettext_lazy("What is wrong with it?"))
    words = TextBox(
        label=gettext_lazy("In your own words (optional)"),
        max_length=most_letters("words", Report),
        required=False,
    )


class RemoveForm(forms.Form):
    """Why a guardian takes a comment down."""

    reason = reason_field(gettext_lazy("Why should it not stand?"))
    words = TextBox(
        label=gettext_lazy("What do you tell whoever wrote it?"),
        help_text=gettext_lazy("They read this, and may appeal once."),
        max_length=most_letters("words", Removal),
        error_messages=FEW_WORDS,
    )


class AppealForm(forms.Form):
    """Why a comment should stand after all."""

    words = TextBox(
        label=gettext_lazy("Why should it stand?"),
        help_text=gettext_lazy("A second guardian reads this and decides. You can appeal once."),
        max_length=most_letters("appeal", Removal),
        rows=3,
        error_messages=FEW_WORDS,
    )


class DecisionForm(forms.Form):
    """What a second guardian answers to an appeal."""

    words = TextBox(
        label=gettext_lazy("Your reason"),
        help_text=gettext_lazy("Whoever wrote the comment reads this."),
        max_length=most_letters("answer", Removal),
        error_messages=FEW_WORDS,
    )


class ExpertForm(forms.Form):
    """Whom the network appoints, and on what."""

    email = forms.EmailField(
        label=gettext_lazy("Their e-mail address here"),
        error_messages={
            "required": gettext_lazy("Enter an e-mail address"),
            "invalid": gettext_lazy("Enter an e-mail address"),
        },
    )
    topic = forms.ModelChoiceField(
        label=gettext_lazy("Topic"),
        queryset=Topic.objects.all(),
        required=False,
        empty_label=gettext_lazy("Any topic"),
        error_messages={"invalid_choice": gettext_lazy("Choose one from the list")},
    )

    def clean_email(self) -> Person:
        """Return the person. Operators see all accounts: nothing is told here that they do not know."""
        person = Person.objects.filter(email__iexact=self.cleaned_data["email"]).first()
        if person is None or not is_peer(person) or not person.name:
            raise forms.ValidationError(
                gettext("Only a practitioner or broker who has given a name can be an expert")
            )
        return person
