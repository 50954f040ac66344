"""The log itself: what a reader finds in it, on both databases."""

from datetime import timedelta
from itertools import permutations
from threading import Event, Thread
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from sideways.live import tasks
from sideways.live.models import News
from sideways.live.positions import Position
from sideways.live.queries import news_since, position_now
from sideways.live.services import KEPT, news_add, news_forget


def add(channel="lessons.lesson"):
    subject = uuid4()
    news_add(channel=channel, what=News.What.SHARED, subject=subject)
    return subject


def found(seen):
    items, now = news_since(seen)
    return [item.subject.id for item in items], now


def begins_to_write():
    """Return what a transaction that has not ended wrote, and what ends it."""
    written, may_end, slow = Event(), Event(), []

    def write_slowly():
        with transaction.atomic():
            slow.append(add())
            written.set()
            may_end.wait(10)
        connections.close_all()

    other = Thread(target=write_slowly)
    other.start()
    written.wait(10)

    def end():
        may_end.set()
        other.join()

    return slow, end


@pytest.mark.django_db(transaction=True)
def test_each_piece_of_news_is_found_once_in_order():
    start = position_now()
    first, second = add(), add()

    assert (brought := found(start))[0] == [first, second]
    third = add()
    assert found(brought[1])[0] == [third]
    assert found(position_now())[0] == []


@pytest.mark.django_db(transaction=True)
def test_what_is_undone_was_never_there():
    start = position_now()
    with transaction.atomic():
        add()
        transaction.set_rollback(True)
    kept = add()

    assert found(start)[0] == [kept]


@pytest.mark.django_db(transaction=True)
def test_a_position_of_another_database_hides_nothing_that_is_written_from_now_on():
    far_ahead = Position(10**15, 10**15)

    now = news_since(far_ahead)[1]
    later = add()

    assert found(now)[0] == [later]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_of_two_transactions_that_overlap_both_are_found_once():
    # Given a transaction that wrote first and has not ended
    start, (slow, end) = position_now(), begins_to_write()

    # When another that wrote later ends before it
    quick = add()
    brought, now = found(start)

    # Then the quick one is found now, the slow one when it ends, and neither again
    assert brought == [quick]
    assert found(now)[0] == []
    end()
    assert (last := found(now))[0] == slow
    assert found(last[1])[0] == []
    assert sorted(found(start)[0]) == sorted([quick, *slow])


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_readers_at_two_positions_beside_a_slow_transaction_miss_nothing_whoever_is_named_first():
    _slow, end = begins_to_write()

    # Both positions begin with the transaction that has not ended; only one has the quick news
    older, quick = position_now(), add()
    newer = position_now()
    assert older.first == newer.first
    for seen in permutations([older, newer]):
        assert [item.subject.id for item in news_since(*seen)[0]] == [quick]
    end()


@pytest.mark.django_db
def test_news_is_kept_for_a_day_and_names_nobody():
    old, new = add(), add()
    at = timezone.now()
    News.objects.filter(subject=old).update(at=at - KEPT)

    assert str(News.objects.get(subject=old)) == f"lessons.lesson {old} shared"
    tasks.news_forget.enqueue()
    assert news_forget(at=at) == 0
    assert [news.subject for news in News.objects.all()] == [new]
    assert timedelta(hours=1) < KEPT <= timedelta(days=1)
    assert {field.name for field in News._meta.fields} == {
        "id", "at", "transaction", "channel", "what", "subject",
    }  # fmt: skip
