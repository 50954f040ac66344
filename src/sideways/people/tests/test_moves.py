import pytest
from django.urls import reverse
from django.utils import timezone

from sideways.common.models import AuditRow
from sideways.people import moves
from sideways.people.models import Place
from sideways.people.queries import people_to_vouch_for
from sideways.people.services import (
    LevelAnswer,
    account_email_verified,
    join_finish,
    person_decline,
    person_email_changed,
    person_level_set,
    person_move,
    person_place,
    person_vouch,
    person_workplace_set,
)
from sideways.people.tests.factories import make_organisation, make_person

pytestmark = pytest.mark.django_db


def move(person, **post):
    post = {"organisation": person.organisation, "level": person.level} | post
    return person_move(person=person, by=person, at=timezone.now(), **post)


def changes_to(person, email):
    person.email = email
    person.save(update_fields=["email"])
    person.emailaddress_set.all().delete()
    account_email_verified(person=person)


@pytest.fixture
def followed(monkeypatch):
    calls = []
    monkeypatch.setattr(moves, "on_move", [lambda **call: calls.append(call)])
    return calls


def test_features_follow_a_move_once(followed):
    person, council = make_person(), make_organisation()

    moved = move(person, organisation=council)
    move(moved, organisation=council)

    assert [call["person"].organisation for call in followed] == [council]
    assert AuditRow.objects.filter(action="person_move").count() == 1


def test_features_follow_a_new_level(followed):
    person = make_person(level=2)

    person_level_set(person=person, answer=LevelAnswer(level=3), by=person, at=timezone.now())

    assert [call["person"].level for call in followed] == [3]


def test_who_takes_a_lower_level_needs_a_vouch_again():
    # Else a manager could read what the staff wrote by calling themselves staff (P2).
    assert move(make_person(level=5), level=2).standing == "waiting"
    assert move(make_person(level=2), level=5).standing == "active"


def test_who_moves_elsewhere_needs_a_vouch_unless_the_address_is_theirs():
    there = make_organisation(email_domain="there.example")

    assert move(make_person(email="a@here.example"), organisation=there).standing == "waiting"
    assert move(make_person(email="a@there.example", confirmed=True), organisation=there).standing == "active"
    assert (
        move(
            make_person(email="b@there.example", confirmed=True, level=4), organisation=there, level=1
        ).standing
        == "waiting"
    )
    assert move(make_person(), organisation=None).standing == "waiting"


def test_a_broker_who_leaves_is_no_broker_of_the_new_place():
    broker = make_person(kind="broker", email="a@there.example", confirmed=True)

    assert move(broker, organisation=make_organisation(email_domain="there.example")).kind == "practitioner"


@pytest.mark.parametrize("kind", ["official", "funder", "regulator", "guardian", "operator"])
def test_accounts_that_read_nothing_candid_move_freely(kind):
    assert move(make_person(kind=kind, level=5), level=2).standing == "active"


def test_a_new_address_of_government_is_held_at_once():
    person = make_person(email="ann@dwp.gov.uk")

    assert person_email_changed(person=person, at=timezone.now()).standing == "held"


@pytest.mark.parametrize(
    ("address", "standing"), [("a@there.example", "active"), ("a@private.example", "waiting")]
)
def test_a_work_address_lets_in_who_waits_since_joining(address, standing):
    person = make_person(
        standing="joining",
        email="a@home.example",
        confirmed=True,
        organisation=make_organisation(email_domain="there.example"),
    )
    person = join_finish(person=person, at=timezone.now())
    assert person.standing == "waiting"
    changes_to(person, address)

    assert person_email_changed(person=person, at=timezone.now()).standing == standing


def test_a_work_address_does_not_undo_the_wait_for_a_vouch_after_a_move():
    person = make_person(level=5, organisation=make_organisation(email_domain="there.example"))
    lowered = move(person, level=2)
    changes_to(person, "boss@there.example")

    assert lowered.standing == "waiting"
    assert person_email_changed(person=lowered, at=timezone.now()).standing == "waiting"


def test_who_was_declined_is_not_let_in_by_the_address_alone():
    there = make_organisation(email_domain="there.example")
    person = make_person(email="boss@there.example", confirmed=True, level=5, organisation=there)
    lowered = move(person, level=2)
    person_decline(person=lowered, by=make_person(kind="operator"), reason="You lead it", at=timezone.now())

    assert join_finish(person=person, at=timezone.now()).standing == "waiting"


def test_who_vouches_reads_what_somebody_did_before(client):
    there = make_organisation()
    move(make_person(level=5, organisation=there), level=2)
    client.force_login(make_person(kind="broker", organisation=there))

    page = client.get(reverse("people:vouches")).content.decode()

    assert "Until their last change they mainly did" in page
    assert "I run several teams and set how the service works" in page


def test_a_new_address_changes_nothing_for_an_official():
    official = make_person(kind="official", email="ann@dwp.gov.uk")

    assert person_email_changed(person=official, at=timezone.now()).standing == "active"


