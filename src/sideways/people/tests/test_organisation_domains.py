"""Domains that vouch: what an operator sees before, what happens, and what it never does."""

import pytest
from django.urls import reverse
from django.utils import timezone

from sideways.common.models import AuditRow
from sideways.notices.models import OutgoingEmail
from sideways.people.errors import DomainRefusedError, NotAllowedError
from sideways.people.models import HeldDomain, OrganisationDomain, Person
from sideways.people.queries import organisations_suggested_to, people_let_in_by
from sideways.people.services import (
    join_finish,
    organisation_domain_add,
    organisation_domain_remove,
    person_decline,
    person_move,
)
from sideways.people.tests.factories import make_organisation, make_person

pytestmark = pytest.mark.django_db
DOMAIN = "oldham.example"


@pytest.fixture
def operator():
    return make_person(kind="operator")


@pytest.fixture
def council():
    return make_organisation(name="Oldham Council")


def page_of(organisation):
    return reverse("people:organisation_domains", args=[organisation.pk])


def joins(organisation, email=f"ann@{DOMAIN}", **fields):
    person = make_person(
        standing="joining", email=email, organisation=organisation, **{"confirmed": True, **fields}
    )
    return join_finish(person=person, at=timezone.now())


def add(organisation, by, domain=DOMAIN):
    return organisation_domain_add(organisation=organisation, domain=domain, by=by, at=timezone.now())


def standing(person):
    return Person.objects.get(pk=person.pk).standing


def test_an_operator_sees_whom_a_domain_lets_in_and_then_adds_it(client, operator, council):
    ann = joins(council, name="Ann Archer")
    part = joins(make_organisation(parent=council), f"bob@housing.{DOMAIN}", name="Bob Part")
    joins(council, "cid@home.example", name="Cid Elsewhere")
    client.force_login(operator)

    preview = client.get(page_of(council), {"domain": f"@{DOMAIN.upper()}"}).content.decode()
    assert "It lets in 2 people who wait" in preview
    assert "Ann Archer" in preview
    assert "Bob Part" in preview
    assert "Cid Elsewhere" not in preview
    assert (standing(ann), OrganisationDomain.objects.exists()) == ("waiting", False)

    for _twice in range(2):
        client.post(page_of(council), {"domain": DOMAIN})

    assert [standing(person) for person in (ann, part)] == ["active", "active"]
    assert Person.objects.get(pk=ann.pk).vouched_domain == DOMAIN
    assert OutgoingEmail.objects.filter(subject="Sideways: you can start").count() == 2
    assert AuditRow.objects.filter(action="organisation_domain_add").count() == 1
    page = client.get(page_of(council)).content.decode()
    assert "2 let in" in page
    assert "A domain was added" in page


def test_a_newcomer_is_offered_the_organisation_and_let_in_at_once(client, operator, council):
    add(council, operator)
    newcomer = make_person(
        standing="joining", email=f"new@{DOMAIN}", confirmed=True, organisation=None, region=""
    )
    client.force_login(newcomer)

    page = client.get(reverse("people:join_workplace")).content.decode()
    assert "Your e-mail address is of this organisation." in page
    assert "Oldham Council" in page
    assert " checked" not in page  # seniors there are shut out by this answer: nobody gives it by mistake
    client.post(reverse("people:join_workplace"), {"organisation": council.pk})
    client.post(reverse("people:join"))

    assert standing(newcomer) == "active"


def test_nothing_is_offered_for_an_address_that_is_not_confirmed_or_for_a_body_that_has_closed(
    operator, council
):
    add(council, operator)
    unconfirmed = make_person(email=f"x@{DOMAIN}", organisation=None)
    confirmed = make_person(email=f"y@{DOMAIN}", organisation=None, confirmed=True)

    assert organisations_suggested_to(unconfirmed) == []
    assert organisations_suggested_to(confirmed) == [council]
    council.closed_on = timezone.localdate()
    council.save()
    assert organisations_suggested_to(confirmed) == []


def test_a_domain_vouches_for_its_own_organisation_only(operator, council):
    add(council, operator)

    assert joins(make_organisation()).standing == "waiting"


def test_an_address_that_is_held_stays_held(operator, council):
    HeldDomain.objects.create(domain=f"audit.{DOMAIN}", reason="Auditors", added_at=timezone.now())
    auditor = joins(council, f"eve@audit.{DOMAIN}")
    assert auditor.standing == "held"
    waiting = joins(council, f"old@audit.{DOMAIN}")
    Person.objects.filter(pk=waiting.pk).update(standing="waiting")  # since before the domain was held

    assert people_let_in_by(council, DOMAIN) == []
    add(council, operator)

    assert (standing(auditor), standing(waiting)) == ("held", "waiting")
    assert joins(council, f"new@audit.{DOMAIN}").standing == "held"


