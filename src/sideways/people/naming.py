"""Names in a text that our own lists know: organisations, and places where few people do somebody's work.

And names of people, of which our lists know that some are places.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from sideways.clues import Clue, Kind, names_in
from sideways.people.cells import SMALLEST_GROUP, Cells, Group
from sideways.people.levels import Service
from sideways.people.models import Organisation, OrganisationAlias, Person, Place
from sideways.people.names import SMALL_WORDS, folded

MOST_WORDS = 9  # of a name
MOST_PHRASES = 5_000  # below the variables a query may have; a lesson has some dozens

_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|&")
_WITHIN_A_NAME = re.compile(r",? {0,3}|\n")
_PARTS = re.compile(r", | and | upon ")  # of the name of a place
_OWNS = re.compile(r"['’]s$", re.IGNORECASE)

INSTEAD = {
    Service.NHS: _("an NHS organisation"),
    Service.COUNCIL: _("a council"),
    Service.JOBCENTRE: _("a Jobcentre"),
    Service.POLICE: _("a police force"),
    Service.FIRE: _("a fire and rescue service"),
    Service.HOUSING: _("a landlord"),
    Service.EMPLOYMENT_PROVIDER: _("an employment provider"),
    Service.VOLUNTARY: _("a charity"),
    Service.COMMUNITY: _("a community group"),
    Service.PROBATION: _("a probation service"),
    Service.EDUCATION: _("a school or college"),
}


def organisations_named_in(text: str) -> list[Clue]:
    """Return the listed organisations that a text names in two words or more. At most two queries.

    Departments, funders and regulators are left out: everybody deals with them, so they tell nothing.
    """
    spans = _phrases(text)
    if not spans:
        return []
    listed = Organisation.objects.filter(standing=Organisation.Standing.LISTED, search_name__in=spans)
    also = OrganisationAlias.objects.filter(search_name__in=spans)
    known = dict(also.values_list("search_name", "organisation__service"))
    known |= dict(listed.values_list("search_name", "service"))
    return [
        Clue(Kind.ORGANISATION, start, end, text[start:end], str(INSTEAD[Service(service)]))
        for name, service in known.items()
        if service in INSTEAD
        for start, end in spans[name]
    ]


def people_named_in(text: str) -> list[Clue]:
    """Return the people whom a text names, where names are looked for. At most one query.

    What is the name of a place, or a part of one, is left out: “St Helens”, “Chelsea”.
    """
    people = names_in(text)
    if not people:
        return []
    places = {
        folded(part) for name in Place.objects.values_list("name", flat=True) for part in _PARTS.split(name)
    }
    return [clue for clue in people if folded(clue.text) not in places]


def places_that_name(person: Person, text: str, cells: Cells) -> list[Clue]:
    """Return the places in a text that would tell who wrote it: few people do this work there.

    ``cells`` counts the people at the level of ``person``. One query, and none where many do.
    """
    if not person.region or not person.profession or person.level is None:
        return []
    group = Group(
        level=person.level,
        profession=person.profession.code,
        service=person.profession.service,
        region=person.region,
        nation=person.nation,
    )
    spans = _phrases(text, fewest=1)
    if not spans or cells.size(group) >= SMALLEST_GROUP:
        return []
    names = [person.region, *Place.objects.filter(region=person.region).values_list("name", flat=True)]
    return [
        Clue(Kind.PLACE, start, end, text[start:end], str(Kind.PLACE.label))
        for name in names
        for start, end in spans.get(folded(name.partition(",")[0]), [])
    ]


def _phrases(text: str, fewest: int = 2) -> dict[str, list[tuple[int, int]]]:
    """Return the runs of words that may be a name, folded, and where each stands."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for run in _runs(text):
        for first in range(len(run)):
            for last in range(first + fewest, min(len(run), first + MOST_WORDS) + 1):
                start, end = run[first][0], run[last - 1][1]
                # “Halder Council’s desk” names the council; “St Luke’s” is called so.
                for words in {text[start:end], _OWNS.sub("", text[start:end])}:
                    phrase = folded(words)
                    if phrase.count(" ") + 1 >= fewest and len(spans) < MOST_PHRASES:
                        spans.setdefault(phrase, []).append((start, start + len(words)))
    return spans


def _runs(text: str) -> Iterator[list[tuple[int, int]]]:
    """Yield stretches of words that all begin with a capital, or are small ones, within a sentence."""
    run: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(text):
        begins_anew = run and not _WITHIN_A_NAME.fullmatch(text, run[-1][1], match.start())
        may_be_named = match[0] == "&" or match[0].lower() in SMALL_WORDS or not match[0][0].islower()
        if begins_anew or not may_be_named:
            yield run
            run = []
        if may_be_named:
            run.append(match.span())
    yield run
