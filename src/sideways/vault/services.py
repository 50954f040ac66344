"""Writes of the vault."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from sideways.vault import keys
from sideways.vault.models import BlindToken, SealedIdentity
from sideways.vault.queries import entry_count, tokens_of

PADDED_TO = 128


@transaction.atomic
def identity_seal(*, subject: UUID, content: dict[str, Any], keywords: Iterable[str]) -> None:
    """Seal who is behind a subject and file it under keywords. Sealing again replaces the content."""
    # Padded, so that the length of a seal says nothing about what is in it.
    ciphertext = keys.sealer().encrypt(json.dumps(content, sort_keys=True).ljust(PADDED_TO).encode())
    SealedIdentity.objects.bulk_create(
        [SealedIdentity(subject=subject, ciphertext=ciphertext)],
        update_conflicts=True,
        unique_fields=["subject"],
        update_fields=["ciphertext"],
    )
    for keyword in keywords:
        subject_file(subject=subject, keyword=keyword)


def subject_file(*, subject: UUID, keyword: str) -> None:
    """File a subject under one more keyword. Two at once never overwrite each other."""
    while True:
        counter = entry_count(keyword)
        try:
            with transaction.atomic():
                BlindToken.objects.create(
                    token=keys.token(keyword, counter, secret=keys.newest()),
                    subject=subject,
                    keyword=keys.keyword_sealed(keyword),
                )
        except IntegrityError:
            continue  # somebody else took this place a moment ago: take the next
        return


def subject_unfile(*, subject: UUID, keyword: str) -> None:
    """Take a subject out from under one keyword; its others stay. Doing it twice changes nothing."""
    for secret in (keys.newest(), *keys.older()):
        entries = BlindToken.objects.filter(token__in=tokens_of(keyword, secret), subject=subject)
        entries.update(subject=None, keyword=b"")


@transaction.atomic
def identity_destroy(*, subject: UUID) -> None:
    """Destroy every link to a subject for good. Destroying twice changes nothing."""
    SealedIdentity.objects.filter(pk=subject).delete()
    BlindToken.objects.filter(subject=subject).update(subject=None, keyword=b"")
