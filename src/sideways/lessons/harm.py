"""Words that point to serious harm, crime or safeguarding, and the formal routes for each reader (P8).

The signs look for events, not for subjects: “the domestic abuse team moved” passes, “she was being
abused” does not. They cannot know what is meant, so a person may always go on.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sideways.people.models import Person

DATA = Path(__file__).parent / "data"
ROUTES, SIGNS = DATA / "formal_routes.csv", DATA / "signs_of_harm.csv"
MOST_ROUTES = 6


class Sign(TextChoices):
    """What a text seems to be about."""

    DANGER = "danger", _("somebody in danger, seriously hurt or dead")
    SAFEGUARDING = "safeguarding", _("a child or an adult being harmed")
    CRIME = "crime", _("a crime")
    SAFETY = "safety", _("an accident or a mistake that hurt somebody")
    WRONGDOING = "wrongdoing", _("wrongdoing or a cover-up")


# “{event}” in a pattern: the words name what happened, not a team or a form that is called after it.
_EVENT = (
    r"(?! (?:team|unit|office|officer|services?|charity|lead|training|polic(?:y|ies)|forum|board|checks?|hub"
    r"|worker|advisers?|specialist|helpline|forms?|strategy|prevention|awareness|department)\b)"
)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    by_sign: dict[str, list[str]] = {}
    with SIGNS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            by_sign.setdefault(Sign(row["sign"]).value, []).append(row["pattern"].replace("{event}", _EVENT))
    return {sign: re.compile("|".join(patterns), re.IGNORECASE) for sign, patterns in by_sign.items()}


def signs_in(*texts: str) -> frozenset[str]:
    """Return what the texts seem to be about; empty for nearly every lesson."""
    text = "\n".join(" ".join(text.replace("’", "'").split()) for text in texts)
    return frozenset(sign for sign, pattern in _patterns().items() if pattern.search(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One place whose job it is: when to use it, and how to reach it."""

    name: str
    when: str
    how: str
    url: str
    signs: frozenset[str]
    services: frozenset[str]
    nations: frozenset[str]


@cache
def all_routes() -> tuple[Route, ...]:
    """Return every formal route of the data file, the most urgent first."""
    with ROUTES.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Route(
                name=row["name"],
                when=row["when"],
                how=row["how"],
                url=row["url"],
                signs=frozenset(row["signs"].split(";")),
                services=frozenset(filter(None, row["services"].split(";"))),
                nations=frozenset(filter(None, row["nations"].split(";"))),
            )
            for row in csv.DictReader(lines)
        )


def routes_for(person: Person, signs: frozenset[str]) -> list[Route]:
    """Return the formal routes for these signs, of the person's service and nation."""
    service = person.profession.service if person.profession else ""
    fitting = [
        route
        for route in all_routes()
        if route.signs & signs
        and (not route.services or service in route.services)
        and (not route.nations or not person.nation or person.nation in route.nations)
    ]
    return fitting[:MOST_ROUTES]
