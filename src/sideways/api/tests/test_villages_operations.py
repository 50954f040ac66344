"""Community projects through the API."""

import pytest

from sideways.api.tests.callers import App
from sideways.meetings.models import Meeting
from sideways.people.tests.factories import make_organisation, make_person
from sideways.villages.models import Project, Proposal
from sideways.villages.tests.factories import ask, make_mentor, make_project

# These answers tell what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
CARD = {
    "name": "A shop for Bleakhope",
    "wants": "Volunteers run it",
    "outcode": "OL9 6AA",
    "topics": ["village-shops"],
}
OFFER = {"done": "I opened a shop", "topics": ["village-shops"], "limit": 1}


def test_a_project_is_put_up_changed_listed_and_closed():
    maker, reader = App(make_person(name="Zia Quill")), App(make_person())
    for _twice in range(2):
        added = maker.post("/projects", CARD, **{"Idempotency-Key": "one"})
        assert added.status_code == 201
    told = added.json()
    assert (told["is_own"], [role["state"] for role in told["roles"]]) == (True, ["missing"] * 3)
    one = f"/projects/{told['id']}"
    assert maker.put(one, CARD | {"name": "A bigger shop"}).json()["name"] == "A bigger shop"

    (row,) = reader.get("/projects").json()["items"]
    assert row["missing"] == "Missing: mentor, support body and peer project"
    seen = reader.get(one)
    assert "Zia" not in seen.content.decode()
    assert seen.json()["is_own"] is False
    assert reader.put(one, CARD).status_code == reader.delete(one).status_code == 404
    assert [each["id"] for each in maker.get("/me/projects").json()["items"]] == [told["id"]]
    assert maker.delete(one).status_code == 204
    assert reader.get(one).status_code == 404
    assert Project.objects.get().state == "closed"


@pytest.mark.parametrize(
    ("wrong", "field"), [({"outcode": "ZZ99"}, "outcode"), ({"topics": ["no-such"]}, "topics")]
)
def test_a_card_that_cannot_be_is_refused_with_the_words_of_the_page(wrong, field):
    refused = App(make_person()).post("/projects", CARD | wrong)

    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == field


def test_a_mentor_is_suggested_without_a_name_asked_and_found():
    person = make_person(name="Nia Bramwell")
    mentor, project = make_mentor(person), make_project()
    maker, helper = App(project.made_by), App(person)
    one = f"/projects/{project.pk}"

    seen = maker.get(one)
    (suggestion,) = seen.json()["suggestions"]
    assert suggestion["id"] == str(mentor.pk)
    assert suggestion["reason"] == "Has done the same (Village shops)."
    assert "Nia" not in seen.content.decode()
    asked = maker.post(f"{one}/proposals", {"mentor": suggestion["id"]})
    assert asked.status_code == 201
    assert asked.json()["roles"][0]["state"] == "asked"
    again = maker.post(f"{one}/proposals", {"organisation": make_organisation().pk})
    assert again.status_code == 201
    assert maker.post(f"{one}/proposals", {"organisation": make_organisation().pk}).status_code == 409

    (waits,) = helper.get("/me/proposals").json()["items"]
    proposal = f"/proposals/{waits['id']}"
    assert helper.get(proposal).json()["reason"] == "Has done the same (Village shops)."
    assert helper.put(f"{proposal}/answer", {"says_yes": False}).json()["answer"] == "no"
    accepted = helper.put(f"{proposal}/answer", {"says_yes": True}).json()
    assert accepted["other"] == project.made_by.name
    assert accepted["meeting_id"] == str(Meeting.objects.get().pk)
    role = maker.get(one).json()["roles"][0]
    assert (role["state"], role["who"], role["proposal_id"]) == ("found", "Nia Bramwell", waits["id"])
    assert maker.delete(proposal).status_code == 204
    assert maker.get(proposal).status_code == 404


def test_a_peer_project_is_asked():
    project, other = make_project(), make_project()
    asked = App(project.made_by).post(f"/projects/{project.pk}/proposals", {"peer": str(other.pk)})

    assert asked.json()["roles"][2]["state"] == "asked"
    proposal = f"/proposals/{Proposal.objects.get().pk}"
    assert App(other.made_by).get(proposal).json()["role"] == "peer"
    assert App(other.made_by).delete(proposal).status_code == 404
    assert App(make_person()).get(proposal).status_code == 404


@pytest.mark.parametrize("sent", [{}, {"organisation": 1, "mentor": "5eed0000-0000-4000-8000-00000000abcd"}])
def test_one_alone_is_asked(sent):
    project = make_project()

    assert App(project.made_by).post(f"/projects/{project.pk}/proposals", sent).status_code == 422
    assert (
        App(make_person()).post(f"/projects/{project.pk}/proposals", {"organisation": 1}).status_code == 404
    )


