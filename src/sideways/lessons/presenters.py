"""Lessons as people read them. Nothing here asks the database."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sideways.lessons.groups import group_of_person, group_safe, group_shown, group_stored
from sideways.lessons.models import Cause, Lesson, LessonUpdate
from sideways.people.cells import SMALLEST_GROUP, Cells, Group, wider
from sideways.people.levels import Level, Service
from sideways.people.models import Person, Profession, Topic
from sideways.people.trust import Audience, Reader, State
from sideways.ui.dates import day

LONGEST_TITLE = 110
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
_IN_SERVICE = {
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
_MAY_READ = {
    Audience.LEVEL: "practitioners and brokers at your level",
    Audience.PEERS: "all practitioners and brokers",
    Audience.PUBLIC: "anyone",
}
TALK = {
    Lesson.Talk.IN_PERSON: "Would talk about it in person.",
    Lesson.Talk.VIDEO: "Would talk about it by video.",
    Lesson.Talk.PHONE: "Would talk about it by phone.",
    Lesson.Talk.NO: "",
}
LATER_HEADINGS = {
    "expected": "What they expected",
    "early_signs": "Early signs",
    "scale": "How many, how much",
    "harm": "Who was harmed",
    "changed": "What they changed",
    "helped": "Did it help?",
    "do_not_copy": "Do not copy this if",
    "still_puzzling": "Still puzzling",
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
        place = _IN_SERVICE[Service(group.service)] if group.service else ""
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


def text_labels(lesson: Lesson, updates: Collection[LessonUpdate]) -> dict[str, str]:
    """Name every text the public would read, as texts_to_release names them."""
    first = {
        "trying": "What they were trying to do",
        "went_wrong": "What went wrong",
        "advice": "Tell somebody starting tomorrow",
    }
    return (
        first | LATER_HEADINGS | {f"update:{update.pk}": f"Update of {day(update.at)}" for update in updates}
    )


def title_of(lesson: Lesson) -> str:
    """Return what went wrong as a headline: all of it when short, else its first sentence."""
    text = " ".join(lesson.went_wrong.split()) or " ".join(lesson.trying.split())
    if len(lesson.went_wrong or lesson.trying) <= LONGEST_TITLE:
        return lesson.went_wrong or lesson.trying or "Untitled draft"
    ends = [place for mark in (". ", "? ", "! ") if 20 < (place := text.find(mark)) < LONGEST_TITLE]
    if ends:
        return text[: min(ends) + 1].rstrip(".")
    return text[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def reason_for(lesson: Lesson, group: Group | None, person: Person, followed: Collection[str]) -> str:
    """Say why this person sees the lesson: you follow fit notes; other profession, same level."""
    names = [topic.name.lower() for topic in lesson.topics.all() if topic.pk in followed]
    reasons = [f"you follow {' and '.join(names[:2])}"] if names else []
    alike = []
    if group is not None and group.profession:
        alike.append("your profession" if group.profession == person.profession_id else "other profession")
    if lesson.level == person.level:
        alike.append("same level")
    return "; ".join([*reasons, *filter(None, [", ".join(alike)])])


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonRow:
    """One lesson in a list."""

    lesson: Lesson
    title: str
    author: str
    service: str
    reason: str
    is_now: bool
    echoes: int

    @property
    def aim(self) -> str:
        return self.lesson.trying if self.lesson.went_wrong else ""


def lesson_rows(
    lessons: Collection[Lesson],
    cells: Cells,
    reader: Reader,
    followed: Collection[str] = (),
    mine: Collection[UUID] = (),
) -> list[LessonRow]:
    """Return the rows of a list, with why this reader sees each.

    ``followed`` are the topics of the reader and ``mine`` the ids of what they wrote: the caller
    asks for both once.
    """
    rows = []
    for lesson in lessons:
        row = _row(lesson, cells)
        if lesson.pk in mine:
            rows.append(replace(row, reason="you wrote it"))
        elif isinstance(reader, Person):
            reason = reason_for(lesson, group_shown(lesson, cells), reader, followed)
            rows.append(replace(row, reason=reason))
        else:
            rows.append(row)
    return rows


def _row(lesson: Lesson, cells: Cells) -> LessonRow:
    group = group_shown(lesson, cells)
    return LessonRow(
        lesson=lesson,
        title=title_of(lesson),
        author=author_words(lesson, cells),
        service=Service(group.service).label if group is not None and group.service else "",
        reason="",
        is_now=lesson.stage == Lesson.Stage.NOW,
        echoes=getattr(lesson, "echo_count", 0),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One filled part of a lesson."""

    heading: str
    text: str


