"""Reads of the vault. Only trust rules and services call these."""

import json
from collections.abc import Collection, Iterable
from typing import Any, cast
from uuid import UUID

from sideways.vault import keys
from sideways.vault.models import BlindToken, SealedIdentity

FIRST_LOOK = 16  # entries asked for per keyword at first: one query for nearly everybody
FURTHER = 8  # and this many times as far at each further look
TOKENS_PER_QUERY = 5_000  # below SQLite's limit of 32,766 variables


def subjects_under(keywords: Iterable[str]) -> dict[str, list[UUID]]:
    """Return the subjects filed under each keyword, oldest first.

    One query while each keyword has fewer than 16 entries; then each further query looks
    eight times as far. Cost: one keyed hash per entry looked for, and per key while one is rotated.
    """
    wanted = list(dict.fromkeys(keywords))
    secrets = [*keys.older(), keys.newest()]
    found: dict[tuple[str, str], list[UUID]] = {
        (keyword, secret): [] for keyword in wanted for secret in secrets
    }
    waiting, start, length = list(found), 0, FIRST_LOOK
    while waiting:
        entries = {sequence: _tokens(*sequence, start, length) for sequence in waiting}
        rows = _rows([token for tokens in entries.values() for token in tokens])
        for sequence, tokens in entries.items():
            found[sequence] += [subject for token in tokens if (subject := rows.get(token))]
        waiting = [sequence for sequence in waiting if entries[sequence][-1] in rows]
        start, length = start + length, length * FURTHER
    return {
        keyword: [subject for secret in secrets for subject in found[keyword, secret]] for keyword in wanted
    }


def _tokens(keyword: str, secret: str, start: int, length: int) -> list[bytes]:
    return [keys.token(keyword, start + i, secret=secret) for i in range(length)]


def keywords_of(subjects: Collection[UUID]) -> dict[UUID, set[str]]:
    """Return the keywords each subject is filed under: ``subjects_under`` the other way round. One query.

    Cost: one decryption per entry found.
    """
    found: dict[UUID, set[str]] = {subject: set() for subject in subjects}
    rows = BlindToken.objects.filter(subject__in=found).values_list("subject", "keyword")
    for subject, keyword in rows:
        found[cast("UUID", subject)].add(keys.keyword_opened(bytes(keyword)))
    return found


def entry_count(keyword: str, secret: str = "") -> int:
    """Return how many entries a keyword has ever had by one key, else the newest: the next counter."""
    count, length = 0, FIRST_LOOK
    while True:
        batch = _tokens(keyword, secret or keys.newest(), count, length)
        present = _rows(batch)
        for position, entry in enumerate(batch):
            if entry not in present:
                return count + position
        count, length = count + length, length * FURTHER


def tokens_of(keyword: str, secret: str) -> list[bytes]:
    """Return the token of every entry that a keyword has ever had by one key."""
    return _tokens(keyword, secret, 0, entry_count(keyword, secret))


def opened(subject: UUID) -> dict[str, Any] | None:
    """Return what is sealed about a subject, or None when the link is gone."""
    row = SealedIdentity.objects.filter(pk=subject).first()
    return None if row is None else json.loads(keys.sealer().decrypt(bytes(row.ciphertext)))


def opened_each(subjects: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """Return what is sealed about each subject that still has a link. One query for thousands."""
    found: dict[UUID, dict[str, Any]] = {}
    wanted = list(subjects)
    for start in range(0, len(wanted), TOKENS_PER_QUERY):
        chunk = wanted[start : start + TOKENS_PER_QUERY]
        for row in SealedIdentity.objects.filter(pk__in=chunk):
            found[row.pk] = json.loads(keys.sealer().decrypt(bytes(row.ciphertext)))
    return found


def _rows(tokens: list[bytes]) -> dict[bytes, UUID | None]:
    rows: dict[bytes, UUID | None] = {}
    for start in range(0, len(tokens), TOKENS_PER_QUERY):
        chunk = tokens[start : start + TOKENS_PER_QUERY]
        found = BlindToken.objects.filter(token__in=chunk).values_list("token", "subject")
        rows.update({bytes(token): subject for token, subject in found})
    return rows
