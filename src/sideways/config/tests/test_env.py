"""Settings from outside: typed, with the remedy in the message."""

import os
import sqlite3
import stat
from contextlib import closing, suppress
from pathlib import Path

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.module_loading import import_string

from sideways.config import env


@pytest.mark.parametrize(
    ("text", "value"), [("1", True), ("yes", True), ("TRUE", True), ("0", False), ("no", False)]
)
def test_flag_reads_yes_and_no(monkeypatch, text, value):
    monkeypatch.setenv("SIDEWAYS_X", text)

    assert env.flag("SIDEWAYS_X", default=not value) is value


def test_flag_that_is_not_set_has_its_default(monkeypatch):
    monkeypatch.delenv("SIDEWAYS_X", raising=False)

    assert env.flag("SIDEWAYS_X", default=True) is True


@pytest.mark.parametrize(
    ("read", "text"),
    [(lambda: env.flag("SIDEWAYS_X"), "maybe"), (lambda: env.whole("SIDEWAYS_X", 25), "many")],
)
def test_setting_that_cannot_be_read_says_what_to_set(monkeypatch, read, text):
    monkeypatch.setenv("SIDEWAYS_X", text)

    with pytest.raises(env.SettingError, match=rf"SIDEWAYS_X is “{text}”. Set it to"):
        read()


def test_whole_reads_a_number_or_its_default(monkeypatch):
    monkeypatch.setenv("SIDEWAYS_X", "587")
    assert env.whole("SIDEWAYS_X", 25) == 587
    monkeypatch.delenv("SIDEWAYS_X")
    assert env.whole("SIDEWAYS_X", 25) == 25


def test_names_reads_a_list_with_commas(monkeypatch):
    monkeypatch.setenv("SIDEWAYS_X", " a, b ,,c")

    assert env.names("SIDEWAYS_X") == ["a", "b", "c"]


def test_secret_is_made_once_for_the_owner_only(tmp_path, monkeypatch):
    monkeypatch.delenv("SIDEWAYS_X", raising=False)
    file = tmp_path / "secret.key"

    first = env.secret("SIDEWAYS_X", file)

    assert len(first) > 40
    assert env.secret("SIDEWAYS_X", file) == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_secret_of_the_environment_comes_first(tmp_path, monkeypatch):
    monkeypatch.setenv("SIDEWAYS_X", "given")

    assert env.secret("SIDEWAYS_X", tmp_path / "secret.key") == "given"
    assert not (tmp_path / "secret.key").exists()


def test_secret_file_that_is_empty_is_not_made_anew(tmp_path, monkeypatch):
    monkeypatch.delenv("SIDEWAYS_X", raising=False)
    (tmp_path / "secret.key").touch()

    with pytest.raises(env.SettingError, match=r"is empty\. Put the secret back from your backup"):
        env.secret("SIDEWAYS_X", tmp_path / "secret.key")


def test_secret_that_cannot_be_kept_says_what_to_set(tmp_path, monkeypatch):
    monkeypatch.delenv("SIDEWAYS_X", raising=False)

    with pytest.raises(env.SettingError, match="Set SIDEWAYS_X instead"):
        env.secret("SIDEWAYS_X", tmp_path / "no-such-folder" / "secret.key")


def test_oidc_provider_needs_all_four_settings(monkeypatch):
    monkeypatch.setenv("SIDEWAYS_OIDC", "entra")
    monkeypatch.setenv("SIDEWAYS_OIDC_ENTRA_NAME", "Work account")

    with pytest.raises(
        env.SettingError, match=r"SIDEWAYS_OIDC_ENTRA_SERVER_URL, .*_CLIENT_ID, .*_CLIENT_SECRET"
    ):
        env.oidc_providers()


@pytest.fixture
def entra(monkeypatch):
    monkeypatch.setenv("SIDEWAYS_OIDC", "entra")
    for part in ("NAME", "SERVER_URL", "CLIENT_ID", "CLIENT_SECRET"):
        monkeypatch.setenv(f"SIDEWAYS_OIDC_ENTRA_{part}", part.lower())
    monkeypatch.setenv("SIDEWAYS_OIDC_ENTRA_SERVER_URL", "https://login.example.org/tenant/v2.0")
    return monkeypatch


def test_oidc_provider_is_read(entra):
    (provider,) = env.oidc_providers()

    assert (provider.id, provider.name, provider.client_secret) == ("entra", "name", "client_secret")
    assert provider.origins == ["https://login.example.org"]


