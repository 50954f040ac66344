import uuid

import pytest

from sideways.cli.main import main
from sideways.vault.models import BlindToken, SealedIdentity
from sideways.vault.services import identity_seal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sealed_by_the_old_key(settings):
    settings.VAULT_KEYS = ["old"]
    identity_seal(subject=uuid.uuid4(), content={"person": 1}, keywords=["author"])


def test_the_command_says_what_it_moved_and_then_that_nothing_is_left(settings, capsys):
    settings.VAULT_KEYS = ["new", "old"]

    assert main(["vault", "rotate"]) == 0
    assert "Moved 3 entries" in capsys.readouterr().err
    assert main(["vault", "rotate"]) == 0
    assert "Everything is under the newest key." in capsys.readouterr().err


def test_the_command_with_one_key_says_how_to_begin(capsys):
    assert main(["vault", "rotate"]) == 2
    assert "Put a new one before it" in capsys.readouterr().err


def test_the_command_without_the_key_that_sealed_changes_nothing(settings, capsys):
    settings.VAULT_KEYS = ["new", "another"]
    before = list(SealedIdentity.objects.values()), list(BlindToken.objects.values())

    assert main(["vault", "rotate"]) == 2

    assert "not in SIDEWAYS_VAULT_KEY" in capsys.readouterr().err
    assert (list(SealedIdentity.objects.values()), list(BlindToken.objects.values())) == before
