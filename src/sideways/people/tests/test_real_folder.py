"""All the real public lists at once: imported once for all that is asked of them."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from sideways.people.importers import SOURCES
from sideways.people.models import Organisation, Place
from sideways.people.tests.test_real_organisations import LISTS, load, of_real_lists, reading

pytestmark = of_real_lists


@pytest.fixture(scope="module")
def folder(django_db_setup, django_db_blocker):
    """All lists imported together: once for these tests, and rolled back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        with CaptureQueriesContext(connection) as asked:
            report = load()
        yield report, len(asked)
        transaction.set_rollback(True)


def test_the_whole_folder_is_imported_in_seconds_and_again_without_a_change(folder, capsys):
    report, n_queries = folder
    with CaptureQueriesContext(connection) as second:
        again = load()
    with capsys.disabled():
        print(
            f"\n{connection.vendor}: {report.rows:,} rows, {len(report.new):,} organisations in "
            f"{report.seconds:.1f} s and {n_queries} queries; again {again.seconds:.1f} s and {len(second)}"
        )

    assert len(report.new) == Organisation.objects.count() > 11_800
    assert again.changes_nothing
    assert (again.unchanged, len(again.new), len(again.changed)) == (len(report.new), 0, 0)
    assert not [q for q in second.captured_queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert report.files[0][0].endswith("/local_authorities.csv")
    assert {title for _, title, _ in report.files} == {source.title for source in SOURCES[:-1]}
    assert len(report.notices) == 2


@reading
def test_each_list_alone_changes_nothing_after_all_were_imported_together(folder):
    for name in sorted(path.stem for path in LISTS.glob("*.csv")):
        if name not in {"nhs_icb_local_authority_2024", "professions_roles_grades_skills"}:
            assert load(name).changes_nothing, name


@reading
def test_lists_imported_one_by_one_end_as_all_together_in_any_order(folder):
    def snapshot():
        fields = [f.name for f in Organisation._meta.concrete_fields if f.name not in ("id", "parent")]
        return list(Organisation.objects.order_by("code").values("parent__code", *fields))

    together = snapshot()
    Organisation.objects.all().delete()  # of this test only
    Place.objects.all().delete()
    names = sorted(path.stem for path in LISTS.glob("*.csv"))
    names = [name for name in names if "icb_local" not in name and "professions" not in name]
    names.remove("local_authority_name_aliases")  # needs the councils

    for name in [*names, "local_authority_name_aliases", *names]:
        load(name)

    assert snapshot() == together
