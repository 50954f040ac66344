"""Levels from three plain questions, with grades as a check: responsibility compares, grades do not."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _

from sideways.people.levels import Level, Service

FILE = Path(__file__).parent / "data" / "grades.csv"

MAPPING_VERSION = "2026-11"  # of the table below; kept with each answer, so that a new table can be applied

USUAL_SCHEME = {
    Service.NHS: "NHS Agenda for Change",
    Service.JOBCENTRE: "Civil Service and Jobcentre",
    Service.GOVERNMENT: "Civil Service and Jobcentre",
    Service.PROBATION: "Civil Service and Jobcentre",
    Service.COUNCIL: "Council and housing",
    Service.HOUSING: "Council and housing",
    Service.POLICE: "Police",
    Service.FIRE: "Fire and rescue",
    Service.VOLUNTARY: "Charity and community",
    Service.COMMUNITY: "Charity and community",
}


class OwnWork(models.TextChoices):
    """The first question: what somebody does themselves."""

    TASKS = "tasks", _("I carry out set tasks for others")
    CASES = "cases", _("I hold my own cases, calls or projects and decide within rules")
    HARDEST = "hardest", _("I handle the hardest cases")
    ELECTED = "elected", _("I am elected or appointed: a councillor, trustee or board member")
    LIVED = "lived", _("I advise from my own experience of services")


class OthersWork(models.TextChoices):
    """The second question: whose work somebody answers for."""

    NOBODY = "nobody", _("Nobody else’s")
    FEW = "few", _("I supervise a few people")
    TEAM = "team", _("I run a team or a site")
    TEAMS = "teams", _("I run several teams")


class Money(models.TextChoices):
    """The third question: the money and the rules somebody decides on."""

    NONE = "none", _("Neither")
    TEAM = "team", _("The day-to-day budget of a team or project")
    SERVICE = "service", _("How a whole service works")
    BOARD = "board", _("A function or an area, at board level")
    WHOLE = "whole", _("The whole organisation")


class CharitySize(models.TextChoices):
    """Asked of who answers for a whole charity: a head of three people is not a head of three hundred."""

    UP_TO_5 = "5", _("Up to 5")
    UP_TO_50 = "50", _("6 to 50")
    UP_TO_250 = "250", _("51 to 250")
    MORE = "more", _("More than 250")


SIDE_TRACKS = {OwnWork.ELECTED: Level.ELECTED, OwnWork.LIVED: Level.LIVED_EXPERIENCE}
AT_LEAST: dict[str, Level] = {
    OwnWork.TASKS: Level.SUPPORT,
    OwnWork.CASES: Level.PRACTITIONER,
    OwnWork.HARDEST: Level.SENIOR_PRACTITIONER,
}
OTHERS_AT_LEAST: dict[str, Level] = {
    OthersWork.NOBODY: Level.SUPPORT,
    OthersWork.FEW: Level.SENIOR_PRACTITIONER,
    OthersWork.TEAM: Level.TEAM_MANAGER,
    OthersWork.TEAMS: Level.SERVICE_MANAGER,
}
MONEY_AT_LEAST: dict[str, Level] = {
    Money.NONE: Level.SUPPORT,
    Money.TEAM: Level.TEAM_MANAGER,
    Money.SERVICE: Level.SERVICE_MANAGER,
    Money.BOARD: Level.DIRECTOR,
    Money.WHOLE: Level.CHIEF,
}
SIZE_DECIDES: dict[str, Level] = {
    CharitySize.UP_TO_5: Level.TEAM_MANAGER,
    CharitySize.UP_TO_50: Level.SERVICE_MANAGER,
    CharitySize.UP_TO_250: Level.DIRECTOR,
    CharitySize.MORE: Level.CHIEF,
}


@dataclass(frozen=True, slots=True)
class Grade:
    """One line of the grade table."""

    scheme: str
    grade: str
    level: Level
    mapping_version: str

    @property
    def key(self) -> str:
        """Name the grade in a form."""
        return f"{self.scheme}: {self.grade}"


def suggested_level(own: str, others: str = "", money: str = "", size: str = "") -> Level:
    """Return the level the answers come to: the highest responsibility named decides.

    For who answers for a whole charity, its size decides.

    >>> suggested_level("cases", "nobody", "none"), suggested_level("cases", "few", "whole")
    (Level.PRACTITIONER, Level.CHIEF)
    >>> suggested_level("elected", "teams", "board"), suggested_level("cases", "few", "whole", "5")
    (Level.ELECTED, Level.TEAM_MANAGER)
    """
    if own in SIDE_TRACKS:
        return SIDE_TRACKS[OwnWork(own)]
    if money == Money.WHOLE and size in SIZE_DECIDES:
        return SIZE_DECIDES[size]
    return max(
        AT_LEAST[own],
        OTHERS_AT_LEAST[others or OthersWork.NOBODY],
        MONEY_AT_LEAST[money or Money.NONE],
    )


def is_complete(own: str, others: str, money: str) -> bool:
    """Say whether the answers are enough: the side tracks need the first one only."""
    return own in SIDE_TRACKS or (own in AT_LEAST and others in OTHERS_AT_LEAST and money in MONEY_AT_LEAST)


@cache
def grades() -> tuple[Grade, ...]:
    """Return the grade table, in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Grade(row["scheme"], row["grade"], Level(int(row["level"])), row["mapping_version"])
            for row in csv.DictReader(lines)
        )


def grade_named(key: str) -> Grade | None:
    """Return the grade with this key."""
    return next((grade for grade in grades() if grade.key == key), None)


def grades_for(service: str) -> list[tuple[str, list[Grade]]]:
    """Return the table by scheme, the usual scheme of a service first."""
    schemes = list(dict.fromkeys(grade.scheme for grade in grades()))
    usual = USUAL_SCHEME.get(Service(service)) if service else None
    schemes.sort(key=lambda scheme: scheme != usual)
    return [(scheme, [grade for grade in grades() if grade.scheme == scheme]) for scheme in schemes]
