"""The board: cards reach those their owner could meet, and never say who that is."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sideways.introductions import services
from sideways.introductions.board_queries import board_for, own_board_cards
from sideways.introductions.errors import (
    BoardFullError,
    NamesSomebodyError,
    NoRoomError,
    NotYourIntroductionError,
)
from sideways.introductions.models import Apart, BoardCard, Introduction, Party, Wish
from sideways.introductions.notice_kinds import pinned
from sideways.introductions.tests.factories import (
    LEEDS,
    answer,
    make_nurse,
    make_peer,
    make_work_coach,
    propose,
)
from sideways.lessons.tests.factories import make_lesson
from sideways.people.models import Person, Topic
from sideways.people.tests.factories import make_organisation, make_person

pytestmark = pytest.mark.django_db
on_the_page = pytest.mark.once  # a page shows what services and queries keep
WORDS = "How we got fit notes read the same day"


@pytest.fixture
def nurse():
    return make_nurse()


@pytest.fixture
def coach():
    return make_work_coach(name="Ada Halloran", email="ada@jobs.example.org")


def pin(person, *, text=WORDS, kind="offer", topics=(), at=None):
    return services.board_card_pin(
        card_id=uuid.uuid4(),
        words=services.BoardWords(kind=kind, text=text, topics=list(Topic.objects.filter(pk__in=topics))),
        by=person,
        at=at or timezone.now(),
    )


def seen_by(person, at=None):
    return [each.card for each in board_for(person, at or timezone.now())]


def test_a_card_reaches_those_its_owner_could_meet(nurse, coach):
    card = pin(coach)
    assert seen_by(nurse) == [card]
    assert seen_by(coach) == []


@pytest.mark.parametrize(
    "other",
    [
        {"level": 5},
        {"profession": "work_coach"},
        {"where": LEEDS, "travel_km": 8},
        {"region": "Scotland"},
        {"kind": Person.Kind.OFFICIAL},
        {"kind": Person.Kind.GUARDIAN},
    ],
)
def test_a_card_reaches_nobody_its_owner_could_not_meet(coach, other):
    pin(coach)
    assert seen_by(make_peer(**{"profession": "nurse", **other})) == []


def test_a_card_does_not_reach_people_of_the_same_employer(nurse):
    house = make_organisation()
    Person.objects.filter(pk=nurse.pk).update(organisation=house)
    nurse.refresh_from_db()
    pin(make_work_coach(organisation=house))
    assert seen_by(nurse) == []


@pytest.mark.parametrize("shut", ["paused", "apart", "introduced before", "over"])
def test_a_card_is_not_shown_where_nothing_can_come_of_it(nurse, coach, shut):
    at = timezone.now()
    card = pin(coach, at=at)
    assert seen_by(nurse, at) == [card]
    if shut == "paused":
        services.wish_pause(person=coach, until=at + timedelta(30), at=at)
    elif shut == "apart":
        Apart.objects.create(person=coach, other=nurse, at=at)
    elif shut == "introduced before":
        propose(nurse, coach, at=at - timedelta(20))
        services.introductions_close_due(at=at)
    else:
        at += timedelta(61)
    assert seen_by(nurse, at) == []


def test_what_somebody_looks_for_comes_first_and_then_what_is_near(nurse):
    Topic.objects.get(pk="fit-notes").followers.add(nurse)
    far = pin(make_work_coach(where=(53.7, -2.3)))
    near = pin(make_work_coach())
    sought = pin(make_work_coach(where=(53.7, -2.3)), topics=["fit-notes"])
    assert seen_by(nurse) == [sought, near, far]


@pytest.mark.once  # so many queries, whoever answers them
def test_the_board_takes_the_same_number_of_queries_for_one_card_and_for_many(
    nurse, django_assert_max_num_queries
):
    for _ in range(12):
        pin(make_work_coach(), topics=["fit-notes"])
    with django_assert_max_num_queries(10):
        assert len(seen_by(nurse)) == 12


def test_sending_a_card_twice_pins_one_and_five_are_enough(coach):
    words = services.BoardWords(kind="seek", text=WORDS)
    sent = {"card_id": uuid.uuid4(), "words": words, "by": coach}
    for _ in range(2):
        services.board_card_pin(**sent, at=timezone.now())
    assert BoardCard.objects.count() == 1
    for _ in range(4):
        pin(coach)
    with pytest.raises(BoardFullError):
        pin(coach)


@pytest.mark.parametrize("text", ["Ask Halloran about fit notes", "Write to ada@jobs.example.org"])
def test_a_card_does_not_name_its_owner(coach, text):
    with pytest.raises(NamesSomebodyError):
        pin(coach, text=text)


def test_only_those_who_can_be_introduced_pin_a_card():
    with pytest.raises(NotYourIntroductionError):
        pin(make_person(lat=None, lon=None))


def test_asking_is_an_introduction_with_ones_own_yes(nurse, coach):
    card = pin(coach)
    introduction = services.board_card_ask(card=card, by=nurse, at=timezone.now())

    assert (introduction.source, introduction.about) == (Introduction.Source.CARD, WORDS)
    assert introduction.meeting is None
    assert Party.objects.get(introduction=introduction, person=nurse).answer == Party.Answer.YES
    assert answer(introduction, coach, yes=True).meeting is not None


def test_asking_twice_is_refused_as_if_the_card_were_gone(nurse, coach):
    card = pin(coach)
    services.board_card_ask(card=card, by=nurse, at=timezone.now())
    with pytest.raises(NotYourIntroductionError):
        services.board_card_ask(card=card, by=nurse, at=timezone.now())
    assert Introduction.objects.count() == 1


def test_whoever_has_no_room_is_told_without_a_name(nurse, coach):
    card = pin(coach)
    propose(nurse, make_work_coach())
    with pytest.raises(NoRoomError) as refused:
        services.board_card_ask(card=card, by=nurse, at=timezone.now())
    assert "Halloran" not in str(refused.value)
    Wish.objects.update_or_create(person=nurse, defaults={"capacity": 2})
    assert services.board_card_ask(card=card, by=nurse, at=timezone.now())


def test_a_card_is_kept_taken_down_and_forgotten(coach):
    at = timezone.now()
    kept, gone, old = pin(coach, at=at), pin(coach, at=at), pin(coach, at=at)
    services.board_card_keep(card=kept, by=coach, at=at + timedelta(10))
    for _ in range(2):
        services.board_card_take_down(card=gone, by=coach)
    assert services.board_cards_forget(at=at + timedelta(60)) == 1
    assert list(own_board_cards(coach, at + timedelta(60))) == [kept]
    assert not BoardCard.objects.filter(pk=old.pk).exists()


def test_nobody_keeps_or_takes_down_a_card_of_somebody_else(nurse, coach):
    card = pin(coach)
    with pytest.raises(NotYourIntroductionError):
        services.board_card_keep(card=card, by=nurse, at=timezone.now())
    services.board_card_take_down(card=card, by=nurse)
    assert BoardCard.objects.get() == card


def test_a_new_card_on_what_somebody_looks_for_is_a_notice(nurse, coach):
    at = timezone.now()
    Topic.objects.get(pk="fit-notes").followers.add(nurse)
    pin(coach, topics=["fit-notes"], at=at)
    pin(coach, text="Something else", at=at)
    found = pinned(nurse, at - timedelta(1), at + timedelta(1))
    assert [item.text for item in found] == [f"I can talk about: {WORDS}"]
    assert pinned(nurse, at, at + timedelta(1)) == []


def test_leaving_takes_the_cards_along(nurse, coach):
    pin(coach)
    services.introductions_erase(person=coach)
    assert not BoardCard.objects.exists()


@on_the_page
class TestPages:
    @pytest.fixture(autouse=True)
    def signed_in(self, client, nurse):
        self.client = client
        client.force_login(nurse)

    def test_whoever_looks_for_something_reads_what_others_met_of_it(self, nurse):
        lesson = make_lesson(topics=("fit-notes",), went_wrong="A coach waited")
        board = reverse("introductions:board")
        pin(nurse, kind="offer", topics=["fit-notes"])
        assert lesson.went_wrong not in self.client.get(board).text

        pin(nurse, kind="seek", topics=["fit-notes"])
        page = self.client.get(board).text
        assert reverse("lessons:lesson", args=[lesson.pk]) in page
        assert "also about fit notes" in page

    def test_somebody_pins_a_card_and_takes_it_down(self, nurse):
        page = self.client.get(reverse("introductions:board_new"))
        sent = {"card_id": page.context["form"]["card_id"].value(), "kind": "seek", "text": WORDS}
        for _ in range(2):
            assert self.client.post(reverse("introductions:board_new"), sent).status_code == 302
        card = BoardCard.objects.get()
        assert WORDS in self.client.get(reverse("introductions:board")).text
        self.client.post(reverse("introductions:board_keep", args=[card.pk]))
        self.client.post(reverse("introductions:board_take_down", args=[card.pk]))
        assert not BoardCard.objects.exists()
        assert self.client.post(reverse("introductions:board_keep", args=[card.pk])).status_code == 404

    @pytest.mark.parametrize(
        ("sent", "told"),
        [
            ({"kind": "seek"}, "Say in a few words"),
            ({"text": WORDS}, "Choose one"),
            ({"kind": "seek", "text": WORDS, "topics": ["nonsense"]}, "Choose topics from the list"),
        ],
    )
    def test_what_is_missing_is_said(self, sent, told):
        page = self.client.post(reverse("introductions:board_new"), sent | {"card_id": str(uuid.uuid4())})
        assert told in page.text
        assert not BoardCard.objects.exists()

    def test_too_many_topics_are_refused_with_a_sentence(self):
        topics = list(Topic.objects.values_list("pk", flat=True)[:4])
        sent = {"kind": "seek", "text": WORDS, "topics": topics, "card_id": str(uuid.uuid4())}
        assert "Choose up to 3 topics" in self.client.post(reverse("introductions:board_new"), sent).text

    def test_the_sixth_card_and_a_name_are_refused_with_a_sentence(self, nurse):
        Person.objects.filter(pk=nurse.pk).update(name="Nia Bramwell")
        sent = {"kind": "seek", "text": "Ask Bramwell", "card_id": str(uuid.uuid4())}
        assert "Leave out your name" in self.client.post(reverse("introductions:board_new"), sent).text
        for _ in range(5):
            pin(nurse)
        sent["text"] = WORDS
        assert "Take one down first" in self.client.post(reverse("introductions:board_new"), sent).text

    def test_asking_shows_first_what_the_other_learns(self, coach):
        card = pin(coach)
        address = reverse("introductions:board_ask", args=[card.pk])
        asked = self.client.get(address).text
        assert "Not your name" in asked
        assert "Halloran" not in asked
        page = self.client.post(address, follow=True).text
        assert WORDS in page
        assert "Halloran" not in page
        assert self.client.get(address).status_code == 404

    def test_asking_without_room_says_where_to_make_some(self, nurse, coach):
        card = pin(coach)
        propose(nurse, make_work_coach())
        page = self.client.post(reverse("introductions:board_ask", args=[card.pk]), follow=True).text
        assert "as many introductions as they want" in page
        assert "Halloran" not in page

    def test_whoever_has_no_place_is_told_to_say_where_they_work(self, client):
        client.force_login(make_person(lat=None, lon=None))
        assert "We do not know where you work" in client.get(reverse("introductions:board")).text
        assert client.get(reverse("introductions:board_new")).status_code == 404
