"""Files that an operator has sent and not yet confirmed: kept for a day, outside the reach of the web."""

import secrets
import shutil
import time
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import get_valid_filename

LIMIT_BYTES = 20_000_000
KEPT_SECONDS = 24 * 60 * 60
TOKEN_BYTES = 16


def folder() -> Path:
    """Return where uploads wait."""
    return Path(settings.DATA) / "imports"


def upload_keep(upload: UploadedFile) -> str:
    """Keep a file until it is confirmed, and return the token that finds it again."""
    _forget_old()
    token = secrets.token_urlsafe(TOKEN_BYTES)
    place = folder() / token
    place.mkdir(parents=True, mode=0o700)
    with (place / get_valid_filename(upload.name or "file.csv")[-80:]).open("wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
    return token


def upload_find(token: str) -> Path | None:
    """Return the file that waits under a token, or None when there is none."""
    if not token.replace("-", "").replace("_", "").isalnum():
        return None
    return next((folder() / token).glob("*"), None)


def upload_forget(token: str) -> None:
    """Delete what waits under a token. Forgetting twice changes nothing."""
    if upload_find(token):
        shutil.rmtree(folder() / token, ignore_errors=True)


def _forget_old() -> None:
    if folder().exists():
        for place in folder().iterdir():
            if time.time() - place.stat().st_mtime > KEPT_SECONDS:
                shutil.rmtree(place, ignore_errors=True)
