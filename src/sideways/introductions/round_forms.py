"""What a broker is asked to begin a round."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from sideways.introductions.models.rounds import EVERYBODY
from sideways.introductions.services import Scope
from sideways.people.models import Place, Topic


class RoundForm(forms.Form):
    """Over whom a round is."""

    scope = forms.ChoiceField(label=gettext_lazy("Who takes part?"))

    def __init__(self, *args: Any, places: list[Place], regions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places = {place.pk: place for place in places}
        self._topics = {topic.pk: topic for topic in Topic.objects.all()}
        self.fields["scope"].choices = [  # type: ignore[attr-defined]  # a field of choices
            (EVERYBODY, gettext("Everybody who wants to meet")),
            (
                gettext("Who follow a topic"),
                [(f"topic:{pk}", each.name) for pk, each in self._topics.items()],
            ),
            (gettext("In a region"), [(f"region:{name}", name) for name in regions]),
            (gettext("In a place"), [(f"place:{pk}", each.name) for pk, each in self._places.items()]),
        ]

    def chosen(self) -> Scope:
        """Return the scope that was chosen."""
        kind, _, name = self.cleaned_data["scope"].partition(":")
        if kind == "topic":
            return Scope(topic=self._topics[name])
        if kind == "place":
            return Scope(place=self._places[name])
        return Scope(region=name)
