from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sideways.introductions import notice_kinds
from sideways.introductions.models import Apart, BoardCard, Introduction, Party, TalkRequest, Wish
from sideways.introductions.services import (
    board_card_ask,
    conflict_add,
    introductions_close_due,
    round_begin,
    round_solve,
)
from sideways.introductions.tests.factories import (
    accepted,
    answer,
    ask_to_talk,
    make_broker,
    make_nurse,
    make_work_coach,
    propose,
)
from sideways.lessons.tests.factories import make_lesson
from sideways.people.models import Encounter, Person
from sideways.people.services import encounters_record

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
NOW = timezone.now()


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def page(client, name, *args, query=""):
    return client.get(reverse(f"introductions:{name}", args=args) + query).content.decode()


def send(client, name, *args, **data):
    return client.post(reverse(f"introductions:{name}", args=args), data, follow=True).content.decode()


def test_the_page_tells_what_waits_what_came_about_and_what_did_not():
    nurse = make_nurse()
    propose(nurse, make_work_coach(), at=NOW - timedelta(days=8))
    introductions_close_due(at=NOW)
    accepted(nurse, make_work_coach())
    Wish.objects.update_or_create(person=nurse, defaults={"capacity": 3})
    propose(nurse, make_work_coach())

    told = page(signed_in(nurse), "introductions")

    assert told.count("It did not come about this time.") == 1
    assert "You all said yes" in told
    assert "Yes, introduce us" in told


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(count, django_assert_max_num_queries):
    nurse = make_nurse()
    Wish.objects.create(person=nurse, capacity=3)
    for _ in range(count):
        propose(nurse, make_work_coach())
    client = signed_in(nurse)
    with django_assert_max_num_queries(16):
        page(client, "introductions")


def test_answers_lead_back_or_to_the_meeting():
    nurse, coach = make_nurse(), make_work_coach(name="Corin Coach")
    introduction = propose(nurse, coach)
    client = signed_in(nurse)

    assert "Not this time, then." in send(client, "answer", introduction.pk, answer="no")
    assert "You hear at once if it comes about." in send(client, "answer", introduction.pk, answer="yes")
    assert client.post(reverse("introductions:answer", args=[introduction.pk]), {}).status_code == 404
    assert "Here is who you meet." in send(signed_in(coach), "answer", introduction.pk, answer="yes")
    assert "Too late to change" in send(client, "answer", introduction.pk, answer="no")


def test_settings_a_pause_and_coming_back():
    nurse = make_nurse()
    client = signed_in(nurse)

    assert "Choose an answer" in send(client, "wishes")
    assert "Saved." in send(client, "wishes", capacity="2", travel_km="24", widen_level="on")
    wish = Wish.objects.get(person=nurse)
    assert (wish.capacity, wish.widen_level, Person.objects.get(pk=nurse.pk).travel_km) == (2, True, 24)
    assert "Paused until" in send(client, "pause", days="30")
    assert "Welcome back." in send(client, "resume")
    Wish.objects.update(silent=3)
    assert "You left three suggestions" in page(client, "introductions")


def test_the_private_list():
    nurse, coach = make_nurse(), make_work_coach(name="Corin Coach")
    client = signed_in(nurse)
    assert "Choose somebody, or type" in send(client, "apart", words=" ")
    here = send(client, "apart", words=coach.email)
    away = send(client, "apart", words="nobody@example.org")
    assert "Only you see this list." in here
    assert "Corin" not in here + away

    encounters_record(people=[nurse, coach], how=Encounter.How.TABLE, on=NOW.date())
    assert "Corin Coach" in send(client, "apart", met=str(coach.pk))
    for row in Apart.objects.all():
        send(client, "apart_remove", row.pk)
    assert not Apart.objects.exists()


