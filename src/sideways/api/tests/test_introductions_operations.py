import json

import pytest
from django.utils import timezone

from sideways.api.tests.callers import App
from sideways.introductions.models import Introduction, TalkRequest, Wish
from sideways.introductions.tests.factories import (
    accepted,
    ask_to_talk,
    make_broker,
    make_crowd,
    make_nurse,
    make_work_coach,
    propose,
)
from sideways.lessons.tests.factories import make_lesson

# These answers tell what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
NOW = timezone.now()


def test_somebody_reads_a_role_answers_and_then_finds_the_meeting():
    make_crowd("work_coach")
    nurse, coach = make_nurse(), make_work_coach(name="Corin Coach")
    introduction = propose(nurse, coach)
    app = App(nurse)

    told = app.get("/introductions")
    assert told.json()["items"][0]["who"] == "A work coach, North West"
    assert "Corin" not in json.dumps(told.json())
    path = f"/introductions/{introduction.pk}/answer"
    assert app.put(path, {"says_yes": False}).json()["answer"] == "no"
    assert app.put(path, {"says_yes": True}).json()["state"] == "waits"
    done = App(coach).put(path, {"says_yes": True}).json()
    assert done["state"] == "accepted"
    assert done["meeting"].startswith("/meetings/")
    assert app.put(path, {"says_yes": False}).status_code == 409


def test_wishes_pause_and_the_private_list():
    app = App(make_nurse())
    wanted = {"capacity": 2, "widen_level": True, "widen_profession": False, "widen_region": False}

    assert app.put("/me/introductions", wanted).json()["capacity"] == 2
    assert app.put("/me/introductions/pause", {"days": 14}).json()["is_paused"]
    assert app.ask("DELETE", "/me/introductions/pause").status_code == 204
    assert not app.get("/me/introductions").json()["is_paused"]
    rows = app.post("/me/apart", {"words": "somebody@example.org"}).json()["items"]
    assert [row["who"] for row in rows] == ["somebody@example.org"]
    assert app.ask("DELETE", f"/me/apart/{rows[0]['id']}").status_code == 204
    assert app.get("/me/apart").json()["items"] == []


def test_asking_an_author_and_answering_as_one():
    author, asker = make_nurse(), make_work_coach()
    lesson = make_lesson(author=author, audience="peers")
    asked = App(asker).put(f"/lessons/{lesson.pk}/talk").json()
    assert asked["waits"]
    assert App(asker).put(f"/lessons/{lesson.pk}/talk").json() == asked

    writer = App(author)
    talk = writer.get("/introductions").json()["talks"][0]
    told = writer.put(f"/talks/{talk['id']}/answer", {"says_yes": False}).json()
    assert told["talks"][0]["declined"]
    assert App(asker).ask("DELETE", f"/talks/{talk['id']}").status_code == 204
    assert not TalkRequest.objects.exists()
    again = ask_to_talk(asker, author)
    assert (
        writer.put(f"/talks/{again.pk}/answer", {"says_yes": True}).json()["items"][0]["state"] == "accepted"
    )


def test_the_desk_through_the_api():
    broker, nurse, coach = make_broker(), make_nurse(name="Nia Bramwell"), make_work_coach()
    app, both = App(broker), {"people": [nurse.pk, coach.pk], "about": "Fit notes"}

    assert app.get("/desk/people?q=Bram").json()["items"][0]["id"] == nurse.pk
    assert app.get(f"/desk/people/{nurse.pk}/partners").json()["items"][0]["id"] == coach.pk
    assert (
        app.post("/desk/introductions", both | {"about": "Nia knows"}).json()["errors"][0]["field"] == "about"
    )
    assert app.post("/desk/introductions", both).status_code == 201
    refused = app.post("/desk/introductions", both)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "people")
    [row] = app.get("/desk/introductions").json()["items"]
    assert (row["state"], row["action"], len(row["people"])) == ("Waits for answers", "remind", 2)
    assert app.post(f"/desk/introductions/{row['id']}/remind").status_code == 204
    assert app.post(f"/desk/introductions/{row['id']}/remind").status_code == 409
    assert app.ask("DELETE", f"/desk/introductions/{row['id']}").status_code == 204
    assert Introduction.objects.get().state == "closed"
    assert app.post("/desk/conflicts", {"people": [nurse.pk, coach.pk]}).status_code == 201
    [conflict] = app.get("/desk/conflicts").json()["items"]
    assert app.ask("DELETE", f"/desk/conflicts/{conflict['id']}").status_code == 204


def test_who_has_waited_three_rounds_and_words_of_harm_through_the_api():
    broker, nurse, coach = App(make_broker()), make_nurse(), make_work_coach()
    Wish.objects.create(person=nurse, waited=4)
    [row] = broker.get("/desk/waited").json()["items"]
    assert (row["id"], row["reason"]) == (nurse.pk, "Has waited 4 rounds.")

    harm, seen = "She was being abused by her carer", {"routes_seen": ["safeguarding"]}
    both, card = {"people": [nurse.pk, coach.pk], "about": harm}, {"kind": "seek", "text": harm}
    for app, path, sent in ((broker, "/desk/introductions", both), (App(nurse), "/board", card)):
        assert app.post(path, sent).json()["signs"] == ["safeguarding"]
        assert app.post(path, sent | seen).status_code == 201


def test_what_is_not_there_for_somebody():
    introduction, talk = accepted(), ask_to_talk(make_work_coach(), make_nurse())
    app, broker = App(make_nurse()), App(make_broker())
    assert app.put(f"/introductions/{introduction.pk}/answer", {"says_yes": True}).status_code == 404
    assert app.put(f"/talks/{talk.pk}/answer", {"says_yes": True}).status_code == 404
    assert app.ask("DELETE", f"/talks/{talk.pk}").status_code == 404
    assert app.get("/desk/introductions").status_code == 404
    assert broker.post(f"/desk/introductions/{talk.pk}/remind").status_code == 404
    assert broker.get("/desk/people/999999/partners").status_code == 404