def test_oidc_provider_may_ask_people_on_another_host(entra):
    entra.setenv("SIDEWAYS_OIDC_ENTRA_ORIGINS", "https://ask.example.org, https://sts.example.org")

    (provider,) = env.oidc_providers()

    assert provider.origins[1:] == ["https://ask.example.org", "https://sts.example.org"]


@pytest.mark.parametrize(
    ("part", "address", "sentence"),
    [
        ("SERVER_URL", "http://login.example.org", "starts with https://"),
        ("SERVER_URL", "login.example.org", "starts with https://"),
        ("ORIGINS", "http://ask.example.org", "starts with https://"),
        ("ORIGINS", "https://ask.example.org/sign-in", r"https://ask\.example\.org\.$"),
    ],
)
def test_oidc_address_that_is_not_safe_is_refused(entra, part, address, sentence):
    entra.setenv(f"SIDEWAYS_OIDC_ENTRA_{part}", address)

    with pytest.raises(env.SettingError, match=sentence):
        env.oidc_providers()


def test_oidc_providers_need_client_ids_of_their_own(entra):
    entra.setenv("SIDEWAYS_OIDC", "entra,google")
    for part in ("NAME", "SERVER_URL", "CLIENT_ID", "CLIENT_SECRET"):
        entra.setenv(f"SIDEWAYS_OIDC_GOOGLE_{part}", os.environ[f"SIDEWAYS_OIDC_ENTRA_{part}"])

    with pytest.raises(env.SettingError, match="the same client id"):
        env.oidc_providers()


def test_email_goes_by_smtp_unless_a_known_provider_is_named(monkeypatch):
    monkeypatch.delenv("SIDEWAYS_EMAIL", raising=False)
    assert env.email_backend() == "django.core.mail.backends.smtp.EmailBackend"

    for provider in env.EMAIL_PROVIDERS:
        monkeypatch.setenv("SIDEWAYS_EMAIL", provider)
        assert issubclass(import_string(env.email_backend()), BaseEmailBackend)

    monkeypatch.setenv("SIDEWAYS_EMAIL", "pigeon")
    with pytest.raises(env.SettingError, match="Set it to smtp or one of brevo"):
        env.email_backend()


def test_pairs_are_read_and_half_of_one_is_told(monkeypatch):
    monkeypatch.setenv("SIDEWAYS_EMAIL_SETTINGS", "POSTMARK_SERVER_TOKEN=a=b, REGION = eu")
    assert env.pairs("SIDEWAYS_EMAIL_SETTINGS") == {"POSTMARK_SERVER_TOKEN": "a=b", "REGION": "eu"}

    monkeypatch.setenv("SIDEWAYS_EMAIL_SETTINGS", "POSTMARK_SERVER_TOKEN")
    with pytest.raises(env.SettingError, match="Write KEY=value"):
        env.pairs("SIDEWAYS_EMAIL_SETTINGS")


def test_database_is_sqlite_unless_told(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)

    settings = env.database(tmp_path / "x.sqlite3")

    assert settings["NAME"] == str(tmp_path / "x.sqlite3")
    assert "foreign_keys=ON" in settings["OPTIONS"]["init_command"]


def open_files():
    """Return every file this process has open, those without a name in a folder included."""
    found = set()
    for number in os.listdir("/proc/self/fd"):
        with suppress(FileNotFoundError):  # what lists the folder is open itself until it has been listed
            found.add(os.readlink(f"/proc/self/fd/{number}"))
    return found


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux tells which files are open")
def test_sqlite_writes_rows_into_the_folder_of_the_data_alone(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    settings = env.database(tmp_path / "x.sqlite3")
    before = open_files()
    with closing(sqlite3.connect(settings["NAME"], isolation_level=None)) as connection:
        connection.executescript(settings["OPTIONS"]["init_command"])
        connection.execute("CREATE TABLE lesson (words TEXT)")
        connection.executemany("INSERT INTO lesson VALUES (?)", [("x" * 4000,)] * 100)

        # When so much is changed that may be taken back that SQLite would write a file of its own
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("SAVEPOINT part")
        connection.execute("UPDATE lesson SET words = hex(randomblob(2000))")

        opened = open_files() - before

    assert opened
    assert all(file.startswith(str(tmp_path)) for file in opened)


def test_database_may_be_postgresql_and_nothing_else(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://me:secret@db.example.org/net")
    assert env.database(tmp_path)["ENGINE"] == "django.db.backends.postgresql"

    monkeypatch.setenv("DATABASE_URL", "mysql://me:secret@db.example.org/net")
    with pytest.raises(env.SettingError, match="must start with postgres"):
        env.database(tmp_path)
