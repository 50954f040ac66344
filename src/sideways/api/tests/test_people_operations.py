"""You, vouching, and running the service, through the API."""

import pytest

from sideways.api.models import Token
from sideways.api.tests.callers import App
from sideways.lessons.tests.factories import make_lesson
from sideways.people.models import HeldDomain, Organisation, OrganisationAlias, Person
from sideways.people.tests.factories import make_organisation, make_person

# These answers tell what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

Kind, Standing = Person.Kind, Person.Standing


def slug(answer):
    return answer.json()["type"].partition("#")[2]


@pytest.fixture
def person():
    return make_person()


@pytest.fixture
def app(person):
    return App(person)


@pytest.fixture
def operator():
    return App(make_person(kind=Kind.OPERATOR))


def test_you_choose_how_much_you_hear_of_a_topic_you_follow(app):
    app.put("/me/interests", {"topics": ["fit-notes", "unpaid-carers"], "travel_km": 40})

    answer = app.put("/me/topics", {"topics": {"fit-notes": "watching"}}).json()

    assert {each["topic"]: each["how"] for each in answer["items"]} == {
        "fit-notes": "watching",
        "unpaid-carers": "normal",
    }
    assert app.get("/me/topics").json() == answer


@pytest.mark.parametrize("wrong", [{"unpaid-carers": "muted"}, {"fit-notes": "shout"}])
def test_a_topic_you_do_not_follow_or_a_word_we_do_not_know_changes_nothing(app, wrong):
    app.put("/me/interests", {"topics": ["fit-notes"], "travel_km": 40})

    assert app.put("/me/topics", {"topics": {"fit-notes": "muted"} | wrong}).status_code == 422
    assert [each["how"] for each in app.get("/me/topics").json()["items"]] == ["normal"]


def test_you_read_and_change_your_answers(app, person):
    assert app.get("/me").json()["profession"] == {"code": "nurse", "name": "Nurse", "service": "nhs"}

    about = app.put("/me/about", {"name": " Ann Example ", "profession": "gp"}).json()
    assert (about["name"], about["profession"]["code"]) == ("Ann Example", "gp")
    level = app.put("/me/level", {"own": "cases", "others": "few", "money": "none"}).json()
    assert level["level"] == 3
    interests = app.put("/me/interests", {"topics": ["fit-notes"], "travel_km": 24}).json()
    assert (interests["topics"], interests["travel_km"]) == (["fit-notes"], 24)
    district = app.put("/me/workplace", {"organisation": None, "outcode": "OL9 6AA"}).json()
    assert (district["organisation"], district["outcode"]) == (None, "OL9")


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/me/about", {"name": "Ann", "profession": "emperor"}, "profession"),
        ("/me/about", {"name": "Ann", "profession": "civil_servant"}, "profession"),
        ("/me/level", {"own": "cases"}, "others"),
        ("/me/level", {"own": "cases", "others": "few", "money": "none", "level": 7}, "reason"),
        ("/me/level", {"own": "cases", "others": "few", "money": "none", "grade": "x"}, "grade"),
        ("/me/workplace", {"organisation": 4_000_000}, "organisation"),
        ("/me/workplace", {"organisation": None, "outcode": "ZZ99"}, "outcode"),
        ("/me/workplace/proposed", {"name": "A body", "service": "government", "outcode": "OL9"}, "service"),
        ("/me/interests", {"topics": ["no-such-topic"], "travel_km": 40}, "topics"),
        ("/me/interests", {"topics": [], "travel_km": 41}, "travel_km"),
    ],
)
def test_answers_are_asked_as_in_the_pages(app, path, body, field):
    refused = app.put(path, body)

    assert (refused.status_code, slug(refused)) == (422, "not-accepted")
    assert refused.json()["errors"][0]["field"] == field


def test_moving_where_your_address_does_not_speak_for_you_waits_for_a_vouch(app):
    place = make_organisation(name="Elsewhere")

    moved = app.put("/me/workplace", {"organisation": place.pk}).json()

    assert (moved["organisation"]["name"], moved["standing"]) == ("Elsewhere", "waiting")


def test_a_missing_organisation_is_proposed_once(app):
    body = {"name": "Hollin Vale Carers", "service": "voluntary", "outcode": "OL9"}
    for _ in range(2):
        assert app.put("/me/workplace/proposed", body).json()["organisation"]["standing"] == "proposed"

    assert Organisation.objects.filter(standing=Organisation.Standing.PROPOSED).count() == 1


def test_a_token_tells_of_itself_and_ends_itself(app):
    assert app.get("/me/token").json()["name"] == "An app"
    assert app.delete("/me/token").status_code == 204
    assert app.get("/me/token").status_code == 401


def test_closing_an_account_ends_everything(app, person):
    make_lesson(author=person)
    holdings = app.get("/me/closing").json()["holdings"]
    assert {"lessons", "apps_and_tokens"} <= {each["name"] for each in holdings}
    assert slug(app.post("/me/close", {"sure": True, "choices": {}})) == "not-accepted"
    assert slug(app.post("/me/close", {"sure": 1, "choices": {"lessons": "leave"}})) == "not-accepted"

    assert app.post("/me/close", {"sure": True, "choices": {"lessons": "leave"}}).status_code == 204

    person.refresh_from_db()
    assert person.standing == Standing.CLOSED
    assert app.get("/me").status_code == 401
    assert not Token.objects.exists()


