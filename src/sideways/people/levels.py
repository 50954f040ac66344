"""Levels of responsibility: the ladder of seven, and two side tracks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    """What somebody mainly does. A band for finding peers; never shown as a rank."""

    LIVED_EXPERIENCE = 0, _("I advise from my own experience of services")
    SUPPORT = 1, _("I carry out set tasks for others")
    PRACTITIONER = 2, _("I hold my own cases and decide within rules")
    SENIOR_PRACTITIONER = 3, _("I handle the hardest cases or supervise a few people")
    TEAM_MANAGER = 4, _("I run a team or site and its day-to-day budget")
    SERVICE_MANAGER = 5, _("I run several teams and set how the service works")
    DIRECTOR = 6, _("I answer for a function or area at board level")
    CHIEF = 7, _("I answer for the whole organisation")
    ELECTED = 8, _("I am elected or appointed: a councillor, trustee or board member")


PLACE_HIDDEN_FROM = Level.DIRECTOR  # so few people stand there that a place would name them


class Service(models.TextChoices):
    """The sector a profession or an organisation belongs to."""

    NHS = "nhs", _("NHS")
    COUNCIL = "council", _("Council")
    JOBCENTRE = "jobcentre", _("Jobcentre")
    POLICE = "police", _("Police")
    FIRE = "fire", _("Fire and rescue")
    HOUSING = "housing", _("Housing")
    EMPLOYMENT_PROVIDER = "employment_provider", _("Employment provider")
    VOLUNTARY = "voluntary", _("Voluntary sector")
    COMMUNITY = "community", _("Community")
    PROBATION = "probation", _("Probation")
    EDUCATION = "education", _("Education")
    GOVERNMENT = "government", _("Central government")
    FUNDER = "funder", _("Funder")
    REGULATOR = "regulator", _("Regulator or inspectorate")
