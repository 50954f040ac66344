"""A copy of every table but those of the vault says of no role-only lesson who wrote it (P5).

The world holds lessons that were drafted, shared, updated, opened to readers, asked for, proposed,
agreed, withdrawn, and whose authors have moved; the scripted life adds a correction, an echo, a return,
letters of a guardian with their answers, two guardians who found out who it was, and the answer to a
question, taken down and put back. Looked at are all tables, the log of the program, and the files of an
export.
"""

import base64
import json
import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
from cryptography.fernet import InvalidToken
from django.apps import apps
from django.db import models
from django.utils import timezone

from sideways.comments.models import Comment, Report
from sideways.comments.tests import factories as comments
from sideways.common.models import AuditRow
from sideways.common.moving import Seal, site_export
from sideways.common.moving.places import new_folder
from sideways.files.cleaning import cleaned
from sideways.files.models import LessonFile
from sideways.files.tests import factories as files
from sideways.files.tests import samples
from sideways.guardians.models import GuardianMessage, Unmasking
from sideways.guardians.services import unmasking_look
from sideways.guardians.tests import factories as guardians
from sideways.lessons import services
from sideways.lessons.following import Following
from sideways.lessons.models import Lesson, LessonRelease
from sideways.lessons.services import Change
from sideways.lessons.tests.factories import make_guardian
from sideways.notices.models import NoticePlan, OutgoingEmail
from sideways.notices.services import digests_send
from sideways.people.models import Organisation, Person, Profession, Topic
from sideways.people.services import person_move
from sideways.people.tests.factories import make_organisation
from sideways.vault import keys
from sideways.vault.queries import opened
from sideways.webhooks.models import Delivery
from sideways.webhooks.services import changes_look
from tests.promise.world import ALL_SIGNS, Planted

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # a row holds the same, whatever keeps it

SHARED_BY_MANY = (Profession, Topic)  # what they point to points to everybody


@pytest.fixture
def pictured(world):
    """Return files that say who made them, beside a lesson by role, and its author: a photo and a PDF."""
    planted = world.shared_by_all["other level, for peers"]
    author, lesson = planted.author, planted.lesson
    photo = samples.photo(_315=author.name, _37510=author.email.encode())
    for raw in (photo, samples.document(f"% {author.name} {author.email}\n")):
        files.add(lesson, author, cleaned(raw), description="The board")
    files.offer(world.own["own", "practitioner"].lesson, world.readers["practitioner"], cleaned(photo))
    assert author.email.encode() in photo
    return planted


@pytest.fixture
def lived(world):
    """Return a lesson that has been through everything, and the person whose echo it has."""
    planted, at = world.shared_by_all["public"], timezone.now()
    author, lesson = planted.author, Lesson.objects.get(pk=planted.lesson.pk)
    services.lesson_echo(lesson=lesson, by=world.friend, at=at)
    change = Change(fields={"scale": f"{planted.texts['scale']} and more"}, routes_seen=ALL_SIGNS)
    services.lesson_correct(lesson=lesson, change=change, seen_version=lesson.version, by=author, at=at)
    services.lesson_open_to(lesson=lesson, reader=world.friend, by=author, at=at)
    services.lesson_withdraw(lesson=lesson, by=author, at=at)
    services.lesson_put_back(lesson=lesson, by=author, at=at)
    for follower in (author, world.friend):
        services.lesson_follow(lesson=lesson, how=Following.WATCHING, by=follower)
    guardians.answer(guardians.write(lesson, world.guardian), author)
    request = guardians.agree(guardians.ask(lesson, world.guardian), second := make_guardian())
    assert unmasking_look(request=request, by=second, at=at) == author
    answered = comments.answer(
        comments.ask(lesson, world.friend), author, f"Then said {planted.texts['went_wrong']}"
    )
    comments.report(answered, world.friend)
    comments.remove(answered, world.guardian)
    comments.appeal(answered, author)
    comments.decide(answered, second, restores=True)
    NoticePlan.objects.create(person=author, begun_at=at - timedelta(days=1), due_at=at)
    digests_send(at=at + timedelta(days=2))  # tells the author of the echo and of the guardian's answer
    assert OutgoingEmail.objects.filter(to=author.email).exists()
    changes_look(at=at)  # other systems hear of it
    person_move(person=author, organisation=make_organisation(), level=author.level, by=author, at=at)
    assert Delivery.objects.filter(subject=str(lesson.pk)).exists()
    return planted


