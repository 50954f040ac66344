"""What is asked of projects and mentors. The first form of a project has four questions, and no more."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from sideways.lessons.forms import TextBox, most_letters, offer
from sideways.people.forms.fields import OutcodeField, Words
from sideways.people.models import Topic
from sideways.people.places import known_regions
from sideways.ui.widgets import Chips, DateParts
from sideways.villages.models import Day, Mentor, Project
from sideways.villages.models.mentors import LOAD_LIMIT, MOST_PROJECTS
from sideways.villages.services import Card, Invitations, Offer

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


def _guests_field(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Choose at least one"),
            "invalid_choice": gettext_lazy("Choose from the list"),
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

    def card(self, routes_seen: frozenset[str] = frozenset()) -> Card:
        """Return what the card says."""
        told = self.cleaned_data
        return Card(
            name=told["name"],
            wants=told["wants"],
            outcode=told["outcode"],
            topics=tuple(told["topics"]),
            routes_seen=routes_seen,
        )


class DayForm(forms.Form):
    """When and where a day is, and who is invited."""

    day_id = forms.UUIDField(label=gettext_lazy("Day id"), widget=forms.HiddenInput)
    on = forms.DateField(
        label=gettext_lazy("Which day?"),
        input_formats=["%d/%m/%Y"],
        widget=DateParts,
        error_messages={
            "required": gettext_lazy("Enter a day"),
            "invalid": gettext_lazy("Enter a day such as 27 3 2027"),
        },
    )
    place = Words(
        label=gettext_lazy("Where?"),
        max_length=most_letters("place", Day),
        error_messages={"required": gettext_lazy("Say where it is")},
    )
    projects = _guests_field(gettext_lazy("Projects to invite"))
    mentors = _guests_field(gettext_lazy("Mentors to invite"))

    def __init__(
        self, *args: Any, projects: Iterable[Project], mentors: Iterable[Mentor], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known_projects = {str(each.pk): each for each in projects}
        self.known_mentors = {str(each.pk): each for each in mentors}
        offer(self, "projects", [(pk, each.name) for pk, each in self.known_projects.items()])
        offer(
            self,
            "mentors",
            [(pk, f"{each.person.name}: {each.done[:80]}") for pk, each in self.known_mentors.items()],
        )

    def invitations(self) -> Invitations:
        """Return who is invited, when and where."""
        told = self.cleaned_data
        return Invitations(
            on=told["on"],
            place=told["place"],
            projects=[self.known_projects[pk] for pk in told["projects"]],
            mentors=[self.known_mentors[pk] for pk in told["mentors"]],
        )


class WishesForm(forms.Form):
    """Up to three of the other side in order, and whom never."""

    PLACES = (
        ("first", gettext_lazy("Your first choice")),
        ("second", gettext_lazy("Your second choice")),
        ("third", gettext_lazy("Your third choice")),
    )

    def __init__(self, *args: Any, others: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(pk), name) for pk, name in others]
        for name, label in self.PLACES:
            self.fields[name] = forms.ChoiceField(
                label=label,
                required=False,
                choices=[("", gettext("Nobody")), *choices],
                error_messages={"invalid_choice": FROM_LIST},
            )
        self.fields["excluded"] = forms.MultipleChoiceField(
            label=gettext_lazy("With whom never?"),
            help_text=gettext_lazy("Nobody else reads this."),
            required=False,
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": FROM_LIST},
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        picks = self.picks()
        if len(set(picks)) < len(picks):
            self.add_error("first", gettext("Choose each one once"))
        elif set(picks) & set(self.excluded()):
            self.add_error("excluded", gettext("You rank somebody you also leave out. Do one of them."))
        return data

    def picks(self) -> list[int]:
        """Return who is ranked, the first choice first."""
        chosen = [self.cleaned_data.get(name, "") for name, _label in self.PLACES]
        return [int(pk) for pk in chosen if pk]

    def excluded(self) -> list[int]:
        """Return who is left out."""
        return [int(pk) for pk in self.cleaned_data.get("excluded", [])]


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

    def offer(self, routes_seen: frozenset[str] = frozenset()) -> Offer:
        """Return what is offered."""
        told = self.cleaned_data
        return Offer(
            done=told["done"],
            topics=tuple(told["topics"]),
            region=told["region"],
            limit=told["limit"],
            resting=told["resting"],
            routes_seen=routes_seen,
        )
