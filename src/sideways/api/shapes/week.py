"""A weekly list."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from sideways.api.fields import Told
from sideways.api.shapes.lessons import LessonRow, row_told
from sideways.lessons.presenters import LessonRow as Row
from sideways.week.presenters import Nothing
from sideways.week.rules import week_name

WeekName = Annotated[str, Field(pattern=r"^[0-9]{4}-W[0-9]{2}$", max_length=8, examples=["2026-W48"])]


class WeekTold(Told):
    """What somebody is offered in a week, as far as they may read it now."""

    week: str = Field(description="As ISO 8601 names it", examples=["2026-W48"])
    begins: date
    ends: date
    items: list[LessonRow]
    nothing: str = Field(description="Why the list is empty, and what would help; else nothing")
    earlier: list[str] = Field(description="The weeks before this one that you have a list for")


def week_told(monday: date, rows: Iterable[Row], nothing: Nothing | None, before: Iterable[date]) -> WeekTold:
    """Return a week as its person may know it."""
    return WeekTold(
        week=week_name(monday),
        begins=monday,
        ends=monday + timedelta(days=6),
        items=[row_told(row) for row in rows],
        nothing=f"{nothing.title}. {nothing.text}" if nothing else "",
        earlier=[week_name(each) for each in before],
    )
