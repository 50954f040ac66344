from datetime import timedelta
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from sideways.api.models import Token
from sideways.api.rules import LONGEST_LIFE, scopes_for
from sideways.api.services import NewToken
from sideways.people.forms.fields import Words
from sideways.people.models import Person

LIVES = [(7, _("7 days")), (30, _("30 days")), (90, _("90 days")), (LONGEST_LIFE.days, _("1 year"))]


class TokenForm(forms.Form):
    """What a token is for, and how long."""

    token_id = forms.UUIDField(widget=forms.HiddenInput)
    name = Words(
        label=_("What is it for?"),
        max_length=80,
        help_text=_("So that you know it again, such as “Our team’s dashboard”."),
        error_messages={"required": _("Say what it is for")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("As little as it needs."),
        error_messages={"required": _("Choose at least one")},
    )
    days = forms.TypedChoiceField(
        label=_("How long?"),
        coerce=int,
        choices=LIVES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how long")},
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"token_id": uuid4(), "scopes": [Token.Scope.READ], "days": 90})
        super().__init__(*args, **kwargs)
        offered = [(scope.value, scope.label) for scope in scopes_for(person)]
        cast("forms.ChoiceField", self.fields["scopes"]).choices = offered

    def wanted(self) -> NewToken:
        data = self.cleaned_data
        return NewToken(
            id=data["token_id"], name=data["name"], scopes=data["scopes"], life=timedelta(days=data["days"])
        )
