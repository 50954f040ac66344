"""Inviting people from a file: nobody has an account before they say yes, and all is told before."""

import csv
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook
from tests.shared import DATA

from sideways.common.models import AuditRow
from sideways.common.tables import BadTableError, open_table
from sideways.notices.models import OutgoingEmail
from sideways.people import uploads
from sideways.people.errors import NotAllowedError
from sideways.people.invitation_links import invitation_of
from sideways.people.models import HeldDomain, Invitation, Person
from sideways.people.services import (
    invitation_accept,
    join_finish,
    people_invite,
)
from sideways.people.tests.factories import make_organisation, make_person

pytestmark = pytest.mark.django_db
in_the_file = pytest.mark.once  # what stands in a file is read before the database is asked
NAUGHTY = DATA / "bad-input" / "blns.json"
NO_NAUGHTY = "../shared/data/bad-input is not beside this checkout: the naughty strings were not tried"
PASSWORD = "three words remembered"


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    settings.DATA = tmp_path


@pytest.fixture
def council():
    return make_organisation(name="Oldham Council", code="LA:OLD")


@pytest.fixture
def broker(council):
    return make_person(kind="broker", name="Bea Brook", organisation=council, email="bea@example.org")


@pytest.fixture
def operator():
    return make_person(kind="operator", organisation=None)


@pytest.fixture
def invite(tmp_path):
    def send(text, by=None, **options):
        path = tmp_path / "people.csv"
        path.write_text(text)
        return people_invite(path=path, by=by, at=timezone.now(), **options)

    return send


def invitation(**fields):
    return Invitation.objects.create(**{"email": "ann@example.org", "invited_at": timezone.now(), **fields})


def test_people_are_invited_by_e_mail_and_have_no_account(invite, broker):
    people = Person.objects.count()

    report = invite("email,name,profession,level\nAnn@Example.org,Ann  Archer,Nurse,2\n", by=broker)

    (made,) = Invitation.objects.all()
    assert (made.email, made.name, made.profession_id, made.level) == (
        "ann@example.org",
        "Ann Archer",
        "nurse",
        2,
    )
    assert (made.organisation, made.invited_by) == (broker.organisation, broker)
    assert Person.objects.count() == people
    (letter,) = OutgoingEmail.objects.all()
    assert letter.to == "ann@example.org"
    assert "Bea Brook (Oldham Council) invites you to" in letter.text
    assert invitation_of(re.search("/join/invited/(.+)/\n", letter.text)[1]) == made
    assert len(report.new) == 1
    assert AuditRow.objects.filter(
        action="people_invite", by=broker, detail={"new": 1, "changed": 0}
    ).exists()


def test_inviting_again_sends_nothing_and_corrects_what_differs(invite, broker):
    text = "email,name\nann@example.org,Ann\nbob@example.org,Bob\n"
    invite(text, by=broker)

    same = invite(text, by=broker)
    assert (len(same.unchanged), same.changes_nothing) == (2, True)
    corrected = invite(text.replace("Bob", "Bobby"), by=broker)

    assert (len(corrected.changed), len(corrected.unchanged)) == (1, 1)
    assert sorted(Invitation.objects.values_list("name", flat=True)) == ["Ann", "Bobby"]
    assert OutgoingEmail.objects.count() == 2
    assert AuditRow.objects.filter(action="people_invite").count() == 2


def test_a_preview_writes_and_sends_nothing(invite, broker):
    report = invite("email\nann@example.org\n", by=broker, preview=True)

    assert len(report.new) == 1
    assert not Invitation.objects.exists()
    assert not OutgoingEmail.objects.exists()


def test_accounts_are_left_alone_and_reported_to_who_may_know_of_them(invite, broker, operator):
    own = make_person(email="Own@example.org", organisation=make_organisation(parent=broker.organisation))
    other = make_person(email="other@example.org", name="Other")
    text = "email,name\nown@example.org,X\nother@example.org,X\n"

    seen_by_operator = invite(text, by=operator, preview=True)
    seen_by_broker = invite(text, by=broker)

    assert [each.email for each in seen_by_operator.with_account] == ["own@example.org", "other@example.org"]
    # A broker must not learn who else is here: the other one gets an e-mail that says where to sign in.
    assert [each.email for each in seen_by_broker.with_account] == ["own@example.org"]
    (letter,) = OutgoingEmail.objects.all()
    assert letter.to == "other@example.org"
    assert "You have an account with this address already." in letter.text
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.name, other.name) == (own.name, "Other")


