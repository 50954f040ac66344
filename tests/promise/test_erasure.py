"""Whoever closes an account leaves no name, no address and no id, in any table, seal, session or file (P13).

What others rely on stays: lessons left for them, counts, what was done to and by the account.
"""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sideways.comments.models import Comment, Report
from sideways.comments.tests import factories as comments
from sideways.common.models import AuditRow
from sideways.lessons import services
from sideways.lessons.models import Lesson, LessonEcho, LessonRelease, LessonUpdate
from sideways.lessons.tests.factories import make_lesson, make_release
from sideways.notices.models import OutgoingEmail
from sideways.notices.services import emails_send, notices_see
from sideways.people.models import HeldDomain, Invitation, Organisation, Person, Topic
from sideways.people.services import (
    organisation_propose,
    person_close,
    person_decline,
    person_kind_grant,
    person_move,
)
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.trust import State
from sideways.vault import keys
from sideways.vault.models import SealedIdentity

pytestmark = pytest.mark.django_db

PK = 987_654_321  # so odd that it stands nowhere by chance
NAME, EMAIL, ADDRESS = "Zqleaver Vanishing", "zqleaver@gone.example", "192.0.2.77"
PASSWORD = "three words remembered"
WORDS = ("zqleaver", "vanishing", "gone.example", ADDRESS, "zqown", "zqreason", "zqproposed")
KEPT_FOR_CHECKS = {("common_auditrow", "by_id"), ("common_auditrow", "subject"), ("people_person", "id")}


@pytest.fixture
def left():
    """Somebody who has done everything there is to do, and closed the account leaving their lessons."""
    at = timezone.now()
    person = make_person(pk=PK, name=NAME, email=EMAIL, password=PASSWORD)
    EmailAddress.objects.create(user=person, email=EMAIL, verified=True, primary=True)
    SocialAccount.objects.create(user=person, provider="oidc", uid=EMAIL, extra_data={"name": NAME})
    Invitation.objects.create(email=EMAIL, name=NAME, invited_at=at, person=person)
    browser = Client(REMOTE_ADDR=ADDRESS, HTTP_USER_AGENT="zqown")
    browser.post(reverse("account_login"), {"login": EMAIL, "password": PASSWORD})
    assert browser.get(reverse("people:you")).status_code == 200
    Authenticator.objects.create(user=person, type="totp", data={"secret": "zqown"})
    _wrote(person, at)
    _said(person)
    _was_dealt_with(person, at)
    person.refresh_from_db()
    person_close(person=person, choices={"lessons": "leave"}, by=person, at=at)
    emails_send(at=at + timedelta(minutes=1))
    return person


def _wrote(person, at):
    author, friend = make_person(), make_person()
    named = make_lesson(
        author=person, attribution="named", audience="public", went_wrong="Stays, said by all"
    )
    update = LessonUpdate(pk=uuid4(), text="Then it changed")
    services.lesson_update_add(lesson=named, update=update, routes_seen=frozenset(), by=person, at=at)
    services.lesson_open_to(lesson=named, reader=friend, by=person, at=at)
    services.lesson_echo(lesson=named, by=friend, at=at)
    make_lesson(author=person, state=State.DRAFT, trying="zqown draft")
    make_lesson(author=person, state=State.WITHDRAWN, trying="zqown withdrawn")
    theirs = make_lesson(author=author)
    services.lesson_echo(lesson=theirs, by=person, at=at)
    services.lesson_open_to(lesson=theirs, reader=person, by=author, at=at)
    make_release(make_lesson(author=person), state=LessonRelease.State.DECLINED, reason="zqreason")


def _said(person):
    author = make_person()
    theirs, mine = make_lesson(author=author), make_lesson(author=person)
    asked = comments.ask(theirs, person, "zqown question", with_name=True)
    comments.answer(asked, author)
    comments.answer(comments.ask(mine, author), person, "zqown answer")
    down = comments.say(theirs, person, "zqown comment")
    comments.report(down, author)
    comments.remove(down, make_person(kind="guardian"), "zqreason")
    comments.appeal(down, person, "zqown appeal")
    comments.report(comments.say(theirs, make_person(), "Stays too"), person)
    comments.advise(theirs, comments.make_expert(person), "zqown advice")


def _was_dealt_with(person, at):
    operator = make_person(kind="operator")
    HeldDomain.objects.create(domain="held.example", reason="A ministry", added_by=person, added_at=at)
    organisation_propose(name="zqproposed", service="council", outcode="OL9", by=person, at=at)
    person.refresh_from_db()
    person_decline(person=person, by=operator, reason="zqreason", at=at)
    person_move(person=person, organisation=make_organisation(), level=3, by=person, at=at)
    person_kind_grant(person=person, kind="official", by=operator, reason=f"zqreason {NAME}", at=at)
    make_person(vouched_by=person, vouched_at=at)
    notices_see(person=person, until=at, at=at)
    person.topics.set(Topic.objects.all()[:2])


def every_value():
    """Yield every value of every table, with the table and the column."""
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.values():
            for column, value in row.items():
                yield model._meta.db_table, column, value


def test_no_word_of_them_is_left_in_any_table(left):
    found = [
        (table, column)
        for table, column, value in every_value()
        if any(w in str(value).lower() for w in WORDS)
    ]

    assert found == []


def test_their_id_is_left_only_where_what_was_done_must_add_up(left):
    found = {(table, column) for table, column, value in every_value() if str(PK) in str(value)}

    assert found == KEPT_FOR_CHECKS | {("people_person", "vouched_by_id")}


def test_no_seal_and_no_session_knows_them(left):
    sealed = [
        json.loads(keys.sealer().decrypt(bytes(row.ciphertext))) for row in SealedIdentity.objects.all()
    ]
    assert sealed
    assert not any(PK in [content["person"], *content.get("readers", [])] for content in sealed)
    assert not any(session.get_decoded().get("_auth_user_id") == str(PK) for session in Session.objects.all())


def test_the_log_says_what_was_done_and_nothing_of_who_it_was(left):
    details = AuditRow.objects.filter(subject=f"people.person:{PK}").values_list("action", "detail")

    assert {key for _, detail in details for key in detail} <= {"kind", "standing"}
    assert {"person_decline", "person_move", "person_kind_grant", "person_close"} <= {
        name for name, _ in details
    }


def test_what_others_rely_on_stays_without_them(left):
    kept = Lesson.objects.get(went_wrong="Stays, said by all")

    assert (kept.state, kept.attribution, kept.named_author) == (State.SHARED, "role", None)
    assert [update.text for update in kept.updates.all()] == ["Then it changed"]
    assert LessonEcho.objects.filter(lesson=kept).count() == 1
    assert LessonEcho.objects.count() == 2
    assert HeldDomain.objects.get().added_by is None
    assert sorted(Comment.objects.values_list("text", flat=True)) == ["Did the ward agree?", "Stays too"]
    assert Report.objects.count() == 1
    assert not Organisation.objects.filter(name="zqproposed").exists()
    assert not OutgoingEmail.objects.filter(to=EMAIL).exists()
    assert Person.objects.get(pk=PK).standing == Person.Standing.CLOSED