def test_who_waits_for_another_reason_waits_on(operator, council):
    moved = make_person(email=f"moved@{DOMAIN}", confirmed=True)
    moved = person_move(person=moved, organisation=council, level=2, by=moved, at=timezone.now())
    declined = joins(council, f"declined@{DOMAIN}")
    person_decline(person=declined, by=operator, reason="Unknown there", at=timezone.now())
    again = join_finish(person=declined, at=timezone.now())
    unconfirmed = joins(council, f"unconfirmed@{DOMAIN}", confirmed=False)

    assert people_let_in_by(council, DOMAIN) == []
    add(council, operator)

    assert {standing(person) for person in (moved, again, unconfirmed)} == {"waiting"}


@pytest.mark.parametrize(
    ("domain", "sentence"),
    [
        ("gmail.com", "It cannot vouch for this one"),
        ("nhs.net", "It cannot vouch for this one"),
        ("gov.uk", "It cannot vouch for this one"),
        ("dwp.gov.uk", "are held: Department for Work and Pensions"),
        ("mail.cqc.org.uk", "are held: "),
        ("nodot", "Enter a domain such as"),
        ("a b.example", "Enter a domain such as"),
        ("-.", "Enter a domain such as"),
        ("a\x00.example", "cannot be stored"),
        ("", "Enter a domain"),
    ],
)
def test_a_domain_that_cannot_vouch_is_refused_with_the_reason(client, operator, council, domain, sentence):
    client.force_login(operator)

    for ask in (client.get, client.post):
        assert sentence in ask(page_of(council), {"domain": domain}).content.decode()
    assert not OrganisationDomain.objects.exists()
    if "." in domain and domain[0].isalpha() and domain.isprintable() and " " not in domain:
        with pytest.raises(DomainRefusedError):
            add(council, operator, domain)


def test_removing_keeps_in_who_is_in_and_lets_in_nobody_else(client, operator, council):
    add(council, operator)
    inside = joins(council)
    client.force_login(operator)
    url = reverse("people:organisation_domain_remove", args=[council.pk, DOMAIN])

    for _twice in range(2):
        client.post(url)

    assert standing(inside) == "active"
    assert joins(council, f"late@{DOMAIN}").standing == "waiting"
    assert AuditRow.objects.filter(action="organisation_domain_remove").count() == 1


def test_two_organisations_may_share_a_domain_and_the_operator_is_told(client, operator, council):
    sister = make_organisation(name="Rochdale Council")
    add(sister, operator)
    client.force_login(operator)

    assert (
        "It vouches for Rochdale Council too."
        in client.get(page_of(council), {"domain": DOMAIN}).content.decode()
    )
    add(council, operator)
    assert joins(council).standing == joins(sister, f"bob@{DOMAIN}").standing == "active"
    listed = client.get(reverse("people:domains")).content.decode()
    assert listed.count("1 let in") == 2


@pytest.mark.parametrize("kind", ["practitioner", "broker", "guardian", "official", "funder", "regulator"])
def test_nobody_but_an_operator_says_which_domains_vouch(client, council, kind):
    other = make_person(kind=kind, organisation=council)
    client.force_login(other)

    assert client.get(page_of(council)).status_code == 404
    assert client.post(page_of(council), {"domain": DOMAIN}).status_code == 404
    assert client.get(reverse("people:domains")).status_code == 404
    assert (
        client.post(reverse("people:organisation_domain_remove", args=[council.pk, DOMAIN])).status_code
        == 404
    )
    for write in (organisation_domain_add, organisation_domain_remove):
        with pytest.raises(NotAllowedError):
            write(organisation=council, domain=DOMAIN, by=other, at=timezone.now())


def test_an_organisation_that_is_not_listed_has_no_domains(client, operator):
    proposed = make_organisation(standing="proposed")
    client.force_login(operator)

    assert client.get(page_of(proposed)).status_code == 404
    assert client.get(reverse("people:organisation_domains", args=[999_999])).status_code == 404
    with pytest.raises(NotAllowedError):
        add(proposed, operator)


@pytest.mark.once  # so many queries, whoever answers them
@pytest.mark.parametrize("count", [1, 8])
def test_the_preview_takes_the_same_number_of_queries(
    client, operator, council, django_assert_num_queries, count
):
    for number in range(count):
        joins(council, f"person{number}@{DOMAIN}")
    client.force_login(operator)

    with django_assert_num_queries(10):
        client.get(page_of(council), {"domain": DOMAIN})


def test_who_vouches_and_who_looks_reads_what_somebody_is_known_by(client, operator, council):
    add(council, operator)
    person = joins(council)
    client.force_login(operator)

    page = client.get(reverse("people:person", args=[person.pk])).content.decode()

    assert f"an address at {DOMAIN}" in page
    assert f"@{DOMAIN}" in page
