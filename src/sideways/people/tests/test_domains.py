import pytest
from django.utils import timezone

from sideways.people.domains import (
    address_known,
    held_reason,
    known_held_domains,
    mail_for_anyone,
    may_be_one_organisations,
    organisations_of,
)
from sideways.people.models import HeldDomain, OrganisationDomain
from sideways.people.tests.factories import make_organisation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "email",
    ["a@dwp.gov.uk", "a@CQC.org.uk", "a@mail.hmtreasury.gov.uk", "a@gov.scot", "a@tnlcommunityfund.org.uk"],
)
def test_address_of_government_inspectorate_regulator_or_funder_is_held(email):
    assert held_reason(email)


@pytest.mark.parametrize(
    "email", ["a@oldham.gov.uk", "a@nhs.net", "a@notcqc.org.uk", "a@gmail.com", "a@cqc.org.uk.example.org"]
)
def test_other_addresses_are_not_held(email):
    assert held_reason(email) == ""


def test_domain_an_operator_added_is_held_with_everything_under_it():
    HeldDomain.objects.create(domain="audit.example", reason="An auditor", added_at=timezone.now())

    assert held_reason("a@north.audit.example") == "An auditor"
    assert held_reason("a@example") == ""


def test_every_held_domain_is_written_in_small_letters_and_says_whose_it_is():
    for domain, reason in known_held_domains().items():
        assert domain == domain.lower().strip()
        assert "." in domain
        assert reason.endswith(")")


@pytest.mark.parametrize(
    ("email", "ending"),
    [
        ("a@oldham.gov.uk", "gov.uk"),
        ("a@nhs.net", "nhs.net"),
        ("a@gov.uk.example.org", ""),
        ("a@example.org", ""),
    ],
)
def test_addresses_of_a_public_service_are_known_by_their_ending(email, ending):
    assert address_known(email).ending == ending


def test_an_ending_speaks_for_its_service_and_not_for_others():
    assert "council" in address_known("a@oldham.gov.uk").services
    assert "nhs" not in address_known("a@oldham.gov.uk").services
    assert address_known("a@nhs.net").services == {"nhs"}
    assert not address_known("a@example.org").services


def test_organisation_is_found_by_its_own_domains_and_not_by_none():
    council = make_organisation(email_domain="oldham.gov.uk")
    make_organisation(email_domain="")
    OrganisationDomain.objects.create(organisation=council, domain="oldham.example", added_at=timezone.now())

    assert organisations_of("a@housing.oldham.gov.uk") == {council.pk: "oldham.gov.uk"}
    assert organisations_of("a@oldham.example") == {council.pk: "oldham.example"}
    assert organisations_of("a@rochdale.gov.uk") == {}


def test_an_address_of_a_body_that_has_closed_is_one_of_what_followed_it():
    closed = make_organisation(email_domain="district.gov.uk", closed_on=timezone.localdate())
    county = make_organisation()
    closed.successors.add(county)

    assert organisations_of("a@district.gov.uk") == {
        closed.pk: "district.gov.uk",
        county.pk: "district.gov.uk",
    }


@pytest.mark.parametrize("domain", ["gmail.com", "nhs.net", "gov.uk"])
def test_a_list_that_gives_everybodys_domain_to_one_organisation_is_not_believed(domain):
    make_organisation(email_domain=domain)

    assert organisations_of(f"a@{domain}") == {}


@pytest.mark.parametrize(
    "domain",
    [
        "uk",
        "gov.uk",
        "nhs.uk",
        "nhs.net",
        "trust.nhs.net",
        "org.uk",
        "gmail.com",
        "x.gmail.com",
        "wales.nhs.uk",
    ],
)
def test_a_domain_of_everybody_or_of_many_is_no_organisations(domain):
    assert not may_be_one_organisations(domain)


@pytest.mark.parametrize("domain", ["oldham.gov.uk", "mft.nhs.uk", "gmp.police.uk", "agecharity.org.uk"])
def test_a_domain_of_one_body_is_its_own(domain):
    assert may_be_one_organisations(domain)


def test_every_domain_of_mail_for_anyone_is_written_in_small_letters_once():
    assert len(mail_for_anyone()) > 80
    assert all(domain == domain.lower() and "." in domain for domain in mail_for_anyone())
