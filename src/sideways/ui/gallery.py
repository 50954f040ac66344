"""What the gallery shows: each file of templates/ui/gallery uses one component, with these values."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.loader import get_template
from django.utils import timezone

from sideways.ui.widgets import Chips, DateParts, Radios

TEMPLATES = Path(__file__).parent / "templates" / "ui"


@dataclass(frozen=True, slots=True)
class Example:
    """A component in use: its name, what it is for, the code that writes it, and the result."""

    name: str
    purpose: str
    usage: str
    html: str


def examples(request: HttpRequest) -> list[Example]:
    """Return one example of every component."""
    values = example_values()
    return [_example(path.stem, values, request) for path in sorted((TEMPLATES / "gallery").glob("*.html"))]


def _example(name: str, values: dict[str, Any], request: HttpRequest) -> Example:
    path = TEMPLATES / "gallery" / f"{name}.html"
    first, _, usage = path.read_text().partition("\n")
    html = get_template(f"ui/gallery/{name}.html").render(values, request)
    return Example(name, first.removeprefix("{# ").removesuffix(" #}"), usage.strip(), html)


class ExampleForm(forms.Form):
    """One field of every kind."""

    went_wrong = forms.CharField(
        label="What went wrong, or is going wrong?",
        max_length=280,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Leave out names. One or two sentences are enough.",
    )
    why = forms.MultipleChoiceField(
        label="Why, as far as you know?",
        help_text="Tap up to 3.",
        required=False,
        choices=[(text, text.capitalize()) for text in ("rules", "money cycle", "data", "culture", "timing")],
        widget=Chips(most=3),
    )
    audience = forms.ChoiceField(
        label="Who may read it?",
        choices=[("level", "My level"), ("peers", "All practitioners and brokers")],
        widget=Radios(
            hints={
                "level": "Same level, any service.",
                "peers": "Any level, but not your own organisation’s leaders.",
            },
            details={"peers": "About 180 people on this network."},
        ),
    )
    started = forms.DateField(label="When did it start?", required=False, widget=DateParts)
    service = forms.ChoiceField(
        label="Your service", choices=[("", "Choose one"), ("nhs", "NHS"), ("council", "Council")]
    )
    email = forms.EmailField(label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    peer = forms.BooleanField(label="I do not inspect, regulate or manage the performance of others")


class ExampleFilter(forms.Form):
    """What a filter panel holds: everything optional."""

    stage = forms.MultipleChoiceField(
        label="Stage",
        required=False,
        choices=[("now", "Happening now"), ("ended", "Just ended"), ("back", "Looking back")],
        widget=forms.CheckboxSelectMultiple,
    )
    service = forms.ChoiceField(label="Service", required=False, choices=[("", "Any"), ("nhs", "NHS")])


def example_error_form() -> ExampleForm:
    """Return a form that was sent half empty."""
    sent = {"started_day": "31", "started_month": "2", "started_year": "2026", "audience": "peers"}
    return ExampleForm({f"mistaken-{name}": value for name, value in sent.items()}, prefix="mistaken")


def example_values() -> dict[str, Any]:
    """Return what the examples show."""
    now = timezone.now()
    return {
        "form": example_error_form(),
        "filter_form": ExampleFilter(prefix="filter"),
        "page": Paginator(range(240), 20).page(4),
        "steps": [
            {"label": "Profession", "state": "done", "url": "#steps"},
            {"label": "Level", "state": "now"},
            {"label": "Organisation", "state": "next"},
            {"label": "Topics", "state": "next"},
        ],
        "pieces": [
            {"text": "The "},
            {"text": "discharge letters", "is_found": True},
            {"text": " went to another ward"},
        ],
        "rows": [
            {"key": "Profession", "value": "District nurse", "url": "#summary-list"},
            {"key": "Level", "value": "I hold my own cases", "url": "#summary-list"},
            {"key": "Joined", "value": "5 January 2026"},
        ],
        "entries": [
            {
                "at": now - timedelta(hours=3),
                "title": "What happened next",
                "text": "The surgery now writes “seen” on each note. Two weeks without a loss.",
                "now": True,
            },
            {"at": now - timedelta(days=12), "title": "Shared", "text": "Notes come back unread."},
        ],
        "lesson": {
            "title": "Fit notes come back unread and people lose a week’s money",
            "text": "We asked for copies on paper. The surgery sends pictures that our screen cannot open.",
            "reason": "you follow fit notes; other profession, same level.",
            "actions": [{"label": "Read", "url": "#card"}, {"label": "Ask to talk", "url": "#card"}],
        },
        "topics": [{"label": text, "url": "#topics"} for text in ("fit notes", "discharge", "data sharing")],
        "figures": [
            {"number": 60, "label": "lessons shared"},
            {"number": 12, "label": "professions"},
            {"number": 9, "label": "happening now"},
        ],
        "can": "practitioners at your level, shown as “a nurse, North West”.",
        "cannot": "your managers, your employer’s leaders, government, regulators, funders.",
    }
