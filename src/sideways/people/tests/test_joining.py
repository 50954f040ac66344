import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from tests.shared import DATA

from sideways.people.errors import JoiningUnfinishedError
from sideways.people.forms.fields import INVISIBLE
from sideways.people.forms.joining import AboutForm
from sideways.people.models import Organisation, Person, Topic
from sideways.people.services import join_finish, person_declare_independence, person_decline
from sideways.people.tests.factories import make_organisation, make_person

pytestmark = pytest.mark.django_db
NAUGHTY = DATA / "bad-input" / "blns.json"
NEW = {
    "standing": "joining",
    "name": "",
    "profession": None,
    "level": None,
    "organisation": None,
    "region": "",
    "nation": "",
}
LEVEL = {"own": "cases", "others": "few", "money": "none"}


@pytest.fixture
def newcomer(client):
    person = make_newcomer()
    client.force_login(person)
    return person


def make_newcomer(**fields):
    return make_person(**(NEW | {"confirmed": True} | fields))


def answer(client, page, **data):
    return client.post(reverse(f"people:join_{page}"), data)


def test_joining_takes_four_pages_and_a_work_address_gets_in_at_once(client):
    council = make_organisation(name="Oldham Council", email_domain="oldham.gov.uk", region="North West")
    person = make_newcomer(email="ann@oldham.gov.uk")
    client.force_login(person)

    assert client.get(reverse("people:join"))["Location"] == reverse("people:join_about")
    steps = [
        answer(client, "about", name="Ann Example", profession="social_worker"),
        answer(client, "level", **LEVEL, seen="3"),
        answer(client, "workplace", organisation=council.pk),
        answer(client, "interests", topics=["fit-notes"], travel_km=24),
    ]

    assert [step["Location"] for step in steps] == [
        reverse(f"people:{name}") for name in ("join_level", "join_workplace", "join_interests", "join")
    ]
    person.refresh_from_db()
    assert (person.standing, person.name, person.level) == ("active", "Ann Example", 3)
    assert (person.organisation, person.region, person.travel_km) == (council, "North West", 24)
    assert list(person.topics.all()) == [Topic.objects.get(pk="fit-notes")]


@pytest.mark.parametrize(
    ("email", "standing"),
    [
        ("ann@example.org", "waiting"),
        ("ann@nhs.net", "waiting"),
        ("ann@rochdale.gov.uk", "active"),
        ("ann@dwp.gov.uk", "held"),
        ("ann@parent.example", "active"),
        ("ann@other.gov.uk", "waiting"),
    ],
)
def test_the_address_says_who_waits_and_who_is_held(email, standing):
    parent = make_organisation(email_domain="parent.example")
    make_organisation(email_domain="other.gov.uk")
    person = make_newcomer(
        email=email, name="Ann", profession="nurse", level=2, organisation=make_organisation(parent=parent)
    )

    assert join_finish(person=person, at=timezone.now()).standing == standing


@pytest.mark.parametrize(
    ("service", "standing"), [("nhs", "active"), ("council", "waiting"), ("voluntary", "waiting")]
)
def test_an_address_that_many_share_speaks_for_its_service_only(service, standing):
    there = make_organisation(service=service)
    person = make_newcomer(email="a@nhs.net", name="Ann", profession="nurse", level=2, organisation=there)

    joined = join_finish(person=person, at=timezone.now())

    assert (joined.standing, joined.vouched_domain) == (standing, "nhs.net" if standing == "active" else "")


def test_an_address_that_is_not_confirmed_speaks_for_nobody():
    there = make_organisation(email_domain="there.example")
    answered = {"name": "Ann", "profession": "nurse", "level": 2, "organisation": there}
    person = make_newcomer(email="ann@there.example", confirmed=False, **answered)
    held = make_newcomer(email="ann@dwp.gov.uk", confirmed=False, **answered)

    assert join_finish(person=person, at=timezone.now()).standing == "waiting"
    assert join_finish(person=held, at=timezone.now()).standing == "held"


