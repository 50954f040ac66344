"""What people are asked about introductions: what they want, whom not to meet, and what a broker proposes."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_lazy

from sideways.introductions.models import Apart, BoardCard, Introduction, Wish
from sideways.introductions.models.wishes import MOST_AT_A_TIME
from sideways.introductions.presenters import at_a_time_words
from sideways.introductions.services import BoardWords, Wanted
from sideways.lessons.forms import most_letters, offer
from sideways.lessons.wording import plain_text
from sideways.people.models import Person, Topic
from sideways.people.presenters import TRAVEL
from sideways.ui.widgets import Chips, Radios

MOST_TOPICS = 3
PAUSES = {
    "14": gettext_lazy("2 weeks"),
    "30": gettext_lazy("1 month"),
    "90": gettext_lazy("3 months"),
    "365": gettext_lazy("1 year"),
}
DAYS_TO_ANSWER = {
    "7": gettext_lazy("7 days"),
    "14": gettext_lazy("14 days"),
    "21": gettext_lazy("21 days"),
}


class WishForm(forms.Form):
    """How somebody wants to be introduced."""

    capacity = forms.TypedChoiceField(
        label=gettext_lazy("How many introductions at a time?"),
        help_text=gettext_lazy("One is open until it has come to nothing or you have met."),
        coerce=int,
        widget=Radios,
    )
    travel_km = forms.TypedChoiceField(
        label=gettext_lazy("How far would you travel to meet?"), choices=TRAVEL, coerce=int, widget=Radios
    )
    widen_level = forms.BooleanField(
        label=gettext_lazy("One level above or below mine is fine"),
        help_text=gettext_lazy("If not, only people with as much responsibility as you."),
        required=False,
    )
    widen_profession = forms.BooleanField(
        label=gettext_lazy("My own profession is fine"),
        help_text=gettext_lazy("If not, only people of other professions. You learn most from those."),
        required=False,
    )
    widen_region = forms.BooleanField(
        label=gettext_lazy("Another region is fine"),
        help_text=gettext_lazy("If not, only people of your region, as near as you say above."),
        required=False,
    )

    def __init__(self, *args: Any, wish: Wish, travel_km: int, **kwargs: Any) -> None:
        names = ("capacity", "widen_level", "widen_profession", "widen_region")
        kwargs["initial"] = {name: getattr(wish, name) for name in names} | {"travel_km": travel_km}
        super().__init__(*args, **kwargs)
        amounts = [(str(n), at_a_time_words(n)) for n in (1, 2, MOST_AT_A_TIME, 0)]
        offer(self, "capacity", amounts)

    def wanted(self) -> Wanted:
        """Return what was chosen."""
        data = self.cleaned_data
        return Wanted(
            capacity=data["capacity"],
            widen_level=data["widen_level"],
            widen_profession=data["widen_profession"],
            widen_region=data["widen_region"],
        )


class BoardCardForm(forms.Form):
    """What somebody can talk about, or wants to hear about."""

    card_id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=BoardCard.Kind,
        widget=Radios,
        error_messages={"required": gettext_lazy("Choose one")},
    )
    text = forms.CharField(
        label=gettext_lazy("In a few words"),
        help_text=gettext_lazy("Leave out names and workplaces. What went wrong belongs into a lesson."),
        max_length=most_letters("text", BoardCard),
        validators=[plain_text],
        error_messages={"required": gettext_lazy("Say in a few words what it is")},
    )
    topics = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Topics"),
        queryset=Topic.objects.all(),
        widget=Chips(most=MOST_TOPICS),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose topics from the list")},
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        followed = person.topics.all()
        if followed.exists():  # a few to tap, not a wall of them
            cast("forms.ModelMultipleChoiceField", self.fields["topics"]).queryset = followed

    def clean_topics(self) -> QuerySet[Topic]:
        topics: QuerySet[Topic] = self.cleaned_data["topics"]
        if len(topics) > MOST_TOPICS:
            words = {"most": MOST_TOPICS}
            raise forms.ValidationError(gettext("Choose up to %(most)s topics") % words)
        return topics

    def said(self, routes_seen: frozenset[str]) -> BoardWords:
        """Return what the card says."""
        data = self.cleaned_data
        return BoardWords(
            kind=data["kind"], text=data["text"], topics=list(data["topics"]), routes_seen=routes_seen
        )


class PauseForm(forms.Form):
    """For how long somebody wants no suggestions."""

    days = forms.TypedChoiceField(
        label=gettext_lazy("For how long?"),
        choices=[*PAUSES.items()],
        coerce=int,
        widget=Radios,
        error_messages={"required": gettext_lazy("Choose for how long")},
    )

    def length(self) -> timedelta:
        """Return how long."""
        return timedelta(days=self.cleaned_data["days"])


class ApartForm(forms.Form):
    """Somebody not to be introduced to: one they met, or an address or name typed exactly."""

    met = forms.TypedChoiceField(
        label=gettext_lazy("Somebody you met here"), required=False, coerce=int, empty_value=None
    )
    words = forms.CharField(
        label=gettext_lazy("Or their e-mail address or full name"),
        help_text=gettext_lazy(
            "Type it exactly. We do not say whether they are here. If they join later, it holds as well."
        ),
        max_length=most_letters("words", Apart),
        required=False,
        validators=[plain_text],
    )

    def __init__(self, *args: Any, met: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._met = {person.pk: person for person in met}
        people = [(str(pk), person.name) for pk, person in self._met.items()]
        offer(self, "met", [("", gettext_lazy("Nobody chosen")), *people])
        if not self._met:
            del self.fields["met"]
            self.fields["words"].label = gettext_lazy("Their e-mail address or full name")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("met") and not cleaned.get("words", "").strip():
            self.add_error("words", gettext_lazy("Choose somebody, or type an address or a name"))
        return cleaned

    def chosen(self) -> dict[str, Any]:
        """Return whom, as the service takes it."""
        met = self.cleaned_data.get("met")
        return {"other": self._met[met]} if met else {"words": self.cleaned_data["words"]}


class ProposalForm(forms.Form):
    """What a broker proposes to the people chosen."""

    about = forms.CharField(
        label=gettext_lazy("What do they share?"),
        help_text=gettext_lazy("All of them read this before they answer. Leave out names and workplaces."),
        max_length=most_letters("about", Introduction),
        validators=[plain_text],
        error_messages={"required": gettext_lazy("Say in a few words what they share")},
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("How long can they take to answer?"),
        choices=[*DAYS_TO_ANSWER.items()],
        coerce=int,
        initial="7",
        widget=Radios,
    )
