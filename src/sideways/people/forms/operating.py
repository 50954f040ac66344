from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from sideways.people.domains import held_reason, may_be_one_organisations
from sideways.people.forms.fields import Words
from sideways.people.models import Person


class ReasonForm(forms.Form):
    reason = Words(
        label=gettext_lazy("Why"),
        max_length=280,
        help_text=gettext_lazy("The person reads it. It is kept in the log of what was done."),
        error_messages={"required": gettext_lazy("Say why")},
    )


class LetInForm(forms.Form):
    reason = Words(
        label=gettext_lazy("How you know"),
        max_length=280,
        help_text=gettext_lazy(
            "For example: “Work coach in Oldham, confirmed by her team leader.” It is kept in the log, "
            "and the person finds it in the copy of their data."
        ),
        error_messages={"required": gettext_lazy("Say how you know")},
    )


class KindForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of account"), choices=Person.Kind, widget=forms.RadioSelect
    )
    reason = Words(
        label=gettext_lazy("Why"),
        max_length=280,
        help_text=gettext_lazy("It is kept in the log, and the person finds it in the copy of their data."),
        error_messages={"required": gettext_lazy("Say why")},
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_kind(self) -> str:
        kind = self.cleaned_data["kind"]
        if kind == Person.Kind.BROKER and self.person.organisation_id is None:
            raise forms.ValidationError(gettext("A broker belongs to an organisation. This person has none."))
        return kind


class PeopleFilterForm(forms.Form):
    q = Words(label=gettext_lazy("E-mail address"), required=False, max_length=254)
    show = forms.ChoiceField(
        required=False,
        choices=[
            ("", gettext_lazy("Everybody")),
            ("held", gettext_lazy("Held")),
            ("waiting", gettext_lazy("Waiting")),
            *Person.Kind.choices,
        ],
    )


class DomainField(Words):
    """What comes after the @ of an address, however much of the address is given."""

    def __init__(self, help_text: str | Promise) -> None:
        form = r"^(?=.*\.)[a-z0-9]([a-z0-9.-]*[a-z0-9])?$"
        super().__init__(
            label=gettext_lazy("Domain"),
            max_length=120,
            help_text=help_text,
            validators=[RegexValidator(form, gettext_lazy("Enter a domain such as example.gov.uk"))],
            error_messages={"required": gettext_lazy("Enter a domain")},
        )

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").rpartition("@")[2].lower()


class HeldDomainForm(forms.Form):
    domain = DomainField(
        gettext_lazy("What comes after the @, such as example.gov.uk. Addresses under it are held too.")
    )
    reason = Words(
        label=gettext_lazy("Whose it is"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say whose it is")},
    )

    def clean(self) -> dict[str, Any]:
        return super().clean() or {}


class OrganisationDomainForm(forms.Form):
    domain = DomainField(
        gettext_lazy("What comes after the @, such as oldham.gov.uk. Addresses under it count too.")
    )

    def clean_domain(self) -> str:
        domain = self.cleaned_data["domain"]
        if reason := held_reason(f"@{domain}"):
            raise forms.ValidationError(
                gettext(
                    "Addresses at %(domain)s are held: %(reason)s. An operator looks at each, whatever is "
                    "said here."
                )
                % {"domain": domain, "reason": reason}
            )
        if not may_be_one_organisations(domain):
            raise forms.ValidationError(
                gettext(
                    "People of many organisations, or anybody, can have an address at %(domain)s. "
                    "It cannot vouch for this one."
                )
                % {"domain": domain}
            )
        return domain


class SameOrganisationForm(forms.Form):
    q = Words(label=gettext_lazy("Find it in the list"), required=False, max_length=200)
    organisation = forms.IntegerField(required=False, min_value=1, max_value=2**53)
