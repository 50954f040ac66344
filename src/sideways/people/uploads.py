"""Files somebody has sent and not yet confirmed: kept for a day, outside the reach of the web.

Each is found again only by whoever sent it.
"""

import hashlib
import secrets
import shutil
import time
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import get_valid_filename

from sideways.people.keeping import UPLOADS_KEPT
from sideways.people.models import Person

LIMIT_BYTES = 20_000_000
TOKEN_BYTES = 16


def folder() -> Path:
    """Return where uploads wait."""
    return Path(settings.DATA) / "imports"


def upload_keep(upload: UploadedFile, by: Person) -> str:
    """Keep a file until it is confirmed, and return the token that finds it again."""
    uploads_forget()
    token = secrets.token_urlsafe(TOKEN_BYTES)
    place = _place(token, by)
    place.mkdir(parents=True, mode=0o700)
    with (place / get_valid_filename(upload.name or "file.csv")[-80:]).open("wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
    return token


def upload_find(token: str, by: Person) -> Path | None:
    """Return the file that waits under a token of this person, or None when there is none."""
    return next(_place(token, by).glob("*"), None)


def upload_forget(token: str, by: Person) -> None:
    """Delete what waits under a token. Forgetting twice changes nothing."""
    shutil.rmtree(_place(token, by), ignore_errors=True)


def uploads_forget() -> int:
    """Delete files nobody confirmed within a day, and return how many."""
    old = []
    if folder().exists():
        before = time.time() - UPLOADS_KEPT.total_seconds()
        old = [place for place in folder().iterdir() if place.stat().st_mtime <= before]
    for place in old:
        shutil.rmtree(place, ignore_errors=True)
    return len(old)


def _place(token: str, by: Person) -> Path:
    # A name that no token chooses: neither a path nor somebody else's file can be asked for.
    return folder() / hashlib.sha256(f"{by.pk}:{token}".encode()).hexdigest()
