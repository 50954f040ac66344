"""Importing organisations in our own format: all or nothing, and every mistake with its place."""

from datetime import date

import pytest
from django.utils import timezone

from sideways.common.models import AuditRow
from sideways.common.tables import BadTableError
from sideways.people.models import Organisation, OrganisationAlias, Person, Place
from sideways.people.organisation_services import organisations_import
from sideways.people.tests.factories import make_organisation, make_person

pytestmark = pytest.mark.django_db

HEADER = "code,name,service,kind,outcode,parent,email_domain,aliases,opened_on,closed_on\n"


@pytest.fixture
def run(tmp_path):
    def write_and_import(content, *, name="own.csv", **options):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return organisations_import(paths=[path], by=None, at=timezone.now(), **options)

    return write_and_import


def mistakes_of(run, content):
    before = Organisation.objects.count()
    with pytest.raises(BadTableError) as caught:
        run(content)
    assert Organisation.objects.count() == before
    return [str(mistake).partition("own.csv:")[2] for mistake in caught.value.mistakes]


def test_a_full_row_is_stored_as_written(run):
    Place.objects.create(code="E08000004", name="Oldham", region="North West", nation="England")
    run(
        HEADER + "MIND,Oldham Mind,voluntary,Charity,ol9 6aa,,@OldhamMind.org.uk,"
        "Tameside Mind; TOG Mind,1990-05-01,\nSHOP,Village Shop,Community,,,MIND,,,,2020-01-31\n"
    )

    mind, shop = Organisation.objects.order_by("code")
    assert (mind.name, mind.search_name, mind.service, mind.kind) == (
        "Oldham Mind",
        "oldham mind",
        "voluntary",
        "Charity",
    )
    assert (mind.outcode, mind.place_id, mind.region, mind.nation) == (
        "OL9",
        "E08000004",
        "North West",
        "England",
    )
    assert (mind.lat, mind.lon) == pytest.approx((53.54, -2.14), abs=0.03)
    assert (mind.email_domain, mind.opened_on, mind.closed_on) == (
        "oldhammind.org.uk",
        date(1990, 5, 1),
        None,
    )
    assert sorted(mind.aliases.values_list("search_name", flat=True)) == ["tameside mind", "tog mind"]
    assert (shop.parent, shop.service, shop.closed_on) == (mind, "community", date(2020, 1, 31))
    assert shop.source == "Imported by this site’s operator"


def test_an_empty_cell_leaves_what_is_known(run):
    run(HEADER + "A,Alpha,nhs,Trust,OL9,,alpha.nhs.uk,First,2001-01-01,\n")

    report = run("code,name,service,kind,outcode\nA,Alpha,nhs,,\n")

    assert report.changes_nothing
    assert Organisation.objects.get().kind == "Trust"


