import pytest
from django.utils import timezone

from sideways.common.audit import audit
from sideways.common.models import AuditRow
from sideways.people.tests.factories import make_organisation, make_person

pytestmark = pytest.mark.django_db


def test_audit_says_who_did_what_to_what():
    person, organisation = make_person(), make_organisation()

    audit(action="organisation.listed", subject=organisation, by=person, at=timezone.now(), reason="real")

    row = AuditRow.objects.get()
    assert (row.by, row.action, row.detail) == (person, "organisation.listed", {"reason": "real"})
    assert row.subject == f"people.organisation:{organisation.pk}"
    assert "organisation.listed" in str(row)


def test_audit_outlives_the_person_who_acted():
    person = make_person()
    audit(action="something.done", by=person, at=timezone.now())

    person.delete()

    assert AuditRow.objects.get().by is None
