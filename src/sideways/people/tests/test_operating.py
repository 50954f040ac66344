import pytest
from django.urls import reverse
from django.utils import timezone

from sideways.common.models import AuditRow
from sideways.people.errors import NotAllowedError
from sideways.people.models import HeldDomain, Organisation, Person
from sideways.people.rules import missing_answer
from sideways.people.services import (
    held_domain_add,
    held_domain_remove,
    operator_appoint,
    organisation_accept,
    organisation_propose,
    organisation_replace,
    person_email_changed,
    person_kind_grant,
    person_let_in,
)
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.trust import is_peer

pytestmark = pytest.mark.django_db
on_the_page = pytest.mark.once  # a page shows what services and queries keep
PAGES = ["people", "organisations", "held_domains"]


@pytest.fixture
def operator():
    return make_person(kind="operator", email="op@example.org")


@pytest.fixture
def as_operator(client, operator):
    client.force_login(operator)
    return client


def grant(person, kind, by):
    return person_kind_grant(person=person, kind=kind, by=by, reason="A reason", at=timezone.now())


@on_the_page
@pytest.mark.parametrize("kind", [kind for kind in Person.Kind.values if kind != "operator"])
def test_for_other_accounts_there_are_no_such_pages(client, kind):
    person = make_person(standing="held")
    client.force_login(make_person(kind=kind))
    urls = [reverse(f"people:{name}") for name in PAGES]
    urls += [reverse(f"people:{name}", args=[person.pk]) for name in ("person", "let_in", "kind")]

    assert {client.get(url).status_code for url in urls} == {404}
    assert client.post(urls[-1], {"kind": "operator", "reason": "x"}).status_code == 404
    assert client.post(urls[-2], {"reason": "x"}).status_code == 404
    person.refresh_from_db()
    assert (person.kind, person.standing) == ("practitioner", "held")


@on_the_page
def test_signed_out_visitors_are_asked_to_sign_in(client):
    for name in [*PAGES, "vouches"]:
        assert client.get(reverse(f"people:{name}"))["Location"].startswith(reverse("account_login")), name


def test_people_are_found_by_part_of_the_address_and_by_standing(as_operator):
    make_person(name="Ann Found", email="ann@oldham.example")
    make_person(name="Bob Held", email="bob@dwp.gov.uk", standing="held")

    by_address = as_operator.get(reverse("people:people"), {"q": "OLDHAM"}).content.decode()
    by_standing = as_operator.get(reverse("people:people"), {"show": "held"}).content.decode()
    nonsense = as_operator.get(reverse("people:people"), {"q": "\x00", "show": "x", "page": "y"})

    assert "Ann Found" in by_address
    assert "Bob Held" not in by_address
    assert "Bob Held" in by_standing
    assert "Ann Found" not in by_standing
    assert nonsense.status_code == 200


def test_who_is_held_is_let_in_with_a_reason_and_logged(as_operator, operator):
    person = make_person(email="bob@dwp.gov.uk", standing="held")
    url = reverse("people:let_in", args=[person.pk])

    assert "Department for Work and Pensions" in as_operator.get(url).content.decode()
    for _twice in range(2):
        as_operator.post(url, {"reason": "Work coach, confirmed"})

    person.refresh_from_db()
    assert (person.standing, person.vouched_by) == ("active", operator)
    assert AuditRow.objects.filter(action="person_let_in").count() == 1
    assert (
        "Work coach, confirmed"
        in as_operator.get(reverse("people:person", args=[person.pk])).content.decode()
    )


@pytest.mark.parametrize("kind", ["official", "funder", "regulator"])
def test_an_account_of_oversight_reads_nothing_candid_from_that_moment(operator, kind):
    person = make_person()
    assert is_peer(person)

    assert not is_peer(grant(person, kind, operator))


def test_who_comes_back_from_oversight_declares_again(operator):
    person = grant(make_person(), "official", operator)

    back = grant(person, "practitioner", operator)

    assert back.standing == "joining"
    assert missing_answer(back) == "declaration"


def test_granting_the_same_kind_changes_nothing(operator):
    person = make_person(standing="waiting")

    assert grant(person, "practitioner", operator).standing == "waiting"
    assert not AuditRow.objects.exists()