def test_importing_the_same_again_writes_nothing(run, django_assert_num_queries):
    content = HEADER + "A,Alpha,nhs,,OL9,,,One;Two,,\nB,Beta,nhs,,,A,,,,2020-01-01\n"
    run(content)
    rows = list(Organisation.objects.values())

    # What is known, places, parents, other names, and the two ends of the transaction.
    with django_assert_num_queries(6) as asked:
        report = run(content)

    assert report.changes_nothing
    assert (report.unchanged, len(report.new), len(report.changed)) == (2, 0, 0)
    assert not [q for q in asked.captured_queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert list(Organisation.objects.values()) == rows
    assert AuditRow.objects.filter(action="organisations_import").count() == 1


def test_a_preview_tells_the_same_and_writes_nothing(run):
    run(HEADER + "A,Alpha,nhs,,,,,,,\nB,Beta,nhs,,,,,,,\nC,Gamma,nhs,,,,,,,\n")
    content = (
        HEADER
        + "A,Alpha,nhs,,,,,,,\nB,Better,nhs,,,C,,,,\nC,Gamma,nhs,,,,,,,2020-01-01\nD,Delta,nhs,,,,,D,,\n"
    )
    before = list(Organisation.objects.order_by("pk").values())

    preview = run(content, preview=True)

    assert list(Organisation.objects.order_by("pk").values()) == before
    assert not OrganisationAlias.objects.exists()
    real = run(content)
    for report in (preview, real):
        assert [each.code for each in report.new] == ["D"]
        assert [(c.organisation.code, c.fields) for c in report.changed] == [
            ("B", ("name", "search_name", "parent"))
        ]
        assert [(c.organisation.code, c.fields) for c in report.closed] == [("C", ("closed_on",))]
        assert (report.unchanged, report.other_names, report.rows) == (1, 1, 4)


def test_an_import_is_in_the_log_with_who_did_it(run, tmp_path):
    operator = make_person(kind=Person.Kind.OPERATOR)
    (tmp_path / "own.csv").write_text("code,name,service\nA,Alpha,nhs\n")

    organisations_import(paths=[tmp_path / "own.csv"], by=operator, at=timezone.now())

    row = AuditRow.objects.get(action="organisations_import")
    assert (row.by, row.detail) == (operator, {"new": 1, "changed": 0, "closed": 0})


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (",Alpha,nhs,,,,,,,", "2:1: code is empty."),
        ("A B,Alpha,nhs,,,,,,,", "2:1: code is “A B”. It must have no spaces and at most 60 letters."),
        ("A" * 61 + ",Alpha,nhs,,,,,,,", "2:1: code is “AAA"),
        ("A,,nhs,,,,,,,", "2:2: name is “”. Every row needs a name."),
        ("A,!?,nhs,,,,,,,", "2:2: name is “!?”. It must have at least one letter or digit"),
        ("A,Al\x00pha,nhs,,,,,,,", "2:2: name is “Al�pha”."),
        ("A," + "x" * 201 + ",nhs,,,,,,,", "2:2: name is “xxx"),
        ("A,Alpha,hospital,,,,,,,", "2:3: service is “hospital”. It must be one of nhs, council, "),
        ("A,Alpha,,,,,,,,", "2:3: service is “”."),
        ("A,Alpha,nhs," + "x" * 81 + ",,,,,,", "2:4: kind is too long."),
        ("A,Alpha,nhs,,Oldham,,,,,", "2:5: outcode is “Oldham”. It must be the first half of a postcode"),
        ("A,Alpha,nhs,,ZZ9,,,,,", "2:5: outcode is “ZZ9”."),
        ("A,Alpha,nhs,,,NOBODY,,,,", "2:6: parent is “NOBODY”. No organisation has that code"),
        ("A,Alpha,nhs,,,A,,,,", "2:6: A would belong to itself."),
        ("A,Alpha,nhs,,,,not a domain,,,", "2:7: email_domain is “not a domain”."),
        ("A,Alpha,nhs,,,,," + "One; ;!,,", "2:8: aliases has “!”."),
        (
            "A,Alpha,nhs,,,,,,1 May 1990,",
            "2:9: opened_on is “1 May 1990”. It must be a day such as 2026-04-01",
        ),
        ("A,Alpha,nhs,,,,,,,2026-02-30", "2:10: closed_on is “2026-02-30”."),
        ("A,Alpha,nhs,,,,,,2020-01-02,2020-01-01", "2:10: It closed on 2020-01-01, before it opened"),
        ("A,Alpha,nhs", "2:4: This row has 3 cells; the header has 10."),
    ],
)
def test_a_wrong_cell_is_told_by_line_column_and_sentence(run, row, says):
    found = mistakes_of(run, HEADER + row + "\nB,Beta,nhs,,,,,,,\n")

    assert len(found) == 1
    assert found[0].startswith(says)


def test_every_mistake_of_every_file_is_told_at_once(tmp_path):
    (tmp_path / "one.csv").write_text("code,name,service\nA,,nhs\nB,Beta,zoo\n")
    (tmp_path / "two.csv").write_text("code,name,service\nC,,nhs\n")

    with pytest.raises(BadTableError) as caught:
        organisations_import(paths=[tmp_path], by=None, at=timezone.now())

    assert [(m.file.rpartition("/")[2], m.line, m.column) for m in caught.value.mistakes] == [
        ("one.csv", 2, 2),
        ("one.csv", 3, 3),
        ("two.csv", 2, 2),
    ]


