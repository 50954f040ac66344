"""What texts are taken for: success, topics, words of a search."""

import pytest

from sideways.lessons.success import tells_only_success
from sideways.lessons.topics import MOST_SUGGESTED, suggested
from sideways.lessons.wording import folded, searchable
from sideways.people.models import Topic


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "N/A",
        "Nothing",
        "nothing went wrong",
        "Nothing really went wrong.",
        "Nothing has gone wrong so far",
        "It all went really well and patients were delighted",
        "Everything worked perfectly!",
        "No problems at all",
        "It was a great success",
        "The pilot ran smoothly; a complete success. Staff loved it.",
        "We did brilliantly",
    ],
)
def test_tells_only_success(text):
    assert tells_only_success(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nothing went wrong until the letters were lost",
        "It went well, but nobody told the ward",
        "No problems with the form; the inbox was never read",
        "Everyone said it was a success although half the people left",
        "The successful bidder pulled out late",
        "Nothing works on a Friday",
        "No one answers the phone",
        "We have no key",
        "Fit notes come back unread",
        "The bus",
    ],
)
def test_tells_of_trouble(text):
    assert not tells_only_success(text)


def topic(slug, name, words=""):
    return Topic(slug=slug, name=name, words=words)


TOPICS = [
    topic("fit-notes", "Fit notes", "sick note;med3"),
    topic("hospital-discharge", "Hospital discharge", "discharge;ward"),
    topic("carers", "Carers", "carer's assessment"),
]


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("A SICK NOTE came back", ["fit-notes"]),
        ("sick notes, a ward, another ward", ["hospital-discharge", "fit-notes"]),
        ("The carer’s assessment", ["carers"]),
        ("towards an award", []),
        ("", []),
    ],
)
def test_suggested_topics_stand_in_the_text(text, slugs):
    assert [found.pk for found in suggested(text, TOPICS)] == slugs


def test_suggested_topics_are_few():
    many = [topic(f"t{number}", f"Topic {number}", "bus") for number in range(20)]

    assert len(suggested("bus", many)) == MOST_SUGGESTED


def test_folded_makes_every_way_to_write_a_letter_the_same():
    assert folded("ÉCOLE") == folded("école") == folded("e\u0301cole")


def test_what_is_looked_for_is_short_and_can_be_looked_for():
    assert searchable("  Two  WORDS\ntwo ") == "Two WORDS two"
    assert searchable("a\x00b \ud800") == "ab"
    assert len(searchable("words " * 99)) <= 200
