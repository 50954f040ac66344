"""When you are busy, read from your own calendar file: times only, for 90 days."""

from typing import NoReturn

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from ninja import Router, Status

from sideways.api.access import PersonRequest
from sideways.api.authentication import READ, WRITE
from sideways.api.shapes import busy as shapes
from sideways.busy import presenters, queries, services
from sideways.busy.errors import NewerFileReadError
from sideways.busy.offered import offer, taken
from sideways.busy.reader import calendar_read
from sideways.busy.reading import LeftOut, UnreadableError

router = Router(auth=READ, tags=["Busy times"])
FILE = "calendar"


@router.get("/me/busy", response=shapes.BusyTold, url_name="busy")
def busy_read(request: PersonRequest) -> shapes.BusyTold:
    """Read when you are busy, as far as you have told. Nobody else reads it."""
    now = timezone.now()
    calendar = queries.busy_calendar_of(request.user, now)
    times = queries.busy_times_of(request.user, now) if calendar else []
    return shapes.BusyTold(
        read_at=calendar.read_at if calendar else None,
        until=calendar.until if calendar else None,
        times=[shapes.TimeTold(starts=each.starts_at, ends=each.ends_at) for each in times],
    )


@router.post("/me/busy/preview", response=shapes.Preview, url_name="busy_preview", auth=WRITE)
def busy_preview(request: PersonRequest, sent: shapes.CalendarFile) -> shapes.Preview:
    """Read a calendar file, and store nothing. “offered” is what to send to keep its times.

    Titles, places and people are not read.
    """
    at = timezone.now()
    try:
        found = calendar_read(sent.calendar.encode(), at=at)
    except UnreadableError as error:
        _refuse([LeftOut(error.line, error.sentence)])
    if found.left_out and not found.spans and len(found.left_out) >= found.entries:
        _refuse(found.left_out)
    return shapes.Preview(
        entries=found.entries,
        times=[shapes.TimeTold(starts=start, ends=end) for start, end in found.spans],
        left_out=presenters.left_out_lines(FILE, found.left_out),
        offered=offer(request.user, found.spans, at),
    )


@router.put("/me/busy", response=shapes.BusyTold, url_name="busy", auth=WRITE)
def busy_keep(request: PersonRequest, sent: shapes.Keep) -> shapes.BusyTold:
    """Keep the times of a preview in place of what was kept before. Twice is once."""
    offered = taken(request.user, sent.offered)
    if offered is None:
        raise ValidationError(
            {"offered": gettext("This is too old, or of nobody here. Read the file again.")}
        )
    try:
        services.busy_times_keep(person=request.user, spans=offered.spans, read_at=offered.read_at)
    except NewerFileReadError as error:
        raise ValidationError({"offered": gettext("A newer file has been read since, and stays.")}) from error
    return busy_read(request)


@router.delete("/me/busy", response={204: None}, url_name="busy", auth=WRITE)
def busy_remove(request: PersonRequest) -> Status:
    """Delete all that is kept of your calendar. Twice changes nothing."""
    services.busy_times_remove(person=request.user)
    return Status(204, None)


def _refuse(left_out: list[LeftOut]) -> NoReturn:
    raise ValidationError({"calendar": presenters.left_out_lines(FILE, left_out)})
