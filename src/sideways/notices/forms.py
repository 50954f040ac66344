"""What somebody wants to hear of, as one form: a question for each kind, then the times."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, gettext_lazy

from sideways.notices.kinds import NoticeKind
from sideways.notices.models import NoticePlan, Rhythm
from sideways.notices.rules import rhythm_of
from sideways.notices.services import Choices
from sideways.ui.dates import clock

KIND = "kind:"


def _hours() -> list[tuple[str, str]]:
    return [(str(hour), clock(datetime(2000, 1, 1, hour))) for hour in range(24)]  # noqa: DTZ001 (a time of day)


def _hours_or_never() -> list[tuple[str, str]]:
    return [("", gettext("No quiet hours")), *_hours()]


class ChoicesForm(forms.Form):
    hour = forms.TypedChoiceField(
        label=gettext_lazy("When in the day"),
        help_text=gettext_lazy("For e-mails once a day or once a week. They go out within this hour."),
        choices=_hours,
        coerce=int,
    )
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("On which day"),
        help_text=gettext_lazy("For e-mails once a week."),
        choices=list(WEEKDAYS.items()),
        coerce=int,
    )
    quiet_from = forms.TypedChoiceField(
        label=gettext_lazy("Quiet hours from"),
        help_text=gettext_lazy("In quiet hours nothing is sent. It waits until they end."),
        choices=_hours_or_never,
        coerce=int,
        empty_value=None,
        required=False,
    )
    quiet_until = forms.TypedChoiceField(
        label=gettext_lazy("Quiet hours until"),
        choices=_hours_or_never,
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, plan: NoticePlan, kinds: list[NoticeKind], **kwargs: Any) -> None:
        times = ("hour", "weekday", "quiet_from", "quiet_until")
        kwargs["initial"] = {name: getattr(plan, name) for name in times}
        super().__init__(*args, **kwargs)
        questions = {f"{KIND}{kind.name}": _question(plan, kind) for kind in kinds}
        self.fields = questions | self.fields

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for one, other in (("quiet_from", "quiet_until"), ("quiet_until", "quiet_from")):
            if cleaned.get(one) is None and cleaned.get(other) is not None:
                self.add_error(one, gettext("Choose both the beginning and the end of your quiet hours"))
        return cleaned

    def choices(self) -> Choices:
        """Return what was chosen."""
        data = self.cleaned_data
        rhythms = {name.removeprefix(KIND): value for name, value in data.items() if name.startswith(KIND)}
        return Choices(
            rhythms=rhythms,
            hour=data["hour"],
            weekday=data["weekday"],
            quiet_from=data["quiet_from"],
            quiet_until=data["quiet_until"],
        )


def _question(plan: NoticePlan, kind: NoticeKind) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=str(kind.title),
        help_text=str(kind.about),
        choices=[(rhythm.value, Rhythm(rhythm).label) for rhythm in kind.rhythms],
        widget=forms.RadioSelect,
        initial=rhythm_of(plan, kind),
    )
