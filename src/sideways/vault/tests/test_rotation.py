import uuid

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.utils import timezone

from sideways.people.tests.factories import make_organisation, make_person
from sideways.vault import rotation
from sideways.vault.models import BlindToken, SealedIdentity
from sideways.vault.queries import FIRST_LOOK, keywords_of, opened, subjects_under
from sideways.vault.rotation import vault_rotate
from sideways.vault.services import identity_destroy, identity_seal, subject_file, subject_unfile
from sideways.webhooks import signing
from sideways.webhooks.services import webhook_create

pytestmark = pytest.mark.django_db


REMEMBERED = 1  # the public key of receipts from before


@pytest.fixture(autouse=True)
def first_key(settings):
    settings.VAULT_KEYS = ["old"]


def seal(number, *keywords):
    subject = uuid.uuid4()
    identity_seal(subject=subject, content={"person": number}, keywords=keywords)
    return subject


def test_after_rotating_the_newest_key_alone_opens_and_finds_in_the_same_order(settings):
    subjects = [seal(number, "author", f"own {number}") for number in range(3)]

    settings.VAULT_KEYS = ["new", "old"]
    moved = vault_rotate()
    settings.VAULT_KEYS = ["new"]

    assert moved == 9 + REMEMBERED
    assert [opened(subject)["person"] for subject in subjects] == [0, 1, 2]
    assert subjects_under(["author", "own 1"]) == {"author": subjects, "own 1": [subjects[1]]}
    assert keywords_of(subjects[:1]) == {subjects[0]: {"author", "own 0"}}


def test_after_rotating_the_old_key_finds_nothing(settings):
    seal(1, "author")
    settings.VAULT_KEYS = ["new", "old"]
    vault_rotate()

    settings.VAULT_KEYS = ["old"]

    assert subjects_under(["author"]) == {"author": []}


def test_rotating_twice_changes_nothing(settings):
    seal(1, "author")
    settings.VAULT_KEYS = ["new", "old"]
    vault_rotate()
    before = list(SealedIdentity.objects.values()), list(BlindToken.objects.values())

    assert vault_rotate() == 0
    assert (list(SealedIdentity.objects.values()), list(BlindToken.objects.values())) == before


def test_with_one_key_there_is_nothing_to_rotate():
    seal(1, "author")

    assert vault_rotate() == 0


def test_while_two_keys_are_set_all_is_found_in_one_query(settings, django_assert_num_queries):
    before = seal(1, "author")
    settings.VAULT_KEYS = ["new", "old"]
    after = seal(1, "author")

    with django_assert_num_queries(1):
        assert subjects_under(["author"]) == {"author": [before, after]}


def test_what_an_older_key_filed_can_be_unfiled(settings):
    subject = seal(1, "author")
    settings.VAULT_KEYS = ["new", "old"]

    subject_unfile(subject=subject, keyword="author")

    assert subjects_under(["author"]) == {"author": []}


def test_the_places_of_destroyed_entries_do_not_move(settings):
    first, second = seal(1, "author"), seal(1, "author")
    identity_destroy(subject=first)

    settings.VAULT_KEYS = ["new", "old"]
    vault_rotate()

    assert subjects_under(["author"]) == {"author": [second]}
    assert BlindToken.objects.count() == 1


def test_more_entries_than_one_step_takes_all_move(settings, monkeypatch):
    monkeypatch.setattr(rotation, "ROWS_AT_ONCE", 10)
    filed = [uuid.uuid4() for _ in range(FIRST_LOOK + 5)]
    for subject in filed:
        subject_file(subject=subject, keyword="post")
    people = [seal(number) for number in range(11)]

    settings.VAULT_KEYS = ["new", "old"]
    vault_rotate()
    settings.VAULT_KEYS = ["new"]

    assert subjects_under(["post"]) == {"post": filed}
    assert [opened(subject)["person"] for subject in people] == list(range(11))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", range(1, 7))
@pytest.mark.parametrize("work", ["reseal", "file"])
def test_cut_off_after_any_step_all_is_found_and_the_next_rotation_finishes(
    settings, monkeypatch, work, step
):
    monkeypatch.setattr(rotation, "ROWS_AT_ONCE", 1)
    subjects = [seal(number, "author") for number in range(6)]
    settings.VAULT_KEYS = ["new", "old"]

    with monkeypatch.context() as patched:
        if work == "reseal":
            patched.setattr(rotation.keys, "resealed", cut_off_at(step, rotation.keys.resealed))
        else:
            patched.setattr(rotation, "subject_file", cut_off_at(step, subject_file))
        with pytest.raises(KeyboardInterrupt):
            vault_rotate()

    for keys in (["new", "old"], ["new"]):
        assert subjects_under(["author"])["author"] == subjects
        assert [opened(subject)["person"] for subject in subjects] == list(range(6))
        vault_rotate()
        settings.VAULT_KEYS = keys
    assert subjects_under(["author"])["author"] == subjects
    assert [opened(subject)["person"] for subject in subjects] == list(range(6))


def cut_off_at(step, function):
    """Return the function, which is killed when it is called for the step-th time."""
    calls = iter(range(1, step + 1))

    def killed(*args, **kwargs):
        if next(calls) == step:
            raise KeyboardInterrupt
        return function(*args, **kwargs)

    return killed


def test_secrets_of_webhooks_and_of_the_second_step_move_too(settings):
    at, operator = timezone.now(), make_person(kind="operator")
    made = webhook_create(
        webhook_id=uuid.uuid4(),
        organisation=make_organisation(),
        url="https://hook.example.org/",
        by=operator,
        at=at,
    )
    secret = signing.opened(made.webhook.secret)
    app = Authenticator.objects.create(
        user=operator, type=Authenticator.Type.TOTP, data={"secret": get_adapter().encrypt("JBSWY3DP")}
    )
    passkey = Authenticator.objects.create(
        user=operator, type=Authenticator.Type.WEBAUTHN, data={"name": "Phone"}
    )

    settings.VAULT_KEYS = ["new", "old"]
    assert vault_rotate() == 2 + REMEMBERED
    assert vault_rotate() == 0
    settings.VAULT_KEYS = ["new"]

    for row in (made.webhook, app, passkey):
        row.refresh_from_db()
    assert signing.opened(made.webhook.secret) == secret
    assert get_adapter().decrypt(app.data["secret"]) == "JBSWY3DP"
    assert passkey.data == {"name": "Phone"}
