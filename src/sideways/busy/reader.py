"""Read a calendar file in a process of its own: whatever the file does, the site goes on."""

import json
import subprocess
import sys
from datetime import UTC, datetime

from sideways.busy.reading import LeftOut, Reading, UnreadableError

SECONDS = 60  # by the clock; the process counts its own work and ends long before, but on a busy machine
TOO_MUCH = "This file takes too long to read. Export a shorter time and try again."


def calendar_read(raw: bytes, *, at: datetime) -> Reading:
    """Return when the owner of a calendar file is busy in the 90 days from ``at``. Raises UnreadableError."""
    command = [sys.executable, "-m", "sideways.busy.reading", at.isoformat()]
    try:
        ended = subprocess.run(command, input=raw, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603 (our own)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise UnreadableError(1, TOO_MUCH) from error
    said = json.loads(ended.stdout)
    if "refused" in said:
        raise UnreadableError(*said["refused"])
    return Reading(
        spans=[(_moment(start), _moment(end)) for start, end in said["spans"]],
        entries=said["entries"],
        left_out=[LeftOut(line, sentence) for line, sentence in said["left_out"]],
    )


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)
