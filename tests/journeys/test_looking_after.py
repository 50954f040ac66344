"""What is done for an organisation: its e-mail domains, and the systems that hear of what is public."""

import pytest

from sideways.lessons.tests.factories import make_lesson
from sideways.people.models import Person
from sideways.people.services import join_finish
from sideways.people.tests.factories import make_organisation, make_person
from sideways.webhooks.tasks import webhooks_run
from sideways.webhooks.tests.receiver import receiving
from tests.journeys.conftest import with_javascript, without_javascript


@pytest.fixture
def council():
    return make_organisation(name="Halder Council")


@without_javascript
def test_an_operator_sees_whom_a_domain_lets_in_and_lets_them_in(new_visitor, council):
    # Given somebody who waits, and an operator
    vera = make_person(
        standing="joining",
        name="Vera Cole",
        email="vera@halder.example",
        confirmed=True,
        organisation=council,
    )
    join_finish(person=vera, at=vera.joined_at)
    operator = new_visitor().signs_in_as(make_person(kind="operator"))

    # When the operator looks at domains for her organisation
    operator.opens(f"/organisations/{council.pk}/")
    operator.follows("e-mail domains")
    operator.types("Domain", "nhs.net")
    operator.presses("See whom it lets in")
    operator.is_told("It cannot vouch for this one.")
    operator.types("Domain", "halder.example")
    operator.presses("See whom it lets in")
    operator.sees("It lets in 1 person who waits now", "Vera Cole, vera@halder.example")
    assert Person.objects.get(pk=vera.pk).standing == "waiting"
    operator.presses("Add it")

    # Then she is in
    operator.sees("Addresses at halder.example vouch for people of Halder Council now.", "1 let in")
    assert Person.objects.get(pk=vera.pk).standing == "active"


@with_javascript
def test_a_broker_registers_a_system_that_hears_what_becomes_public(new_visitor, council):
    # Given a broker, and a system that does not take the first message
    broker = new_visitor().signs_in_as(make_person(kind="broker", organisation=council))
    with receiving() as intranet:
        intranet.answers = [500]
        broker.opens(f"/organisations/{council.pk}/")
        broker.follows("webhooks")
        broker.types("Address", "intranet.example.org")
        broker.presses("Add the address")
        broker.is_told("This is not an address.")
        broker.types("Address", intranet.url)

        # When the broker registers it
        broker.presses("Add the address")
        broker.sees("We show it once.", "whsec_")
        broker.follows("I have copied it")
        broker.presses("Send a test")
        webhooks_run.func()

        # Then what became of each message stands there
        broker.page.reload()
        broker.sees("It answered 500. The next try is on", "It has not taken messages since")
        broker.presses("Pause")
        broker.sees("Paused. Nothing is sent.", "Not taken after 1 try.")
        broker.presses("Resume")
        broker.presses("Try again")
        make_lesson(audience="public", went_wrong="Letters came a week late")
        webhooks_run.func()
        broker.page.reload()
        broker.sees("Taken after", "A lesson is public", "All messages have been taken.")
        broker.does_not_see("Letters came a week late")
        assert intranet.messages[-1]["title"] == "Letters came a week late"
