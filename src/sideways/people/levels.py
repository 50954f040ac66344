"""Levels of responsibility: the ladder of seven, and two side tracks."""

from django.db import models


class Level(models.IntegerChoices):
    """What somebody mainly does. A band for finding peers; never shown as a rank."""

    LIVED_EXPERIENCE = 0, "I advise from my own experience of services"
    SUPPORT = 1, "I carry out set tasks for others"
    PRACTITIONER = 2, "I hold my own cases and decide within rules"
    SENIOR_PRACTITIONER = 3, "I handle the hardest cases or supervise a few people"
    TEAM_MANAGER = 4, "I run a team or site and its day-to-day budget"
    SERVICE_MANAGER = 5, "I run several teams and set how the service works"
    DIRECTOR = 6, "I answer for a function or area at board level"
    CHIEF = 7, "I answer for the whole organisation"
    ELECTED = 8, "I am elected or appointed: a councillor, trustee or board member"


PLACE_HIDDEN_FROM = Level.DIRECTOR  # so few people stand there that a place would name them


class Service(models.TextChoices):
    """The sector a profession or an organisation belongs to."""

    NHS = "nhs", "NHS"
    COUNCIL = "council", "Council"
    JOBCENTRE = "jobcentre", "Jobcentre"
    POLICE = "police", "Police"
    FIRE = "fire", "Fire and rescue"
    HOUSING = "housing", "Housing"
    EMPLOYMENT_PROVIDER = "employment_provider", "Employment provider"
    VOLUNTARY = "voluntary", "Voluntary sector"
    COMMUNITY = "community", "Community"
    PROBATION = "probation", "Probation"
    EDUCATION = "education", "Education"
    GOVERNMENT = "government", "Central government"
    FUNDER = "funder", "Funder"
    REGULATOR = "regulator", "Regulator or inspectorate"
