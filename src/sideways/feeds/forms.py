from django import forms
from django.utils.translation import gettext_lazy as _

from sideways.feeds.models import PersonalAddress
from sideways.people.forms.fields import Words


class MakeForm(forms.Form):
    """What to call an address. Its secret comes along, so that sending the form twice makes one address."""

    secret = forms.CharField(widget=forms.HiddenInput, required=False)
    name = Words(
        label=_("What do you call it?"),
        max_length=PersonalAddress._meta.get_field("name").max_length,
        help_text=_("It is the title in your feed reader or calendar."),
        error_messages={"required": _("Give it a name")},
    )
