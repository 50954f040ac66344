"""The whole site out and in again: equal to the byte, all or nothing, and never without the right key."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import connection
from django.utils import timezone
from tests.database import throw_away_server

from sideways.busy.models import BusyCalendar
from sideways.cli.main import main
from sideways.common.models import AuditRow
from sideways.common.moving import tables
from sideways.common.retention import models_supplied, models_that_travel
from sideways.files.models import LessonFile
from sideways.files.tests import factories as files
from sideways.lessons import services
from sideways.lessons.models import Lesson
from sideways.lessons.tests.factories import make_lesson, make_release
from sideways.people.models import HeldDomain, Invitation, Person, Topic
from sideways.people.services import person_close
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.trust import written_by
from sideways.search.models import Document
from sideways.vault import keys

pytestmark = pytest.mark.django_db
files_only = pytest.mark.once  # what is wrong with a file is seen before the database is asked

NAUGHTY = '‮ evil "quotes" \\ back ￾ \u2028 😀 <script> Ω≈ç√ 田中さん'


@pytest.fixture
def lived():
    """A site that has rows in every table that travels, and ids that were given once and are gone."""
    at = timezone.now()
    author = make_person(name=NAUGHTY, password="three words remembered", lat=53.54213, lon=-2.1183)
    author.topics.set(Topic.objects.all()[:2])
    parent = make_organisation(opened_on=at.date())
    parent.aliases.create(name="Another name", search_name="another name")
    parent.successors.add(make_organisation(parent=parent))
    EmailAddress.objects.create(user=author, email=author.email, verified=True, primary=True)
    Authenticator.objects.create(
        user=author, type="totp", data={"secret": "sealed", "b": 1, "a": [1.5, None]}
    )
    lesson = make_lesson(author=author, went_wrong=NAUGHTY, topics=("fit-notes", "housing")[:1])
    services.lesson_open_to(lesson=lesson, reader=make_person(), by=author, at=at)
    services.lesson_echo(lesson=lesson, by=make_person(), at=at)
    use = {"place": "nhs", "changed": NAUGHTY, "routes_seen": frozenset()}
    services.lesson_reuse(lesson=lesson, by=make_person(), at=at, **use)
    make_release(lesson)
    files.add(lesson, author)
    files.add(lesson, author, files.clean_document())
    HeldDomain.objects.create(domain="a.example.org", reason="A", added_at=at)
    HeldDomain.objects.create(domain="a-b.example.org", reason="B", added_at=at)
    Invitation.objects.create(email="new@example.org", organisation=parent, level=2, invited_at=at)
    BusyCalendar.objects.create(person=author, read_at=at, until=at + timedelta(days=90))
    person_close(person=make_person(), choices={}, by=author, at=at)
    make_person().delete()
    return author


def empty():
    """Leave what a fresh site has."""
    for model in models_that_travel():
        if model not in models_supplied():
            model._base_manager.all()._raw_delete("default")
            if tables.last_id(model) is not None:
                tables.last_id_set(model, 0)


def exported(path):
    assert main(["export", str(path)]) == 0
    return path


def content(folder):
    """Return every file but for when it was made, and so the seal."""
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    manifest = json.loads(files.pop("manifest.json"))
    return files, {key: value for key, value in manifest.items() if key not in {"made_at", "seal"}}


def test_out_in_and_out_again_is_equal_to_the_byte(lived, tmp_path, capsys):
    first = exported(tmp_path / "first")
    before = tables.last_id(Person)
    empty()

    assert main(["import", "site", str(first)]) == 0

    assert content(exported(tmp_path / "second")) == content(first)
    author = Person.objects.get(pk=lived.pk)
    assert (author.name, author.lat, author.check_password("three words remembered")) == (
        NAUGHTY,
        53.54213,
        True,
    )
    assert written_by("lessons.lesson", author) == [Lesson.objects.get().pk]
    assert make_person().pk == before + 1  # no id is given twice: the log still speaks of the old one
    assert "Done. " in capsys.readouterr().err


def test_large_files_are_moved_a_few_at_a_time(lived, tmp_path, monkeypatch):
    heaviest = len(files.clean_document().content)
    held = []
    make_all = LessonFile._base_manager.bulk_create
    monkeypatch.setattr(
        LessonFile._base_manager, "bulk_create", lambda batch: held.append(len(batch)) or make_all(batch)
    )
    for bytes_at_once, at_once in ((1, [1, 1]), (heaviest * 10, [2])):
        monkeypatch.setattr(tables, "BYTES_AT_ONCE", bytes_at_once)
        assert tables._rows_at_once(LessonFile) == max(1, bytes_at_once // heaviest)
        folder = exported(tmp_path / str(bytes_at_once))
        empty()
        held.clear()
        assert main(["import", "site", str(folder)]) == 0
        assert held == at_once
    assert bytes(LessonFile.objects.get(pages=1).content) == files.clean_document().content


def test_the_kinds_of_values_that_differ_between_databases_are_all_in_it(lived, tmp_path):
    folder = exported(tmp_path / "first")

    told = "".join(path.read_text() for path in sorted(folder.glob("*.jsonl")))

    for value in (
        '"at":"20',
        'Z",',
        '"opened_on":"20',
        '{"a":[1.5,null],"b":1,',
        '"lat":53.54213',
        "a-b.example.org",
    ):
        assert value in told
    assert len((folder / "vault.blindtoken.jsonl").read_text().splitlines()) == 6


def test_a_backup_is_one_file_and_comes_back(lived, tmp_path):
    first = exported(tmp_path / "first")
    assert main(["backup", str(tmp_path / "site.zip")]) == 0
    empty()

    assert main(["restore", str(tmp_path / "site.zip")]) == 0

    assert content(exported(tmp_path / "second")) == content(first)
    assert (tmp_path / "site.zip").stat().st_mode & 0o777 == 0o600
    assert first.stat().st_mode & 0o777 == 0o700


@files_only
def test_no_key_and_no_secret_is_in_an_export(lived, tmp_path, settings):
    folder = exported(tmp_path / "first")

    everything = b"".join(path.read_bytes() for path in folder.iterdir()).decode()

    for secret in (*settings.VAULT_KEYS, settings.SECRET_KEY):
        assert secret not in everything
    assert "three words remembered" not in everything
    lines = (folder / "vault.sealedidentity.jsonl").read_text().splitlines()
    assert len(lines) == 3
    assert all("person" not in line for line in lines)


def test_a_preview_writes_nothing(lived, tmp_path, capsys):
    folder = exported(tmp_path / "first")
    empty()

    assert main(["import", "site", str(folder), "--preview"]) == 0

    assert not Person.objects.exists()
    assert "Nothing was written: this was a preview." in capsys.readouterr().err


def refused(folder, capsys):
    """Return why an export is refused by an empty site, which stays empty."""
    empty()
    capsys.readouterr()
    assert main(["import", "site", str(folder)]) == 2
    assert not Person.objects.exists()
    return capsys.readouterr().err


def test_a_site_that_is_not_empty_is_left_alone(lived, tmp_path, capsys):
    folder, people = exported(tmp_path / "first"), Person.objects.count()

    assert main(["import", "site", str(folder)]) == 2

    assert "This site is not empty" in capsys.readouterr().err
    assert Person.objects.count() == people


def edited(name, change):
    def edit(folder):
        path = folder / name
        path.write_bytes(change(path.read_bytes()))

    return edit


def changed_manifest(**values):
    return edited("manifest.json", lambda old: json.dumps(json.loads(old) | values).encode())


@files_only
@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (
            edited("people.person.jsonl", lambda old: old[:-40]),
            "people.person.jsonl is not as it was exported",
        ),
        (edited("people.person.jsonl", lambda old: old.replace(b'"level":2', b'"level":7')), "not as it was"),
        (edited("common.auditrow.jsonl", lambda old: b""), "common.auditrow.jsonl is not as it was exported"),
        (lambda folder: (folder / "people.topic.jsonl").unlink(), "people.topic.jsonl is missing"),
        (lambda folder: (folder / "more.jsonl").touch(), "more.jsonl does not belong"),
        (lambda folder: (folder / "manifest.json").unlink(), "There is no manifest.json here"),
        (edited("manifest.json", lambda old: old[:-9]), "manifest.json cannot be read"),
        (changed_manifest(last_ids={}), "has been changed since"),
        (changed_manifest(format="Sideways site, 2"), "“Sideways site, 2”"),
        (changed_manifest(keys=["another"]), "sealed with another vault key"),
        (lambda folder: shutil.rmtree(folder), "there is no such file or folder"),
    ],
)
def test_what_is_cut_changed_or_missing_is_refused(lived, tmp_path, capsys, damage, told):
    folder = exported(tmp_path / "first")
    damage(folder)

    assert told in refused(folder, capsys)


@files_only
def test_another_vault_key_is_refused_and_a_newer_one_beside_it_is_not(lived, tmp_path, capsys, settings):
    folder, old = exported(tmp_path / "first"), settings.VAULT_KEYS
    settings.VAULT_KEYS = ["another key"]
    assert "Put the vault.key of the site it comes from" in refused(folder, capsys)

    settings.VAULT_KEYS = ["newer key", *old]
    assert main(["import", "site", str(folder)]) == 0


def resealed(folder, **values):
    """Change the manifest as somebody with the key could."""
    path = folder / "manifest.json"
    told = json.loads(path.read_text()) | values | {"seal": ""}
    told["seal"] = keys.signed(json.dumps(told, sort_keys=True).encode())
    path.write_text(json.dumps(told))


@files_only
def test_tables_of_another_version_are_refused_with_what_to_do(lived, tmp_path, capsys):
    folder = exported(tmp_path / "first")
    told = json.loads((folder / "manifest.json").read_text())
    resealed(folder, program="0.9", migrations=told["migrations"] | {"people": ["0099_later"]})

    why = refused(folder, capsys)

    assert "made by Sideways 0.9, whose tables differ in people" in why
    assert "Import it with that version" in why


@files_only
@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b'{"id":1}\n', "people.topic.jsonl, line 1 cannot be read"),
        (b"no json\n", "people.topic.jsonl, line 1 cannot be read"),
        (b'{"name":null,"slug":"a","words":""}\n', "people.topic.jsonl does not fit this database"),
    ],
)
def test_rows_that_fit_no_table_are_refused(lived, tmp_path, capsys, line, told):
    folder = exported(tmp_path / "first")
    files = json.loads((folder / "manifest.json").read_text())["files"]
    (folder / "people.topic.jsonl").write_bytes(line)
    files["people.topic.jsonl"] = {"rows": 1, "sha256": hashlib.sha256(line).hexdigest()}
    resealed(folder, files=files)

    assert told in refused(folder, capsys)


def test_rows_that_point_at_nothing_are_refused(lived, tmp_path, capsys):
    folder = exported(tmp_path / "first")
    files = json.loads((folder / "manifest.json").read_text())["files"]
    (folder / "people.organisation.jsonl").write_bytes(b"")
    files["people.organisation.jsonl"] = {"rows": 0, "sha256": hashlib.sha256(b"").hexdigest()}
    resealed(folder, files=files)

    assert "The export does not fit this database" in refused(folder, capsys)


@files_only
def test_a_damaged_backup_is_refused(lived, tmp_path, capsys):
    path = tmp_path / "site.zip"
    main(["backup", str(path)])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    empty()

    assert main(["restore", str(path)]) == 2

    assert "is no backup, or it is damaged" in capsys.readouterr().err


@files_only
@pytest.mark.parametrize("command", ["export", "backup"])
def test_nothing_is_written_over_and_nothing_half_is_left(lived, tmp_path, capsys, monkeypatch, command):
    there = tmp_path / "there"
    there.mkdir()
    (there / "mine.txt").write_text("mine")
    assert main([command, str(there)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert main([command, str(tmp_path / "no" / "such")]) == 2
    assert "there is no such folder" in capsys.readouterr().err

    monkeypatch.setattr("sideways.common.moving.exporting.version", lambda name: 1 / 0)
    assert main([command, str(tmp_path / "half")]) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


@files_only
@pytest.mark.parametrize("command", ["export", "backup"])
def test_a_place_that_cannot_be_written_is_told(command, capsys):
    assert main([command, "/proc/here"]) == 2
    assert "/proc/here cannot be written: " in capsys.readouterr().err


@files_only
def test_a_place_that_cannot_be_read_is_told(capsys):
    assert main(["restore", "x" * 300]) == 2
    assert "cannot be read: File name too long." in capsys.readouterr().err


@files_only
def test_an_empty_folder_that_is_there_already_is_used(tmp_path):
    (tmp_path / "out").mkdir()

    assert (exported(tmp_path / "out") / "README.md").exists()


ON_THE_OTHER = """
import sys
from sideways.cli.main import main
folder, file = sys.argv[1:]
sys.exit(main(["import", "site", folder]) or main(["backup", file]))
"""


def test_a_whole_site_moves_to_postgresql_and_back_equal_to_the_byte(lived, tmp_path, settings):
    if connection.vendor == "postgresql":
        pytest.skip("both directions are tried in the run on SQLite")
    first = exported(tmp_path / "first")
    there = os.environ | {
        "DATABASE_URL": throw_away_server(),
        "DJANGO_SETTINGS_MODULE": "sideways.config.settings",
        "SIDEWAYS_DATA": str(tmp_path / "there"),
        "SIDEWAYS_VAULT_KEY": ",".join(settings.VAULT_KEYS),
    }
    command = [sys.executable, "-c", ON_THE_OTHER, str(first), str(tmp_path / "there.zip")]

    ended = subprocess.run(command, env=there, capture_output=True, text=True, check=False)

    assert ended.returncode == 0, ended.stderr
    assert ended.stderr.startswith("Setting up the database\nDone. ")
    empty()
    assert main(["restore", str(tmp_path / "there.zip")]) == 0
    assert content(exported(tmp_path / "back")) == content(first)
    shared = set(Lesson.objects.filter(state="shared").values_list("pk", flat=True))
    assert shared
    assert set(Document.objects.values_list("subject", flat=True)) == shared  # made again


@pytest.mark.django_db(transaction=True)
def test_an_export_sees_one_moment_and_holds_nobody_up():
    with tables.still():
        assert not AuditRow.objects.exists()
        writer = threading.Thread(target=_note_something)
        writer.start()
        writer.join(timeout=10)
        assert not AuditRow.objects.exists()

    assert AuditRow.objects.count() == 1


def _note_something():
    AuditRow.objects.create(at=timezone.now(), action="meanwhile")
    connection.close()
