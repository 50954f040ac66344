"""Hard strings through every text field: kept and shown exactly, or refused with a sentence."""

import html
import json
import uuid

import pytest
from django.utils import timezone
from tests.shared import DATA

from sideways.lessons import queries, services
from sideways.lessons.forms import LaterForm, LessonForm, UpdateForm
from sideways.lessons.models import TEXTS, Lesson, LessonRelease, LessonUpdate
from sideways.lessons.success import tells_only_success
from sideways.lessons.tests.factories import ALL_SIGNS, make_guardian, make_lesson, make_release
from sideways.lessons.tests.telling import told
from sideways.lessons.wording import CANNOT_BE_KEPT

pytestmark = pytest.mark.django_db

FILE = DATA / "bad-input" / "blns.json"
OWN = [
    "<script>alert(1)</script>",
    "'\"><img src=x onerror=alert(1)>",
    "{{ 7*7 }} {% debug %}",
    "'; DROP TABLE lessons_lesson; --",
    "Zürich 東京 🧑🏽‍⚕️ ﷽ \u202egnirts",
    "  spaces kept  ",
    "\ttab\u2028line",
    "one\ntwo",
    "%s %(x)s %00 \\ \\0",
]


def hard_strings():
    return OWN + (json.loads(FILE.read_text()) if FILE.exists() else [])


def keepable(text, most):
    return text.strip() != "" and len(text) <= most


def seen(page, text):
    return html.escape(text) in page


@pytest.mark.skipif(not FILE.exists(), reason="the shared data folder is not here: only our own strings ran")
def test_the_list_of_naughty_strings_is_the_one_we_know():
    assert len(json.loads(FILE.read_text())) == 515


def typed(text):
    """Return a text as a browser sends it."""
    return text.replace("\n", "\r\n")


@pytest.mark.once  # the fields added later put every string into both databases
@pytest.mark.parametrize("part", range(2))
def test_every_box_of_the_form_keeps_hard_strings_exactly(client, person, part):
    lengths = {"trying": 140, "went_wrong": 280, "advice": 140}
    for box, most in lengths.items():
        texts = [text for text in hard_strings() if keepable(text, most)]
        assert all(LessonForm.base_fields[box].clean(typed(text)) == text for text in texts)
    shown = []
    texts = [text for text in hard_strings() if keepable(text, 140)][part::2]
    for start in range(0, len(texts), len(lengths)):
        boxes = dict(zip(lengths, texts[start:], strict=False))
        if "went_wrong" in boxes and tells_only_success(boxes["went_wrong"]):
            del boxes["went_wrong"]
        sent = told("share", routes_seen="danger,crime") | {box: typed(text) for box, text in boxes.items()}

        assert client.post("/lessons/new/", sent).status_code == 302, boxes

        kept = Lesson.objects.get(pk=sent["lesson_id"])
        assert {box: getattr(kept, box) for box in boxes} == boxes
        page = client.get(f"/lessons/{kept.pk}/").text
        assert [text for text in boxes.values() if not seen(page, text)] == []
        shown.append(boxes["trying"])
    n_pages = Lesson.objects.count() // 20 + 1
    pages = "".join(client.get("/lessons/", {"page": number}).text for number in range(1, n_pages + 1))
    assert [text for text in shown if not seen(pages, text)] == []


def test_later_fields_keep_hard_strings_exactly(client, person):
    lesson = make_lesson(author=person)
    later = [name for name in TEXTS if name not in {"trying", "went_wrong", "advice"}]
    texts = [text for text in hard_strings() if keepable(text, 140)]
    for name in later:
        assert all(LaterForm.base_fields[name].clean(typed(text)) == text for text in texts)
    for start in range(0, len(texts), len(later)):
        sent = dict(zip(later, texts[start:], strict=False))
        version = Lesson.objects.get().version

        client.post(f"/lessons/{lesson.pk}/more/", sent | {"version": version, "routes_seen": "danger"})

        assert {name: getattr(Lesson.objects.get(), name) for name in sent} == sent
        page = client.get(f"/lessons/{lesson.pk}/").text
        assert [text for text in sent.values() if not seen(page, text)] == []


@pytest.mark.once  # the same
def test_updates_keep_hard_strings_exactly(client, person):
    lesson = make_lesson(author=person)
    texts = [text for text in hard_strings() if keepable(text, 280)]
    for text in texts:
        form = UpdateForm({"update_id": str(uuid.uuid4()), "text": typed(text)})
        assert form.is_valid()
        services.lesson_update_add(
            lesson=lesson,
            update=LessonUpdate(pk=form.cleaned_data["update_id"], text=form.cleaned_data["text"]),
            routes_seen=ALL_SIGNS,
            by=person,
            at=timezone.now(),
        )

    page = client.get(f"/lessons/{lesson.pk}/").text
    assert set(lesson.updates.values_list("text", flat=True)) == set(texts)
    assert [text for text in texts if not seen(page, text)] == []


def test_guardians_boxes_keep_hard_strings_exactly(client, person):
    lesson = make_lesson(author=person)
    guardian, boxes = make_guardian(), ["trying", "went_wrong"]
    client.force_login(guardian)
    for text in [one for one in hard_strings()[::5] if keepable(one, 140)]:
        LessonRelease.objects.all().delete()
        make_release(lesson)
        client.post(f"/lessons/releases/{lesson.pk}/", {"version": 1, **dict.fromkeys(boxes, typed(text))})
        assert LessonRelease.objects.get().wording == dict.fromkeys(boxes, text)


def test_search_and_filters_survive_hard_strings(client, person):
    make_lesson(author=person)
    names = ["q", "page", "topic", "level", "stage", "service", "profession"]
    for text in hard_strings():
        answer = queries.lessons_matching(Lesson.objects.all(), text)
        queries.lessons_best(answer, answer.subjects[:10])
    for text in hard_strings()[::5]:
        assert client.get("/lessons/", dict.fromkeys(names, text)).status_code == 200, text


def test_search_finds_what_was_typed(client, person):
    for text in OWN:
        lesson = make_lesson(author=person, trying=text)
        assert lesson in [row.lesson for row in client.get("/lessons/", {"q": text}).context["rows"]], text


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b"])
@pytest.mark.parametrize("box", ["trying", "went_wrong", "advice"])
def test_what_no_database_can_keep_is_refused_with_a_sentence(client, person, box, text):
    field = LessonForm.base_fields[box]
    with pytest.raises(Exception, match=str(CANNOT_BE_KEPT)):
        field.clean(text)
    if "\ud800" not in text:  # a browser cannot send half a character
        response = client.post("/lessons/new/", told("share", **{box: text}))
        assert str(CANNOT_BE_KEPT) in response.text
        assert not Lesson.objects.exists()


def test_no_script_of_a_lesson_runs_on_any_page(client, person):
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    lesson = make_lesson(author=person, trying=attack, went_wrong=attack, advice=attack, scale=attack)
    make_release(lesson, state=LessonRelease.State.PROPOSED, wording={"trying": attack}, reason=attack)
    make_lesson(author=person, state="draft", trying=attack)

    own = [f"{lesson.pk}/{part}" for part in ("", "edit/", "versions/", "release/", "delete/")]
    for page in ("", "mine/", *own):
        text = client.get(f"/lessons/{page}", follow=True).text
        assert attack not in text
        assert "<script>alert" not in text
