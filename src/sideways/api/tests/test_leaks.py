"""P5 through the API: without the vault, nothing leads from a role-only lesson to who wrote it."""

import pytest
from django.core.management import call_command

from sideways.api.models import SeenRequest, Token
from sideways.api.tests.callers import App
from sideways.lessons.models import Lesson
from sideways.lessons.tests.factories import make_guardian
from sideways.lessons.tests.test_leaks import PERSON_ID, mentions, tables, text_of
from sideways.people.tests.factories import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # a row holds the same, whatever keeps it

CACHE = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_of_the_test"}
}
KEY = "00000000-0000-4000-8000-00000000feed"


@pytest.fixture
def cache_in_the_database(settings):
    """Keep the cache where the site keeps it, so that it is in the dump too."""
    settings.CACHES = CACHE
    call_command("createcachetable", verbosity=0)


def everything_done_by(author):
    """Walk through the API as the author and as one whose echo it is, with a key on every request."""
    app, echoer = App(author), App(make_person(pk=PERSON_ID + 1, name="Yolanda Echoer"))
    key = {"Idempotency-Key": KEY}
    words = {
        "trying": "Get the letters out", "went_wrong": "Xylophone letters", "stage": "now", "talk": "no",
        "audience": "peers", "advice": "Ring",
    }  # fmt: skip
    path = f"/lessons/{app.post('/lessons', words, **key).json()['id']}"
    for number, (step, body) in enumerate(
        [
            ("/share", None),
            ("/updates", {"text": "Yellow update"}),
            ("/readers", {"email": "person@demo.example.org"}),
            ("/withdraw", None),
            ("/put-back", None),
            ("/release", None),
        ]
    ):
        assert app.post(path + step, body, **{"Idempotency-Key": f"{KEY}{number}"}).status_code < 300, step
    assert app.patch(path, {"advice": "Ring twice", "version": 3}).status_code == 200
    echoer.put(f"{path}/echo")
    App(make_guardian()).get(path.replace("lessons", "releases"))
    return Lesson.objects.get(pk=path.rpartition("/")[2])


def test_dump_without_the_vault_leads_from_no_lesson_to_its_author(cache_in_the_database):
    author = make_person(pk=PERSON_ID, name="Xanthippe Quillfeather", email="xanthippe@example.org")
    lesson = everything_done_by(author)

    dump = tables()

    # The walk did happen, and what it leaves behind is in the dump.
    assert SeenRequest.objects.count() == 7
    assert Token.objects.filter(person=author).exists()
    assert dump["cache_of_the_test"]
    assert KEY not in str(dump)
    told_of = text_of(row for name, rows in dump.items() if name.startswith("lessons_") for row in rows)
    for value in (str(PERSON_ID), "Xanthippe", "Yolanda"):
        assert value not in told_of
    for name, rows in dump.items():
        for row in rows if not name.startswith("lessons_") else []:
            text = text_of([row])
            names_somebody = any(str(one) in text for one in (PERSON_ID, PERSON_ID + 1))
            assert not (names_somebody and mentions(lesson, text)), (name, row)
    for name in ("api_seenrequest", "cache_of_the_test"):
        assert not any(mentions(lesson, text_of([row])) for row in dump[name]), name
        assert not any(str(PERSON_ID) in text_of([row]) for row in dump[name]), name


def test_the_token_tells_a_day_and_no_hour():
    person = make_person()
    App(person).post("/lessons", {"went_wrong": "Letters came late"})

    token = Token.objects.get()

    assert type(token.last_used_on).__name__ == "date"
