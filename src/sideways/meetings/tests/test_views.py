"""The pages: what each shows, what each does, and where one is led when somebody else was quicker."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sideways.busy.services import busy_times_keep
from sideways.meetings import notice_kinds, presenters, services
from sideways.meetings.models import Attendee, Change, Meeting, Slot
from sideways.meetings.tests.factories import (
    ABOUT,
    DAY,
    HOUR,
    QUESTIONS,
    make_booked,
    make_meeting,
    make_met,
    offer,
    people_in,
)
from sideways.people.models import Place
from sideways.people.places import Location
from sideways.people.tests.factories import make_person

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
PLAN = {"where": "between", "place": "The library", "minutes": "60", "travel": "own", "cover": "none"}


def soon(days=7, hour=14):
    return (timezone.localtime() + days * DAY).replace(hour=hour, minute=0, second=0, microsecond=0)


def coming():
    return make_booked(starts_at=soon(), at=timezone.now())


def over(days=1):
    starts = soon(days=-days)
    return make_booked(starts_at=starts, at=starts - DAY)


def had(days=1):
    starts = soon(days=-days)
    return make_met(starts_at=starts, at=starts - DAY)


class Visitor:
    def __init__(self, client, meeting, number=0):
        self.client, self.meeting = client, meeting
        self.person = people_in(meeting)[number]
        client.force_login(self.person)

    def url(self, name="meeting", *more):
        return reverse(f"meetings:{name}", args=[self.meeting.pk, *more])

    def sees(self, name="meeting", *more):
        response = self.client.get(self.url(name, *more))
        assert response.status_code == 200, response
        return response.content.decode()

    def sends(self, name, data=None, *more):
        return self.client.post(self.url(name, *more), data or {})

    def is_told(self, name, data=None, *more):
        return self.client.post(self.url(name, *more), data or {}, follow=True).content.decode()


def test_the_page_shows_who_what_and_the_questions(client):
    page = Visitor(client, make_meeting(at=timezone.now())).sees()

    for shown in ("Bo Birch", "A work coach", ABOUT, *QUESTIONS, "Say when you can"):
        assert shown in page


@pytest.mark.parametrize("name", ["meeting", "plan", "times", "call_off", "invitation"])
def test_a_stranger_finds_nothing(client, name):
    meeting = coming()
    client.force_login(make_person())
    assert client.get(reverse(f"meetings:{name}", args=[meeting.pk])).status_code == 404


def test_the_list_says_what_comes_next(client):
    ann = make_person()
    now = timezone.now()
    make_booked(ann, make_person(name="Cy Coming"), starts_at=soon(), at=now)
    make_meeting(ann, make_person(name="Dee Due"), at=now)
    past = make_booked(ann, make_person(name="Ed Ended"), starts_at=soon(-2), at=now - 5 * DAY)
    gone = make_meeting(ann, make_person(name="Flo Free"), at=now)
    services.meeting_let_go(meeting=gone, by=ann, at=now)
    client.force_login(ann)

    page = client.get(reverse("meetings:list")).content.decode()

    order = ["Coming", "Cy Coming", "To arrange", "Dee Due", "Past", "Flo Free", "Ed Ended"]
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert "Did you meet?" in page
    assert past.about in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_however_many(client, count, django_assert_max_num_queries):
    ann = make_person()
    client.force_login(ann)
    meetings = [make_meeting(ann, make_person(), at=timezone.now()) for _ in range(count)]
    client.get(reverse("meetings:list"))
    with django_assert_max_num_queries(7):
        client.get(reverse("meetings:list"))
    offer(meetings[0], *((soon(n), soon(n) + 2 * HOUR) for n in range(1, 4)), at=timezone.now())
    with django_assert_max_num_queries(9):
        client.get(reverse("meetings:meeting", args=[meetings[0].pk]))


def test_an_empty_list_says_how_it_fills(client):
    client.force_login(make_person())
    assert "No meetings yet" in client.get(reverse("meetings:list")).content.decode()


def test_a_plan_is_made_at_a_workplace(client):
    visitor = Visitor(client, make_meeting(at=timezone.now()))
    bo = Attendee.objects.get(person__name="Bo Birch")
    page = visitor.sees("plan")
    assert f"At {bo.person.organisation}" in page

    said = PLAN | {"where": f"workplace:{bo.pk}", "step_free": "on"}
    page = visitor.is_told("plan", said)

    assert str(bo.person.organisation) in page
    assert "Without steps" in page
    assert client.get(visitor.url("plan")).context["form"]["where"].value() == f"workplace:{bo.pk}"


def test_a_plan_says_how_far_apart_and_what_lies_between(client):
    Place.objects.all().delete()
    Place.objects.create(code="E1", name="Midhampton", region="x", nation="England", lat=53.5, lon=-2.0)
    one, other = make_person(lat=53.4, lon=-2.0), make_person(lat=53.6, lon=-2.0)
    visitor = Visitor(client, make_meeting(one, other, at=timezone.now()))

    page = visitor.sees("plan")

    assert "14 miles" in page
    assert "Midhampton" in page


def test_who_works_next_door_is_not_told_a_distance_of_nothing():
    near = [Location(53.4, -2.0), Location(53.401, -2.0)]
    assert presenters.distance_words(near) == "less than a mile"
    assert presenters.distance_words(near[:1]) == ""


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"place": " "}, "Name the place"),
        ({"where": "", "travel": ""}, "Choose one"),
        ({"where": "video", "link": "http://calls.example.org"}, "begins with https"),
        ({"place": "a\x00b"}, "Null characters"),
    ],
)
def test_a_plan_with_a_slip_is_asked_again(client, wrong, sentence):
    visitor = Visitor(client, make_meeting(at=timezone.now()))
    page = visitor.sends("plan", PLAN | wrong).content.decode()
    assert sentence in page


def test_times_are_offered_beside_ones_own_busy_times(client):
    visitor = Visitor(client, make_meeting(at=timezone.now()))
    day = soon().date()
    busy_times_keep(person=visitor.person, spans=[(soon(), soon() + HOUR)], read_at=timezone.now())

    page = visitor.is_told("times", {"day": day.isoformat(), "starts": "13:00", "ends": "15:00"})

    assert "1pm to 3pm" in page
    assert "Your own calendar says that you are busy then." in page
    assert "From your own calendar" in page
    visitor.is_told("slot_remove", None, Slot.objects.get().pk)
    assert not Slot.objects.exists()


def test_a_night_is_a_time_too(client):
    visitor = Visitor(client, make_meeting(at=timezone.now()))
    page = visitor.is_told("times", {"day": soon().date().isoformat(), "starts": "22:00", "ends": "06:00"})
    assert f"10pm to 6am on {(soon() + DAY):%A}" in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"starts": "00:00", "ends": "00:30", "day": "today"}, "This time is past"),
        ({"starts": "09:00", "ends": "08:00"}, "Choose a shorter time"),
        ({"day": "2020-01-01"}, "Choose one from the list"),
    ],
)
def test_a_time_with_a_slip_is_asked_again(client, wrong, sentence):
    visitor = Visitor(client, make_meeting(at=timezone.now()))
    sent = {"day": soon().date().isoformat(), "starts": "13:00", "ends": "15:00"} | wrong
    if sent["day"] == "today":
        sent["day"] = timezone.localdate().isoformat()
    assert sentence in visitor.sends("times", sent).content.decode()


def test_many_times_are_enough(client):
    visitor = Visitor(client, make_meeting(at=timezone.now()))
    spans = [(soon(n), soon(n) + HOUR) for n in range(1, 41)]
    offer(visitor.meeting, *spans, by=visitor.person, at=timezone.now())
    sent = {"day": soon(50).date().isoformat(), "starts": "13:00", "ends": "15:00"}
    assert "Remove one to add another" in visitor.is_told("times", sent)


def book(visitor, starts_at, seen=0):
    return visitor.is_told("book", {"starts_at": starts_at.isoformat(), "seen": str(seen)})


def test_one_button_books_and_another_moves(client):
    visitor = Visitor(client, make_meeting(at=timezone.now()))
    offer(visitor.meeting, (soon(), soon() + 2 * HOUR), at=timezone.now())
    assert "say where you meet and who pays" in visitor.sees()
    assert "First say where you meet" in book(visitor, soon())
    visitor.sends("plan", PLAN)
    assert visitor.sees().count("Book this time") == 2

    assert "Booked. Each of you" in book(visitor, soon())
    assert "Something has changed here" in book(visitor, soon() + HOUR)
    assert "Booked. Each of you" in book(visitor, soon() + HOUR, seen=1)
    assert "does not suit all" in book(visitor, soon() + 5 * HOUR, seen=2)
    assert "does not suit all" in visitor.is_told("book", {"starts_at": "soon", "seen": "x"})
    assert "The entry for your calendar" in visitor.sees()


def test_the_entry_is_handed_over_while_it_is_booked(client):
    visitor = Visitor(client, coming())
    response = client.get(visitor.url("invitation"))
    assert (response["Content-Type"], b"METHOD:REQUEST" in response.content) == (
        "text/calendar; charset=utf-8; method=REQUEST",
        True,
    )
    visitor.sends("call_off", {"do": "call_off"})
    assert client.get(visitor.url("invitation")).status_code == 404


def test_calling_off_leads_to_new_times_and_letting_go_to_the_list(client):
    visitor = Visitor(client, coming())
    assert "Find another time" in visitor.sees("call_off")
    assert "The time is given up" in visitor.is_told("call_off", {"do": "call_off"})
    assert "Find another time" not in visitor.sees("call_off")
    assert "It is let go" in visitor.is_told("call_off", {"do": "let_go"})
    assert "says nothing of you" in visitor.sees()
    for name in ("plan", "times", "call_off"):
        assert client.get(visitor.url(name)).status_code == 302


def test_who_left_is_told_kindly(client):
    from sideways.people.services import person_close

    visitor = Visitor(client, coming())
    other = people_in(visitor.meeting)[1]
    person_close(person=other, choices={}, by=other, at=timezone.now())
    page = visitor.sees()
    assert "Somebody has left the service" in page
    assert other.name not in page


def test_a_no_is_met_kindly(client):
    visitor = Visitor(client, over())
    assert "Did you meet Bo Birch?" in visitor.sees()
    page = visitor.is_told("met", {"met": "no"})
    assert "Arrange it again" in page
    assert "Let it go" in visitor.sees("call_off")
    assert "Offer new times" in visitor.is_told("again")
    assert visitor.sends("met", {"met": "perhaps"}).status_code == 404


def test_the_questions_afterwards_come_one_a_page(client):
    visitor = Visitor(client, over())
    Meeting.objects.update(questions=[])
    asked = [
        ("met", {"met": "yes"}, "One thing that you will do"),
        ("intention", {"words": "Ring her", "on_day": "5", "on_month": "1", "on_year": "2027"}, "together?"),
        ("lesson", {"do": "yes"}, "For your own log"),
        ("reflection", {"words": "Ask earlier"}, "Was once enough?"),
        ("enough", {"do": "yes"}, "You can change all of this later"),
    ]
    for name, sent, then in asked:
        assert then in visitor.is_told(name, sent), name
    mine = Attendee.objects.get(person=visitor.person)
    assert (mine.intention, mine.wants_lesson, mine.reflection, mine.not_for_us) == (
        "Ring her",
        True,
        "Ask earlier",
        True,
    )
    page = visitor.sees()
    assert "Ring her" in page
    for name in ("intention", "lesson", "reflection", "enough"):
        assert "Skip this question" in visitor.sees(name)
    Visitor(client, visitor.meeting, number=1)
    assert "Ring her" not in visitor.client.get(visitor.url()).content.decode()


def test_both_who_wish_are_led_to_a_draft(client):
    visitor = Visitor(client, had())
    for person in people_in(visitor.meeting):
        assert "Begin the lesson" not in visitor.sees()
        services.lesson_wish(meeting=visitor.meeting, wishes=True, by=person, at=timezone.now())
    assert "Begin the lesson" in visitor.sees()


def test_what_changed_is_said_shown_and_taken_back(client):
    visitor = Visitor(client, had(days=31))
    services.intention_keep(meeting=visitor.meeting, words="Ring her", on=None, by=visitor.person)
    assert "Ring her" in visitor.sees("changed", 30)
    assert "Nobody is told" in visitor.is_told("changed", {"what": "changed", "words": "We ring"}, 30)
    assert "Something changed" in visitor.sees()
    assert "fewer than 5" in client.get(reverse("meetings:list")).content.decode()
    assert "Choose one" in visitor.sends("changed", {"what": ""}, 30).content.decode()
    assert "Taken back" in visitor.is_told("changed", {"do": "take_back"}, 30)
    assert not Change.objects.exists()
    for after in (90, 7):
        assert client.get(visitor.url("changed", after)).status_code == 404


def test_questions_wait_until_somebody_says_that_they_met(client):
    visitor = Visitor(client, over())
    for name in ("intention", "lesson", "reflection", "enough"):
        assert client.get(visitor.url(name)).status_code == 302
    assert client.get(visitor.url("changed", 30)).status_code == 302


def test_the_log_is_a_page_a_table_and_a_pdf(client):
    client.force_login(make_person())
    assert "Nothing here yet" in client.get(reverse("meetings:log")).content.decode()
    visitor = Visitor(client, had())
    services.reflection_keep(meeting=visitor.meeting, words="Ask earlier", by=visitor.person)

    page = client.get(reverse("meetings:log")).content.decode()
    assert "A work coach" in page
    assert "Ask earlier" in page
    assert "Bo Birch" not in page
    table, paper = (client.get(reverse(f"meetings:log_{kind}")) for kind in ("csv", "pdf"))
    assert table.content.decode().startswith("\ufeffDate")
    assert (table["Content-Type"], paper["Content-Type"]) == ("text/csv; charset=utf-8", "application/pdf")
    assert paper.content.startswith(b"%PDF-")


def test_a_year_of_what_people_said_is_counted_once_it_is_enough(client):
    for _ in range(3):
        meeting = had(days=31)
        for person in people_in(meeting):
            services.change_say(
                meeting=meeting,
                after=30,
                what="changed",
                words="",
                by=person,
                at=timezone.now() + timedelta(1),
            )
    client.force_login(make_person())
    page = " ".join(client.get(reverse("meetings:list")).content.decode().split())
    assert "6" in page
    assert "Something changed" in page


def test_the_link_of_did_you_meet_leads_through_sign_in_to_where_one_tap_answers():
    password = "a password of mine"
    ann = make_person(password=password, confirmed=True)
    meeting = make_booked(ann, make_person(), starts_at=timezone.now() - 2 * HOUR, at=timezone.now() - DAY)
    (item,) = notice_kinds.asked_whether(ann, timezone.now() - DAY, timezone.now())
    client = Client()
    sign_in = client.get(item.url).url
    told = client.post(sign_in, {"login": ann.email, "password": password}, follow=True)
    assert told.request["PATH_INFO"] == item.url
    assert b'name="met" value="yes"' in told.content

    client.post(reverse("meetings:met", args=[meeting.pk]), {"met": "no"})
    assert b"Did you meet" not in client.get(item.url).content
    assert notice_kinds.asked_whether(ann, timezone.now() - DAY, timezone.now()) == []
