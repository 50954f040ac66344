"""Lessons through the API beyond the main job: harm, audience, readers, the way to the public, echoes."""

import pytest

from sideways.api.tests.callers import App
from sideways.lessons.models import Lesson
from sideways.lessons.tests.factories import make_guardian, make_lesson
from sideways.people.models import Person
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.trust import State

# These answers tell what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

HARM = {"went_wrong": "A child was abused and nobody rang the police"}


def slug(answer):
    return answer.json()["type"].partition("#")[2]


@pytest.fixture
def person():
    return make_person()


@pytest.fixture
def app(person):
    return App(person)


def test_serious_harm_is_sent_to_the_formal_route_and_nothing_is_stored(app):
    refused = app.post("/lessons", HARM)

    assert (refused.status_code, slug(refused)) == (422, "formal-route-first")
    told = refused.json()
    assert told["signs"] == ["safeguarding"]
    assert {"name", "when", "how", "url"} == set(told["routes"][0])
    assert not Lesson.objects.exists()
    assert app.post("/lessons", {**HARM, "routes_seen": told["signs"]}).status_code == 201


def test_harm_in_an_update_is_sent_there_too(app, person):
    lesson = make_lesson(author=person)

    refused = app.post(f"/lessons/{lesson.pk}/updates", {"text": HARM["went_wrong"]})

    assert slug(refused) == "formal-route-first"
    assert not lesson.updates.exists()


def test_a_draft_that_is_not_complete_says_what_is_missing(app):
    lesson = app.post("/lessons", {"went_wrong": "Letters came late"}).json()["id"]

    refused = app.post(f"/lessons/{lesson}/share")

    assert (refused.status_code, slug(refused)) == (422, "not-complete")
    assert refused.json()["errors"][0]["field"] == "trying"


def test_only_drafts_are_deleted(app, person):
    draft, shared = make_lesson(author=person, state=State.DRAFT), make_lesson(author=person)

    assert app.delete(f"/lessons/{draft.pk}").status_code == 204
    assert app.get(f"/lessons/{draft.pk}").status_code == 404
    assert slug(app.delete(f"/lessons/{shared.pk}")) == "already-shared"


def test_what_is_left_out_of_a_change_stays(app, person):
    lesson = make_lesson(author=person, topics=("fit-notes",), scale="40 people")

    changed = app.patch(f"/lessons/{lesson.pk}", {"advice": "Ring first", "version": 1}).json()

    assert (changed["advice"], changed["scale"], changed["topics"]) == (
        "Ring first",
        "40 people",
        ["fit-notes"],
    )
    versions = app.get(f"/lessons/{lesson.pk}/versions").json()["items"]
    assert [(each["number"], each["what"]) for each in versions] == [(2, "Changed"), (1, "Shared")]
    assert versions[1]["content"]["advice"] == ""


def test_the_audience_only_becomes_smaller(app, person):
    lesson = make_lesson(author=person, audience="peers")

    narrowed = app.post(f"/lessons/{lesson.pk}/narrow", {"audience": "level"})
    assert narrowed.json()["mine"]["audience"] == "level"
    assert slug(app.post(f"/lessons/{lesson.pk}/narrow", {"audience": "peers"})) == "not-narrower"


def test_a_reader_is_named_and_named_no_more(app, person):
    lesson, manager = make_lesson(author=person), make_person(level=4, organisation=person.organisation)
    reader = App(manager)
    assert reader.get(f"/lessons/{lesson.pk}").status_code == 404

    for email in (manager.email.upper(), "nobody@example.org", person.email):
        assert app.post(f"/lessons/{lesson.pk}/readers", {"email": email}).status_code == 204
    named = app.get(f"/lessons/{lesson.pk}/readers").json()["items"]
    assert [each["email"] for each in named] == [manager.email]
    assert reader.get(f"/lessons/{lesson.pk}").status_code == 200

    assert app.delete(f"/lessons/{lesson.pk}/readers/{manager.pk}").status_code == 204
    assert reader.get(f"/lessons/{lesson.pk}").status_code == 404
    assert app.delete(f"/lessons/{lesson.pk}/readers/{manager.pk}").status_code == 404