def in_the_open() -> Iterator[tuple[str, str]]:
    """Yield every row outside the vault, as text."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label != "vault":
            for row in model._base_manager.values():
                yield model._meta.db_table, str(row).lower()


def both(text: str, planted: Planted) -> bool:
    """Say whether a text tells of a lesson and of its author at once."""
    about_lesson = [str(planted.lesson.pk), planted.lesson.pk.hex, *planted.texts.values()]
    about_author = [planted.author.email, planted.author.name]
    found = text.lower()
    return any(word in found for word in about_lesson) and any(word in found for word in about_author)


def linked_to(start: models.Model) -> set[models.Model]:
    """Return every row that foreign keys lead to, in both directions from the lesson, then forwards.

    Not over the lesson it grew from: that is of somebody else.
    """
    seen: set[models.Model] = set()
    waiting = [
        start,
        *(row for name in ("versions", "updates", "echoes") for row in getattr(start, name).all()),
    ]
    waiting += [start.release] if hasattr(start, "release") else []
    while waiting:
        row = waiting.pop()
        of_somebody_else = isinstance(row, Lesson) and row != start
        if row in seen or of_somebody_else or isinstance(row, SHARED_BY_MANY):
            continue
        seen.add(row)
        keys = [field for field in row._meta.concrete_fields if field.is_relation]
        waiting += [one for key in keys if (one := getattr(row, key.name)) is not None]
    return seen


def test_no_row_holds_both_a_lesson_and_its_author(world, lived):
    rows = list(in_the_open())
    assert any(lived.author.email in text for _, text in rows)
    for planted in world.planted():
        about_lesson = [str(planted.lesson.pk), *planted.texts.values()]
        about_author = [planted.author.email, planted.author.name]
        assert any(about_lesson[0] in text for _, text in rows)
        for table, text in rows:
            tells = any(word in text for word in about_lesson)
            assert not (tells and any(word in text for word in about_author)), (table, text)


def test_no_row_that_holds_a_lesson_points_to_its_author_or_their_organisation(world, lived):
    by_id = {str(planted.lesson.pk): planted for planted in world.planted()}
    seen = set()
    for model in apps.get_models(include_auto_created=True):
        related = [field for field in model._meta.concrete_fields if field.is_relation]
        people = [field.attname for field in related if field.related_model is Person]
        places = [field.attname for field in related if field.related_model is Organisation]
        if model._meta.app_label == "vault" or not (people or places):
            continue
        for row in model._base_manager.values():
            about = [by_id[pk] for pk in by_id if pk in str(row)]
            seen.update((model, planted.lesson.pk) for planted in about)
            for planted in about:
                if not planted.name_shows:
                    assert planted.author.pk not in {row[name] for name in people}, (model, row)
                    assert planted.author.organisation_id not in {row[name] for name in places}, (model, row)
    assert {model for model, _ in seen} >= {AuditRow, Lesson, LessonRelease, GuardianMessage, Unmasking}


def test_no_line_of_the_log_tells_who_wrote_a_lesson(world, lived, client, caplog):
    lesson, author = lived.lesson, lived.author
    client.force_login(author)
    with caplog.at_level(logging.DEBUG):
        caplog.set_level(logging.DEBUG, "django.request")  # the world makes it quiet
        caplog.set_level(logging.WARNING, "django.db.backends")  # statements hold what is stored
        for part in ("", "edit/", "guardians/", "receipt/", "versions/", "no-such-page/"):
            client.get(f"/lessons/{lesson.pk}/{part}")
        client.post(f"/lessons/{lesson.pk}/updates/", {"text": ""})
        client.get("/lessons/", {"q": lived.texts["went_wrong"]})
    lines = [f"{record.getMessage()} {record.exc_text or ''}" for record in caplog.records]
    assert any(str(lesson.pk) in line for line in lines)
    assert not [line for line in lines if both(line, lived) or author.email in line]


def test_no_file_of_an_export_but_those_of_the_vault_tells_who_wrote_a_lesson(world, lived, tmp_path):
    seal = Seal(keys=keys.marks(), sign=keys.signed)
    with new_folder(tmp_path / "out") as to:
        site_export(to=to, seal=seal, at=timezone.now())
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    lines = [
        line
        for path in files
        if not path.name.startswith("vault")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert any(path.name.startswith("vault") for path in files)
    for planted in world.planted():
        assert any(str(planted.lesson.pk) in line for line in lines)
        assert any(planted.author.email in line.lower() for line in lines)
        assert not [line for line in lines if both(line, planted)]


def test_no_file_beside_a_lesson_tells_who_made_it_and_no_row_beside_it_who_sent_it_or_when(world, pictured):
    rows = list(LessonFile.objects.filter(lesson=pictured.lesson, description="The board").values())
    assert {row["media_type"] for row in rows} == {"image/jpeg", "application/pdf"}
    for row in rows:
        seen = samples.everything_in(bytes(row.pop("content"))) + str(row).encode()
        for word in (pictured.author.email, pictured.author.name, "zq"):
            assert word.encode() not in seen.lower().replace(str(row["lesson_id"]).encode(), b""), word
        assert set(row) == {
            "id", "lesson_id", "place", "media_type", "size", "width", "height", "pages", "description",
            "waits_since",
        }  # fmt: skip
        assert row["waits_since"] is None
    assert [field.name for field in LessonFile._meta.concrete_fields if field.is_relation] == ["lesson"]


def test_an_export_holds_files_as_they_are_kept_and_nothing_of_who_sent_them(pictured, tmp_path):
    seal = Seal(keys=keys.marks(), sign=keys.signed)
    with new_folder(tmp_path / "out") as to:
        site_export(to=to, seal=seal, at=timezone.now())

    text = (tmp_path / "out" / "files.lessonfile.jsonl").read_text(encoding="utf-8")
    rows = [row for row in map(json.loads, text.splitlines()) if row["lesson_id"] == str(pictured.lesson.pk)]
    assert len(rows) == 3
    for row in rows:
        seen = samples.everything_in(base64.b64decode(row.pop("content"))) + str(row).encode()
        assert pictured.author.email.encode() not in seen.lower()
        assert pictured.author.name.encode() not in seen.lower()


def test_no_table_of_lessons_holds_anything_of_a_person(world, lived):
    known = {word for planted in world.planted() for word in (planted.author.email, *planted.organisations)}
    known |= {planted.author.name for planted in world.planted()}
    for table, text in in_the_open():
        if table.startswith("lessons_"):
            assert not any(word in text for word in known), (table, text)


def test_no_row_of_the_log_about_a_lesson_names_who_did_it(lived):
    rows = [
        text for table, text in in_the_open() if table == "common_auditrow" and str(lived.lesson.pk) in text
    ]
    assert len(rows) >= 8
    assert all("'by_id': none" in text for text in rows)


def test_foreign_keys_lead_from_a_lesson_to_its_author_only_by_choice(world, lived):
    for planted in world.planted():
        people = {
            row for row in linked_to(Lesson.objects.get(pk=planted.lesson.pk)) if isinstance(row, Person)
        }
        allowed = {planted.author} if planted.name_shows else set()
        assert people <= allowed | {world.guardian}
        assert (planted.author in people) == planted.name_shows


def test_no_row_tells_who_said_or_reported_what_beside_a_lesson(world, lived):
    said = [*Comment.objects.all(), *Report.objects.all()]
    assert {comment.kind for comment in said[: Comment.objects.count()]} == {
        "comment",
        "question",
        "answer",
        "advice",
    }
    people = {person.pk: person for person in Person.objects.all()}
    rows, looked_at = list(in_the_open()), 0
    for each in said:
        author = people[opened(each.pk)["person"]]
        if getattr(each, "named_author", None) is not None:
            continue
        for table, text in rows:
            if each.pk.hex in text or str(each.pk) in text:
                looked_at += 1
                assert author.email not in text, (table, text)
                assert f"_id': {author.pk}," not in text, (table, text)
    assert looked_at > len(said)


def test_the_vault_alone_knows_and_only_with_its_key(lived, settings):
    assert opened(lived.lesson.pk)["person"] == lived.author.pk
    settings.VAULT_KEYS = ["another key"]
    with pytest.raises(InvalidToken):
        opened(lived.lesson.pk)