def test_a_code_that_stands_twice_is_refused_with_the_line_of_the_first(run):
    found = mistakes_of(run, "code,name,service\nA,Alpha,nhs\nB,Beta,nhs\nA,Again,nhs\n")

    assert found == ["4:1: code “A” stands in line 2 already."]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("code,name,kind\nA,Alpha,Trust\n", "1:4: The column service is missing. Found: code, name, kind."),
        ("code,name,service\nA,Ynys Môn,nhs\n".encode("latin-1"), "2:2: The file is not UTF-8."),
        (b"", "1:1: The file is empty."),
        ("apples,pears\n1,2\n", "1:3: The column code, name, service is missing."),
        ("jobcentre,name,district,uprn,start-date\n", "1:6: The column end-date is missing."),
    ],
)
def test_a_file_of_no_known_kind_is_refused(run, content, says):
    assert mistakes_of(run, content)[0].startswith(says)


def test_parents_may_stand_below_their_parts_and_in_another_file(tmp_path):
    (tmp_path / "a.csv").write_text("code,name,service,parent\nC,Gamma,nhs,B\nB,Beta,nhs,A\n")
    (tmp_path / "b.csv").write_text("code,name,service\nA,Alpha,nhs\n")

    organisations_import(paths=[tmp_path / "a.csv", tmp_path / "b.csv"], by=None, at=timezone.now())

    assert Organisation.objects.get(code="C").parent.parent.name == "Alpha"


def test_a_circle_of_parents_is_refused_also_through_what_is_stored(run):
    stored = make_organisation(code="STORED")
    run("code,name,service\nA,Alpha,nhs\n")
    Organisation.objects.filter(pk=stored.pk).update(parent=Organisation.objects.get(code="A"))

    found = mistakes_of(run, "code,name,service,parent\nA,Alpha,nhs,STORED\n")
    around = mistakes_of(run, "code,name,service,parent\nX,X1,nhs,Y\nY,Y1,nhs,X\n")

    assert found == ["2:4: A would belong to itself."]
    assert around == ["2:4: X would belong to itself.", "3:4: Y would belong to itself."]


def test_people_follow_their_organisation_to_its_place(run):
    Place.objects.create(code="E08000004", name="Oldham", region="North West", nation="England")
    organisation = make_organisation(code="A", region="", nation="")
    member = make_person(organisation=organisation, region="", nation="")
    other = make_person(region="South East")

    run("code,name,service,outcode\nA,Alpha,nhs,OL9\n")

    member.refresh_from_db()
    other.refresh_from_db()
    assert (member.place_id, member.region, member.lat is not None) == ("E08000004", "North West", True)
    assert other.region == "South East"


def test_a_proposed_organisation_that_is_imported_is_listed(run):
    make_organisation(code="A", name="Alpha", standing=Organisation.Standing.PROPOSED)

    run("code,name,service\nA,Alpha,nhs\n")

    assert Organisation.objects.get().standing == Organisation.Standing.LISTED


def test_a_folder_leaves_out_what_is_no_list_of_organisations_and_says_so(tmp_path):
    (tmp_path / "own.csv").write_text("code,name,service\nA,Alpha,nhs\n")
    (tmp_path / "fruit.csv").write_text("apples,pears\n1,2\n")
    (tmp_path / "notes.txt").write_text("not a table")

    report = organisations_import(paths=[tmp_path], by=None, at=timezone.now())

    assert len(report.files) == 1
    assert [notice.rpartition("/")[2] for notice in report.notices] == [
        "fruit.csv: left out, because its columns are not those of a list of organisations."
    ]


def test_a_folder_without_tables_and_a_file_in_the_wrong_encoding_are_refused(tmp_path):
    with pytest.raises(BadTableError, match="This folder has no CSV or XLSX file"):
        organisations_import(paths=[tmp_path], by=None, at=timezone.now())
    (tmp_path / "own.csv").write_bytes(b"code,name,service\nA,M\xf4n,nhs\n")
    with pytest.raises(BadTableError, match="not UTF-8"):
        organisations_import(paths=[tmp_path], by=None, at=timezone.now())


def test_progress_never_falls_and_says_what_is_being_done(run):
    told = []

    run(
        "code,name,service\n" + "".join(f"A{i},Alpha {i},nhs\n" for i in range(2500)),
        progress=lambda *news: told.append(news),
    )

    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)
    assert {doing for _, doing in told} == {"Reading own.csv", "Comparing", "Writing"}
    assert Organisation.objects.count() == 2500
