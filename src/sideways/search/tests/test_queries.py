"""Finding: what holds all words before what holds some, slips, synonyms, and nothing of what is hidden."""

import random

import pytest
from django.utils import timezone

from sideways.lessons.models import Lesson
from sideways.lessons.services import lesson_withdraw
from sideways.lessons.tests.factories import make_lesson
from sideways.people.tests.factories import make_person
from sideways.people.trust import State
from sideways.search import queries, services
from sideways.search.models import Document, Word
from sideways.search.queries import ask, like

pytestmark = pytest.mark.django_db
KIND = "lessons.lesson"


def everything():
    return Lesson.objects.all()


def found(text, things=None):
    return set((answer := ask(everything() if things is None else things, KIND, text)).things), answer.every


def best(text, limit=10):
    return ask(everything(), KIND, text).subjects[:limit]


@pytest.fixture
def letters():
    return make_lesson(went_wrong="The discharge letters went to the wrong ward", trying="To sort housing")


@pytest.fixture
def buses():
    return make_lesson(went_wrong="The last bus leaves before the clinic ends", trying="To get people home")


def test_what_holds_all_words_is_found_and_what_holds_some_only_where_nothing_does(letters, buses):
    assert found("wrong letters") == ({letters}, True)
    assert found("letters clinic") == ({letters, buses}, False)
    assert found("elephants") == (set(), False)
    assert found("") == (set(), True)
    assert found("?!") == (set(), True)


@pytest.mark.parametrize("text", ["discharges", "HOUSED", "letter ward", "the housing", "to the"])
def test_other_forms_and_small_words_are_found(letters, text):
    assert found(text) == ({letters}, True)


@pytest.mark.parametrize("text", ["dischrage", "lettters", "hosing letters", "disch", "housin"])
def test_slips_and_beginnings_find_what_was_meant(letters, buses, text):
    assert found(text) == ({letters}, True)


@pytest.mark.parametrize("text", ["bsu", "xxlettersx", "clinician doctor"])
def test_short_words_and_far_ones_are_taken_as_typed(letters, buses, text):
    assert found(text)[0] == set()


def test_names_of_the_same_thing_find_each_other():
    coach = make_lesson(went_wrong="The work coach never saw it", trying="To be paid")
    centre = make_lesson(went_wrong="The job centre closed early", trying="To be paid")
    other = make_lesson(went_wrong="The work never ended and the centre was far", trying="To be paid")

    assert found("JCP") == ({coach, centre}, True)
    assert found("jobcentre plus closed") == ({centre}, True)
    assert other in found("far centre")[0]


def test_the_best_stands_first():
    once = make_lesson(
        went_wrong="One of many things that went wrong with letters was the printer of the ward"
    )
    twice = make_lesson(went_wrong="Letters, letters")
    later = make_lesson(
        went_wrong="The printer", advice="Ask what becomes of all these letters before you print"
    )

    assert best("letters")[0] == twice.pk
    assert set(best("letters")) == {once.pk, twice.pk, later.pk}


def test_rare_words_weigh_more_than_common_ones():
    for _ in range(8):
        make_lesson(went_wrong="The letters were late", advice="")
    rare = make_lesson(went_wrong="The elephant was late", advice="")
    services.words_count()

    assert best("letters elephant")[0] == rare.pk


def test_what_holds_common_words_alone_is_left_out_where_enough_holds_a_rare_one(monkeypatch):
    rare = [
        make_lesson(went_wrong="The ward lift broke"),
        make_lesson(went_wrong="Nobody mended the ward lift"),
    ]
    common = [make_lesson(went_wrong=f"The ward was shut in week {number}") for number in range(4)]
    services.words_count()
    assert found("ward lift elephant") == ({*rare, *common}, False)

    monkeypatch.setattr(queries, "MOST_FOUND", 2)

    assert found("ward lift elephant") == (set(rare), False)
    mine = Lesson.objects.filter(pk__in=[lesson.pk for lesson in common[:2]])
    assert found("ward lift elephant", mine) == (set(common[:2]), False)


def test_what_is_like_a_text_shares_its_telling_words(letters, buses):
    text = "They sent her discharge letter somewhere else, and we could not sort the housing in time"

    assert like(everything(), KIND, text, limit=3)[0] == letters.pk
    assert like(everything(), KIND, "Zebras", limit=3) == []