def test_joining_cannot_be_finished_with_an_answer_missing():
    person = make_newcomer(name="Ann", profession="nurse")

    with pytest.raises(JoiningUnfinishedError) as caught:
        join_finish(person=person, at=timezone.now())

    assert caught.value.step == "level"


def test_finishing_twice_changes_nothing():
    there = make_organisation(service="nhs")
    person = make_newcomer(email="a@nhs.net", name="Ann", profession="nurse", level=2, organisation=there)
    once = join_finish(person=person, at=timezone.now())
    Person.objects.filter(pk=person.pk).update(standing="held")

    assert once.standing == "active"
    assert join_finish(person=person, at=timezone.now()).standing == "held"


def test_a_page_that_comes_too_soon_leads_back_to_the_first_open_question(client, newcomer):
    assert client.get(reverse("people:join_interests"))["Location"] == reverse("people:join_about")


def test_going_back_shows_the_answers(client, newcomer):
    answer(client, "about", name="Ann Example", profession="nurse")
    answer(client, "level", **LEVEL, seen="3")

    about = client.get(reverse("people:join_about")).content.decode()
    level = client.get(reverse("people:join_level")).content.decode()

    assert 'value="Ann Example"' in about
    assert re.search(r'value="nurse"\s+selected', about)
    assert level.count(" checked") == 3


def test_somebody_who_did_not_declare_is_asked_first(client):
    client.force_login(make_newcomer(independence_declared_at=None))

    assert client.get(reverse("people:join"))["Location"] == reverse("people:join_declaration")
    assert "Tick the box if it is true" in answer(client, "declaration").content.decode()
    assert answer(client, "declaration", declaration="on")["Location"] == reverse("people:join")
    assert client.get(reverse("people:join"))["Location"] == reverse("people:join_about")


def test_professions_are_found_as_they_are_typed(client, newcomer):
    def found(text):
        return client.get(reverse("people:professions"), {"profession_search": text}).content.decode()

    assert 'value="nurse"' in found("nur")
    assert 'value="gp"' in found("family doctor")
    assert 'value="work_coach"' in found("jobcentre")
    assert "Nothing like" in found("astronaut")
    assert found("") == "" or "radio" not in found("")


def test_a_peer_cannot_be_an_inspector(client, newcomer):
    assert "inspector" not in client.get(reverse("people:join_about")).content.decode()
    response = answer(client, "about", name="Ann", profession="inspector")

    assert "Choose your profession from the list" in response.content.decode()


@pytest.mark.parametrize("page", ["about", "workplace", "new_organisation", "district"])
def test_an_invisible_character_is_refused_kindly(client, newcomer, page):
    data = {
        "name": "A\x00nn",
        "profession": "nurse",
        "q": "\x00",
        "organisation": "\x00",
        "service": "nhs",
        "outcode": "OL\x009",
    }
    response = answer(client, page, **data)

    assert response.status_code == 200
    assert str(INVISIBLE) in response.content.decode() or page == "workplace"


def test_searches_survive_an_invisible_character(client, newcomer):
    for name, field in (("professions", "profession_search"), ("organisations_found", "q")):
        assert client.get(reverse(f"people:{name}"), {field: "a\x00b"}).status_code == 200


def test_a_tab_left_open_since_joining_changes_nothing(client):
    person = make_person(level=5)
    client.force_login(person)

    response = answer(client, "level", own="tasks", others="nobody", money="none", seen="1")

    person.refresh_from_db()
    assert response["Location"] == reverse("people:join")
    assert person.level == 5


def test_somebody_who_waits_is_told_what_happens_next(client):
    client.force_login(make_person(standing="waiting", email="ann@example.org"))

    page = client.get(reverse("people:join")).content.decode()

    assert "What happens next" in page
    assert "ann@example.org" in page
    assert reverse("lessons:list") in page


