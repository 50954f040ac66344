"""How an author is told, by role and place and never more than readers may know."""

from sideways.lessons.groups import group_safe, group_shown, group_stored
from sideways.lessons.models import Lesson
from sideways.people.cells import Cells, Group
from sideways.people.levels import Level, Service
from sideways.people.models import Profession

NOBODY_IN_PARTICULAR = "somebody in a local public service"

# A level is a band for finding peers: it is told by what people do, and only where that differs.
_WITH_PROFESSION = {
    Level.SENIOR_PRACTITIONER: "in a senior role",
    Level.TEAM_MANAGER: "who manages a team",
    Level.SERVICE_MANAGER: "who manages services",
    Level.DIRECTOR: "at director level",
    Level.CHIEF: "at chief level",
}

_WITHOUT_PROFESSION = {
    Level.LIVED_EXPERIENCE: "somebody with lived experience",
    Level.SUPPORT: "somebody in a support role",
    Level.PRACTITIONER: "a practitioner",
    Level.SENIOR_PRACTITIONER: "a senior practitioner",
    Level.TEAM_MANAGER: "a team manager",
    Level.SERVICE_MANAGER: "a service manager",
    Level.DIRECTOR: "a director",
    Level.CHIEF: "a chief officer",
    Level.ELECTED: "an elected or appointed member",
}

LEVELS = {
    Level.SUPPORT: "Support roles",
    Level.PRACTITIONER: "Practitioners",
    Level.SENIOR_PRACTITIONER: "Senior practitioners and supervisors",
    Level.TEAM_MANAGER: "Team managers",
    Level.SERVICE_MANAGER: "Service managers",
    Level.DIRECTOR: "Directors",
    Level.CHIEF: "Chief officers",
    Level.ELECTED: "Elected or appointed",
    Level.LIVED_EXPERIENCE: "Lived experience",
}

IN_SERVICE = {
    Service.NHS: "in the NHS",
    Service.COUNCIL: "in a council",
    Service.JOBCENTRE: "in a Jobcentre",
    Service.POLICE: "in the police",
    Service.FIRE: "in a fire service",
    Service.HOUSING: "in housing",
    Service.EMPLOYMENT_PROVIDER: "at an employment provider",
    Service.VOLUNTARY: "in the voluntary sector",
    Service.COMMUNITY: "in a community",
    Service.PROBATION: "in probation",
    Service.EDUCATION: "in education",
    Service.GOVERNMENT: "in central government",
    Service.FUNDER: "at a funder",
    Service.REGULATOR: "at a regulator",
}


def profession_words(profession: Profession) -> str:
    """Write a profession inside a sentence: an advice worker, a GP."""
    name = profession.name
    plain = name if name[:2].isupper() else name[0].lower() + name[1:]
    return f"{'an' if plain[0] in 'aeio' else 'a'} {plain}"


def group_words(group: Group | None, profession: Profession | None) -> str:
    """Write a group as an author: a nurse, North West; a team manager in housing, England."""
    if group is None:
        return NOBODY_IN_PARTICULAR
    level = Level(group.level)
    if group.profession and profession is not None:
        words = " ".join(filter(None, [profession_words(profession), _WITH_PROFESSION.get(level, "")]))
    else:
        place = IN_SERVICE[Service(group.service)] if group.service else ""
        words = " ".join(filter(None, [_WITHOUT_PROFESSION[level], place]))
    return ", ".join(filter(None, [words, group.region or group.nation]))


def author_words(lesson: Lesson, cells: Cells) -> str:
    """Write who a lesson is by, as readers may know it today."""
    words = group_words(group_shown(lesson, cells), lesson.profession)
    named = lesson.named_author
    return f"{named.name}, {words}" if named is not None and named.name else words


def role_words(lesson: Lesson, cells: Cells) -> str:
    """Write the role alone, also of an author who is named: for those who may not know who it is."""
    return group_words(group_safe(group_stored(lesson), cells), lesson.profession)
