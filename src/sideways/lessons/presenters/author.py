"""How an author is told, by role and place and never more than readers may know."""

from collections.abc import Iterator

from django.utils.translation import gettext, gettext_lazy

from sideways.lessons.groups import group_safe, group_shown, group_stored
from sideways.lessons.models import Lesson
from sideways.people.cells import Cells, Group
from sideways.people.levels import Level, Service
from sideways.people.models import Profession

NOBODY_IN_PARTICULAR = gettext_lazy("somebody in a local public service")

# A level is a band for finding peers: it is told by what people do, and only where that differs.
_WITH_PROFESSION = {
    Level.SENIOR_PRACTITIONER: gettext_lazy("%(profession)s in a senior role"),
    Level.TEAM_MANAGER: gettext_lazy("%(profession)s who manages a team"),
    Level.SERVICE_MANAGER: gettext_lazy("%(profession)s who manages services"),
    Level.DIRECTOR: gettext_lazy("%(profession)s at director level"),
    Level.CHIEF: gettext_lazy("%(profession)s at chief level"),
}

_WITHOUT_PROFESSION = {
    Level.LIVED_EXPERIENCE: gettext_lazy("somebody with lived experience"),
    Level.SUPPORT: gettext_lazy("somebody in a support role"),
    Level.PRACTITIONER: gettext_lazy("a practitioner"),
    Level.SENIOR_PRACTITIONER: gettext_lazy("a senior practitioner"),
    Level.TEAM_MANAGER: gettext_lazy("a team manager"),
    Level.SERVICE_MANAGER: gettext_lazy("a service manager"),
    Level.DIRECTOR: gettext_lazy("a director"),
    Level.CHIEF: gettext_lazy("a chief officer"),
    Level.ELECTED: gettext_lazy("an elected or appointed member"),
}

LEVELS = {
    Level.SUPPORT: gettext_lazy("Support roles"),
    Level.PRACTITIONER: gettext_lazy("Practitioners"),
    Level.SENIOR_PRACTITIONER: gettext_lazy("Senior practitioners and supervisors"),
    Level.TEAM_MANAGER: gettext_lazy("Team managers"),
    Level.SERVICE_MANAGER: gettext_lazy("Service managers"),
    Level.DIRECTOR: gettext_lazy("Directors"),
    Level.CHIEF: gettext_lazy("Chief officers"),
    Level.ELECTED: gettext_lazy("Elected or appointed"),
    Level.LIVED_EXPERIENCE: gettext_lazy("Lived experience"),
}

# The same inside a list of what somebody has chosen.
LEVELS_CHOSEN = {
    Level.SUPPORT: gettext_lazy("support roles"),
    Level.PRACTITIONER: gettext_lazy("practitioners"),
    Level.SENIOR_PRACTITIONER: gettext_lazy("senior practitioners and supervisors"),
    Level.TEAM_MANAGER: gettext_lazy("team managers"),
    Level.SERVICE_MANAGER: gettext_lazy("service managers"),
    Level.DIRECTOR: gettext_lazy("directors"),
    Level.CHIEF: gettext_lazy("chief officers"),
    Level.ELECTED: gettext_lazy("elected or appointed"),
    Level.LIVED_EXPERIENCE: gettext_lazy("lived experience"),
}

IN_SERVICE = {
    Service.NHS: gettext_lazy("in the NHS"),
    Service.COUNCIL: gettext_lazy("in a council"),
    Service.JOBCENTRE: gettext_lazy("in a Jobcentre"),
    Service.POLICE: gettext_lazy("in the police"),
    Service.FIRE: gettext_lazy("in a fire service"),
    Service.HOUSING: gettext_lazy("in housing"),
    Service.EMPLOYMENT_PROVIDER: gettext_lazy("at an employment provider"),
    Service.VOLUNTARY: gettext_lazy("in the voluntary sector"),
    Service.COMMUNITY: gettext_lazy("in a community"),
    Service.PROBATION: gettext_lazy("in probation"),
    Service.EDUCATION: gettext_lazy("in education"),
    Service.GOVERNMENT: gettext_lazy("in central government"),
    Service.FUNDER: gettext_lazy("at a funder"),
    Service.REGULATOR: gettext_lazy("at a regulator"),
}


def profession_words(profession: Profession) -> str:
    """Write a profession inside a sentence: an advice worker, a GP."""
    name = profession.name
    plain = name if name[:2].isupper() else name[0].lower() + name[1:]
    words = gettext("an %(profession)s") if plain[0] in "aeio" else gettext("a %(profession)s")
    return words % {"profession": plain}


def group_words(group: Group | None, profession: Profession | None) -> str:
    """Write a group as an author: a nurse, North West; a team manager in housing, England."""
    if group is None:
        return str(NOBODY_IN_PARTICULAR)
    level = Level(group.level)
    if group.profession and profession is not None:
        words = profession_words(profession)
        if level in _WITH_PROFESSION:
            words = _WITH_PROFESSION[level] % {"profession": words}
    else:
        words = str(_WITHOUT_PROFESSION[level])
        if group.service:
            place = IN_SERVICE[Service(group.service)]
            words = gettext("%(role)s %(place)s") % {"role": words, "place": place}
    return ", ".join(filter(None, [words, group.region or group.nation]))


def in_another(shown: Group, was: Group) -> Iterator[str]:
    """Name what differs between two descriptions, of what is shown in both."""
    if shown.service and was.service not in {"", shown.service}:
        yield gettext("another service")
    if shown.profession and was.profession not in {"", shown.profession}:
        yield gettext("another profession")
    if shown.region and was.region not in {"", shown.region}:
        yield gettext("another region")


def author_words(lesson: Lesson, cells: Cells) -> str:
    """Write who a lesson is by, as readers may know it today."""
    words = group_words(group_shown(lesson, cells), lesson.profession)
    named = lesson.named_author
    return f"{named.name}, {words}" if named is not None and named.name else words


def role_words(lesson: Lesson, cells: Cells) -> str:
    """Write the role alone, also of an author who is named: for those who may not know who it is."""
    return group_words(group_safe(group_stored(lesson), cells), lesson.profession)
