"""What a lesson says, part by part, now and before."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sideways.lessons.following import Following
from sideways.lessons.models import Cause, Lesson, LessonUpdate
from sideways.lessons.presenters.author import IN_SERVICE
from sideways.people.levels import Service
from sideways.people.models import Topic
from sideways.ui.dates import day

TALK = {
    Lesson.Talk.IN_PERSON: "Would talk about it in person.",
    Lesson.Talk.VIDEO: "Would talk about it by video.",
    Lesson.Talk.PHONE: "Would talk about it by phone.",
    Lesson.Talk.NO: "",
}

FOLLOWED = {
    Following.WATCHING: "You hear of it when something changes.",
    Following.NORMAL: "You hear of it as usual.",
    Following.MUTED: "You hear nothing more of it.",
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One filled part of a lesson."""

    heading: str
    text: str


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
    return ", ".join(f"{count} {IN_SERVICE[Service(service)]}" for service, count in by_service.items())


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