def test_nothing_is_found_that_may_not_be_read(letters, buses):
    only_buses = Lesson.objects.filter(pk=buses.pk)

    assert found("letters", only_buses) == (set(), False)
    assert found("letters bus", only_buses) == ({buses}, False)
    assert like(only_buses, KIND, "discharge letters", limit=3) == []


@pytest.mark.parametrize("text", ["buses", "buzes", "buses letters zebras"])
def test_among_none_nothing_is_found(letters, buses, text):
    none = Lesson.objects.filter(pk__in=[])

    answer = ask(none, KIND, text)

    assert (answer.subjects, list(answer.things)) == ([], [])
    assert like(none, KIND, text, limit=3) == []


def test_whether_a_hidden_lesson_holds_a_word_makes_no_difference():
    # Given a lesson somebody may read, and two words near one of its words
    open_one = make_lesson(went_wrong="Nobody in Thornburry answered")
    make_lesson(went_wrong="Thornburie was meant")
    readable = Lesson.objects.filter(pk=open_one.pk)

    # Then the one that stands in a hidden lesson finds what the other finds
    hidden, unknown = (ask(readable, KIND, word) for word in ("Thornburie", "Thornburya"))
    assert set(hidden.things) == set(unknown.things) == {open_one}


def test_withdrawn_it_is_gone_from_the_index_and_so_are_its_words():
    author = make_person()
    lesson = make_lesson(author=author, went_wrong="Elephants in the ward")
    other = make_lesson(went_wrong="The ward was shut")

    lesson_withdraw(lesson=lesson, by=author, at=timezone.now())

    assert found("ward") == ({other}, True)
    assert not Document.objects.filter(subject=lesson.pk).exists()
    assert not Word.objects.filter(plain="elephants").exists()
    assert Word.objects.filter(plain="ward").exists()


def test_at_night_words_are_counted_and_those_left_over_go(letters):
    make_lesson(went_wrong="The ward was shut")
    Word.objects.create(plain="elephants", stem="eleph", length=9)

    assert services.words_count() == 1

    assert Word.objects.get(plain="ward").documents == 2
    assert not Word.objects.filter(plain="elephants").exists()
    assert services.words_count() == 0


def test_a_document_that_is_put_again_is_found_by_its_new_words_only(letters):
    lesson = Lesson.objects.get(pk=letters.pk)
    lesson.went_wrong = "The fax was full"
    services.documents_put(kind=KIND, texts=[services.Text(lesson.pk, lesson.went_wrong, "")])

    assert found("fax") == ({letters}, True)
    assert found("ward")[0] == set()
    assert not Word.objects.filter(plain="ward").exists()
    assert Document.objects.count() == 1


def test_the_index_is_made_again_as_it_was(letters, buses):
    before = sorted(Document.objects.values_list("kind", "subject", "head", "body"))
    Document.objects.all().delete()
    assert found("letters")[0] == set()

    for _ in range(2):
        assert services.index_make_again() == 2

    assert sorted(Document.objects.values_list("kind", "subject", "head", "body")) == before
    assert found("letters") == ({letters}, True)


def test_drafts_are_not_in_the_index():
    make_lesson(state=State.DRAFT, went_wrong="Elephants")

    assert found("elephants")[0] == set()


# fmt: off
PIECES = [
    "letter", "ward", "AND", "OR", "NOT", "NEAR(", "*", '"', "'", "(", ")", ":", "-", "^", "{head}", "\\",
    "%s", "&", "|", "!", "<->", "<2>", ":*", ":A", "head:x", "1e5", "0x1F", "a/b.c@d.example",
    "'; DROP TABLE x; --", "🧑🏽‍⚕️", "東京", "ﷺ", "½", "①", "٣", "\x00", "\ud800", "x" * 500,
]
# fmt: on


def test_a_thousand_hostile_questions_are_answered(letters):
    chance = random.Random(20)
    for _ in range(1_000):
        text = " ".join(chance.choices(PIECES, k=chance.randint(1, 8)))
        ask(everything(), KIND, text)
        like(everything(), KIND, text, limit=2)

    assert found("letters") == ({letters}, True)