def test_asking_an_author_to_talk_on_a_page():
    author, asker = make_nurse(), make_work_coach(name="Corin Coach")
    lesson = make_lesson(author=author, audience="peers")
    client, writer = signed_in(asker), signed_in(author)
    lesson_page = reverse("lessons:lesson", args=[lesson.pk])

    assert "Ask to talk" in client.get(lesson_page).content.decode()
    assert "Ask to talk" not in writer.get(lesson_page).content.decode()
    assert "Not your name" in page(client, "ask", lesson.pk)
    assert "Asked." in send(client, "ask", lesson.pk)
    assert "You have asked already." in send(client, "ask", lesson.pk)
    assert "You have asked." in client.get(lesson_page).content.decode()
    request = TalkRequest.objects.get()
    assert "Say yes, and be introduced?" in page(writer, "talk_answer", request.pk)
    assert "is not told what you answered" in send(writer, "talk_answer", request.pk, answer="no")
    assert "Here is who you meet." in send(writer, "talk_answer", request.pk)
    assert (
        "Corin Coach"
        in writer.get(
            reverse("meetings:meeting", args=[Introduction.objects.get().meeting.pk])
        ).content.decode()
    )


def test_three_authors_at_a_time_and_taking_back():
    asker = make_work_coach()
    for _ in range(3):
        ask_to_talk(asker, make_nurse())
    client = signed_in(asker)
    fourth = make_lesson(author=make_nurse(), audience="peers")

    assert "You have asked 3 authors already." in send(client, "ask", fourth.pk)
    assert "Taken back." in send(client, "talk_take_back", TalkRequest.objects.earliest("asked_at").pk)
    assert "Asked." in send(client, "ask", fourth.pk)
    for name, pk in (("talk_take_back", introduction_of_nobody()), ("talk_answer", introduction_of_nobody())):
        assert client.post(reverse(f"introductions:{name}", args=[pk])).status_code == 404


def introduction_of_nobody():
    return propose().pk


def test_the_desk_tells_what_is_overdue_and_reminds_once():
    broker = signed_in(make_broker())
    introduction = propose(at=NOW - timedelta(days=8), days=14)

    told = page(broker, "desk")
    assert "Overdue" in told
    assert "for 8 days" in told
    assert "A reminder waits" in send(broker, "remind", introduction.pk)
    assert "less than 3 days ago" in send(broker, "remind", introduction.pk)
    assert "Last reminder" in page(broker, "desk_one", introduction.pk)
    assert "Closed." in send(broker, "close", introduction.pk)
    assert "Did not come about" in page(broker, "desk")
    came_about = accepted()
    assert "They choose a time" in page(broker, "desk")
    assert "This one is over" in send(broker, "close", came_about.pk)
    came_about.meeting.state = "ended"
    came_about.meeting.save()
    assert "Arranged, or met" in page(broker, "desk")


def test_closing_can_go_on_to_find_somebody_else():
    broker, nurse = signed_in(make_broker()), make_nurse(name="Nia Bramwell")
    introduction = propose(nurse, make_work_coach())
    other = make_work_coach(name="Corin Coach")
    send(broker, "close", introduction.pk, then=str(nurse.pk))

    told = page(broker, "desk_new", query=f"?with={nurse.pk}")
    assert "Who would fit best" in told
    assert other.name in told


def test_introducing_by_hand_names_each_rule_that_is_broken():
    broker = signed_in(make_broker())
    nurse, other, coach = make_nurse(name="Nia Bramwell"), make_nurse(level=3), make_work_coach()
    both = {"with": [nurse.pk, coach.pk], "days": "7"}

    told = page(broker, "desk_new", query=f"?with={nurse.pk}&with={other.pk}")
    assert "are not on the same level" in told
    assert "have the same profession" in told
    broken = send(broker, "desk_new", **{"with": [nurse.pk, other.pk], "about": "Notes", "days": "7"})
    assert "are not on the same level" in broken
    assert "Leave that out" in send(broker, "desk_new", **both, about="Ask Bramwell")
    assert "Proposed." in send(broker, "desk_new", **both, about="Fit notes")
    assert Party.objects.filter(person=nurse).count() == 1
    assert "takes no new introduction now" in page(broker, "desk_new", query=f"?with={nurse.pk}")
    assert "Nobody you may introduce" in page(broker, "desk_new", query="?q=Zebedee")
    assert "Nia Bramwell" in page(broker, "desk_new", query="?q=bram")


