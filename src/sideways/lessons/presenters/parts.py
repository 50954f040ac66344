"""What a lesson says, part by part, now and before."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from sideways.lessons.following import Following
from sideways.lessons.models import Cause, Lesson, LessonUpdate
from sideways.lessons.presenters.author import IN_SERVICE
from sideways.people.levels import Service
from sideways.people.models import Topic
from sideways.ui.dates import day

TALK = {
    Lesson.Talk.IN_PERSON: gettext_lazy("Would talk about it in person."),
    Lesson.Talk.VIDEO: gettext_lazy("Would talk about it by video."),
    Lesson.Talk.PHONE: gettext_lazy("Would talk about it by phone."),
    Lesson.Talk.NO: "",
}

FOLLOWED = {
    Following.WATCHING: gettext_lazy("You hear of it when something changes."),
    Following.NORMAL: gettext_lazy("You hear of it as usual."),
    Following.MUTED: gettext_lazy("You hear nothing more of it."),
}

LATER_HEADINGS = {
    "expected": gettext_lazy("What they expected"),
    "early_signs": gettext_lazy("Early signs"),
    "scale": gettext_lazy("How many, how much"),
    "harm": gettext_lazy("Who was harmed"),
    "changed": gettext_lazy("What they changed"),
    "helped": gettext_lazy("Did it help?"),
    "do_not_copy": gettext_lazy("Do not copy this if"),
    "still_puzzling": gettext_lazy("Still puzzling"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One filled part of a lesson."""

    heading: str
    text: str


def text_labels(lesson: Lesson, updates: Collection[LessonUpdate]) -> dict[str, str]:
    """Name every text the public would read, as texts_to_release names them."""
    first = {
        "trying": gettext("What they were trying to do"),
        "went_wrong": gettext("What went wrong"),
        "advice": gettext("Tell somebody starting tomorrow"),
    }
    later = {name: str(heading) for name, heading in LATER_HEADINGS.items()}
    of_updates = {
        f"update:{update.pk}": gettext("Update of %(day)s") % {"day": day(update.at)} for update in updates
    }
    return first | later | of_updates


def differences(lesson: Lesson, typed: Mapping[str, Any]) -> list[Part]:
    """Return the texts of a lesson that are not what was typed on a page opened earlier."""
    headings = {
        "trying": gettext("What you were trying to do"),
        "went_wrong": gettext("What went wrong"),
        "advice": gettext("Your advice"),
    }
    return [
        Part(heading=heading, text=getattr(lesson, name) or gettext("(empty)"))
        for name, heading in headings.items()
        if getattr(lesson, name) != typed.get(name)
    ]


def parts_of(lesson: Lesson, title: str) -> list[Part]:
    """Return the filled parts of a lesson, in the order a reader needs them."""
    parts = [Part(heading=gettext("What they were trying to do"), text=lesson.trying)]
    parts += [_later(lesson, "expected")]
    went_wrong = lesson.went_wrong if lesson.went_wrong != title else ""
    parts += [Part(heading=gettext("What went wrong"), text=went_wrong)]
    parts += [_later(lesson, name) for name in ("early_signs", "scale", "harm", "changed", "helped")]
    parts += [Part(heading=gettext("Tell somebody starting tomorrow"), text=lesson.advice)]
    parts += [_later(lesson, name) for name in ("do_not_copy", "still_puzzling")]
    return [part for part in parts if part.text.strip()]


def _later(lesson: Lesson, name: str) -> Part:
    display = getattr(lesson, f"get_{name}_display", None)
    return Part(heading=str(LATER_HEADINGS[name]), text=display() if display else getattr(lesson, name))


def cause_words(causes: Collection[str]) -> list[str]:
    """Return the causes in words."""
    return [str(Cause(cause).label) for cause in causes]


def echo_words(by_service: Mapping[str, int]) -> str:
    """Write who else it happened to: 2 in the NHS, 1 in housing."""
    return ", ".join(
        gettext("%(count)s %(place)s") % {"count": count, "place": IN_SERVICE[Service(service)]}
        for service, count in by_service.items()
    )


VERSION_WORDS = {
    "shared": gettext_lazy("Shared"),
    "corrected": gettext_lazy("Changed"),
    "updated": gettext_lazy("Taken off the public pages by a new update"),
    "narrowed": gettext_lazy("Shown to fewer people"),
    "withdrawn": gettext_lazy("Withdrawn"),
    "put_back": gettext_lazy("Put back"),
    "released": gettext_lazy("Made public in the guardian’s wording"),
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
                Part(heading=gettext("Why"), text=", ".join(cause_words(lesson.causes))),
                Part(heading=gettext("Topics"), text=names),
                Part(heading=gettext("Stage"), text=lesson.get_stage_display()),
                Part(heading=gettext("Who could read it"), text=lesson.get_audience_display()),
                Part(heading=gettext("Shown"), text=lesson.get_attribution_display()),
            ],
        ),
    ]
