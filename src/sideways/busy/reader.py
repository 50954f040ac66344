"""Read a calendar file in a process of its own: whatever the file does, the site goes on."""

import json
import subprocess
import sys
import threading
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_noop as _

from sideways.busy.reading import LeftOut, Reading, Sentence, UnreadableError

_one_at_a_time = threading.Lock()  # a file may work both a processor and a gigabyte of memory hard
OTHERS = Sentence(_("Others are reading their files just now. Try again in a minute."))
SECONDS = 60  # by the clock; the process counts its own work and ends long before, but on a busy machine
TOO_MUCH = Sentence(_("This file takes too long to read. Export a shorter time and try again."))


def calendar_read(raw: bytes, *, at: datetime) -> Reading:
    """Return when the owner of a calendar file is busy in the 90 days from ``at``. Raises UnreadableError."""
    if not _one_at_a_time.acquire(timeout=SECONDS):
        raise UnreadableError(1, OTHERS)
    try:
        said = _said_by_a_process(raw, at)
    finally:
        _one_at_a_time.release()
    if "refused" in said:
        raise UnreadableError(*_place_and_sentence(said["refused"]))
    return Reading(
        spans=[(_moment(start), _moment(end)) for start, end in said["spans"]],
        entries=said["entries"],
        left_out=[LeftOut(*_place_and_sentence(each)) for each in said["left_out"]],
    )


def _said_by_a_process(raw: bytes, at: datetime) -> dict[str, Any]:
    command = [sys.executable, "-m", "sideways.busy.reading", at.isoformat()]
    try:
        ended = subprocess.run(command, input=raw, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603 (our own)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise UnreadableError(1, TOO_MUCH) from error
    said: dict[str, Any] = json.loads(ended.stdout)
    return said


def _place_and_sentence(told: list[Any]) -> tuple[int, Sentence]:
    line, words, values = told
    return line, Sentence(words, **values)


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)