def test_somebody_offers_to_mentor_a_broker_confirms_and_they_stop():
    person, broker = App(make_person(name="Nia Bramwell")), App(make_person(kind="broker"))
    assert person.get("/me/mentoring").status_code == 404
    offered = person.put("/me/mentoring", OFFER).json()
    assert (offered["limit"], offered["load"], offered["is_trained"]) == (1, 0, False)
    assert person.get("/mentors").status_code == 404

    (row,) = broker.get("/mentors").json()["items"]
    assert row["name"] == "Nia Bramwell"
    assert broker.put(f"/mentors/{row['id']}/trained", {"is_trained": True}).status_code == 204
    assert person.get("/me/mentoring").json()["is_trained"] is True
    assert person.delete("/me/mentoring").status_code == 204
    assert person.get("/me/mentoring").status_code == 404


def test_the_list_takes_as_many_queries_for_six_as_for_two(django_assert_max_num_queries):
    app = App(make_person())
    for wanted in (2, 6):
        while Project.objects.count() < wanted:
            ask(make_project(), mentor=make_mentor())
        with django_assert_max_num_queries(12):
            assert len(app.get("/projects").json()["items"]) == wanted


def test_a_day_is_opened_ranked_and_closed():
    broker = App(make_person(kind="broker"))
    project, mentor = make_project(), make_mentor(make_person(name="Nia Bramwell"))
    guests = {"projects": [str(project.pk)], "mentors": [str(mentor.pk)]}
    told = {"on": "2030-03-27", "place": "Halderby town hall", **guests}
    assert App(project.made_by).post("/days", told).status_code == 404
    assert broker.post("/days", told | {"mentors": guests["projects"]}).status_code == 422
    day = f"/days/{broker.post('/days', told).json()['id']}"

    for person in (project.made_by, mentor.person):
        app = App(person)
        assert app.get("/days").json()["items"][0]["place"] == "Halderby town hall"
        seen = app.get(day)
        assert "Nia" not in seen.content.decode()
        (own,) = seen.json()["own"]
        picks = {"picks": [own["others"][0]["id"]], "excluded": []}
        assert app.put(f"{day}/guests/{own['id']}", picks).json()["own"][0]["picks"] == picks["picks"]
        assert app.put(f"{day}/guests/{own['others'][0]['id']}", picks).status_code == 404
        assert app.post(f"{day}/close").status_code == 404
    assert App(make_person()).get(day).status_code == 404
    for _twice in range(2):
        assert broker.post(f"{day}/close").json()["is_closed"] is True

    (own,) = App(project.made_by).get(day).json()["own"]
    assert own["outcome"] == "matched"
    assert own["matched"] == ["Nia Bramwell: your first choice, and you are among theirs."]
    assert own["talks"] == ["Talk 1: Mentor 1"]
    late = App(project.made_by).put(f"{day}/guests/{own['id']}", {"picks": [], "excluded": []})
    assert late.status_code == 409
    assert Meeting.objects.count() == 1


def test_what_was_asked_is_taken_back_and_a_late_answer_is_told_so():
    mentor, project = make_mentor(), make_project()
    maker, helper = App(project.made_by), App(mentor.person)
    told = maker.post(f"/projects/{project.pk}/proposals", {"mentor": str(mentor.pk)}).json()
    one = f"/proposals/{told['roles'][0]['proposal_id']}"
    assert helper.get(one).status_code == 200
    for _twice in range(2):
        assert maker.delete(one).status_code == 204

    assert helper.get("/me/proposals").json() == {"items": []}
    late = helper.put(f"{one}/answer", {"says_yes": True})
    assert (late.status_code, late.json()["title"]) == (409, "Not as things stand now")
    assert App(make_person()).delete(one).status_code == 404


def test_a_broker_keeps_a_card_for_who_rings_and_nobody_else_does():
    kept = App(make_person(kind="broker")).post("/projects", CARD | {"on_behalf": True})

    assert kept.json()["on_behalf"] is True
    assert App(make_person()).post("/projects", CARD | {"on_behalf": True}).status_code == 404


def test_words_of_serious_harm_come_with_whose_job_it_is():
    maker, harm = App(make_person()), "She was being abused by her carer"
    refused = maker.post("/projects", CARD | {"wants": harm})
    assert refused.json()["signs"] == ["safeguarding"]
    assert maker.put("/me/mentoring", OFFER | {"done": harm}).status_code == 422
    assert not Project.objects.exists()

    told = {"wants": harm, "routes_seen": ["safeguarding"]}
    assert maker.post("/projects", CARD | told).status_code == 201
