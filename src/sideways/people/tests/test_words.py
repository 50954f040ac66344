"""Words that no page shows by itself: letters, what is wrong with a file, the copy of one's data."""

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.languages.pseudo import CLOSES, OPENS, pseudo_language
from tests.languages.reading import untranslatable

from sideways.common.tables import BadTableError
from sideways.guardians.tests.factories import write
from sideways.lessons.services import lesson_reuse
from sideways.lessons.tests.factories import make_lesson
from sideways.people import invitation_links, letters, my_data_page
from sideways.people.exporting import everything_about
from sideways.people.models import Invitation, Topic
from sideways.people.organisation_services import organisations_import
from sideways.people.services import join_finish, organisation_domain_add, people_invite
from sideways.people.tests.factories import make_organisation, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TOLD_BY_OTHERS = {"topics", "extra_data", "detail", "e-mails", "looked_until"}  # whose keys are data


@pytest.mark.parametrize("contact", ["", "ask@example.org"])
def test_every_letter_can_be_translated(settings, monkeypatch, contact):
    settings.CONTACT_EMAIL = contact
    council = make_organisation(name="Oldham Council")
    by = make_person(kind="broker", name="Bea Brook", organisation=council)
    invitation = Invitation(pk=1, email="new@example.org", invited_by=by, invited_at=timezone.now())
    unsigned = Invitation(pk=2, email="other@example.org", invited_at=timezone.now())
    monkeypatch.setattr(invitation_links, "token_of", lambda _invitation: "a-token")
    pages = [reverse(name) for name in ("web:home", "people:join", "people:you", "account_login")]
    pages.append(reverse("people:invited", args=["a-token"]))
    known = {settings.SITE_URL + path for path in pages} | {"Too far", "oldham.gov.uk"}

    with pseudo_language():
        written = [
            letters.vouched(),
            letters.known_by_address("oldham.gov.uk"),
            letters.declined("Too far"),
            letters.kind_changed("Broker"),
            letters.closed(),
            letters.invited(invitation, has_account=False),
            letters.invited(unsigned, has_account=True),
        ]
    assert [untranslatable(part, known) for letter in written for part in letter] == [[]] * 14


def test_what_is_wrong_with_a_file_can_be_translated(tmp_path):
    people, bodies = tmp_path / "people.csv", tmp_path / "bodies.csv"
    people.write_text(
        "email,profession,organisation,name\nno,wizard,Nowhere,1\nb@example.org,inspector,,\na@example.org,,,\na@example.org,,,\n"
    )
    bodies.write_text(
        "code,name,service,parent,outcode,aliases,email_domain,kind,opened_on,closed_on\n"
        "A 1,One,nhs,,,,,,,\nA2,!,nhs,,,,,,,\nA3,Three,nhs,A3,,,,,2020-01-02,2020-01-01\n"
        f"A4,Four,none,X:9,ZZ99,;!,-,{'k' * 90},,\nA4,Twice,nhs,,,,,,,\n"
    )
    told = []
    with pseudo_language():
        for read in (
            lambda: people_invite(path=people, by=None, at=timezone.now()),
            lambda: organisations_import(paths=[bodies], by=None, at=timezone.now()),
        ):
            with pytest.raises(BadTableError) as caught:
                read()
            told += [mistake.sentence for mistake in caught.value.mistakes]
    assert len(told) > 10
    assert [sentence for sentence in told if not (sentence[0] == OPENS and sentence[-1] == CLOSES)] == []


def test_every_word_about_domains_that_vouch_can_be_translated(client):
    council, other = make_organisation(name="Oldham Council"), make_organisation(name="Other & Sons")
    operator = make_person(kind="operator", name="Olive Operator")
    names = {council.name, other.name, "oldham.example", "Ann Archer", operator.name, operator.email}
    address = reverse("people:organisation_domains", args=[council.pk])
    at, domain = timezone.now(), {"domain": "oldham.example"}
    organisation_domain_add(organisation=other, domain="oldham.example", by=operator, at=at)
    ann = make_person(
        standing="joining",
        name="Ann Archer",
        email="ann@oldham.example",
        organisation=council,
        confirmed=True,
    )
    join_finish(person=ann, at=at)
    client.force_login(operator)

    with pseudo_language():
        preview = client.get(address, domain).text
        pages = [
            preview,
            client.get(address, {"domain": "gmail.com"}).text,
            client.post(address, domain, follow=True).text,
            client.get(reverse("people:domains")).text,
            client.get(reverse("people:person", args=[ann.pk])).text,
            client.post(f"{address}oldham.example/remove/", follow=True).text,
        ]
        held = client.get(address, {"domain": "ofsted.gov.uk"}).text

    assert "ann@oldham.example" in preview
    assert "Other &amp; Sons" in preview
    known = names | {ann.email, ann.profession.name, "Sideways", "gmail.com"}
    assert [untranslatable(_main(page), known) for page in pages] == [[]] * 6
    assert untranslatable(_main(held), known | {"ofsted.gov.uk", "Ofsted (inspectorate)"}) == []


def test_every_part_of_the_copy_of_ones_data_has_words():
    person = make_person()
    person.topics.set(Topic.objects.all()[:1])
    Invitation.objects.create(email=person.email, invited_at=timezone.now())
    write(make_lesson(author=person))
    said = {"place": "nhs", "changed": "We rang", "routes_seen": frozenset()}
    lesson_reuse(lesson=make_lesson(), by=person, at=timezone.now(), **said)
    words = my_data_page.HEADINGS.keys() | my_data_page.LABELS.keys()
    assert set(_keys(everything_about(person))) - words == set()


def _keys(value):
    if isinstance(value, list):
        for each in value:
            yield from _keys(each)
    elif isinstance(value, dict):
        yield from value
        for key, each in value.items():
            if key not in TOLD_BY_OTHERS:
                yield from _keys(each)


def _main(page):
    return "<main" + page.partition("<main")[2].partition("</main>")[0]