def test_a_broker_vouches_for_their_own():
    broker = make_person(kind=Kind.BROKER)
    near = make_person(organisation=broker.organisation, standing=Standing.WAITING)
    far = make_person(standing=Standing.WAITING)
    app = App(broker)

    waiting = app.get("/vouches").json()["items"]
    assert [each["id"] for each in waiting] == [near.pk]
    assert {"key": "E-mail address", "value": near.email} in waiting[0]["facts"]
    for _ in range(2):
        assert app.post(f"/vouches/{near.pk}/vouch").status_code == 204
    assert app.post(f"/vouches/{far.pk}/vouch").status_code == 404
    near.refresh_from_db()
    assert near.standing == Standing.ACTIVE


def test_declining_sends_back_to_the_answers(operator):
    person = make_person(standing=Standing.WAITING)

    assert operator.post(f"/vouches/{person.pk}/decline", {"reason": "Who?"}).status_code == 204

    person.refresh_from_db()
    assert person.standing == Standing.JOINING
    unfinished = make_person(standing=Standing.WAITING, profession="nurse", level=None)
    assert slug(operator.post(f"/vouches/{unfinished.pk}/vouch")) == "joining-unfinished"


def test_an_operator_looks_after_accounts(operator):
    held = make_person(standing=Standing.HELD, email="ann@held.example.org")
    found = operator.get("/people?email=HELD.example&show=held").json()["items"]
    assert [each["id"] for each in found] == [held.pk]

    let_in = operator.post(f"/people/{held.pk}/let-in", {"reason": "Known to the team"}).json()
    assert let_in["standing"] == "active"
    assert let_in["log"][0]["text"] == f"“Known to the team”. By {Person.objects.get(kind='operator')}"
    funder = operator.put(f"/people/{held.pk}/kind", {"kind": "funder", "reason": "Gives money"}).json()
    assert funder["kind"] == "funder"
    assert operator.get(f"/people/{held.pk}").json()["kind"] == "funder"


def test_nobody_changes_their_own_kind_or_makes_a_broker_of_nowhere(operator):
    own = Person.objects.get(kind="operator")
    refused = operator.put(f"/people/{own.pk}/kind", {"kind": "guardian", "reason": "Why not"})
    assert slug(refused) == "not-found"
    alone = make_person(organisation=None, outcode="OL9")
    refused = operator.put(f"/people/{alone.pk}/kind", {"kind": "broker", "reason": "Knows people"})
    assert refused.json()["errors"][0]["field"] == "kind"


def test_an_operator_lists_proposed_organisations(operator):
    proposed = [make_organisation(standing=Organisation.Standing.PROPOSED) for _ in range(2)]
    for body in proposed:
        make_person(organisation=body)
    assert [each["people"] for each in operator.get("/organisations/proposed").json()["items"]] == [1, 1]

    for _ in range(2):
        assert operator.post(f"/organisations/{proposed[0].pk}/list").status_code == 204
    missing = operator.post(f"/organisations/{proposed[1].pk}/same", {"listed": 4_000_000})
    assert missing.status_code == 404
    same = operator.post(f"/organisations/{proposed[1].pk}/same", {"listed": proposed[0].pk})
    assert same.status_code == 204
    assert proposed[0].people.count() == 2
    assert operator.get("/organisations/proposed").json()["items"] == []


def test_an_operator_holds_domains(operator):
    for _ in range(2):
        answer = operator.put("/held-domains/inspectors.example.org", {"reason": "Inspectors"})
        assert answer.status_code == 204
    listed = operator.get("/held-domains").json()["items"]
    assert listed[0] == {"domain": "inspectors.example.org", "reason": "Inspectors", "added_here": True}
    assert any(not each["added_here"] for each in listed)
    assert slug(operator.put("/held-domains/inspectors", {"reason": "No dot"})) == "not-accepted"
    for _ in range(2):
        assert operator.delete("/held-domains/inspectors.example.org").status_code == 204
    assert not HeldDomain.objects.exists()


def test_organisations_are_found_and_read(app, operator):
    whole = make_organisation(name="Hollin Vale Council", email_domain="hollin.example.org")
    part = make_organisation(name="Hollin Vale Carers", parent=whole)
    OrganisationAlias.objects.create(organisation=whole, name="Old Hollin", search_name="old hollin")

    found = app.get("/organisations?q=hollin+vale+cuoncil").json()["items"]
    assert found[0]["id"] == whole.pk
    read = app.get(f"/organisations/{whole.pk}").json()
    assert (read["other_names"], read["email_domain"]) == (["Old Hollin"], "")
    assert operator.get(f"/organisations/{whole.pk}").json()["email_domain"] == "hollin.example.org"
    assert app.get(f"/organisations/{part.pk}").json()["part_of"]["id"] == whole.pk
    assert [each["id"] for each in app.get(f"/organisations/{whole.pk}/parts").json()["items"]] == [part.pk]
    assert app.get("/organisations").json()["items"] == []


def test_the_lists_that_answers_are_chosen_from(app):
    assert "nurse" in [each["code"] for each in app.get("/professions").json()["items"]]
    assert {"slug": "fit-notes", "name": "Fit notes"} in app.get("/topics").json()["items"]
    assert {"key", "scheme", "grade", "level"} == set(app.get("/grades").json()["items"][0])
