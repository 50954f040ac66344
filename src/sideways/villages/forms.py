"""What is asked of projects and mentors. The first form of a project has four questions, and no more."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from sideways.lessons.forms import TextBox, most_letters, offer
from sideways.people.forms.fields import OutcodeField, Words
from sideways.people.models import Topic
from sideways.people.places import known_regions
from sideways.ui.widgets import Chips
from sideways.villages.models import Mentor, Project
from sideways.villages.models.mentors import LOAD_LIMIT, MOST_PROJECTS
from sideways.villages.services import Card, Offer

FROM_LIST = gettext_lazy("Choose one from the list")


def _topics_field(label: Any, hint: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        help_text=hint,
        widget=Chips(),
        error_messages={
            "required": gettext_lazy("Choose at least one topic"),
            "invalid_choice": gettext_lazy("Choose topics from the list"),
        },
    )


class ProjectForm(forms.Form):
    """A project in four answers. Its id makes sending it twice one project."""

    project_id = forms.UUIDField(label=gettext_lazy("Project id"), widget=forms.HiddenInput)
    name = Words(
        label=gettext_lazy("What is it called?"),
        max_length=most_letters("name", Project),
        help_text=gettext_lazy("Such as “A shop for Bleakhope”."),
        error_messages={"required": gettext_lazy("Give it a name")},
    )
    wants = TextBox(
        label=gettext_lazy("What do you want to do?"),
        help_text=gettext_lazy("A few sentences. An idea is enough."),
        max_length=most_letters("wants", Project),
        rows=4,
        error_messages={"required": gettext_lazy("Write a few words")},
    )
    outcode = OutcodeField(label=gettext_lazy("Where? The postcode of the village"))
    topics = _topics_field(gettext_lazy("What is it about?"))

    def __init__(self, *args: Any, topics: Iterable[Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "topics", [(topic.pk, topic.name) for topic in topics])

    def card(self) -> Card:
        """Return what the card says."""
        told = self.cleaned_data
        return Card(
            name=told["name"], wants=told["wants"], outcode=told["outcode"], topics=tuple(told["topics"])
        )


class MentorForm(forms.Form):
    """What somebody has done, on what, where, and how many projects they take."""

    done = TextBox(
        label=gettext_lazy("What have you done?"),
        help_text=gettext_lazy(
            "Projects read this, and not your name. Leave out names of people and places."
        ),
        max_length=most_letters("done", Mentor),
        rows=3,
        error_messages={"required": gettext_lazy("Write a few words")},
    )
    topics = _topics_field(gettext_lazy("What can you help with?"))
    region = forms.ChoiceField(
        label=gettext_lazy("Where?"), required=False, error_messages={"invalid_choice": FROM_LIST}
    )
    limit = forms.TypedChoiceField(
        label=gettext_lazy("How many projects at a time?"),
        choices=[(str(number), str(number)) for number in range(1, MOST_PROJECTS + 1)],
        coerce=int,
        initial=str(LOAD_LIMIT),
        help_text=gettext_lazy("Once you help that many, nobody else can ask you."),
        error_messages={"required": FROM_LIST, "invalid_choice": FROM_LIST},
    )
    resting = forms.BooleanField(label=gettext_lazy("I take a rest: no new project for now"), required=False)

    def __init__(self, *args: Any, topics: Iterable[Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "topics", [(topic.pk, topic.name) for topic in topics])
        regions = [(region, region) for region in sorted(known_regions())]
        offer(self, "region", [("", gettext("Anywhere")), *regions])

    def offer(self) -> Offer:
        """Return what is offered."""
        told = self.cleaned_data
        return Offer(
            done=told["done"],
            topics=tuple(told["topics"]),
            region=told["region"],
            limit=told["limit"],
            resting=told["resting"],
        )