def test_place_comes_from_the_organisation():
    place = Place.objects.create(code="E1", name="Oldham", region="North West", nation="England")
    council = make_organisation(place=place, lat=53.5, lon=-2.1)
    person = make_person(organisation=council, region="", nation="")

    person_place(person=person)

    assert (person.place, person.region, person.nation) == (place, "North West", "England")
    assert (person.lat, person.lon) == (53.5, -2.1)


def test_a_postcode_district_wins_over_the_organisation():
    national = make_organisation(region="London", lat=51.5, lon=0.0)
    person = make_person(organisation=national, outcode="OL9", region="")

    person_place(person=person)

    assert person.region == "North West"
    assert person.lat == pytest.approx(53.5, abs=0.2)


def test_place_is_forgotten_with_the_organisation():
    person = make_person(organisation=make_organisation(lat=53.5, lon=-2.1))

    moved = person_workplace_set(
        person=person, organisation=None, outcode="EX1", by=person, at=timezone.now()
    )

    assert (moved.region, moved.organisation) == ("South West", None)
    assert moved.lat == pytest.approx(50.7, abs=0.2)


def test_each_answer_can_be_changed_from_you(client):
    person = make_person(level=2)
    client.force_login(person)

    assert client.get(reverse("people:you")).status_code == 200
    client.post(reverse("people:you_about"), {"name": "Ann New", "profession": "midwife"})
    client.post(reverse("people:you_interests"), {"travel_km": "80", "topics": []})
    level = {"own": "hardest", "others": "team", "money": "team", "seen": "4"}
    response = client.post(reverse("people:you_level"), level)

    person.refresh_from_db()
    assert response["Location"] == reverse("people:you")
    assert (person.name, person.profession_id, person.travel_km, person.level) == (
        "Ann New",
        "midwife",
        80,
        4,
    )
    assert person.standing == "active"


def known_by(domain="there.example", **fields):
    there = make_organisation(email_domain=domain)
    person = make_person(
        standing="joining", email=f"a@{domain}", confirmed=True, organisation=there, **fields
    )
    return join_finish(person=person, at=timezone.now())


def test_where_only_the_address_spoke_for_somebody_another_address_needs_a_vouch():
    person = known_by()
    assert (person.standing, person.vouched_domain, person.vouched_by) == ("active", "there.example", None)
    changes_to(person, "ann@home.example")

    for _twice in range(2):
        changed = person_email_changed(person=person, at=timezone.now())

    assert (changed.standing, changed.vouched_domain, changed.vouched_at) == ("waiting", "", None)
    log = AuditRow.objects.filter(action="person_known_no_longer")
    assert [row.detail for row in log] == [{"domain": "there.example"}]


def test_another_address_that_speaks_for_somebody_too_changes_nothing_else():
    person = known_by()
    changes_to(person, "ann@mail.there.example")

    changed = person_email_changed(person=person, at=timezone.now())

    assert (changed.standing, changed.vouched_domain) == ("active", "there.example")


def test_who_was_vouched_for_by_a_person_may_use_any_address():
    person = make_person(standing="waiting")
    person = person_vouch(person=person, by=make_person(kind="operator"), at=timezone.now())
    changes_to(person, "ann@home.example")

    assert person_email_changed(person=person, at=timezone.now()).standing == "active"


def test_the_new_organisations_domain_vouches_in_place_of_whoever_did():
    there = make_organisation(email_domain="there.example")
    person = make_person(email="a@there.example", confirmed=True, vouched_by=make_person(kind="broker"))

    moved = move(person, organisation=there)

    assert (moved.standing, moved.vouched_by, moved.vouched_domain) == ("active", None, "there.example")
    assert move(moved, organisation=make_organisation()).vouched_domain == ""


def test_who_waits_and_moves_waits_for_the_new_broker_and_not_for_the_old():
    old, new = (make_person(kind="broker") for _ in range(2))
    person = make_person(standing="waiting", organisation=old.organisation)

    move(person, organisation=new.organisation)

    assert list(people_to_vouch_for(new)) == [person]
    assert not people_to_vouch_for(old).exists()


@pytest.fixture
def left(monkeypatch):
    calls = []
    monkeypatch.setattr(moves, "on_leave", [lambda **call: calls.append(call["person"].pk)])
    return calls


def test_features_hear_once_when_somebody_leaves_an_organisation(left):
    person, there = make_person(), make_organisation()

    move(person, level=3)
    assert left == []
    for _twice in range(2):
        move(person, organisation=there, level=3)
    assert left == [person.pk]
    move(person, organisation=None, level=3)
    assert left == [person.pk, person.pk]


def test_an_organisation_that_was_only_proposed_is_left_by_nobody(left):
    person = make_person(organisation=make_organisation(standing="proposed"))

    move(person, organisation=make_organisation())

    assert left == []
