"""Hard strings through every text field: kept and shown exactly, or refused with a sentence."""

import html
import json
import uuid
from collections import deque

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


def packed(texts, most):
    """Return the texts in as few boxes as hold them, one below the other."""
    boxes = []
    for text in texts:
        if boxes and len(boxes[-1]) + 1 + len(text) <= most:
            boxes[-1] += f"\n{text}"
        else:
            boxes.append(text)
    return boxes


def filled(lengths, texts):
    """Return what is sent at a time so that every text is sent, as many in each box as it holds."""
    left, sent = deque(texts), []
    while left:
        boxes = {}
        for name, most in lengths.items():
            while left and len(boxes.get(name, "")) + 1 + len(left[0]) <= most + (name not in boxes):
                boxes[name] = f"{boxes[name]}\n{left.popleft()}" if name in boxes else left.popleft()
        sent.append(boxes)
    return sent


@pytest.mark.once  # the fields added later put every string into both databases
def test_every_box_of_the_form_keeps_hard_strings_exactly(client, person):
    lengths = {"trying": 140, "went_wrong": 280, "advice": 140}
    for box, most in lengths.items():
        texts = [text for text in hard_strings() if keepable(text, most)]
        assert all(LessonForm.base_fields[box].clean(typed(text)) == text for text in texts)
    shown = []
    for boxes in filled(lengths, [text for text in hard_strings() if keepable(text, 140)]):
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
    for boxes in filled({name: LaterForm.base_fields[name].max_length for name in later}, texts):
        version = Lesson.objects.get().version
        sent = {name: typed(text) for name, text in boxes.items()}

        client.post(f"/lessons/{lesson.pk}/more/", sent | {"version": version, "routes_seen": "danger"})

        assert {name: getattr(Lesson.objects.get(), name) for name in boxes} == boxes
        page = client.get(f"/lessons/{lesson.pk}/").text
        assert [text for text in boxes.values() if not seen(page, text)] == []


@pytest.mark.once  # the same
def test_updates_keep_hard_strings_exactly(client, person):
    lesson = make_lesson(author=person)
    texts = [text for text in hard_strings() if keepable(text, 280)]
    assert all(UpdateForm.base_fields["text"].clean(typed(text)) == text for text in texts)
    for text in packed(texts, 280):
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
    assert set(lesson.updates.values_list("text", flat=True)) == set(packed(texts, 280))
    assert [text for text in texts if not seen(page, text)] == []


@pytest.mark.once  # the same
def test_guardians_boxes_keep_hard_strings_exactly(client, person):
    lesson = make_lesson(author=person)
    client.force_login(make_guardian())
    texts = [text for text in hard_strings() if keepable(text, 140)]
    for boxes in filled({"trying": 140, "went_wrong": 280}, texts):
        LessonRelease.objects.all().delete()
        make_release(lesson)
        boxes.setdefault("went_wrong", "They came apart")  # the last may be too few for both
        sent = {box: typed(text) for box, text in boxes.items()}
        client.post(f"/lessons/releases/{lesson.pk}/", {"version": 1, **sent})
        assert LessonRelease.objects.get().wording == boxes


@pytest.mark.once  # a thousand hostile questions go to the search on both databases
def test_search_survives_hard_strings(person):
    make_lesson(author=person)
    for text in hard_strings():
        answer = queries.lessons_matching(Lesson.objects.all(), text)
        queries.lessons_best(answer, answer.subjects[:10])


@pytest.mark.once  # what is no choice never reaches the database
def test_filters_survive_hard_strings(client, person):
    make_lesson(author=person)
    names = ["q", "page", "topic", "level", "stage", "service", "profession"]
    texts = hard_strings()[::2]
    for start in range(0, len(texts), len(names)):
        sent = dict(zip(names, texts[start:], strict=False))
        assert client.get("/lessons/", sent).status_code == 200, sent


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
