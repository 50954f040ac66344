from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from sideways.people.forms.fields import OutcodeField, Words, offer
from sideways.people.grades import (
    SIDE_TRACKS,
    CharitySize,
    Money,
    OthersWork,
    OwnWork,
    grade_named,
    grades_for,
    is_complete,
    suggested_level,
)
from sideways.people.levels import Level, Service
from sideways.people.models import Organisation, Person, Topic
from sideways.people.presenters import TRAVEL
from sideways.people.queries import professions_open_to
from sideways.people.rules import OUTSIDE_SERVICES
from sideways.people.services import LevelAnswer
from sideways.ui.widgets import Chips

NOT_LISTED, NONE = "unlisted", "none"
CHARITIES = {Service.VOLUNTARY, Service.COMMUNITY}


class DeclarationForm(forms.Form):
    declaration = forms.BooleanField(
        label=gettext_lazy("I do not inspect, regulate or performance-manage local services"),
        error_messages={"required": gettext_lazy("Tick the box if it is true of you.")},
    )


class AboutForm(forms.Form):
    name = Words(
        label=gettext_lazy("Your name"),
        max_length=120,
        help_text=gettext_lazy("Shown only to people you agree to meet, and where you choose to be named."),
        error_messages={"required": gettext_lazy("Enter your name")},
    )
    profession = forms.ChoiceField(
        label=gettext_lazy("What you are"),
        error_messages={
            "required": gettext_lazy("Choose your profession"),
            "invalid_choice": gettext_lazy("Choose your profession from the list"),
        },
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        professions = professions_open_to(person).values_list("code", "name")
        self.professions = dict(professions)
        offer(self, "profession", [("", gettext("Choose")), *self.professions.items()])

    @property
    def chosen_professions(self) -> list[dict[str, str]]:
        """The one that is chosen so far, as a search would bring it."""
        chosen = self["profession"].value()
        return [{"code": chosen, "name": self.professions[chosen]}] if chosen in self.professions else []


class LevelForm(forms.Form):
    """Three questions, the level they come to, and a way to overrule it."""

    own = forms.ChoiceField(
        label=gettext_lazy("1. Your own work"),
        choices=OwnWork,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you mainly do yourself")},
    )
    others = forms.ChoiceField(
        label=gettext_lazy("2. Whose work you answer for"),
        choices=OthersWork,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whose work you answer for")},
    )
    money = forms.ChoiceField(
        label=gettext_lazy("3. The money and the rules you decide on"),
        choices=Money,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you decide on")},
    )
    size = forms.ChoiceField(
        label=gettext_lazy("How many people does the organisation pay?"),
        choices=CharitySize,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how many people the organisation pays")},
    )
    grade = forms.ChoiceField(label=gettext_lazy("Your grade, to check"), required=False)
    level = forms.TypedChoiceField(
        label=gettext_lazy("Choose another"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", gettext_lazy("Keep what the answers come to")), *Level.choices],
    )
    reason = Words(
        label=gettext_lazy("Why"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("One sentence. Only you and your broker see it."),
    )
    seen = forms.CharField(required=False, max_length=2, widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.service = person.profession.service if person.profession else ""
        offer(self, "grade", [("", gettext("Choose")), *_grade_choices(self.service)])
        self.fields["size"].required = self.asks_size
        if self["own"].value() in SIDE_TRACKS:  # who is elected or advises is asked nothing more
            self.fields["others"].required = self.fields["money"].required = False

    @property
    def suggestion(self) -> Level | None:
        """What the answers so far come to, or None when one is missing."""
        answers = {name: self[name].value() or "" for name in ("own", "others", "money", "size")}
        if not is_complete(answers["own"], answers["others"], answers["money"]):
            return None
        if self.asks_size and not answers["size"]:
            return None
        return suggested_level(**answers)

    @property
    def asks_size(self) -> bool:
        on_the_ladder = self["own"].value() not in SIDE_TRACKS
        return on_the_ladder and self.service in CHARITIES and self["money"].value() == Money.WHOLE

    @property
    def has_been_told(self) -> bool:
        """Whether the page showed the level that these answers come to."""
        return self["seen"].value() == str(int(self.cleaned_data["suggested"]))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            self._check_level(data)
        return data

    def _check_level(self, data: dict[str, Any]) -> None:
        suggested = suggested_level(data["own"], data["others"], data["money"], data["size"])
        data["suggested"] = suggested
        data["level"] = suggested if data["level"] is None else Level(data["level"])
        data["grade"] = grade_named(data["grade"])
        if data["reason"]:
            return
        if data["level"] != suggested:
            self.add_error("reason", gettext("Say in one sentence why the answers do not fit you"))
        elif data["grade"] and data["grade"].level != suggested:
            words = {"grade": data["grade"].grade, "level": data["grade"].level.label}
            told = gettext("%(grade)s usually goes with “%(level)s”. Choose that, or say why not.")
            self.add_error("reason", told % words)

    def answer(self) -> LevelAnswer:
        data = self.cleaned_data
        return LevelAnswer(level=data["level"], grade=data["grade"], reason=data["reason"])


class WorkplaceForm(forms.Form):
    """An organisation out of those found, or one of the two other ways."""

    q = Words(
        label=gettext_lazy("Your organisation"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Any part of its name."),
    )
    organisation = forms.CharField(required=False, max_length=20)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["q"].widget.attrs["autocomplete"] = "off"

    def clean_organisation(self) -> Organisation | str:
        chosen = self.cleaned_data["organisation"]
        if chosen in {NOT_LISTED, NONE}:
            return chosen
        if chosen.isdecimal() and chosen.isascii() and len(chosen) < 19:
            found = Organisation.objects.filter(pk=int(chosen)).first()
            own = found is not None and found.pk == self.person.organisation_id
            if found is not None and (own or found.standing == Organisation.Standing.LISTED):
                return found
        raise forms.ValidationError(
            gettext("Find your organisation and choose it, or choose one of the other answers")
        )


class NewOrganisationForm(forms.Form):
    name = Words(
        label=gettext_lazy("Its name"),
        max_length=200,
        error_messages={"required": gettext_lazy("Enter its name")},
    )
    service = forms.ChoiceField(
        label=gettext_lazy("What kind of service it is"),
        choices=[
            ("", gettext_lazy("Choose")),
            *[choice for choice in Service.choices if choice[0] not in OUTSIDE_SERVICES],
        ],
        error_messages={"required": gettext_lazy("Choose a kind of service")},
    )
    outcode = OutcodeField(label=gettext_lazy("Its postcode"))


class DistrictForm(forms.Form):
    outcode = OutcodeField(label=gettext_lazy("Postcode of where you work or volunteer"))


class InterestsForm(forms.Form):
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Topics"),
        required=False,
        widget=Chips,
        help_text=gettext_lazy("Tap any you work with."),
    )
    travel_km = forms.TypedChoiceField(
        label=gettext_lazy("How far you would travel to meet a peer"),
        choices=TRAVEL,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how far you would travel")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "topics", Topic.objects.values_list("slug", "name"))


def _grade_choices(service: str) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (scheme, [(grade.key, grade.grade) for grade in grades]) for scheme, grades in grades_for(service)
    ]