def test_conflicts_are_noted_and_taken_back():
    who = make_broker()
    broker, nurse, coach = signed_in(who), make_nurse(name="Nia Bramwell"), make_work_coach()
    assert "Nobody has noted any." in page(broker, "conflicts")
    assert "Nia Bramwell" in send(broker, "conflicts", **{"with": [nurse.pk, coach.pk]})
    assert broker.post(reverse("introductions:conflicts"), {"with": [nurse.pk]}).status_code == 404
    conflict = conflict_add(one=nurse, other=coach, by=who, at=NOW)
    assert "Taken back." in send(broker, "conflict_remove", conflict.pk)


@pytest.mark.parametrize("count", [1, 4])
def test_the_desk_takes_a_fixed_number_of_queries(count, django_assert_max_num_queries):
    for _ in range(count):
        propose()
        answer(introduction := propose(), introduction.parties.first().person, yes=True)
    broker = signed_in(make_broker())
    with django_assert_max_num_queries(9):
        page(broker, "desk")


def test_who_fits_because_both_wish_wider_stands_below_and_says_so():
    nurse, broker = make_nurse(), make_broker()
    fits, wide = make_work_coach(name="Corin Coach"), make_nurse(name="Nell Nurse", level=3)
    narrow = make_nurse(name="Ada Alike")
    for each in (nurse, wide):
        Wish.objects.create(person=each, widen_level=True, widen_profession=True)

    told = page(signed_in(broker), "desk_new", query=f"?with={nurse.pk}")
    assert told.index(fits.name) < told.index("Who fits because both wish wider") < told.index(wide.name)
    assert "One level apart, as both wish. Same profession, as both wish." in told
    assert narrow.name not in told


def test_who_has_waited_three_rounds_is_listed_with_the_reason_and_asked_to_wish_wider():
    broker = make_broker()
    waits, below = make_nurse(name="Nell Nurse"), make_nurse(level=1, organisation=broker.organisation)
    for person, waited in ((waits, 3), (below, 5), (make_nurse(name="Nora New"), 2)):
        Wish.objects.create(person=person, waited=waited, waited_at=NOW)
    begun = round_begin(at=NOW, by=broker)
    round_solve(round_id=begun.pk, at=NOW)

    told = page(signed_in(broker), "waited")
    assert "Nell Nurse" in told
    assert "Has waited 3 rounds. All near have the same profession or organisation." in told
    assert "Nora New" not in told
    assert below.name not in told

    (item,) = notice_kinds.waited(waits, NOW - timedelta(days=1), NOW)
    assert item.text.startswith("You have waited 3 rounds to meet somebody, and come first")
    Wish.objects.filter(person=waits).update(widen_level=True, widen_profession=True, widen_region=True)
    assert notice_kinds.waited(Person.objects.get(pk=waits.pk), NOW - timedelta(days=1), NOW) == []


def test_the_words_of_a_card_and_of_a_broker_are_looked_at_before_anybody_reads_them():
    nurse, coach = make_nurse(), make_work_coach()
    number, harm = "Ring 07700 900123", "She was being abused by her carer"
    card = {"card_id": uuid4(), "kind": "seek"}
    asked = {"with": [nurse.pk, coach.pk], "days": "7"}
    for text, words in (
        (number, "Could this tell who somebody is?"),
        (harm, "is this for somebody else first?"),
    ):
        assert words in send(signed_in(nurse), "board_new", **card, text=text)
        assert words in send(signed_in(make_broker()), "desk_new", **asked, about=text)
    assert not BoardCard.objects.exists()
    assert not Introduction.objects.exists()

    assert "Pinned" in send(signed_in(nurse), "board_new", **card, text=harm, routes_seen="safeguarding")
    board_card_ask(card=BoardCard.objects.get(), by=coach, at=NOW)  # was looked at when it was pinned
