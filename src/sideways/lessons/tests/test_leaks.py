"""P5: without the vault, nothing in the database leads from a role-only lesson to its author."""

import re

import pytest
from django.apps import apps
from django.db import connection
from django.test.client import Client

from sideways.lessons.models import Lesson
from sideways.lessons.tests.factories import make_guardian, make_lesson
from sideways.lessons.tests.telling import told
from sideways.people.models import Person
from sideways.people.tests.factories import make_organisation, make_person

# A row holds the same, whatever keeps it.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

PERSON_ID = 987_654_321
SECRETS = {
    "name": "Xanthippe Quillfeather",
    "email": "xanthippe@quillfeather.example.org",
    "outcode": "ZE3",
    "region": "Shetland of the test",
    "grade": "Band Xanthippe",
}


def tables():
    """Return every row of every table as text, the vault's left out."""
    names = [name for name in connection.introspection.table_names() if not name.startswith("vault_")]
    dump = {}
    for name in names:
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{name}"')
            dump[name] = [dict(zip([c[0] for c in cursor.description], row, strict=True)) for row in cursor]
    return dump


def text_of(rows):
    return "\n".join(str(value) for row in rows for value in row.values())


@pytest.fixture
def author():
    organisation = make_organisation(name="Quillfeather General", region="Shetland of the test")
    for _ in range(5):
        make_person(profession="midwife")
    return make_person(pk=PERSON_ID, profession="midwife", organisation=organisation, **SECRETS)


def everything_done_by(author):
    """Walk through the pages as the author and as one whose echo it is, as people do."""
    client, echoer = Client(), make_person(pk=PERSON_ID + 1, name="Yolanda Echoer", profession="nurse")
    client.force_login(author)
    lesson_id = "5eed0000-0000-4000-8000-00000000abcd"
    client.post("/lessons/new/", told("autosave", lesson_id), headers={"HX-Request": "true"})
    client.post("/lessons/new/", told("later", lesson_id))
    client.post(f"/lessons/{lesson_id}/edit/", told("share", lesson_id))
    client.post(f"/lessons/{lesson_id}/edit/", told("share", lesson_id, version=1, advice="Ring twice"))
    client.post(f"/lessons/{lesson_id}/more/", {"version": 2, "scale": "40 people"})
    update = {"update_id": "5eed0000-0000-4000-8000-00000000ffff", "text": "They answered"}
    client.post(f"/lessons/{lesson_id}/updates/", update)
    client.post(f"/lessons/{lesson_id}/readers/", {"email": echoer.email})
    client.post(f"/lessons/{lesson_id}/release/", {"do": "ask"})
    client.post(f"/lessons/{lesson_id}/withdraw/")
    client.post(f"/lessons/{lesson_id}/put-back/")
    client.get(f"/lessons/{lesson_id}/")
    client.get("/lessons/mine/")
    client.force_login(echoer)
    client.post(f"/lessons/{lesson_id}/echo/")
    guardian = Client()
    guardian.force_login(make_guardian())
    wording = {"version": 5, **dict.fromkeys(("trying", "went_wrong", "advice", "scale"), "Public")}
    guardian.post(f"/lessons/releases/{lesson_id}/", wording | {f"update:{update['update_id']}": "Public"})
    return Lesson.objects.get(pk=lesson_id)


def test_dump_without_the_vault_leads_from_no_lesson_to_its_author(author):
    make_lesson(author=make_person())  # so that counters of rows do not happen to agree
    lesson = everything_done_by(author)

    dump = tables()
    about_lessons = {name: rows for name, rows in dump.items() if name.startswith("lessons_")}
    told_of = text_of(row for rows in about_lessons.values() for row in rows)
    others = text_of(row for name, rows in dump.items() if not name.startswith("lessons_") for row in rows)

    # The walk did happen, and the planted values are there to be found.
    assert lesson.release.state == "proposed"
    assert lesson.echoes.count() == lesson.updates.count() == 1
    assert lesson.versions.count() == 5
    assert SECRETS["name"] in others
    assert str(PERSON_ID) in others

    # No lesson, version, update, echo or release holds anything of the author or the one who echoed.
    for value in [*SECRETS.values(), "Yolanda", str(PERSON_ID), str(PERSON_ID + 1), "Quillfeather"]:
        assert value not in told_of
    # No account, session, task or log row that names somebody holds anything of the lesson.
    for name, rows in dump.items():
        for row in rows if not name.startswith("lessons_") else []:
            text = text_of([row])
            names_somebody = any(str(one) in text for one in (PERSON_ID, PERSON_ID + 1))
            assert not (names_somebody and mentions(lesson, text)), (name, row)


def mentions(lesson, text):
    marks = {str(lesson.pk), lesson.pk.hex, lesson.went_wrong, lesson.trying}
    marks |= {str(echo.pk) for echo in lesson.echoes.all()} | {str(one.pk) for one in lesson.updates.all()}
    return any(mark in text for mark in marks)


def test_log_rows_about_lessons_name_nobody(author):
    lesson = everything_done_by(author)

    rows = [row for row in tables()["common_auditrow"] if "lesson" in row["action"]]

    expected = {"lesson.shared", "lesson.corrected", "lesson.echoed", "lesson.opened"}
    assert expected <= {row["action"] for row in rows}
    assert {row["by_id"] for row in rows} == {None}
    assert all(lesson.pk.hex in re.sub("-", "", row["subject"]) for row in rows)


def test_sessions_hold_nothing_of_what_was_written(author):
    from django.contrib.sessions.models import Session

    lesson = everything_done_by(author)

    sessions = [session.get_decoded() for session in Session.objects.all()]
    assert sessions
    assert not any(mentions(lesson, str(session)) for session in sessions)


def test_no_model_links_people_and_lessons_but_by_the_authors_choice():
    links = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_app_config("lessons").get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.related_model is Person
    }

    searches = "lessons.SavedSearch.person"  # words and filters: no lesson
    assert links == {"lessons.Lesson.named_author", "lessons.LessonRelease.read_by", searches}


def test_two_lessons_of_one_author_share_no_value_that_others_do_not(author):
    Person.objects.filter(pk=author.pk).update(region="North West")
    author.refresh_from_db()
    mine = [make_lesson(author=author, went_wrong=f"Broke {number}") for number in range(2)]
    theirs = make_lesson(author=make_person(profession="midwife"), went_wrong="Broke 3")

    columns = {name for name in Lesson._meta.get_fields() if getattr(name, "concrete", False)}
    alone = [
        field.name
        for field in columns
        if not field.many_to_many
        and getattr(mine[0], field.attname) == getattr(mine[1], field.attname)
        and getattr(mine[0], field.attname) != getattr(theirs, field.attname)
    ]
    assert alone == []