def test_somebody_who_was_sent_back_reads_why_and_asks_again(client):
    person = make_person(standing="waiting")
    operator = make_person(kind="operator")
    person_decline(person=person, by=operator, reason="Which ward?", at=timezone.now())
    client.force_login(person)

    assert "Which ward?" in client.get(reverse("people:join")).content.decode()
    client.post(reverse("people:join"))

    person.refresh_from_db()
    assert person.standing == "waiting"


def test_sending_a_page_twice_is_the_same_as_once(client, newcomer):
    for _twice in range(2):
        assert answer(client, "about", name="Ann", profession="nurse").status_code == 302
        assert (
            answer(client, "new_organisation", name="Hall", service="community", outcode="OL9").status_code
            == 302
        )

    assert Organisation.objects.filter(standing="proposed").count() == 1


def test_joining_needs_a_sign_in(client):
    for page in (
        "join",
        "join_about",
        "join_level",
        "join_workplace",
        "join_interests",
        "professions",
        "organisations_found",
    ):
        response = client.get(reverse(f"people:{page}"))
        assert response.status_code == 302, page
        assert response["Location"].startswith(reverse("account_login")), page


def test_each_flow_keeps_to_itself(client, newcomer):
    for page in ("about", "level", "workplace", "new_organisation", "district", "interests"):
        assert client.get(reverse(f"people:you_{page}"))["Location"] == reverse("people:join"), page
    client.force_login(make_person())
    for page in ("about", "level", "workplace", "new_organisation", "district", "interests"):
        assert client.get(reverse(f"people:join_{page}"))["Location"] == reverse("people:join"), page
    assert client.get(reverse("people:join_declaration"))["Location"] == reverse("people:join")


def test_somebody_who_is_in_is_led_home(client):
    client.force_login(make_person())

    assert client.get(reverse("people:join"))["Location"] == reverse("web:home")


@pytest.mark.once  # lessons put every string into both databases
@pytest.mark.skipif(not NAUGHTY.exists(), reason="the list of naughty strings is not here")
def test_naughty_strings_in_names_are_kept_and_shown_exactly(client, newcomer):
    texts = [text.strip() for text in json.loads(NAUGHTY.read_text())]
    texts = [text for text in texts if text and len(text) <= 120]
    assert len(texts) > 400
    assert [AboutForm.base_fields["name"].clean(f" {text}") for text in texts] == texts
    names = [""]
    for text in texts:  # as many in one name as there is room for
        name = f"{names[-1]} {text}".strip()
        names = [*names[:-1], name] if len(name) <= 120 else [*names, text]

    for name in names:
        answer(client, "about", name=name, profession="nurse")

        newcomer.refresh_from_db()
        assert newcomer.name == name
        page = client.get(reverse("people:join_about")).content.decode()
        assert f'value="{escape(name)}"' in page


def test_a_page_that_is_sent_too_soon_leads_back_too(client, newcomer):
    Person.objects.filter(pk=newcomer.pk).update(name="Ann", profession_id="nurse", level=2)

    assert answer(client, "interests", travel_km="24")["Location"] == reverse("people:join_workplace")


def test_a_distance_between_two_choices_shows_the_nearest(client):
    client.force_login(make_person(travel_km=50))

    page = client.get(reverse("people:you_interests")).content.decode()

    assert re.search(r'value="40"[^>]*checked', page)
    assert "31 miles" in client.get(reverse("people:you")).content.decode()


def test_somebody_in_an_organisation_is_told_of_its_broker(client):
    person = make_person(standing="waiting")
    nowhere = make_person(standing="waiting", organisation=None, outcode="OL9")
    make_person(kind="broker", organisation=person.organisation)

    client.force_login(person)
    assert f"A broker at {person.organisation}" in client.get(reverse("people:join")).content.decode()
    client.force_login(nowhere)
    assert "An operator will check your answers" in client.get(reverse("people:join")).content.decode()


def test_declaring_twice_keeps_the_first_time():
    person = make_newcomer()
    first = person.independence_declared_at

    assert person_declare_independence(person=person, at=timezone.now()).independence_declared_at == first
