"""What a week is, and who gets a list: ISO weeks in the time zone of the site."""

import re
from datetime import date, datetime, timedelta

from django.utils import timezone

_NAMED = re.compile(r"\d{4}-W\d{2}", re.ASCII)


def monday_of(at: datetime) -> date:
    """Return the first day of the week of a moment."""
    today = timezone.localdate(at)
    return today - timedelta(days=today.weekday())


def week_name(monday: date) -> str:
    """Write a week as ISO 8601 does.

    >>> week_name(date(2026, 12, 28))
    '2026-W53'
    """
    year, week, _ = monday.isocalendar()
    return f"{year:04}-W{week:02}"


def week_named(name: str) -> date | None:
    """Return the first day of a week by its name, or None where there is no such week.

    >>> week_named("2026-W53"), week_named("2027-W53"), week_named("2026-48")
    (datetime.date(2026, 12, 28), None, None)
    """
    if not _NAMED.fullmatch(name):
        return None
    try:
        return date.fromisocalendar(int(name[:4]), int(name[6:]), 1)
    except ValueError:
        return None
