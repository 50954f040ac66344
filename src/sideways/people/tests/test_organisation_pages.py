"""The pages of organisations: anybody finds and reads; only an operator imports."""

import os
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sideways.people import uploads
from sideways.people.keeping import UPLOADS_KEPT
from sideways.people.models import Organisation, OrganisationAlias, Person
from sideways.people.tasks import uploads_forget
from sideways.people.tests.factories import make_organisation, make_person

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

UPLOAD = "/organisations/import/"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def operator(client):
    person = make_person(kind=Person.Kind.OPERATOR)
    client.force_login(person)
    return person


def send(client, content, name="own.csv", **options):
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    return client.post(UPLOAD, {"file": file}, **options)


def page(response):
    return " ".join(response.content.decode().split())


def test_anybody_finds_an_organisation_and_reads_what_is_known(client):
    parent = make_organisation(name="Greater Manchester Combined Authority")
    council = make_organisation(
        name="Oldham Council", search_name="oldham council", parent=parent, kind="Metropolitan district",
        opened_on="1974-04-01", source="A public list", licence="CC BY 4.0", email_domain="oldham.gov.uk",
    )  # fmt: skip
    OrganisationAlias.objects.create(organisation=council, name="Oldham MBC", search_name="oldham mbc")

    found = client.get("/organisations/", {"q": "oldam counsil"})
    shown = client.get(reverse("people:organisation", args=[council.pk]))

    assert reverse("people:organisation", args=[council.pk]) in page(found)
    for text in (
        parent.name,
        "Metropolitan district",
        "1 April 1974",
        "Oldham MBC",
        "A public list",
        "CC BY 4.0",
    ):
        assert text in page(shown)
    assert "oldham.gov.uk" not in page(shown)


def test_a_page_tells_what_closed_and_what_followed_both_ways(client):
    old = make_organisation(name="Harrogate Borough Council", closed_on="2023-04-01")
    new = make_organisation(name="North Yorkshire Council")
    old.successors.add(new)

    of_old = page(client.get(reverse("people:organisation", args=[old.pk])))
    of_new = page(client.get(reverse("people:organisation", args=[new.pk])))

    assert "Replaced by" in of_old
    assert new.name in of_old
    assert "1 April 2023" in of_old
    assert "Took over from" in of_new
    assert old.name in of_new


def test_an_operator_also_sees_the_domain_that_lets_people_in(client, operator):
    council = make_organisation(email_domain="oldham.gov.uk")

    assert "@oldham.gov.uk" in page(client.get(reverse("people:organisation", args=[council.pk])))


def test_a_proposed_organisation_has_no_page(client, operator):
    proposed = make_organisation(standing=Organisation.Standing.PROPOSED)

    assert client.get(reverse("people:organisation", args=[proposed.pk])).status_code == 404


def test_what_somebody_typed_is_shown_as_typed_and_runs_nothing(client):
    text = '<script>alert(1)</script>"><img src=x>'

    shown = client.get("/organisations/", {"q": text}).content.decode()

    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)" in shown
    assert "No organisation found" in shown


@pytest.mark.parametrize("size", [1, 10, 100])
def test_the_pages_ask_the_same_number_of_queries_for_any_number_of_rows(
    client, size, django_assert_num_queries
):
    parent = make_organisation(name="Parent Board", search_name="parent board")
    for number in range(size):
        part = make_organisation(name=f"Surgery {number}", search_name=f"surgery {number}", parent=parent)
        OrganisationAlias.objects.create(
            organisation=parent, name=f"Also {number}", search_name=f"also {number}"
        )
        part.predecessors.add(parent)
    client.get("/organisations/")

    with django_assert_num_queries(2):
        client.get("/organisations/", {"q": "surgery"})
    with django_assert_num_queries(6):
        client.get(reverse("people:organisation", args=[parent.pk]))


