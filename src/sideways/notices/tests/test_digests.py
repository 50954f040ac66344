"""Digests: nothing lost, nothing twice, nothing candid, and a way out in every e-mail."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sideways.notices import kinds, tasks
from sideways.notices.kinds import MOST_ITEMS
from sideways.notices.letters import unsubscribe_token_read
from sideways.notices.models import NoticePlan, OutgoingEmail
from sideways.notices.queries import SETTLED
from sideways.notices.services import Choices, digests, digests_send, notices_choose, plans, plans_begin
from sideways.people.tests.factories import make_person

pytestmark = pytest.mark.django_db
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def ann(happened):
    return make_person(email="ann@example.org")


def choose(person, at, **rhythms):
    times = {"hour": 7, "weekday": 0, "quiet_from": None, "quiet_until": None}
    return notices_choose(person=person, choices=Choices(rhythms=rhythms, **times), at=at)


def told(person):
    """Return the subjects of the e-mails to somebody, oldest first."""
    return list(
        OutgoingEmail.objects.filter(to=person.email).order_by("pk").values_list("subject", flat=True)
    )


def test_everybody_gets_a_plan_once_and_nothing_from_before(ann, happened):
    now = timezone.now()
    happened.post = [now - HOUR]
    make_person(is_active=False)

    assert (plans_begin(at=now), plans_begin(at=now)) == (1, 0)
    assert digests_send(at=now + DAY) == 1
    assert told(ann) == []


def test_many_new_people_get_their_plans_in_turns(happened, monkeypatch):
    monkeypatch.setattr(plans, "BEGUN_AT_ONCE", 2)
    for _number in range(5):
        make_person()

    tasks.plans_begin.enqueue()

    assert NoticePlan.objects.count() == 5


def test_one_digest_a_day_over_all_kinds_newest_first_and_each_thing_once(ann, happened):
    now = timezone.now()
    plans_begin(at=now)
    happened.slow, happened.post, happened.page = [now + HOUR], [now + 2 * HOUR, now + 3 * HOUR], [now + HOUR]

    digests_send(at=now + 2 * DAY)
    digests_send(at=now + 2 * DAY)
    digests_send(at=now + 3 * DAY)

    assert told(ann) == ["Sideways: 3 new"]
    email = OutgoingEmail.objects.get()
    assert email.text.index("Post: 2 new") < email.text.index("Slow post: 1 new")
    assert "Post</strong><br>2 new" in email.html
    assert "Seen on the page" not in email.text


def test_no_digest_says_what_was_written_or_leads_to_it(ann, happened):
    now = timezone.now()
    plans_begin(at=now)
    happened.post = [now + HOUR]
    digests_send(at=now + 2 * DAY)

    email = OutgoingEmail.objects.get()
    assert "secret" not in f"{email.subject} {email.text} {email.html}".lower()
    assert "/notices/" in email.text


def test_every_digest_has_a_way_out_of_each_kind_and_of_all(ann, happened):
    now = timezone.now()
    plans_begin(at=now)
    happened.post = happened.slow = [now + HOUR]
    digests_send(at=now + 2 * DAY)

    email = OutgoingEmail.objects.get()
    token = email.unsubscribe_url.rstrip("/").rpartition("/")[2]
    assert unsubscribe_token_read(token) == (ann.pk, ["post", "slow"])
    assert email.text.count("/notices/unsubscribe/") == 2


def test_at_once_comes_within_two_minutes_and_only_to_who_chose_it(ann, happened):
    now = timezone.now().replace(hour=12)  # no daily digest is due before the end
    bob = make_person(email="bob@example.org")
    choose(ann, now, post="at_once")
    plans_begin(at=now)
    happened.post = [now + 10 * MINUTE]

    for minutes in range(1, 15):
        digests_send(at=now + minutes * MINUTE)

    assert told(ann) == ["Sideways: 1 new"]
    assert OutgoingEmail.objects.get().created_at <= now + 12 * MINUTE
    assert told(bob) == []


def test_what_is_committed_a_moment_after_its_own_clock_is_not_lost(ann, happened):
    now = timezone.now()
    choose(ann, now, post="at_once")
    digests_send(at=now + 2 * MINUTE)
    happened.post = [now + 2 * MINUTE - SETTLED / 2]  # its request began before we looked, and ended after
    digests_send(at=now + 4 * MINUTE)

    assert told(ann) == ["Sideways: 1 new"]


def test_off_is_silent_and_on_again_begins_anew(ann, happened):
    now = timezone.now()
    choose(ann, now, post="off", slow="off")
    assert NoticePlan.objects.get().due_at is None
    happened.post = [now + HOUR]
    assert digests_send(at=now + 9 * DAY) == 0

    choose(ann, now + 9 * DAY, post="daily")
    happened.post.append(now + 9 * DAY + HOUR)
    digests_send(at=now + 11 * DAY)

    assert told(ann) == ["Sideways: 1 new"]


def test_a_rhythm_that_a_kind_does_not_have_is_refused(ann):
    with pytest.raises(ValueError, match="never told at_once"):
        choose(ann, timezone.now(), slow="at_once")
    assert not NoticePlan.objects.exists()


def test_nobody_due_wakes_nobody(happened, monkeypatch):
    monkeypatch.setattr(tasks.services, "emails_send", lambda **_: 1 / 0)

    tasks.digests_send.enqueue()


def test_whom_a_kind_does_not_concern_hears_nothing_of_it(happened):
    chief, now = make_person(level=7), timezone.now()
    plans_begin(at=now)
    happened.post = [now + HOUR]
    digests_send(at=now + 2 * DAY)

    assert told(chief) == []


def test_after_a_long_silence_no_more_than_thirty_days_are_told(ann, happened):
    now = timezone.now()
    plans_begin(at=now)
    happened.post = [now + HOUR, now + 50 * DAY]
    digests_send(at=now + 60 * DAY)

    assert told(ann) == ["Sideways: 1 new"]


def test_very_much_is_told_in_round_words(ann, happened):
    now = timezone.now()
    plans_begin(at=now)
    happened.post = [now + HOUR] * MOST_ITEMS
    digests_send(at=now + 2 * DAY)

    assert told(ann) == ["Sideways: 100 or more new"]


def test_a_plan_that_has_moved_meanwhile_is_left_alone(ann, happened, monkeypatch):
    now = timezone.now()
    plans_begin(at=now)
    happened.post = [now + HOUR]
    gather = digests.news_for

    def another_worker_was_faster(*arguments, **at):
        NoticePlan.objects.update(due_at=now + 9 * DAY)
        return gather(*arguments, **at)

    monkeypatch.setattr(digests, "news_for", another_worker_was_faster)
    digests_send(at=now + 2 * DAY)

    assert told(ann) == []


def test_when_the_outbox_fails_nothing_counts_as_told(ann, happened, monkeypatch):
    now = timezone.now()
    plans_begin(at=now)
    happened.post = [now + HOUR]
    with monkeypatch.context() as patched:
        patched.setattr(digests, "email_enqueue", lambda **_: 1 / 0)
        digests_send(at=now + 2 * DAY)
    assert NoticePlan.objects.get().told == {}

    digests_send(at=now + 2 * DAY + HOUR)
    assert told(ann) == ["Sideways: 1 new"]


def test_one_question_that_breaks_silences_nobody_else(ann, happened, caplog):
    bob, now = make_person(), timezone.now()
    plans_begin(at=now)
    happened.post = [now + HOUR]
    whole = kinds._kinds["post"].source

    def breaks(person, since, until):
        return whole(person, since, until) if person == bob else 1 / 0

    object.__setattr__(kinds._kinds["post"], "source", breaks)
    digests_send(at=now + 2 * DAY)

    assert (told(ann), told(bob)) == ([], ["Sideways: 1 new"])
    assert "could not be gathered" in caplog.text


def test_a_full_batch_is_followed_by_another(happened, monkeypatch):
    monkeypatch.setattr(digests, "MOST_AT_ONCE", 2)
    for _number in range(5):
        make_person()
    plans_begin(at=timezone.now() - 3 * DAY)

    tasks.digests_send.enqueue()

    assert not NoticePlan.objects.filter(due_at__lte=timezone.now()).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_only_those_due_are_touched_with_two_queries_each(happened, count):
    now = timezone.now()
    for number in range(5):
        choose(make_person(), now, post="at_once" if number < count else "daily")

    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert digests_send(at=now + 2 * MINUTE) == count

    assert len([q for q in captured if "SAVEPOINT" not in q["sql"]]) == 1 + count
