"""The people a visitor of the demo can be."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PASSWORD = "sideways"  # noqa: S105 (the demo's password is public)


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    who: str | Promise

    @property
    def email(self) -> str:
        return f"{self.name}@demo.example.org"


CAST = (
    Member("nurse", _("a community nurse")),
    Member("work-coach", _("a work coach, same level as the nurse")),
    Member("social-worker", _("a social worker in a council")),
    Member("manager", _("the social worker's team manager")),
    Member("gp", _("a GP")),
    Member("housing-officer", _("a housing officer")),
    Member("provider", _("an adviser at an employment provider")),
    Member("volunteer", _("a village volunteer")),
    Member("chief", _("a chief executive")),
    Member("broker", _("a broker: introduces people, vouches for them")),
    Member("guardian", _("a guardian: takes out what identifies")),
    Member("guardian2", _("a second guardian")),
    Member("official", _("a government official: sees only what is public")),
    Member("funder", _("a funder: sees only what is public")),
    Member("regulator", _("a regulator: sees only what is public")),
    Member("operator", _("an operator: runs the service")),
)