@pytest.mark.parametrize("kind", [kind for kind in Person.Kind if kind != Person.Kind.OPERATOR] + [None])
def test_only_an_operator_may_import(client, kind):
    if kind:
        client.force_login(make_person(kind=kind))

    answers = [
        client.get(UPLOAD),
        send(client, "code,name,service\nA,Alpha,nhs\n"),
        client.get(f"{UPLOAD}token/"),
        client.post(f"{UPLOAD}token/"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert not uploads.folder().exists()
    assert "Import" not in page(client.get("/organisations/"))


def test_an_upload_is_shown_then_confirmed_then_forgotten(client, operator):
    sent = send(client, "code,name,service\nA,Alpha,nhs\nB,Beta,zoology"[:-7] + "police\n")
    preview = client.get(sent["Location"])

    assert "Nothing has been written yet" in page(preview)
    assert "New: 2" in page(preview)
    assert not Organisation.objects.filter(code="A").exists()

    done = client.post(sent["Location"], follow=True)

    assert "Imported 2 rows: 2 new and 0 changed organisations." in page(done)
    assert Organisation.objects.filter(code__in=["A", "B"]).count() == 2
    assert list(uploads.folder().iterdir()) == []
    again = client.post(sent["Location"], follow=True)
    assert "That file was imported or forgotten already." in page(again)


def test_the_preview_says_what_differs_and_what_closes(client, operator):
    make_organisation(code="A", name="Alpha", search_name="alpha", service="nhs", closed_on=None)
    make_organisation(code="B", name="Beta", search_name="beta", service="nhs")
    rows = "A,Alba,nhs,2026-01-31\nB,Better,nhs,\n" + "".join(f"C{i},Gamma {i},nhs,\n" for i in range(7))

    preview = page(client.get(send(client, f"code,name,service,closed_on\n{rows}")["Location"]))

    assert "Changed: 1" in preview
    assert "Better: name" in preview
    assert "Closed: 1" in preview
    assert "Alba, 31 January 2026" in preview
    assert "New: 7" in preview
    assert "… and 2 more" in preview


def test_a_file_that_is_known_already_has_nothing_to_confirm(client, operator):
    make_organisation(code="A", name="Alpha", search_name="alpha", service="nhs",
                      source="Imported by this site’s operator")  # fmt: skip

    preview = client.get(send(client, "code,name,service\nA,Alpha,nhs\n")["Location"])

    assert "Everything in this file is known already" in page(preview)
    assert '<form method="post">' not in page(preview)


def test_a_file_with_mistakes_is_told_by_line_and_column_and_deleted(client, operator):
    sent = send(client, "code,name,service\nA,,nhs\nB,Beta,<b>zoo</b>\n", name="../../evil name.csv")

    told = client.get(sent["Location"])

    assert told.status_code == 422
    assert "evil_name.csv, line 2, column 2: name is “”. Every row needs a name." in page(told)
    assert "line 3, column 3: service is “&lt;b&gt;zoo&lt;/b&gt;”" in page(told)
    assert list(uploads.folder().iterdir()) == []
    assert not Organisation.objects.filter(code="A").exists()


def test_a_file_with_a_thousand_mistakes_shows_the_first_fifty(client, operator):
    rows = "".join(f"A{number},,nhs\n" for number in range(1000))

    told = page(client.get(send(client, f"code,name,service\n{rows}")["Location"]))

    assert "1000 things must be put right first" in told
    assert told.count("Every row needs a name") == 50
    assert "… and 950 more" in told


def test_no_file_and_an_empty_file_are_refused_beside_the_field(client, operator):
    nothing = client.post(UPLOAD, {})
    empty = send(client, "")

    assert "Choose a CSV or Excel file" in page(nothing)
    assert "The file is empty" in page(empty)


def test_a_huge_upload_is_refused_kindly_without_being_read(client, operator, monkeypatch):
    monkeypatch.setattr(uploads, "LIMIT_BYTES", 1000)

    answer = send(client, "code,name,service\n" + "A,Alpha,nhs\n" * 100)

    assert answer.status_code == 413
    assert "This file is larger than" in page(answer)
    assert not uploads.folder().exists()


def test_an_upload_without_the_token_of_the_form_is_refused():
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(make_person(kind=Person.Kind.OPERATOR))

    assert send(careful, "code,name,service\nA,Alpha,nhs\n").status_code == 403
    assert not uploads.folder().exists()


@pytest.mark.parametrize("token", ["..", "%2e%2e", "a.b", "*"])
def test_a_token_that_was_never_given_out_finds_no_file(client, operator, token, tmp_path):
    (tmp_path / "secret.key").write_text("code,name,service\nA,Alpha,nhs\n")

    answer = client.get(f"{UPLOAD}{token}/")

    assert answer.status_code in {302, 404}
    assert uploads.upload_find(token, operator) is None


def test_a_file_is_found_by_nobody_but_who_sent_it(client, operator):
    sent = send(client, "code,name,service\nA,Alpha,nhs\n")
    client.force_login(make_person(kind=Person.Kind.OPERATOR))

    assert client.get(sent["Location"])["Location"] == UPLOAD


def test_files_that_nobody_confirmed_are_forgotten_after_a_day(client, operator):
    send(client, "code,name,service\nA,Alpha,nhs\n")
    (old,) = uploads.folder().iterdir()
    yesterday = time.time() - UPLOADS_KEPT.total_seconds() - 1
    os.utime(old, (yesterday, yesterday))

    uploads_forget.enqueue()

    assert list(uploads.folder().iterdir()) == []
