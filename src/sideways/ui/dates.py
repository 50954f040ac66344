"""Dates and times as the GOV.UK content guide writes them, always in the site's time zone.

How another language writes them is for its catalogue to say: the formats are messages, in Django's letters.
"""

from datetime import date, datetime, tzinfo
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

MOMENTS_REMEMBERED = 4_096  # the dates of some hundred pages


def day(value: date) -> str:
    """Write a day.

    >>> day(date(2026, 1, 5))
    '5 January 2026'
    """
    # Translators: a day in the letters of Django's date formats: 5 January 2026.
    return date_format(_in_site_time(value), _("j F Y"))


def clock(value: datetime) -> str:
    """Write a time of day: no zero minutes, and words for the two hours people mix up.

    >>> [clock(datetime(2026, 1, 5, *time)) for time in [(9, 0), (15, 15), (0, 5), (12, 0), (0, 0)]]
    ['9am', '3:15pm', '12:05am', 'midday', 'midnight']
    """
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    if local.minute == 0 and local.hour in {0, 12}:
        return _("midday") if local.hour else _("midnight")
    if local.hour < 12:
        # Translators: a time before midday in the letters of Django's date formats: 3:15am. Or with 24 hours.
        return date_format(local, _("f\\a\\m"))
    # Translators: a time after midday in the letters of Django's date formats: 3:15pm. Or with 24 hours.
    return date_format(local, _("f\\p\\m"))


def moment(value: datetime) -> str:
    """Write a day and a time.

    >>> moment(datetime(2026, 1, 5, 15, 15))
    '5 January 2026 at 3:15pm'
    """
    return _moment(value, timezone.get_current_timezone(), get_language())


@lru_cache(maxsize=MOMENTS_REMEMBERED)
def _moment(value: datetime, zone: tzinfo, language: str | None) -> str:
    # Where and in which language is asked again inside: they are here to be remembered by.
    return _("%(day)s at %(time)s") % {"day": day(value), "time": clock(value)}


def ago(value: date, now: datetime) -> str:
    """Write how long ago something was; past a week, the day it was.

    >>> from datetime import timedelta
    >>> now = datetime(2026, 1, 15, 12, 0)
    >>> [ago(now - timedelta(seconds=seconds), now) for seconds in (20, 60, 3_000, 3_600, 7_200)]
    ['just now', '1 minute ago', '50 minutes ago', '1 hour ago', '2 hours ago']
    >>> [ago(now - timedelta(days=days), now) for days in (1, 3, 7, 8)]
    ['yesterday', '3 days ago', '7 days ago', '7 January 2026']
    >>> [ago(date(2026, 1, number), now) for number in (15, 14, 12)]
    ['today', 'yesterday', '3 days ago']
    >>> ago(datetime(2026, 1, 14, 20, 0), now), ago(date(2026, 1, 20), now)
    ('16 hours ago', '20 January 2026')
    """
    if isinstance(value, datetime):
        seconds = (now - value).total_seconds()
        if 0 <= seconds < 86_400:
            return _recently(int(seconds))
    then, today = _in_site_time(value), _in_site_time(now)
    days = (date(today.year, today.month, today.day) - date(then.year, then.month, then.day)).days
    if not 0 <= days <= 7:
        return day(value)
    if days == 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    return ngettext("%(count)d day ago", "%(count)d days ago", days) % {"count": days}


def _recently(seconds: int) -> str:
    if seconds < 60:
        return _("just now")
    if seconds < 3_600:
        minutes = seconds // 60
        return ngettext("%(count)d minute ago", "%(count)d minutes ago", minutes) % {"count": minutes}
    hours = seconds // 3_600
    return ngettext("%(count)d hour ago", "%(count)d hours ago", hours) % {"count": hours}


def _in_site_time(value: date) -> date:
    """Return the moment in the site's time zone; a plain date or a naive moment as it stands."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
