"""Killed while it rotates, the vault loses nothing, and at the end the old key opens nothing."""

import json
import os
import random
import signal
import subprocess
import sys
import uuid
from contextlib import contextmanager

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.db import connection
from django.utils import timezone

from sideways.people.tests.factories import make_organisation, make_person
from sideways.vault import keys
from sideways.vault.models import BlindToken, SealedIdentity
from sideways.vault.queries import keywords_of, opened, subjects_under
from sideways.vault.services import identity_destroy, identity_seal
from sideways.webhooks import signing
from sideways.webhooks.services import webhook_create
from sideways.week.choosing import Chosen, Why
from sideways.week.models import WeekList
from sideways.week.seals import opened as week_opened
from sideways.week.seals import sealed as week_sealed

BOTH, NEW, OLD = ["new", "old"], ["new"], ["old"]
MOMENTS = [
    "resealed 1", "resealed 2", "_reseal 1", "resealed 2", "_reseal 2", "filed 1", "filed 4", "_refile 1",
    "filed 2", "_refile 1",
]  # fmt: skip
AT_ANY_TIME = 12
LONGEST_SECONDS = 0.1  # about as long as all of it takes on a fast machine
PEOPLE = 9


@contextmanager
def rotating():
    """Yield what rotates in a process of its own until a moment, and returns how that ended."""
    database = {name: connection.settings_dict[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    command = [sys.executable, "-m", "sideways.vault.tests.rotating"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    with subprocess.Popen(command, env=environment, text=True, **pipes) as process:
        told = {"database": {name: str(value or "") for name, value in database.items()}, "keys": BOTH}
        process.stdin.write(json.dumps(told) + "\n")

        def until(moment):
            process.stdin.write(f"{moment}\n")
            process.stdin.flush()
            return int(process.stdout.readline())

        yield until
        process.stdin.close()


class Everything:
    """One of all that the keys of the vault seal, some of it destroyed."""

    def __init__(self, name):
        self.author = f"author {name}"
        self.subjects = [uuid.uuid4() for _ in range(PEOPLE)]
        for number, subject in enumerate(self.subjects):
            keywords = [self.author, f"{name} {number}"]
            identity_seal(subject=subject, content={"person": number}, keywords=keywords)
        identity_seal(subject=(gone := uuid.uuid4()), content={"person": 99}, keywords=[self.author])
        identity_destroy(subject=gone)
        at, operator = timezone.now(), make_person(kind="operator")
        self.webhook = webhook_create(
            webhook_id=uuid.uuid4(),
            organisation=make_organisation(),
            url="https://hook.example.org/",
            by=operator,
            at=at,
        ).webhook
        self.secret = signing.opened(self.webhook.secret)
        second = {"secret": get_adapter().encrypt("JBSWY3DP")}
        self.app = Authenticator.objects.create(user=operator, type=Authenticator.Type.TOTP, data=second)
        self.chosen = [Chosen(self.subjects[0], Why.TOPICS)]
        self.week = WeekList.objects.create(
            person=operator, monday=at.date(), sealed=week_sealed(self.chosen)
        )

    def opens(self):
        """Say whether every row opens, and is found in its order."""
        for row in (self.webhook, self.app, self.week):
            row.refresh_from_db()
        return (
            [opened(subject)["person"] for subject in self.subjects] == list(range(PEOPLE))
            and subjects_under([self.author])[self.author] == self.subjects
            and self.author in keywords_of(self.subjects[:1])[self.subjects[0]]
            and signing.opened(self.webhook.secret) == self.secret
            and get_adapter().decrypt(self.app.data["secret"]) == "JBSWY3DP"
            and week_opened(self.week.sealed) == self.chosen
        )

    def ciphertexts(self):
        yield from ((keys.sealer, bytes(row.ciphertext)) for row in SealedIdentity.objects.all())
        yield from ((keys.sealer, bytes(row.keyword)) for row in BlindToken.objects.exclude(subject=None))
        yield keys.sealer, bytes(self.webhook.secret)
        yield keys.sealer, bytes(self.week.sealed)
        yield keys.sign_in_sealer, self.app.data["secret"].encode()


def test_killed_at_every_moment_every_row_opens_and_the_old_key_opens_none(settings, transactional_db):
    chance, kept = random.Random(1), []
    with rotating() as until:
        for moments in (MOMENTS, [f"after {chance.uniform(0, LONGEST_SECONDS)}" for _ in range(AT_ANY_TIME)]):
            settings.VAULT_KEYS = OLD
            kept.append(Everything(f"number {len(kept)}"))
            settings.VAULT_KEYS = BOTH
            for moment in moments:
                ended = until(moment)
                assert ended == -signal.SIGKILL or (ended == 0 and moment.startswith("after")), moment
                assert all(each.opens() for each in kept), moment
        assert until("nowhere 0") == 0

    settings.VAULT_KEYS = NEW
    assert all(each.opens() for each in kept)
    settings.VAULT_KEYS = OLD
    assert not any(subjects_under([each.author])[each.author] for each in kept)
    for sealer, ciphertext in [pair for each in kept for pair in each.ciphertexts()]:
        with pytest.raises(InvalidToken):
            sealer().decrypt(ciphertext)
