"""What the author is asked, in the words of the design. Writing itself is for services."""

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import CharField, Model
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext, gettext_lazy

from sideways.lessons import rules
from sideways.lessons.models import (
    ADDED_LATER,
    ASKED_FIRST,
    MOST_CAUSES,
    TEXTS,
    Cause,
    Lesson,
    LessonRelease,
    LessonReuse,
)
from sideways.lessons.models import LessonUpdate as Update
from sideways.lessons.presenters import Offers
from sideways.lessons.services import Change
from sideways.lessons.wording import as_typed, plain_text
from sideways.people.levels import Service
from sideways.people.trust import Audience
from sideways.ui.widgets import Chips, Radios

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class TextBox(forms.CharField):
    """A box for words, kept exactly as typed."""

    def __init__(self, *, max_length: int, rows: int = 2, **kwargs: Any) -> None:
        too_long = {"max_length": gettext_lazy("Use %(limit_value)d characters or fewer")}
        super().__init__(
            max_length=max_length,
            strip=False,
            widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
            error_messages=too_long | kwargs.pop("error_messages", {}),
            **kwargs,
        )
        django_own = ProhibitNullCharactersValidator
        self.validators = [check for check in self.validators if not isinstance(check, django_own)]
        self.validators.append(plain_text)

    def to_python(self, value: Any) -> str:
        return as_typed(super().to_python(value) or "")


def column(name: str, model: type[Model] = Lesson) -> CharField[str, str]:
    """Return the column of a lesson that a field fills: length and choices stand there once."""
    return cast("CharField[str, str]", model._meta.get_field(name))


def most_letters(name: str, model: type[Model] = Lesson) -> int:
    """Return how long a text may be."""
    return column(name, model).max_length or 0


def offer(form: forms.Form, name: str, choices: "Iterable[tuple[str, StrOrPromise]]") -> forms.ChoiceField:
    """Give a field of a form its choices, and return it."""
    field = cast("forms.ChoiceField", form.fields[name])
    field.choices = list(choices)
    return field


def text_box(name: str, label: "StrOrPromise", *, rows: int = 2, hint: "StrOrPromise" = "") -> TextBox:
    """Return the box for a column of a lesson."""
    return TextBox(
        label=label, max_length=most_letters(name), rows=rows, help_text=hint, required=name in rules.NEEDED
    )


def choice(name: str, label: "StrOrPromise", *, unknown: "StrOrPromise" = "") -> forms.ChoiceField:
    """Return the radios for a column of a lesson. ``unknown`` is the choice that says nothing."""
    return forms.ChoiceField(
        label=label,
        choices=[*([("", unknown)] if unknown else []), *(column(name).choices or [])],
        widget=Radios,
        required=name in rules.NEEDED,
        error_messages={"invalid_choice": gettext_lazy("Choose one from the list")},
    )


