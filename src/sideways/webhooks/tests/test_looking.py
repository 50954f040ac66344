"""What is noticed, and what never is."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from sideways.lessons import services as lessons
from sideways.lessons.services import Change
from sideways.lessons.tests.factories import make_lesson
from sideways.people import organisation_presenters
from sideways.people.models import OrganisationAlias
from sideways.people.services import person_close
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.trust import State
from sideways.webhooks.messages import body_of, facts_of
from sideways.webhooks.models import Delivery, ToldLesson
from sideways.webhooks.services import changes_look, looking, webhook_pause, webhook_resume
from sideways.webhooks.tests.factories import make_webhook

pytestmark = pytest.mark.django_db
NOW = timezone.now()
PUBLIC, NOT_PUBLIC, CHANGED = "lesson.public", "lesson.not_public", "organisation.changed"


def looked(at=NOW):
    """Look, and return what is new in the queues: kinds and what they are about."""
    before = set(Delivery.objects.values_list("pk", flat=True))
    changes_look(at=at)
    new = Delivery.objects.exclude(pk__in=before).order_by("pk")
    return [(delivery.kind, delivery.subject) for delivery in new]


def told(lesson, kind):
    return (kind, str(lesson.pk))


def test_a_lesson_that_becomes_public_is_told_once_to_every_address():
    make_webhook()
    make_webhook()
    lesson = make_lesson(audience="public")

    assert looked() == [told(lesson, PUBLIC)] * 2
    assert looked() == []


def test_facts_are_compared_in_one_language_whoever_looks(monkeypatch):
    monkeypatch.setattr(
        organisation_presenters,
        "facts",
        lambda *_args, **_more: [organisation_presenters.FactRow(translation.get_language(), "")],
    )

    with translation.override("cy"):
        assert "en-gb" in facts_of(make_organisation())


def test_candid_lessons_are_never_told():
    make_webhook()
    for audience in ("level", "peers"):
        make_lesson(audience=audience)
    make_lesson(state=State.DRAFT)
    make_lesson(state=State.WITHDRAWN)
    asked = make_lesson(audience="peers")
    lessons.lesson_release_ask(lesson=asked, by=author_of(asked), at=NOW)

    assert looked() == []


def author_of(lesson):
    from sideways.people.models import Person
    from sideways.vault.queries import opened

    return Person.objects.get(pk=opened(lesson.pk)["person"])


def withdraw(lesson, author):
    lessons.lesson_withdraw(lesson=lesson, by=author, at=NOW)


def narrow(lesson, author):
    lessons.lesson_narrow_audience(lesson=lesson, audience="level", by=author, at=NOW)


def correct(lesson, author):
    change = Change(fields={"trying": "Other words"})
    lessons.lesson_correct(lesson=lesson, change=change, seen_version=lesson.version, by=author, at=NOW)


def leave(lesson, author):
    person_close(person=author, choices={"lessons": "withdraw"}, by=author, at=NOW)


@pytest.mark.parametrize("end", [withdraw, narrow, correct, leave])
def test_a_lesson_that_is_public_no_longer_is_told_however_that_came(end):
    make_webhook()
    author = make_person()
    lesson = make_lesson(author=author, audience="public")
    looked()

    end(lesson, author)

    assert looked() == [told(lesson, NOT_PUBLIC)]
    assert looked() == []


def test_a_lesson_left_behind_stays_public_and_nothing_is_told():
    make_webhook()
    author = make_person()
    make_lesson(author=author, audience="public")
    looked()

    person_close(person=author, choices={"lessons": "leave"}, by=author, at=NOW)

    assert looked() == []


def test_what_came_and_went_in_between_is_not_told():
    make_webhook()
    author = make_person()
    lesson = make_lesson(author=author, audience="public")
    withdraw(lesson, author)

    assert looked() == []


def test_what_was_public_before_is_no_news_to_a_new_address_and_is_to_the_others():
    first = make_webhook()
    lesson = make_lesson(audience="public")

    second = make_webhook()

    assert [delivery.subject for delivery in first.deliveries.all()] == [str(lesson.pk)]
    assert not second.deliveries.exists()
    assert looked() == []


def test_the_first_address_does_not_hear_of_all_that_is_public():
    lessons = [make_lesson(audience="public") for _ in range(3)]
    gone = ToldLesson.objects.create(lesson_id="00000000-0000-0000-0000-000000000001")

    make_webhook()

    assert not Delivery.objects.exists()
    assert {row.pk for row in ToldLesson.objects.all()} == {lesson.pk for lesson in lessons}
    assert not ToldLesson.objects.filter(pk=gone.pk).exists()


def test_an_address_that_is_paused_is_not_told_and_hears_of_what_comes_after():
    broker = make_person(kind="broker")
    webhook, other = make_webhook(by=broker), make_webhook()
    webhook_pause(webhook=webhook, by=broker, at=NOW)
    missed = make_lesson(audience="public")

    webhook_resume(webhook=webhook, by=broker, at=NOW)
    later = make_lesson(audience="public")
    looked()

    assert [delivery.subject for delivery in webhook.deliveries.all()] == [str(later.pk)]
    assert [delivery.subject for delivery in other.deliveries.all()] == [str(missed.pk), str(later.pk)]


def test_facts_of_the_own_organisation_are_told_to_its_addresses_only():
    webhook, other = make_webhook(), make_webhook()
    organisation = webhook.organisation
    organisation.name = "Oldham and Rochdale Council"
    organisation.save()

    assert looked() == [(CHANGED, str(organisation.pk))]
    assert looked() == []
    assert not other.deliveries.exists()


def test_facts_are_those_of_the_page_and_no_others():
    webhook = make_webhook()
    organisation = webhook.organisation
    organisation.email_domain, organisation.search_name = "secret.example", "folded"
    organisation.save()
    assert looked() == []

    OrganisationAlias.objects.create(organisation=organisation, name="OMBC", search_name="ombc")
    assert looked() == [(CHANGED, str(organisation.pk))]
    organisation.successors.add(make_organisation())
    assert looked() == [(CHANGED, str(organisation.pk))]


def test_an_organisation_that_is_listed_no_longer_is_not_told_of():
    webhook = make_webhook()
    webhook.organisation.standing, webhook.organisation.name = "proposed", "Other"
    webhook.organisation.save()

    assert looked() == []


@pytest.mark.once  # so many queries, whoever answers them
@pytest.mark.parametrize("count", [1, 6])
def test_looking_when_nothing_has_changed_takes_the_same_number_of_queries(count, django_assert_num_queries):
    for _number in range(count):
        make_webhook()
        make_lesson(audience="public")
    looked()

    with django_assert_num_queries(7):
        changes_look(at=NOW)


def test_a_message_says_what_anyone_may_read_in_the_words_of_today(settings):
    settings.SITE_URL = "https://learn.example.org"
    make_webhook()
    author = make_person(name="Ann Archer")
    lesson = make_lesson(author=author, audience="public", went_wrong="Letters came a week late")
    looked(at=NOW.replace(microsecond=0))
    delivery = Delivery.objects.get()

    body = body_of(delivery).decode()

    link = f"https://learn.example.org/lessons/{lesson.pk}/"
    assert f'"link": "{link}", "title": "Letters came a week late"' in body
    assert f'"id": "msg_{delivery.message.hex}", "kind": "lesson.public"' in body
    for hidden in (author.name, author.email, author.organisation.name, "nurse", "North West"):
        assert hidden not in body


def test_a_message_about_a_lesson_withdrawn_since_says_nothing_at_all():
    make_webhook()
    author = make_person()
    lesson = make_lesson(author=author, audience="public", went_wrong="Letters came a week late")
    looked()
    withdraw(lesson, author)
    looked(at=NOW + timedelta(minutes=1))

    public, gone = Delivery.objects.order_by("pk")

    assert body_of(public) is None
    assert b"Letters" not in body_of(gone)
    assert b'"title"' not in body_of(gone)


def test_two_workers_who_look_at_once_queue_each_change_once(monkeypatch):
    webhook, author = make_webhook(), make_person()
    gone = make_lesson(author=author, audience="public")
    looked()
    withdraw(gone, author)
    new = make_lesson(audience="public")
    webhook.organisation.name = "Oldham and Rochdale Council"
    webhook.organisation.save()
    # What both have read before either writes.
    monkeypatch.setattr(looking, "lessons_not_public_any_more", lambda: [gone.pk])
    monkeypatch.setattr(looking, "lessons_newly_public", lambda: [new.pk])
    seen_by_both = looking._changed([webhook])
    monkeypatch.setattr(looking, "_changed", lambda _webhooks: seen_by_both)

    assert looked() == [told(gone, NOT_PUBLIC), told(new, PUBLIC), (CHANGED, str(webhook.organisation_id))]
    assert looked() == []


def test_an_address_that_is_removed_while_somebody_looks_is_told_nothing(monkeypatch):
    webhook = make_webhook()
    webhook.facts = {"Name": "Another"}
    monkeypatch.setattr(looking, "_changed", lambda _webhooks: [webhook])
    type(webhook).objects.all().delete()

    assert looked() == []