def test_an_update_is_taken_back(app, person):
    lesson = make_lesson(author=person)
    told = app.post(f"/lessons/{lesson.pk}/updates", {"text": "They answered"}).json()

    assert app.delete(f"/lessons/{lesson.pk}/updates/{told['updates'][0]['id']}").status_code == 204
    assert app.get(f"/lessons/{lesson.pk}").json()["updates"] == []


def test_the_way_to_the_public(app, person):
    lesson, guardian = make_lesson(author=person, advice="Ring Ann"), App(make_guardian())

    asked = app.post(f"/lessons/{lesson.pk}/release").json()
    assert asked["mine"]["release"]["state"] == "asked"
    assert [each["lesson_id"] for each in guardian.get("/releases").json()["items"]] == [str(lesson.pk)]
    read = guardian.get(f"/releases/{lesson.pk}").json()
    assert read["texts"]["advice"] == {"label": "Tell somebody starting tomorrow", "text": "Ring Ann"}
    wording = dict.fromkeys(read["texts"], "In other words")

    stale = guardian.post(f"/releases/{lesson.pk}/propose", {"version": 9, "wording": wording})
    assert slug(stale) == "changed-meanwhile"
    short = guardian.post(f"/releases/{lesson.pk}/propose", {"version": read["version"], "wording": {}})
    assert slug(short) == "not-accepted"
    proposed = guardian.post(
        f"/releases/{lesson.pk}/propose", {"version": read["version"], "wording": wording}
    )
    assert proposed.status_code == 204
    assert slug(guardian.post(f"/releases/{lesson.pk}/decline", {"reason": "No"})) == "answered-already"

    public = app.post(f"/lessons/{lesson.pk}/release/agree").json()
    assert (public["advice"], public["mine"]["audience"]) == ("In other words", "public")
    official = App(make_person(kind=Person.Kind.OFFICIAL))
    assert official.get(f"/lessons/{lesson.pk}").json()["advice"] == "In other words"


def test_a_guardian_declines_and_the_author_reads_why(app, person):
    lesson, guardian = make_lesson(author=person), App(make_guardian())
    app.post(f"/lessons/{lesson.pk}/release")

    assert guardian.post(f"/releases/{lesson.pk}/decline", {"reason": "Too rare"}).status_code == 204

    release = app.get(f"/lessons/{lesson.pk}").json()["mine"]["release"]
    assert (release["state"], release["reason"]) == ("declined", "Too rare")


def test_an_author_stops_asking(app, person):
    lesson = make_lesson(author=person)
    app.post(f"/lessons/{lesson.pk}/release")

    for _ in range(2):
        assert app.post(f"/lessons/{lesson.pk}/release/refuse").json()["mine"]["release"] is None


def test_an_echo_shows_and_is_taken_back(person):
    lesson, app = make_lesson(), App(person)

    for _ in range(2):
        app.put(f"/lessons/{lesson.pk}/echo")
    echoed = app.get(f"/lessons/{lesson.pk}").json()
    assert (echoed["echoes"]["total"], echoed["has_echoed"]) == (1, True)
    for _ in range(2):
        assert app.delete(f"/lessons/{lesson.pk}/echo").status_code == 204
    assert app.get(f"/lessons/{lesson.pk}").json()["echoes"]["total"] == 0


def test_who_waits_is_told_not_yet(person):
    lesson = make_lesson(author=person, state=State.DRAFT)
    Person.objects.filter(pk=person.pk).update(standing=Person.Standing.WAITING)
    app = App(Person.objects.get(pk=person.pk))

    assert slug(app.post("/lessons", {})) == "not-yet"
    assert slug(app.patch(f"/lessons/{lesson.pk}", {"advice": "Ring"})) == "not-yet"