class LessonForm(forms.Form):
    """The form of three minutes: two boxes first, the rest taps."""

    trying = text_box("trying", gettext_lazy("What were you trying to do?"))
    went_wrong = text_box(
        "went_wrong",
        gettext_lazy("What went wrong, or is going wrong?"),
        rows=4,
        hint=gettext_lazy("Leave out names of people and places. Rough is fine."),
    )
    causes = forms.MultipleChoiceField(
        label=gettext_lazy("Why, as far as you know?"),
        help_text=format_lazy(gettext_lazy("Tap up to {most}."), most=MOST_CAUSES),
        choices=Cause,
        widget=Chips(most=MOST_CAUSES),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose reasons from the list")},
    )
    advice = text_box("advice", gettext_lazy("What would you tell someone starting tomorrow?"))
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Topics"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose topics from the list")},
    )
    stage = choice("stage", gettext_lazy("When is this?"))
    audience = choice("audience", gettext_lazy("Who may see it?"))
    attribution = choice("attribution", gettext_lazy("How are you shown?"))
    talk = choice("talk", gettext_lazy("Would you talk about it with somebody who has the same trouble?"))

    def __init__(self, *args: Any, offers: Offers, complete: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.complete = complete
        for name, sentence in rules.NEEDED.items():
            self.fields[name].error_messages["required"] = sentence
        for name in (*rules.NEEDED, "audience", "attribution"):
            self.fields[name].required = complete
        labels = dict(Lesson.Attribution.choices)
        attribution = offer(self, "attribution", [(value, labels[value]) for value in offers.shown_as])
        attribution.widget.hints = {
            value: gettext("Shown as “%(author)s”.") % {"author": words}
            for value, words in offers.shown_as.items()
        }
        known = [pair for pair in Audience.choices if pair[0] in offers.audience_hints]
        offer(self, "audience", known).widget.hints = offers.audience_hints
        offer(self, "topics", [(topic.pk, topic.name) for topic in offers.topics])

    def clean_causes(self) -> list[str]:
        causes: list[str] = self.cleaned_data["causes"]
        wrong = rules.wrong_with_causes(causes)
        if wrong:
            raise forms.ValidationError(wrong)
        return causes

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.complete:
            lesson = Lesson(**{name: cleaned[name] for name in ASKED_FIRST if name in cleaned})
            for name, sentence in rules.missing_from(lesson).items():
                if name not in self.errors:
                    self.add_error(name, sentence)
        return cleaned

    def change(self, routes_seen: frozenset[str]) -> Change:
        """Return what was written. Choices nobody has made yet keep what they were."""
        chosen = {name: self.cleaned_data[name] for name in ASKED_FIRST}
        for name in ("audience", "attribution"):
            chosen[name] = chosen[name] or self.get_initial_for_field(self.fields[name], name)
        return Change(fields=chosen, topics=self.cleaned_data["topics"], routes_seen=routes_seen)


class LaterForm(forms.Form):
    """What can be added later. Everything is optional."""

    expected = text_box("expected", gettext_lazy("What did you expect to happen?"), rows=3)
    early_signs = text_box("early_signs", gettext_lazy("What were the early signs?"), rows=3)
    scale = text_box("scale", gettext_lazy("How many people, how much money, how long?"))
    harm = choice("harm", gettext_lazy("Who was harmed?"), unknown=gettext_lazy("I cannot say"))
    changed = text_box("changed", gettext_lazy("What did you change?"), rows=3)
    helped = choice("helped", gettext_lazy("Did it help?"), unknown=gettext_lazy("I cannot say"))
    do_not_copy = text_box("do_not_copy", gettext_lazy("When should nobody copy this?"), rows=3)
    still_puzzling = text_box("still_puzzling", gettext_lazy("What still puzzles you?"), rows=3)

    def change(self, routes_seen: frozenset[str]) -> Change:
        """Return what was written."""
        return Change(fields={name: self.cleaned_data[name] for name in ADDED_LATER}, routes_seen=routes_seen)


class UpdateForm(forms.Form):
    """What happened next."""

    update_id = forms.UUIDField(label=gettext_lazy("Update id"), widget=forms.HiddenInput)
    text = TextBox(
        label=gettext_lazy("What happened next?"),
        max_length=most_letters("text", Update),
        rows=3,
        error_messages={"required": gettext_lazy("Say what happened next")},
    )


class ReuseForm(forms.Form):
    """Where somebody used a lesson, and what they changed."""

    place = forms.ChoiceField(
        label=gettext_lazy("Where did you use it?"),
        choices=Service,
        error_messages={"invalid_choice": gettext_lazy("Choose one from the list")},
    )
    changed = TextBox(
        label=gettext_lazy("What did you change?"),
        help_text=gettext_lazy("Leave out names of people and places."),
        max_length=most_letters("changed", LessonReuse),
        rows=3,
        required=False,
    )


class OutcomeForm(forms.Form):
    """Whether it held. The buttons of the page are the choices."""

    why = TextBox(
        label=gettext_lazy("Why? (optional)"),
        help_text=gettext_lazy("Leave out names of people and places."),
        max_length=most_letters("why", LessonReuse),
        rows=3,
        required=False,
    )
    outcome = forms.ChoiceField(
        choices=LessonReuse.Outcome,
        widget=forms.HiddenInput,
        error_messages={
            "required": gettext_lazy("Choose one of the buttons"),
            "invalid_choice": gettext_lazy("Choose one of the buttons"),
        },
    )


class NarrowForm(forms.Form):
    """Fewer readers than now."""

    audience = forms.ChoiceField(label=gettext_lazy("Who may see it?"), widget=Radios)

    def __init__(self, *args: Any, wider_than: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        values = Audience.values[: Audience.values.index(wider_than)]
        offer(self, "audience", [pair for pair in Audience.choices if pair[0] in values])


class ReaderForm(forms.Form):
    """One person who may read it."""

    email = forms.EmailField(
        label=gettext_lazy("Their e-mail address here"),
        help_text=gettext_lazy("Somebody you want to show it to, such as your manager."),
        error_messages={
            "required": gettext_lazy("Enter an e-mail address"),
            "invalid": gettext_lazy("Enter an e-mail address"),
        },
    )


class WordingForm(forms.Form):
    """The guardian's wording: a box for each text the public would read."""

    def __init__(self, *args: Any, texts: dict[str, str], labels: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, text in texts.items():
            length = most_letters(name) if name in TEXTS else most_letters("text", Update)
            self.fields[name] = TextBox(
                label=labels[name],
                max_length=length,
                rows=4 if length > 140 else 2,
                initial=text,
                error_messages={"required": gettext_lazy("Every text needs a wording")},
            )


class DeclineForm(forms.Form):
    """Why a guardian does not release a lesson."""

    reason = TextBox(
        label=gettext_lazy("Why not?"),
        help_text=gettext_lazy("The author reads this."),
        max_length=most_letters("reason", LessonRelease),
        rows=3,
        error_messages={"required": gettext_lazy("Give the author a reason")},
    )


class LongSelect(forms.Select):
    """A select written in one go: a template for each of a hundred options costs more than the page."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = str(value or "")
        options = SafeString("".join(_option(str(key), str(text), chosen) for key, text in self.choices))
        id_ = (attrs or {}).get("id", "")
        return format_html('<select class="govuk-select" name="{}" id="{}">{}</select>', name, id_, options)


def _option(key: str, text: str, chosen: str) -> str:
    selected = " selected" if key == chosen else ""
    return f'<option value="{escape(key)}"{selected}>{escape(text)}</option>'


class FilterForm(forms.Form):
    """What to narrow the list by."""

    q = forms.CharField(required=False, widget=forms.HiddenInput)
    stage = forms.ChoiceField(widget=LongSelect, label=gettext_lazy("When"), required=False)
    topic = forms.ChoiceField(widget=LongSelect, label=gettext_lazy("Topic"), required=False)
    service = forms.ChoiceField(widget=LongSelect, label=gettext_lazy("Service"), required=False)
    profession = forms.ChoiceField(widget=LongSelect, label=gettext_lazy("Profession"), required=False)
    level = forms.ChoiceField(widget=LongSelect, label=gettext_lazy("Level"), required=False)
    region = forms.ChoiceField(widget=LongSelect, label=gettext_lazy("Place"), required=False)

    def __init__(self, *args: Any, offered: dict[str, list[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in offered.items():
            offer(self, name, [("", gettext("Any")), *choices])
