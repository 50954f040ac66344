"""What the pages say where somebody is late, gives somebody away, or keeps a card for another."""

from uuid import uuid4

import pytest
from django.urls import reverse

from sideways.people.tests.factories import make_person
from sideways.villages import handing
from sideways.villages.models import Project
from sideways.villages.tests.factories import SHOP, ask, make_mentor, make_project, mentored

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
LATE = "This is over. Nothing waits for your answer."
CARD = {"name": "A shop", "wants": SHOP, "outcode": "OL9", "topics": ["village-shops"]}


def post(client, person, name, data=None, **args):
    client.force_login(person)
    return client.post(reverse(f"villages:{name}", kwargs=args), data or {}, follow=True).content.decode()


def get(client, person, name, **args):
    client.force_login(person)
    return client.get(reverse(f"villages:{name}", kwargs=args), follow=True).content.decode()


def test_who_was_asked_and_comes_late_reads_a_sentence_whatever_they_press(client):
    project, mentor = make_project(), make_mentor()
    asked = ask(project, mentor=mentor)
    assert "Take it back" in get(client, project.made_by, "project", project_id=project.pk)
    assert "They no longer see that you asked." in get(
        client, project.made_by, "take_back", proposal_id=asked.pk
    )
    assert "Taken back." in post(client, project.made_by, "take_back", proposal_id=asked.pk)

    assert LATE in get(client, mentor.person, "proposal", proposal_id=asked.pk)
    assert LATE in post(client, mentor.person, "proposal", {"answer": "yes"}, proposal_id=asked.pk)
    assert LATE in post(client, mentor.person, "proposal_end", proposal_id=asked.pk)


def test_what_both_have_agreed_to_meanwhile_is_not_taken_back(client):
    project, mentor = make_project(), make_mentor()
    held = mentored(project, mentor)

    page = post(client, project.made_by, "take_back", proposal_id=held.pk)
    assert "Both have said yes meanwhile." in page


def test_what_gives_somebody_away_and_serious_harm_stop_a_card_once(client):
    person, number = make_person(), "Ring Mary on 07700 900123"
    page = post(client, person, "new", CARD | {"project_id": uuid4(), "wants": number})
    assert "Could this tell who somebody is?" in page
    page = post(client, person, "new", CARD | {"project_id": uuid4(), "wants": "She was being abused"})
    assert "is this for somebody else first?" in page
    assert not Project.objects.exists()

    seen = {"clue_seen": ["wants:07700 900123"]}
    page = post(client, person, "new", CARD | {"project_id": uuid4(), "wants": number} | seen)
    assert Project.objects.get().wants == number


def test_the_words_of_a_mentor_are_looked_at_too(client):
    offer = {"done": "Ring me on 07700 900123", "topics": ["village-shops"], "limit": "2"}

    assert "Could this tell who somebody is?" in post(client, make_person(), "mentoring", offer)


def test_a_broker_keeps_a_card_and_hands_it_over(client):
    broker, caller = make_person(kind="broker", name="Bea Broker"), make_person(name="Zia Quill")
    assert client.get(reverse("villages:new_for")).status_code == 302
    post(client, broker, "new_for", CARD | {"project_id": uuid4()})
    project = Project.objects.get()
    for reader in (broker, caller):
        assert "this card for somebody who rang" in get(client, reader, "project", project_id=project.pk)
    address = reverse("villages:take_over", args=[handing.sealed(project)])
    assert reverse("villages:take_over", args=["x"])[:-2] in get(
        client, broker, "hand_over", project_id=project.pk
    )

    client.force_login(caller)
    assert "Is this your project?" in client.get(address).content.decode()
    for _twice in range(2):
        page = client.post(address, follow=True).content.decode()
        assert "The card is yours now." in page
    assert Project.objects.get().made_by == caller
    for person in (broker, make_person()):
        client.force_login(person)
        assert client.get(address).status_code == 404
