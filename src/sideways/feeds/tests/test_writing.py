"""Feeds are files that every reader can read, whatever people have typed."""

import json
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from tests.shared import DATA

from sideways.feeds.lists import Entry
from sideways.feeds.writing import Feed, atom, json_feed

STRINGS = DATA / "bad-input" / "blns.json"
OWN = ["\x00\x08\x1b", "\ud800", "\ufffe\uffff", "]]>", "<script>&amp;", "\u202e \u2028 🧑🏽‍⚕️", ""]
ATOM = "{http://www.w3.org/2005/Atom}"
DAY = datetime(2026, 11, 26, tzinfo=UTC)


def feed_of(*entries, **more):
    return Feed(title="Lessons", page="/lessons/", path="/lessons/feed.atom", entries=entries, **more)


def entry(text, number=0):
    return Entry(
        path=f"/lessons/{number}/",
        title=text,
        published=DAY,
        updated=DAY,
        author=text,
        paragraphs=((text, text), ("", text)),
        tags=(text,),
    )


def test_atom_says_all_that_it_must():
    root = ET.fromstring(atom(feed_of(entry("Letters came late"))))

    assert root.tag == f"{ATOM}feed"
    assert root.findtext(f"{ATOM}id") == "http://127.0.0.1:8000/lessons/feed.atom"
    assert root.findtext(f"{ATOM}updated") == "2026-11-26T00:00:00+00:00"
    assert {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")} == {
        "alternate": "http://127.0.0.1:8000/lessons/",
        "self": "http://127.0.0.1:8000/lessons/feed.atom",
    }
    (found,) = root.findall(f"{ATOM}entry")
    assert found.findtext(f"{ATOM}id") == "tag:127.0.0.1,2026-11-26:/lessons/0/"
    assert found.findtext(f"{ATOM}title") == "Letters came late"
    assert (
        found.findtext(f"{ATOM}published") == found.findtext(f"{ATOM}updated") == "2026-11-26T00:00:00+00:00"
    )
    assert found.find(f"{ATOM}summary").get("type") == "html"


def test_a_secret_feed_does_not_say_where_it_is():
    secret = feed_of(is_secret=True)
    links = ET.fromstring(atom(secret)).findall(f"{ATOM}link")
    assert [link.get("rel") for link in links] == ["alternate"]
    assert "feed_url" not in json.loads(json_feed(secret))
    assert "feed_url" in json.loads(json_feed(feed_of()))


def test_an_empty_feed_is_the_same_at_every_fetch():
    assert atom(feed_of()) == atom(feed_of())
    assert ET.fromstring(atom(feed_of())).findtext(f"{ATOM}updated") == "2026-01-01T00:00:00+00:00"


def test_no_naughty_string_breaks_a_feed(capsys):
    strings = OWN + (json.loads(STRINGS.read_text()) if STRINGS.exists() else [])
    entries = [entry(text, number) for number, text in enumerate(strings)]

    found = ET.fromstring(atom(feed_of(*entries))).findall(f"{ATOM}entry")
    items = json.loads(json_feed(feed_of(*entries)).decode())["items"]

    assert len(found) == len(items) == len(strings)
    for text, one, item in zip(strings, found, items, strict=True):
        shown = one.findtext(f"{ATOM}title")
        assert shown == item["title"].replace("\r", "\n")
        if text.isprintable():
            assert shown == text
        assert "<script" not in item["content_html"].lower()
    with capsys.disabled():
        print(f"\nNaughty strings in feeds: {len(strings)} read as Atom and as JSON Feed, 0 failed")


@pytest.mark.skipif(
    not STRINGS.exists(), reason="../shared is not beside this checkout: only our own strings ran"
)
def test_the_list_of_naughty_strings_is_the_one_we_know():
    assert len(json.loads(STRINGS.read_text())) == 515