def test_held_domains_are_told_before_and_held_after(invite, operator):
    HeldDomain.objects.create(domain="ministry.example", reason="A ministry", added_at=timezone.now())

    report = invite("email\nann@mail.ministry.example\n", by=operator)

    assert [(each.email, reason) for each, reason in report.held] == [
        ("ann@mail.ministry.example", "A ministry")
    ]
    made = Invitation.objects.get()
    Invitation.objects.update(profession="nurse", level=2, organisation=make_organisation(), name="Ann")
    made.refresh_from_db()
    person = invitation_accept(invitation=made, password=PASSWORD, at=timezone.now())
    assert join_finish(person=person, at=timezone.now()).standing == Person.Standing.HELD


def mistakes_of(invite, text, by=None):
    with pytest.raises(BadTableError) as caught:
        invite(text, by=by)
    assert not Invitation.objects.exists()
    return [(mistake.line, mistake.column, mistake.sentence) for mistake in caught.value.mistakes]


@pytest.mark.parametrize(
    ("row", "column", "told"),
    [
        (",Ann,,,", 1, "email is “”. It must be an address such as ann@oldham.gov.uk."),
        ("ann,,,,", 1, "email is “ann”. It must be an address"),
        (f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 30}.org,,,,", 1, "email is longer than 254"),
        ("first@example.org,,,,", 1, "email “first@example.org” stands in line 2 already."),
        ("a@example.org,42,,,", 2, "name is “42”. It must have a letter"),
        (f"a@example.org,{'n' * 121},,,", 2, "at most 120 on one line"),
        ("a@example.org,,wizard,,", 3, "profession is “wizard”. It must be one of those in the list."),
        ("a@example.org,,Inspector,,", 3, "is not invited as a peer."),
        ("a@example.org,,,9,", 4, "level is “9”. It must be a whole number from 0 to 8."),
        ("a@example.org,,,two,", 4, "level is “two”."),
        ("a@example.org,,,,Nowhere", 5, "No listed organisation has this code or this very name."),
        ("a@example.org,,,,Twice", 5, "Several have this name. Give the code of one: "),
        ("a@example.org,,,,#N/A", 5, "organisation holds the error #N/A"),
    ],
)
def test_every_mistake_has_its_place_and_nothing_is_sent(invite, row, column, told):
    for _ in range(2):
        make_organisation(name="Twice", search_name="twice")

    line, where, sentence = mistakes_of(
        invite, f"email,name,profession,level,organisation\nfirst@example.org,,,,\n{row}\n"
    )[0]

    assert (line, where) == (3, column)
    assert told in sentence
    assert not OutgoingEmail.objects.exists()


def test_a_broker_invites_people_of_the_own_organisation_and_its_parts_only(invite, broker, council):
    part = make_organisation(name="Oldham Library", parent=council)
    make_organisation(name="Bury Council")
    report = invite("email,organisation\na@example.org,Oldham Library\nb@example.org,la:old\nc@example.org,\n"
                    .replace("la:old", "LA:OLD"), by=broker)  # fmt: skip
    assert [each.organisation for each in report.new] == [part, council, council]

    Invitation.objects.all().delete()
    ((_, _, sentence),) = mistakes_of(invite, "email,organisation\na@example.org,Bury Council\n", by=broker)
    assert "You can invite people of Oldham Council and its parts only." in sentence


def test_a_proposed_organisation_is_none_to_invite_to(invite):
    make_organisation(name="Mine", standing="proposed")

    assert mistakes_of(invite, "email,organisation\na@example.org,Mine\n")


def test_a_file_with_far_too_many_rows_is_refused(invite):
    rows = "".join(f"a{number}@example.org\n" for number in range(2_001))

    assert mistakes_of(invite, f"email\n{rows}")[0][2].startswith("There are more than 2,000 rows.")


@pytest.mark.parametrize("kind", ["practitioner", "guardian", "official", "funder", "regulator"])
def test_nobody_else_invites(invite, kind):
    with pytest.raises(NotAllowedError):
        invite("email\na@example.org\n", by=make_person(kind=kind))


@pytest.mark.parametrize("n_people", [1, 30])
def test_a_preview_asks_the_same_number_of_questions_for_any_number_of_people(
    invite, broker, django_assert_num_queries, n_people
):
    rows = "".join(f"a{number}@example.org,Nurse,Oldham Council\n" for number in range(n_people))

    with django_assert_num_queries(7):  # two are the savepoint
        invite(f"email,profession,organisation\n{rows}", by=broker, preview=True)