def test_making_a_practitioner_of_somebody_who_never_joined_asks_them_to_join(operator):
    person = make_person(kind="guardian", profession="nurse", level=None, name="")

    assert grant(person, "practitioner", operator).standing == "joining"


def test_a_broker_is_named_for_an_organisation(as_operator, operator):
    nobody, somebody = make_person(organisation=None, outcode="OL9"), make_person(standing="waiting")

    refused = as_operator.post(reverse("people:kind", args=[nobody.pk]), {"kind": "broker", "reason": "x"})
    as_operator.post(reverse("people:kind", args=[somebody.pk]), {"kind": "broker", "reason": "x"})

    somebody.refresh_from_db()
    assert "A broker belongs to an organisation" in refused.content.decode()
    assert (somebody.kind, somebody.standing) == ("broker", "active")
    with pytest.raises(NotAllowedError):
        grant(nobody, "broker", operator)


def test_an_operator_cannot_change_the_own_account(as_operator, operator):
    url = reverse("people:kind", args=[operator.pk])

    assert as_operator.post(url, {"kind": "practitioner", "reason": "x"}).status_code == 404
    assert as_operator.get(reverse("people:person", args=[operator.pk])).status_code == 200
    with pytest.raises(NotAllowedError):
        grant(operator, "practitioner", operator)


@pytest.mark.parametrize("kind", [kind for kind in Person.Kind.values if kind != "operator"])
def test_only_an_operator_writes(kind):
    other, person, organisation = (
        make_person(kind=kind),
        make_person(),
        make_organisation(standing="proposed"),
    )
    at = timezone.now()
    attempts = [
        lambda: grant(person, "guardian", other),
        lambda: held_domain_add(domain="a.example", reason="x", by=other, at=at),
        lambda: held_domain_remove(domain="a.example", by=other, at=at),
        lambda: organisation_accept(organisation=organisation, by=other, at=at),
        lambda: organisation_replace(organisation=organisation, listed=make_organisation(), by=other, at=at),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowedError):
            attempt()


def test_a_practitioner_made_guardian_and_back_keeps_the_declaration(operator):
    back = grant(grant(make_person(), "guardian", operator), "practitioner", operator)

    assert back.standing == "active"


def test_a_broker_made_practitioner_stays_in(operator):
    assert grant(make_person(kind="broker"), "practitioner", operator).standing == "active"


def test_who_is_held_without_answers_cannot_be_let_in(as_operator):
    held = make_person(standing="held", level=None)

    page = as_operator.post(reverse("people:let_in", args=[held.pk]), {"reason": "ok"}, follow=True)

    assert "They have to join first" in page.content.decode()


def test_letting_in_somebody_who_is_not_held_leads_back(as_operator):
    person = make_person(standing="waiting")

    response = as_operator.post(reverse("people:let_in", args=[person.pk]), {"reason": "ok"})

    person.refresh_from_db()
    assert (response.status_code, person.standing) == (302, "waiting")


def test_which_listed_one_it_is_has_to_be_chosen(as_operator):
    proposed = make_organisation(standing="proposed")
    url = reverse("people:organisation_same", args=[proposed.pk])

    for data in ({"q": "x"}, {"q": "x", "organisation": "999999"}, {"organisation": "\x00"}, {"q": "\x00"}):
        assert as_operator.post(url, data).status_code == 200
    assert Organisation.objects.filter(pk=proposed.pk).exists()


@on_the_page
def test_the_log_tells_what_was_done_in_words(as_operator, operator):
    person = make_person(email="bob@dwp.gov.uk")
    person_email_changed(person=person, at=timezone.now())
    grant(person, "official", operator)

    page = as_operator.get(reverse("people:person", args=[person.pk])).content.decode()

    assert "Practitioner → Government official" in page
    assert "Was held: the new address is on the list" in page
    assert "Department for Work and Pensions" in page


def test_closed_accounts_are_not_shown(as_operator):
    closed = make_person(name="Zed", standing="closed", email="z@closed.invalid")

    assert "Zed" not in as_operator.get(reverse("people:people")).content.decode()
    assert as_operator.get(reverse("people:person", args=[closed.pk])).status_code == 404


