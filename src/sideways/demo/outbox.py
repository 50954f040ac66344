"""The e-mails the demo would have sent: files in the data folder, newest first."""

import email
import email.policy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

MOST_SHOWN = 50
BETWEEN_LETTERS = b"\n" + b"-" * 79 + b"\n"  # how Django's file backend separates letters of a connection


@dataclass(frozen=True, slots=True)
class Letter:
    to: str
    subject: str
    text: str
    html: str
    at: datetime


def newest_letters() -> list[Letter]:
    """Return the newest letters of the demo's outbox."""
    files = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"), reverse=True)
    letters = [letter for file in files[:MOST_SHOWN] for letter in _letters(file)]
    return sorted(letters, key=lambda letter: letter.at, reverse=True)[:MOST_SHOWN]


def _letters(file: Path) -> list[Letter]:
    at = datetime.fromtimestamp(file.stat().st_mtime, tz=UTC)
    sources = file.read_bytes().split(BETWEEN_LETTERS)
    return [_letter(source, at) for source in sources if source.strip()]


def _letter(source: bytes, at: datetime) -> Letter:
    message = email.message_from_bytes(source, policy=email.policy.default)
    plain, html = (message.get_body(preferencelist=(form,)) for form in ("plain", "html"))
    return Letter(
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        text=plain.get_content() if plain else "",
        html=html.get_content() if html else "",
        at=at,
    )