@in_the_file
@pytest.mark.skipif(not NAUGHTY.exists(), reason=NO_NAUGHTY)
@pytest.mark.parametrize("column", ["email", "name", "profession", "level", "organisation"])
def test_naughty_strings_are_read_as_they_are_or_refused_with_their_place(tmp_path, column):
    strings = [text for text in json.loads(NAUGHTY.read_text()) if text.strip()]
    path = tmp_path / "people.csv"

    def written(rows):
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, list(dict.fromkeys(["email", column])))
            writer.writeheader()
            writer.writerows({"email": f"a{number}@example.org", column: text} for number, text in rows)

    written(enumerate(strings))
    with pytest.raises(BadTableError) as caught:
        people_invite(path=path, by=None, at=timezone.now())
    refused = {mistake.line for mistake in caught.value.mistakes}
    table = open_table(path, required=["email"], optional=[column])
    good = [(row.line, row[column]) for row in table if row.line not in refused]
    if good:
        written(good)
        people_invite(path=path, by=None, at=timezone.now())

    print(f"\n{column}: {len(good)} read, {len(strings) - len(good)} refused with a reason, 0 failed")
    assert len(strings) - len(good) == len(refused)
    if column == "name":
        stored = Invitation.objects.order_by("pk").values_list("name", flat=True)
        assert list(stored) == [" ".join(text.split()) for _, text in good]


def send(client, text, name="people.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(reverse("people:invite"), {"file": SimpleUploadedFile(name, content)})


def test_a_broker_sends_a_file_looks_confirms_and_sees_who_has_not_answered(client, broker, tmp_path):
    client.force_login(broker)
    book = Workbook()
    for row in (["email", "name", "level"], ["ann@example.org", "Ann", 2], ["bob@example.org", "Bob", 3]):
        book.active.append(row)
    book.save(tmp_path / "p.xlsx")
    sent = send(client, (tmp_path / "p.xlsx").read_bytes(), "p.xlsx")

    preview = client.get(sent["Location"]).content.decode()
    assert "p.xlsx, line 3: bob@example.org, Bob, level 3, Oldham Council" in preview
    assert not Invitation.objects.exists()
    done = client.post(sent["Location"], follow=True).content.decode()
    again = client.post(sent["Location"], follow=True).content.decode()

    assert "Invited 2, corrected 0" in done
    assert "That file was used or forgotten already." in again
    assert re.search(r"bob@example.org.*Deleted on|Deleted on.*bob@example.org", again, re.S)
    assert list(uploads.folder().iterdir()) == []
    assert Invitation.objects.count() == 2


def test_a_file_of_another_broker_is_not_found(client, broker, council):
    client.force_login(broker)
    sent = send(client, "email\nann@example.org\n")
    client.force_login(make_person(kind="broker", organisation=council))

    assert client.post(sent["Location"])["Location"] == reverse("people:invite")
    assert not Invitation.objects.exists()


def test_a_file_with_mistakes_is_told_and_deleted(client, operator):
    client.force_login(operator)
    sent = send(client, "email\n<b>ann\n")

    told = client.get(sent["Location"])

    assert told.status_code == 422
    assert "people.csv, line 2, column 1: email is “&lt;b&gt;ann”." in told.content.decode()
    assert list(uploads.folder().iterdir()) == []


def test_nobody_left_to_invite_has_nothing_to_confirm(client, operator):
    client.force_login(operator)
    make_person(email="ann@example.org")
    sent = send(client, "email\nann@example.org\n")

    page = client.get(sent["Location"]).content.decode()

    assert "Nobody in this file is left to invite" in page
    assert "Invite them" not in page
    assert "Nothing was sent" in client.post(sent["Location"], follow=True).content.decode()


@pytest.mark.parametrize("n_invited", [1, 3])
def test_the_page_lists_only_ones_own_in_a_fixed_number_of_queries(
    client, broker, django_assert_max_num_queries, n_invited
):
    for number in range(n_invited):
        invitation(email=f"own{number}@example.org", organisation=broker.organisation, profession_id="nurse")
    invitation(email="theirs@example.org", organisation=make_organisation())
    client.force_login(broker)

    with django_assert_max_num_queries(9):
        page = client.get(reverse("people:invite")).content.decode()

    assert page.count("own") >= n_invited
    assert "theirs@example.org" not in page