def test_held_domains_are_added_once_and_removed(as_operator):
    url = reverse("people:held_domains")
    for _twice in range(2):
        as_operator.post(url, {"domain": "audit.example", "reason": "An auditor"})
    assert HeldDomain.objects.get().reason == "An auditor"
    assert "audit.example" in as_operator.get(url).content.decode()

    for _twice in range(2):
        as_operator.post(reverse("people:held_domain_remove", args=["audit.example"]))
    assert not HeldDomain.objects.exists()


@on_the_page
@pytest.mark.parametrize("domain", ["", "nodot", "a b.example", "a\x00.example", "<script>.x"])
def test_a_domain_that_cannot_be_is_refused(as_operator, domain):
    response = as_operator.post(reverse("people:held_domains"), {"domain": domain, "reason": "x"})

    assert response.status_code == 200
    assert not HeldDomain.objects.exists()


def test_a_proposed_organisation_is_listed(as_operator):
    person = make_person(standing="joining")
    proposed = organisation_propose(
        name="Bleak Hall", service="community", outcode="OL9", by=person, at=timezone.now()
    )
    assert "Bleak Hall" in as_operator.get(reverse("people:organisations")).content.decode()

    for _twice in range(2):
        as_operator.post(reverse("people:organisation_accept", args=[proposed.pk]))

    proposed.refresh_from_db()
    assert proposed.standing == "listed"
    assert AuditRow.objects.filter(action="organisation_accept").count() == 1


def test_a_proposed_organisation_that_is_listed_already_gives_its_people_to_that_one(as_operator):
    listed = make_organisation(name="Bleakhope Hall", search_name="bleakhope hall")
    person = make_person(standing="joining")
    proposed = organisation_propose(
        name="Bleakhope", service="community", outcode="OL9", by=person, at=timezone.now()
    )
    Person.objects.filter(pk=person.pk).update(standing="active")
    url = reverse("people:organisation_same", args=[proposed.pk])

    assert "Bleakhope Hall" in as_operator.get(url).content.decode()
    as_operator.post(url, {"q": "Bleakhope", "organisation": listed.pk})

    person.refresh_from_db()
    assert (person.organisation, person.standing) == (listed, "active")
    assert not Organisation.objects.filter(pk=proposed.pk).exists()
    assert as_operator.get(url).status_code == 404


def test_a_listed_organisation_cannot_be_replaced(operator):
    with pytest.raises(NotAllowedError):
        organisation_replace(
            organisation=make_organisation(), listed=make_organisation(), by=operator, at=timezone.now()
        )


def test_operator_is_appointed_from_the_command_line_with_or_without_an_account():
    person = make_person(email="ann@example.org")
    for _twice in range(2):
        again = operator_appoint(email="ANN@example.org", at=timezone.now())
        new = operator_appoint(email="new@example.org", at=timezone.now())

    assert again.pk == person.pk
    assert (again.kind, new.kind, new.standing) == ("operator", "operator", "active")
    assert not new.has_usable_password()
    assert AuditRow.objects.filter(action="operator_appoint").count() == 2


@pytest.mark.parametrize("count", [1, 10])
def test_the_list_of_people_takes_the_same_number_of_queries(as_operator, django_assert_num_queries, count):
    for _number in range(count):
        make_person()

    with django_assert_num_queries(4):
        as_operator.get(reverse("people:people"))


def test_people_are_found_by_kind(as_operator):
    make_person(name="Fay Funder", kind="funder")
    make_person(name="Ann Nurse")

    page = as_operator.get(reverse("people:people"), {"show": "funder"}).content.decode()

    assert "Fay Funder" in page
    assert "Ann Nurse" not in page


def test_letting_in_twice_is_told_once(operator):
    held = make_person(standing="held")
    for _twice in range(2):
        person_let_in(person=held, by=operator, reason="ok", at=timezone.now())

    assert AuditRow.objects.filter(action="person_let_in").count() == 1


def test_somebody_who_has_no_place_is_asked_where(operator):
    guardian = make_person(kind="guardian", organisation=None, outcode="")

    assert missing_answer(grant(guardian, "practitioner", operator)) == "workplace"