def stage_count_words(counts: Mapping[str, int]) -> str:
    """Write how many lessons stand in each stage: 3 happening now, 1 looking back."""
    return ", ".join(
        f"{count} {Lesson.Stage(stage).label.lower()}" for stage, count in counts.items() if count
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Who can read and who cannot, as it stands beside what is being written (P7)."""

    can: str
    cannot: str
    audience: str
    attribution: str


def audience_sentences(person: Person, cells: Cells) -> list[Sentence]:
    """Return one sentence for each choice of audience and attribution this author has."""
    return [
        Sentence(
            can=f"{_MAY_READ[audience]}, shown as “{shown}”.",
            cannot=_shut_out(person, audience),
            audience=audience.value,
            attribution=attribution,
        )
        for audience in (Audience.LEVEL, Audience.PEERS)
        for attribution, shown in shown_as(person, cells).items()
    ]


def shown_as(person: Person, cells: Cells) -> dict[str, str]:
    """Return how readers would know this author, by attribution. Without a name there is only the role."""
    if person.level is None:
        return {}
    group = group_of_person(person, person.level)
    shown = {Lesson.Attribution.ROLE.value: group_words(group_safe(group, cells), person.profession)}
    if person.name:
        words = group_words(next(wider(group)), person.profession)
        shown[Lesson.Attribution.NAMED.value] = f"{person.name}, {words}"
    return shown


def audience_hints(person: Person) -> dict[str, str]:
    """Return the sentence under each choice of audience, for pages where nothing moves."""
    return {
        audience.value: f"Can read it: {_MAY_READ[audience]}. Cannot: {_shut_out(person, audience)}"
        for audience in (Audience.LEVEL, Audience.PEERS)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What the form offers this author to choose from."""

    shown_as: Mapping[str, str]
    audience_hints: Mapping[str, str]
    topics: Collection[Topic]


def readers_of(lesson: Lesson) -> str:
    """Write who may read a shared lesson, for its author."""
    return _MAY_READ[Audience(lesson.audience)]


def differences(lesson: Lesson, typed: Mapping[str, Any]) -> list[Part]:
    """Return the texts of a lesson that are not what was typed on a page opened earlier."""
    headings = {
        "trying": "What you were trying to do",
        "went_wrong": "What went wrong",
        "advice": "Your advice",
    }
    return [
        Part(heading=heading, text=getattr(lesson, name) or "(empty)")
        for name, heading in headings.items()
        if getattr(lesson, name) != typed.get(name)
    ]


def few_at_level(person: Person, cells: Cells) -> bool:
    """Say whether so few people stand at this level that readers may guess the author."""
    return person.level is not None and cells.size(Group(level=person.level)) < SMALLEST_GROUP


def _shut_out(person: Person, audience: Audience) -> str:
    if person.organisation_id is not None:
        return "your managers, your employer’s leaders, government, regulators, funders."
    if audience == Audience.LEVEL:
        return "people at other levels, government, regulators, funders."
    return (
        "government, regulators, funders. You have not named an organisation, "
        "so we cannot shut out the managers of one."
    )


def who_can_read(lesson: Lesson, *, is_mine: bool, readers: int = 0) -> dict[str, str]:
    """Return the two sentences on who can read a lesson that is there already."""
    if lesson.state != State.SHARED:
        return {"can": "only you.", "cannot": ""}
    if lesson.audience == Audience.PUBLIC:
        return {"can": "anyone, signed in or not.", "cannot": ""}
    audience = Audience(lesson.audience)
    if is_mine:
        named = f", and {readers} more you named" if readers else ""
        cannot = "your managers, your employer’s leaders, government, regulators, funders."
        return {"can": f"{_MAY_READ[audience]}{named}.", "cannot": cannot}
    can = _MAY_READ[audience].replace("your level", "the author’s level")
    return {"can": f"{can}.", "cannot": "the author’s managers, government, regulators, funders."}


def parts_of(lesson: Lesson, title: str) -> list[Part]:
    """Return the filled parts of a lesson, in the order a reader needs them."""
    parts = [Part(heading="What they were trying to do", text=lesson.trying)]
    parts += [_later(lesson, "expected")]
    parts += [Part(heading="What went wrong", text=lesson.went_wrong if lesson.went_wrong != title else "")]
    parts += [_later(lesson, name) for name in ("early_signs", "scale", "harm", "changed", "helped")]
    parts += [Part(heading="Tell somebody starting tomorrow", text=lesson.advice)]
    parts += [_later(lesson, name) for name in ("do_not_copy", "still_puzzling")]
    return [part for part in parts if part.text.strip()]


def _later(lesson: Lesson, name: str) -> Part:
    display = getattr(lesson, f"get_{name}_display", None)
    return Part(heading=LATER_HEADINGS[name], text=display() if display else getattr(lesson, name))


def cause_words(causes: Collection[str]) -> list[str]:
    """Return the causes in words."""
    return [Cause(cause).label for cause in causes]


def echo_words(by_service: Mapping[str, int]) -> str:
    """Write who else it happened to: 2 in the NHS, 1 in housing."""
    return ", ".join(f"{count} {_IN_SERVICE[Service(service)]}" for service, count in by_service.items())


VERSION_WORDS = {
    "shared": "Shared",
    "corrected": "Changed",
    "updated": "Taken off the public pages by a new update",
    "narrowed": "Shown to fewer people",
    "withdrawn": "Withdrawn",
    "put_back": "Put back",
    "released": "Made public in the guardian’s wording",
}


def version_parts(content: Mapping[str, Any], topics: Mapping[str, Topic]) -> list[Part]:
    """Return what an earlier version said."""
    known = {name: value for name, value in content.items() if name != "topics"}
    lesson = Lesson(**known)
    names = ", ".join(topics[slug].name for slug in content["topics"] if slug in topics)
    return [
        *parts_of(lesson, title=""),
        *filter(
            lambda part: part.text,
            [
                Part(heading="Why", text=", ".join(cause_words(lesson.causes))),
                Part(heading="Topics", text=names),
                Part(heading="Stage", text=lesson.get_stage_display()),
                Part(heading="Who could read it", text=lesson.get_audience_display()),
                Part(heading="Shown", text=lesson.get_attribution_display()),
            ],
        ),
    ]