def test_who_writes_is_told_first_who_could_read_it(app):
    told = app.get("/me/audiences").json()

    assert {(each["audience"], each["attribution"]) for each in told["items"]} == {
        ("level", "role"), ("level", "named"), ("peers", "role"), ("peers", "named"),
    }  # fmt: skip
    assert all("your managers" in each["cannot"] for each in told["items"])
    assert told["few_at_level"] is True


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("q=fit+notes", True),
        ("q=nothing+like+it", False),
        ("topic=fit-notes", True),
        ("topic=housing", False),
        ("stage=now", True),
        ("stage=looking_back", False),
        ("service=police", False),
        ("profession=gp", False),
        ("level=2", False),  # too few stand there to be told apart
        ("level=2&q=letters", False),
    ],
)
def test_lists_are_narrowed_as_in_the_pages(app, query, finds):
    make_lesson(topics=("fit-notes",), audience="peers")

    found = app.get(f"/lessons?{query}").json()

    assert bool(found["items"]) is finds
    assert sum(found["counts"].values()) == finds


def test_a_search_comes_best_first_with_the_words_marked_and_says_what_was_guessed(app):
    weak = make_lesson(went_wrong="The van was late", advice="Ring the bus depot", audience="peers")
    best = make_lesson(went_wrong="The bus, the bus", stage="looking_back", audience="peers")

    told = app.get("/lessons?q=bus").json()
    assert [item["id"] for item in told["items"]] == [str(best.pk), str(weak.pk)]
    first, second = (item["found"] for item in told["items"])
    assert [piece["text"] for piece in first["title"] if piece["is_found"]] == ["bus", "bus"]
    assert [piece["text"] for piece in second["excerpt"] if piece["is_found"]] == ["bus"]
    assert (told["holds_all"], told["slips"]) == (True, [])

    slipped = app.get("/lessons?q=depott").json()
    assert slipped["slips"] == [{"typed": "depott", "meant": ["depot"]}]
    assert app.get("/lessons?q=bus+zebra").json()["holds_all"] is False
    assert app.get("/lessons").json()["items"][0]["found"] is None


def test_a_text_is_read_for_clues_and_nothing_is_stored(app):
    make_organisation(name="Halder Council", service="council")

    told = app.post("/clues", {"text": "At Halder Council the note of 943 476 5919 was lost"}).json()

    assert told["items"] == [
        {"kind": "organisation", "start": 3, "end": 17, "text": "Halder Council", "instead": "a council"},
        {"kind": "NHS number", "start": 30, "end": 42, "text": "943 476 5919", "instead": "an NHS number"},
    ]
    assert not Lesson.objects.exists()


def test_a_text_that_is_too_long_to_be_a_lesson_is_not_read(app):
    assert app.post("/clues", {"text": "a" * 5_001}).status_code == 422


def test_a_draft_is_tied_to_the_lesson_it_grew_from_and_both_tell_it(app):
    source = make_lesson()
    sent = {"went_wrong": "The letters came back again", "trying": "Send them", "stage": "now", "talk": "no"}
    mine = app.post("/lessons", {**sent, "grew_from": str(source.pk)}).json()
    app.post(f"/lessons/{mine['id']}/share")

    assert [link["id"] for link in mine["grew_from"]] == [str(source.pk)]
    grown = app.get(f"/lessons/{source.pk}").json()["grown"]
    assert [(link["id"], link["grew_from"]) for link in grown] == [(mine["id"], str(source.pk))]

    cut = app.patch(f"/lessons/{mine['id']}", {"grew_from": None, "version": 1}).json()
    assert cut["grew_from"] == []


def test_a_lesson_that_cannot_be_read_is_nothing_to_grow_from(app):
    hidden = make_lesson(author=make_person(level=6))

    refused = app.post("/lessons", {"went_wrong": "Letters came late", "grew_from": str(hidden.pk)})

    assert refused.status_code == 404
    assert not Lesson.objects.filter(state=State.DRAFT).exists()


def test_a_shared_lesson_is_not_tied_later(app, person):
    mine = make_lesson(author=person)

    refused = app.patch(f"/lessons/{mine.pk}", {"grew_from": str(make_lesson().pk), "version": 1})

    assert slug(refused) == "already-shared"
