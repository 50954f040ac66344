import pytest
from django.utils import timezone

from sideways.people.domains import held_reason, is_public_service, known_held_domains, organisations_of
from sideways.people.models import HeldDomain
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


def test_public_service_addresses_are_known_by_their_ending():
    assert is_public_service("a@oldham.gov.uk")
    assert is_public_service("a@nhs.net")
    assert not is_public_service("a@gov.uk.example.org")
    assert not is_public_service("a@example.org")


def test_organisation_is_found_by_its_own_domain_and_not_by_none():
    council = make_organisation(email_domain="oldham.gov.uk")
    make_organisation(email_domain="")

    assert organisations_of("a@housing.oldham.gov.uk") == {council.pk}
    assert organisations_of("a@rochdale.gov.uk") == set()
