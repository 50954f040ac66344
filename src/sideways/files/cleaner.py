"""Clean a file in a process of its own: whatever the file does, the site goes on."""

import json
import subprocess
import sys
import threading

from sideways.files.cleaning import Cleaned, MediaType, Refusal, RefusedError, media_type_of

_one_at_a_time = threading.Lock()  # a file may work both a processor and a gigabyte of memory hard
SECONDS = 60  # by the clock; the process counts its own work and ends long before, but on a busy machine
COMMAND = [sys.executable, "-m", "sideways.files.cleaning"]


def file_cleaned(raw: bytes) -> Cleaned:
    """Return a file without what is hidden in it. Raises RefusedError."""
    media_type_of(raw)  # what is nothing of ours needs no process
    if not _one_at_a_time.acquire(timeout=SECONDS):
        raise RefusedError(Refusal.BUSY)
    try:
        ended = subprocess.run(COMMAND, input=raw, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603 (our own)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise RefusedError(Refusal.TOO_HARD) from error
    finally:
        _one_at_a_time.release()
    line, _, content = ended.stdout.partition(b"\n")
    told = json.loads(line)
    if "refused" in told:
        raise RefusedError(Refusal(told["refused"]))
    return Cleaned(content=content, media_type=MediaType(told.pop("media_type")), **told)
