"""Saved searches: what is kept, what is told of it and to whom, and what it costs."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from sideways.lessons import saved_queries, services
from sideways.lessons.errors import (
    NotAPeerError,
    NothingSoughtError,
    NotYourSearchError,
    TooManySearchesError,
)
from sideways.lessons.following import Following
from sideways.lessons.holding import erase, export
from sideways.lessons.models import SavedSearch
from sideways.lessons.new_lessons import NEW, SEARCHES, found_by_searches, on_followed_topics
from sideways.lessons.queries import Filters
from sideways.lessons.tests.factories import make_lesson, make_search
from sideways.lessons.tests.telling import LIST
from sideways.notices.models import NoticePlan
from sideways.notices.services import Choices, notices_choose
from sideways.people.models import Person, TopicFollow
from sideways.people.tests.factories import make_person
from sideways.people.trust import State
from sideways.vault.queries import opened

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FIT = "fit-notes"
SAVED = reverse("lessons:searches")
SAVE = reverse("lessons:search_save")


def words_of(response):
    return " ".join(strip_tags(response.text).split())


def tells(source, person, since=NOW - DAY, until=NOW + DAY):
    return [item.text for item in source(person, since, until)]


def told(person, **window):
    return tells(found_by_searches, person, **window)


def saved(person, **filters):
    return make_search(person, at=NOW - HOUR, **filters)


def shared(text, at=NOW, **more):
    return make_lesson(went_wrong=text, trying="Get there", at=at, **more)


def hears(person, **rhythms):
    choices = Choices(rhythms=rhythms, hour=7, weekday=0, quiet_from=None, quiet_until=None)
    notices_choose(person=person, choices=choices, at=NOW)


# What is kept


def test_the_same_search_is_saved_once(person):
    first = make_search(person, at=NOW, q="fit notes", stage="now")

    assert make_search(person, at=NOW + DAY, stage="now", q="fit notes") == first
    assert make_search(person, at=NOW, q="fit notes") != first
    assert make_search(make_person(), at=NOW, q="fit notes", stage="now") != first


def test_a_search_of_nothing_is_refused(person):
    with pytest.raises(NothingSoughtError):
        services.search_save(filters=Filters(), by=person, at=NOW)


def test_the_twenty_first_is_refused_and_a_saved_one_is_not(person):
    for number in range(20):
        make_search(person, q=f"word{number}")

    with pytest.raises(TooManySearchesError):
        make_search(person, q="another")
    assert make_search(person, q="word3").filters == {"q": "word3"}


@pytest.mark.parametrize(
    "fields",
    [{"kind": "official"}, {"kind": "regulator"}, {"kind": "guardian"}, {"standing": "waiting"}],
)
def test_only_peers_save_searches(fields):
    with pytest.raises(NotAPeerError):
        make_search(make_person(**fields), q="fit")


def test_nobody_stops_the_search_of_another_and_stopping_twice_is_once(person):
    search = make_search(person, q="fit")
    with pytest.raises(NotYourSearchError):
        services.search_stop(search=search, by=make_person())

    services.search_stop(search=search, by=person)
    services.search_stop(search=search, by=person)
    assert not SavedSearch.objects.exists()


def test_searches_are_taken_out_and_erased(person):
    make_search(person, at=NOW, topic=FIT, q="late")
    other = make_search(make_person(), q="late")
    (told,) = export(person)["saved_searches"]
    assert list(told["filters"].items()) == [("q", "late"), ("topic", FIT)]
    assert told["saved_at"] == told["looked_at"] == NOW

    erase(person=person, choice="leave", at=NOW)
    assert list(SavedSearch.objects.all()) == [other]


# What is told


def test_new_lessons_that_fit_words_and_filters_are_told_newest_first(person):
    saved(person, q="late bus", stage="now")
    shared("A late bus")
    shared("No bus at the stop.", advice="Go before it is late", at=NOW + HOUR)
    shared("A late bus long ago", stage="looking_back")
    shared("A late form")

    assert told(person) == [
        "No bus at the stop. Found by: “late bus”, happening now",
        "A late bus. Found by: “late bus”, happening now",
    ]
    assert told(person, since=NOW) == told(person)[:1], "not what was told before"
    assert told(person, until=NOW) == told(person)[1:], "and not what is too fresh"


def test_what_was_there_when_it_was_saved_is_not_new(person):
    shared("An old late bus", at=NOW - 2 * HOUR)
    saved(person, q="bus")
    shared("A late bus")

    assert told(person) == ["A late bus. Found by: “bus”"]


def test_a_search_is_read_as_the_list_reads_it(person):
    saved(person, q="JCP")
    shared("The work coach had no time")
    assert len(told(person)) == 1

    slip = make_person()
    saved(slip, q="cooach")
    assert told(slip) == ["The work coach had no time. Found by: “cooach”"]
    shared("The cooach had no time")
    assert told(slip) == ["The cooach had no time. Found by: “cooach”"], "it was no slip after all"
    nothing = make_person()
    saved(nothing, q="…")
    assert told(nothing) == []


def test_what_nobody_may_read_makes_no_difference_to_how_a_slip_is_read(person):
    saved(person, q="cooach")
    shared("The work coach had no time")
    before = told(person)
    shared("A cooach", author=make_person(level=5))

    assert told(person) == before != []


def test_a_slip_is_named_when_it_is_saved_and_put_right_by_one_press(client, person):
    shared("The work coach had no time")
    client.force_login(person)
    listed = client.get(LIST, {"q": "cooach time"})
    assert "Tell me of new ones with “coach time”" in words_of(listed)

    kept = client.post(SAVE, {"q": "cooach time"}, follow=True)
    assert "You hear of new lessons with “coach time”, until one has “cooach time”." in words_of(kept)
    (wrong,) = SavedSearch.objects.all()
    client.post(SAVE, {"q": "coach time", "instead_of": wrong.pk})
    assert [search.filters for search in SavedSearch.objects.all()] == [{"q": "coach time"}]

    other = make_search(make_person(), q="late")
    for sent in (other.pk, "9" * 40, "x"):
        client.post(SAVE, {"q": "coach time", "instead_of": sent})
    assert SavedSearch.objects.count() == 2, "nobody stops the search of another"


def test_ones_own_lessons_and_what_is_not_for_me_are_never_told(person):
    saved(person, q="late")
    shared("My own is late", author=person, at=NOW)
    shared("Theirs is late", author=make_person(level=5))
    shared(
        "A junior is late", author=make_person(level=1, organisation=person.organisation), audience="peers"
    )
    shared("A draft is late", state=State.DRAFT)
    shared("A peer is late", author=make_person(level=5), audience="peers")

    assert told(person) == ["A peer is late. Found by: “late”"]


def test_what_is_withdrawn_muted_or_answered_is_gone_at_once(person):
    saved(person, q="late")
    gone, muted, echoed = (shared(f"Late {word}") for word in ("bus", "form", "letter"))
    assert len(told(person)) == 3

    author = Person.objects.get(pk=opened(gone.pk)["person"])
    services.lesson_withdraw(lesson=gone, by=author, at=NOW)
    services.lesson_follow(lesson=muted, how=Following.MUTED, by=person)
    services.lesson_echo(lesson=echoed, by=person, at=NOW)
    assert told(person) == []


@pytest.mark.parametrize("kind", ["official", "funder", "regulator"])
def test_who_becomes_oversight_hears_of_nothing_candid(person, kind):
    saved(person, q="late")
    shared("A late bus", audience="peers")
    assert len(told(person)) == 1

    person.kind = kind
    person.save()
    assert not SEARCHES.concerns(person)
    assert told(person) == []


def test_a_lesson_that_fits_two_searches_is_told_once_by_the_first(person):
    saved(person, q="bus")
    saved(person, q="late")
    shared("A late bus")

    assert told(person) == ["A late bus. Found by: “bus”"]


def test_an_author_is_found_only_by_what_is_shown_of_them(person):
    crowd = [make_person(profession="work_coach") for _ in range(5)]
    for _ in range(5):
        make_person()
    saved(person, profession="work_coach", level="2")
    shared("Shown as a work coach", author=crowd[0])
    shared("Told with a name", author=crowd[1], attribution="named")
    assert len(told(person)) == 2

    Person.objects.filter(pk__in=[each.pk for each in crowd[2:]]).update(standing=Person.Standing.WAITING)
    (left,) = told(person)
    assert left.startswith("Told with a name. Found by: Work coach, ")


# Never twice for a topic


def follow(person, how="normal"):
    TopicFollow.objects.update_or_create(person=person, topic_id=FIT, defaults={"how": how})


def both(person):
    return tells(on_followed_topics, person), told(person)


def test_what_a_followed_topic_tells_is_not_told_again(person):
    follow(person)
    saved(person, q="late")
    shared("Late on the topic", topics=(FIT,))
    shared("Late elsewhere")

    assert both(person) == (["Late on the topic"], ["Late elsewhere. Found by: “late”"])


@pytest.mark.parametrize(
    ("topics", "searches", "first"),
    [
        ("daily", "daily", "topics"),
        ("at_once", "weekly", "topics"),
        ("weekly", "daily", "searches"),
        ("off", "weekly", "searches"),
        ("off", "off", "topics"),
    ],
)
def test_the_one_whose_email_comes_sooner_tells_it(person, topics, searches, first):
    follow(person)
    saved(person, q="late")
    hears(person, **{NEW.name: topics, SEARCHES.name: searches})
    shared("Late on the topic", topics=(FIT,))

    by_topic, by_search = both(person)
    assert (len(by_topic), len(by_search)) == ((1, 0) if first == "topics" else (0, 1))


def test_a_search_tells_of_a_muted_topic_too(person):
    follow(person, "muted")
    saved(person, topic=FIT)
    shared("Late on the topic", topics=(FIT,))

    assert both(person) == ([], ["Late on the topic. Found by: Fit notes"])


# What it costs


def fill(person, count):
    for number in range(count):
        more = {"topic": FIT} if number % 2 else {"profession": "nurse", "level": "2"}
        saved(person, q=f"late word{number}", **more)
        shared(f"Late word{number} one", topics=(FIT,))


@pytest.mark.once  # so many queries, whoever answers them
@pytest.mark.parametrize("count", [1, 20])
def test_twenty_searches_take_as_many_queries_as_one(person, count, django_assert_max_num_queries):
    follow(person, "muted")
    for _ in range(4):
        make_person()
    fill(person, count)

    with django_assert_max_num_queries(12):
        assert len(told(person)) == count
    NoticePlan.objects.all().delete()
    hears(person, **{NEW.name: "off"})
    with django_assert_max_num_queries(10):
        tells(on_followed_topics, person)
    with django_assert_max_num_queries(7):
        searches = list(saved_queries.searches_of(person))
        assert saved_queries.new_since_looked(searches, person) == [1] * count


# The pages


@pytest.fixture
def found(client, reader):
    shared("A late bus", at=None)
    return client.get(LIST, {"q": "bus", "stage": "now"})


def test_a_list_is_saved_with_its_words_and_filters(client, reader, found):
    assert "Tell me of new ones" in found.text
    assert "You hear of new lessons" not in found.text
    answer = client.post(SAVE, {"q": "bus", "stage": "now"}, follow=True)

    assert answer.redirect_chain == [(f"{LIST}?q=bus&stage=now", 302)]
    assert "Saved. You will hear of new lessons that fit." in answer.text
    assert "You hear of new lessons that fit this." in answer.text
    assert "Tell me of new ones" not in answer.text
    assert SavedSearch.objects.get().filters == {"q": "bus", "stage": "now"}


def test_the_button_is_for_peers_who_look_for_something(client, reader):
    assert "Tell me of new ones" not in client.get(LIST).text
    assert "Tell me of new ones" in client.get(LIST, {"q": "nothing holds this"}).text
    client.force_login(make_person(kind="official"))
    assert "Tell me of new ones" not in client.get(LIST, {"q": "bus"}).text
    client.logout()
    assert "Tell me of new ones" not in client.get(LIST, {"q": "bus"}).text


def test_the_pages_say_what_to_do_when_it_is_refused(client, reader):
    empty = client.post(SAVE, {"topic": "not-there"}, follow=True)
    assert "Type a word or choose a filter first." in empty.text

    for number in range(20):
        make_search(reader, q=f"word{number}")
    full = client.post(SAVE, {"q": "another"}, follow=True)
    assert full.redirect_chain == [(SAVED, 302)]
    assert "You have 20 saved searches. Stop one you do not need" in full.text


def test_the_page_says_how_much_is_new_until_the_list_is_looked_at(client, reader):
    make_search(reader, at=NOW, q="bus", stage="now")
    shared("A late bus", at=NOW - DAY)
    shared("Another late bus", at=NOW + DAY)
    shared("My bus", at=NOW + DAY, author=reader)
    page = client.get(SAVED)
    assert "New 1 new since you looked on 10 March 2026 “bus”, happening now" in words_of(page)

    client.head(LIST, {"q": "bus", "stage": "now"})
    client.get(LIST, {"q": "bus"})
    assert "1 new since" in words_of(client.get(SAVED))
    (row,) = page.context["rows"]
    client.get(row.url)
    assert "Nothing new since you looked on" in words_of(client.get(SAVED))


def test_a_search_is_stopped_by_its_owner_alone(client, reader):
    mine, theirs = make_search(reader, q="bus"), make_search(make_person(), q="bus")

    assert client.post(reverse("lessons:search_stop", args=[theirs.pk])).status_code == 404
    answer = client.post(reverse("lessons:search_stop", args=[mine.pk]), follow=True)
    assert "Stopped. This search tells you nothing any more." in answer.text
    assert "You have saved no search yet" in answer.text
    assert list(SavedSearch.objects.all()) == [theirs]


@pytest.mark.once  # so many queries, whoever answers them
@pytest.mark.parametrize("count", [1, 20])
def test_the_page_takes_a_fixed_number_of_queries(client, reader, count, django_assert_max_num_queries):
    fill(reader, count)

    with django_assert_max_num_queries(14):
        client.get(SAVED)
