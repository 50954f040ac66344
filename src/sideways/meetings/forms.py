"""What people are asked who arrange to meet, and afterwards."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy

from sideways.lessons.forms import TextBox, most_letters, offer
from sideways.meetings import rules, slots
from sideways.meetings.models import Attendee, Change, Meeting
from sideways.meetings.services import Plan
from sideways.people.models import Person
from sideways.ui.dates import clock
from sideways.ui.widgets import DateParts, Radios

DAYS_AHEAD = 60
LENGTHS = (30, 45, 60, 90, 120)
ONE_OF_THESE = {
    "required": gettext_lazy("Choose one"),
    "invalid_choice": gettext_lazy("Choose one from the list"),
}
AT_WORK = f"{Meeting.Where.WORKPLACE}:"


def _radios(label: Any, choices: Iterable[tuple[Any, Any]] = (), hint: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, help_text=hint, choices=list(choices), widget=Radios, error_messages=ONE_OF_THESE
    )


class PlanForm(forms.Form):
    """Where, for how long, who pays travel and cover."""

    where = _radios(gettext_lazy("Where do you want to meet?"))
    place = forms.CharField(
        label=gettext_lazy("Which other place?"),
        max_length=most_letters("place", Meeting),
        required=False,
    )
    link = forms.URLField(
        label=gettext_lazy("Link to the video call"),
        help_text=gettext_lazy("You can add it later. It begins with https."),
        max_length=most_letters("link", Meeting),
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https"])],
        error_messages={"invalid": gettext_lazy("Paste a link that begins with https")},
    )
    step_free = forms.BooleanField(
        label=gettext_lazy("I need a place without steps"),
        help_text=gettext_lazy("The others read that it is needed. You do not have to say why."),
        required=False,
    )
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("How long?"), coerce=int, widget=Radios, error_messages=ONE_OF_THESE
    )
    travel = _radios(gettext_lazy("Who pays for travel?"), Meeting.Paying.choices)
    cover = _radios(gettext_lazy("Who covers your work meanwhile, and pays for it?"), Meeting.Cover.choices)

    def __init__(self, data: Any = None, *, meeting: Meeting, person: Person, area: str = "") -> None:
        self.workplaces = {
            f"{AT_WORK}{each.pk}": each.person.organisation.name
            for each in meeting.attendees.all()
            if each.person is not None and each.person.organisation is not None
        }
        super().__init__(data, initial=self._initial(meeting, person))
        at_work = [(key, gettext("At %(place)s") % {"place": name}) for key, name in self.workplaces.items()]
        others = [pair for pair in Meeting.Where.choices if pair[0] != Meeting.Where.WORKPLACE]
        offer(self, "where", [*at_work, *others])
        if area:
            self.fields["place"].help_text = gettext("Halfway is about here: %(area)s.") % {"area": area}
        offer(self, "minutes", [(str(each), _length(each)) for each in LENGTHS])
        if meeting.state == Meeting.State.BOOKED:
            del self.fields["minutes"]

    def _initial(self, meeting: Meeting, person: Person) -> dict[str, Any]:
        mine = rules.attendee_of(meeting, person)
        at_work = [key for key, name in self.workplaces.items() if name == meeting.place]
        is_work = meeting.where == Meeting.Where.WORKPLACE
        return {
            "where": at_work[0] if is_work and at_work else meeting.where,
            "place": "" if is_work else meeting.place,
            "link": meeting.link,
            "minutes": str(meeting.minutes),
            "travel": meeting.travel,
            "cover": meeting.cover,
            "step_free": mine is not None and mine.step_free,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_named = cleaned.get("place", "").strip() or "place" in self.errors
        if cleaned.get("where") == Meeting.Where.BETWEEN and not is_named:
            self.add_error("place", gettext("Name the place"))
        return cleaned

    def plan(self) -> Plan:
        """Return what was answered, for the service."""
        answers = self.cleaned_data
        where = answers["where"]
        is_work = where in self.workplaces
        return Plan(
            where=Meeting.Where.WORKPLACE if is_work else where,
            place=self.workplaces[where] if is_work else answers["place"],
            link=answers["link"],
            minutes=answers.get("minutes") or 60,
            travel=answers["travel"],
            cover=answers["cover"],
        )


def _length(minutes: int) -> str:
    hours = {60: gettext("1 hour"), 90: gettext("1 hour and a half"), 120: gettext("2 hours")}
    return hours.get(minutes) or gettext("%(minutes)s minutes") % {"minutes": minutes}


class SlotForm(forms.Form):
    """One time when somebody can: a day, from, to. Past midnight is fine."""

    day = forms.TypedChoiceField(
        label=gettext_lazy("Day"), coerce=date.fromisoformat, error_messages=ONE_OF_THESE
    )
    starts = forms.TypedChoiceField(
        label=gettext_lazy("From"), coerce=time.fromisoformat, error_messages=ONE_OF_THESE
    )
    ends = forms.TypedChoiceField(
        label=gettext_lazy("To"),
        help_text=gettext_lazy("Before or after a shift is fine, and so is the night."),
        coerce=time.fromisoformat,
        error_messages=ONE_OF_THESE,
    )

    def __init__(self, data: Any = None, *, at: datetime) -> None:
        super().__init__(data, initial={"starts": "13:00", "ends": "15:00"})
        self.at = at
        today = timezone.localdate(at)
        days = [today + timedelta(days=number) for number in range(DAYS_AHEAD)]
        # Translators: a day in the letters of Django's date formats: Monday 5 January.
        form = gettext("l j F")
        offer(self, "day", [(day.isoformat(), date_format(day, form)) for day in days])
        clocks = [time(hour, minute) for hour in range(24) for minute in (0, 30)]
        for name in ("starts", "ends"):
            times = [(each.isoformat("minutes"), clock(datetime.combine(today, each))) for each in clocks]
            offer(self, name, times)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if {"day", "starts", "ends"} <= cleaned.keys():
            start, end = self.span()
            if start <= self.at:
                self.add_error("starts", gettext("This time is past. Choose a later one"))
            if end - start > timedelta(hours=rules.LONGEST_SLOT_HOURS):
                self.add_error("ends", gettext("Choose a shorter time"))
        return cleaned

    def span(self) -> slots.Span:
        """Return the time that was chosen."""
        chosen = self.cleaned_data
        return slots.on_day(chosen["day"], chosen["starts"], chosen["ends"])


class IntentionForm(forms.Form):
    """One thing I will do, by when."""

    words = TextBox(
        label=gettext_lazy("What is one thing that you will do?"),
        help_text=gettext_lazy("Only you can read it."),
        max_length=most_letters("intention", Attendee),
        rows=3,
        required=False,
    )
    on = forms.DateField(
        label=gettext_lazy("By when?"),
        help_text=gettext_lazy("For example 27 3 2027"),
        input_formats=["%d/%m/%Y"],
        widget=DateParts,
        required=False,
        error_messages={"invalid": gettext_lazy("Enter a date, such as 27 3 2027")},
    )


class ReflectionForm(forms.Form):
    """What somebody wants to read in their own log."""

    words = TextBox(
        label=gettext_lazy("What did you take from it?"),
        help_text=gettext_lazy(
            "It goes into your own log. Whoever you show the log to reads it, so leave out names and what "
            "was told to you in confidence."
        ),
        max_length=most_letters("reflection", Attendee),
        rows=5,
        required=False,
    )


class ChangeForm(forms.Form):
    """What changed, 30 or 90 days on."""

    what = _radios(gettext_lazy("Did anything change since you met?"), Change.What.choices)
    words = TextBox(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy("Only you can read it."),
        max_length=most_letters("words", Change),
        rows=3,
        required=False,
    )


def refused(form: forms.Form, error: ValidationError) -> None:
    """Put what a service refuses beside the fields of a form."""
    for field, sentences in error.message_dict.items():
        form.add_error(field if field in form.fields else None, sentences)
