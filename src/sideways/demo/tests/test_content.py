"""The files of the demo network, read as they are: no database, no Django."""

import csv
import math
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from tests.shared import DATA, of_each

DEMO = Path(__file__).parents[1] / "data"
PEOPLE_DATA = Path(__file__).parents[2] / "people" / "data"
REAL = DATA / "organisations"

CAST = {
    "nurse": ("practitioner", "nurse", 2),
    "social-worker": ("practitioner", "social_worker", 2),
    "gp": ("practitioner", "gp", 4),
    "work-coach": ("practitioner", "work_coach", 2),
    "housing-officer": ("practitioner", "housing_officer", 2),
    "provider": ("practitioner", "employment_adviser", 2),
    "volunteer": ("practitioner", "village_volunteer", 4),
    "manager": ("practitioner", "social_worker", 4),
    "chief": ("practitioner", "council_officer", 7),
    "broker": ("broker", "charity_manager", 4),
    "guardian": ("guardian", "social_worker", 5),
    "guardian2": ("guardian", "nurse", 5),
    "official": ("official", "policy_official", 5),
    "funder": ("funder", "grant_manager", 4),
    "regulator": ("regulator", "inspector", 4),
    "operator": ("operator", "council_officer", 4),
}
PEERS = {"practitioner", "broker"}
OVERSIGHT_PROFESSIONS = {"policy_official", "grant_manager", "inspector"}
CAUSES = {
    "rules", "money_cycle", "geography", "data", "culture", "people_left", "timing", "design", "demand",
    "supplier",
}  # fmt: skip
CHOICES = {
    "stage": {"now", "just_ended", "looking_back"},
    "audience": {"level", "peers", "public"},
    "attribution": {"role", "named"},
    "talk": {"in_person", "video", "phone", "no"},
    "harm": {"none", "inconvenience", "money", "distress"},
    "helped": {"yes", "partly", "no", "too_soon"},
}
LENGTHS = {
    "trying": 140, "went_wrong": 280, "advice": 140, "expected": 280, "early_signs": 280, "scale": 140,
    "changed": 280, "still_puzzling": 280, "do_not_copy": 280,
}  # fmt: skip
ALWAYS = {
    "author", "trying", "went_wrong", "causes", "advice", "stage", "audience", "attribution", "talk",
    "topics", "days_ago",
}  # fmt: skip
TIMES = {"released_days_ago", "release_asked_days_ago", "withdrawn_days_ago"}
ALLOWED = ALWAYS | TIMES | set(LENGTHS) | {"harm", "helped", "updates", "echoes", "uses", "comments", "board"}
OUTCOMES = {"held", "partly", "failed", "too_soon"}


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


PLACES = {row["code"]: row for row in table(DEMO / "places.csv")}
ORGANISATIONS = {row["code"]: row for row in table(DEMO / "organisations.csv")}
PEOPLE = {row["email"]: row for row in table(DEMO / "people.csv")}
TOPICS = {row["slug"]: row for row in table(PEOPLE_DATA / "topics.csv")}
OUTCODES = {row["outcode"]: row for row in table(PEOPLE_DATA / "outcodes.csv")}
PROFESSIONS = {row["code"]: row for row in table(PEOPLE_DATA / "professions.csv")}
LESSONS = tomllib.loads((DEMO / "lessons.toml").read_text(encoding="utf-8"))["lesson"]


def cast(name):
    return PEOPLE[f"{name}@demo.example.org"]


def level(person):
    return int(person["level"])


def kilometres(one, other):
    north, east, south, west = (
        math.radians(float(point[axis])) for point in (one, other) for axis in ("lat", "lon")
    )
    half = (
        math.sin((south - north) / 2) ** 2
        + math.cos(north) * math.cos(south) * math.sin((west - east) / 2) ** 2
    )
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


def outcode(person):
    return OUTCODES[person["outcode"] or ORGANISATIONS[person["organisation"]]["outcode"]]


def texts(lesson):
    yield from (lesson[field] for field in LENGTHS if lesson.get(field))
    yield from filter(None, [lesson.get("board")])
    yield from (update["text"] for update in lesson.get("updates", []))
    yield from (use[text] for use in lesson.get("uses", []) for text in ("changed", "why") if text in use)
    yield from (
        each[text] for each in lesson.get("comments", []) for text in ("text", "answer") if text in each
    )


def is_senior(person, author):
    same = person["organisation"] and person["organisation"] == author["organisation"]
    return bool(same) and level(person) > level(author)


def may_read(person, lesson):
    author = PEOPLE[lesson["author"]]
    if "withdrawn_days_ago" in lesson or person["kind"] not in PEERS:
        return False
    if lesson["audience"] == "public":
        return True
    in_audience = lesson["audience"] == "peers" or level(person) == level(author)
    return in_audience and not is_senior(person, author)


def name_of(lesson):
    return f"{lesson['author'].split('@')[0]}: {lesson['trying'][:30]}"


def stands_in(words, text):
    """Say whether a text has these words whole. Most have not even their letters, which is soon seen."""
    return words in text and re.search(rf"\b{re.escape(words)}\b", text) is not None


each_lesson = of_each(LESSONS, name_of)


# Places and organisations


def test_organisations_stand_in_a_place_near_its_centre():
    for row in ORGANISATIONS.values():
        distance = kilometres(OUTCODES[row["outcode"]], PLACES[row["place"]])
        assert distance < 25, f"{row['code']} stands {distance:.0f} km from {row['place']}"


def test_organisations_have_a_known_parent_and_an_address_nobody_can_own():
    for row in ORGANISATIONS.values():
        assert row["parent"] == "" or row["parent"] in ORGANISATIONS
        assert row["email_domain"].endswith(".example.org")
    assert len({row["email_domain"] for row in ORGANISATIONS.values()}) == len(ORGANISATIONS)


def test_every_service_people_work_in_has_an_organisation():
    assert {row["service"] for row in ORGANISATIONS.values()} == {
        "nhs", "council", "jobcentre", "police", "fire", "housing", "employment_provider", "voluntary",
        "community", "government", "funder", "regulator",
    }  # fmt: skip


def test_no_organisation_and_no_place_is_a_real_one():
    if not REAL.exists():
        pytest.skip("The real organisations are not beside this checkout, so the names were not compared.")
    real = " ".join(path.read_text(encoding="utf-8").lower() for path in sorted(REAL.glob("*.csv")))
    names = [row["name"].lower() for row in [*PLACES.values(), *ORGANISATIONS.values()]]
    assert not [name for name in names if stands_in(name, real)]


# People


def test_there_are_200_people_and_each_has_an_address_of_the_demo():
    assert len(PEOPLE) == len(table(DEMO / "people.csv")) == 200
    assert all(re.fullmatch(r"[a-z0-9.-]+@demo\.example\.org", email) for email in PEOPLE)
    assert len({person["name"] for person in PEOPLE.values()}) == 200


def test_people_have_a_known_profession_organisation_and_topics():
    for email, person in PEOPLE.items():
        assert person["profession"] in PROFESSIONS, email
        assert person["organisation"] in ORGANISATIONS or person["outcode"] in OUTCODES, email
        assert set(person["topics"].split(";")) <= set(TOPICS), email
        assert 5 <= int(person["travel_km"]) <= 100, email


def test_people_come_from_twelve_professions_at_every_level_and_two_side_tracks():
    professions = {person["profession"] for person in PEOPLE.values()} - OVERSIGHT_PROFESSIONS
    assert len(professions - {"councillor", "expert_by_experience"}) == 12
    assert {level(person) for person in PEOPLE.values()} == set(range(9))


@of_each(CAST)
def test_the_cast_is_who_the_sign_in_page_says(name):
    person = cast(name)
    assert (person["kind"], person["profession"], level(person)) == CAST[name]


def test_only_the_cast_and_one_more_broker_have_a_special_account():
    special = {email.split("@")[0] for email, person in PEOPLE.items() if person["kind"] != "practitioner"}
    assert special - set(CAST) == {"sue.alderson"}
    assert PEOPLE["sue.alderson@demo.example.org"]["kind"] == "broker"


def test_the_nurse_and_the_work_coach_could_be_introduced():
    nurse, coach = cast("nurse"), cast("work-coach")
    assert level(nurse) == level(coach)
    assert nurse["organisation"] != coach["organisation"]
    assert 10 <= kilometres(outcode(nurse), outcode(coach)) <= 15
    assert set(nurse["topics"].split(";")) & set(coach["topics"].split(";")) >= {"fit-notes"}


def test_the_manager_is_a_senior_of_the_social_worker_and_the_chief_of_both():
    assert is_senior(cast("manager"), cast("social-worker"))
    assert is_senior(cast("chief"), cast("manager"))


def test_some_groups_are_large_enough_to_show_and_some_are_not():
    region = {
        email: PLACES[ORGANISATIONS[person["organisation"]]["place"]]["region"]
        for email, person in PEOPLE.items()
        if person["organisation"]
    }
    cells = Counter(
        (level(PEOPLE[email]), PEOPLE[email]["profession"], where) for email, where in region.items()
    )
    assert cells[2, "nurse", "North West"] >= 5
    assert cells[2, "work_coach", "North West"] >= 5
    assert cells[4, "social_worker", "North West"] >= 5
    assert 0 < cells[2, "nurse", "Yorkshire and The Humber"] < 5
    assert 0 < cells[2, "homelessness_officer", "Yorkshire and The Humber"] < 5
    ladder = Counter(level(person) for person in PEOPLE.values())
    assert min(ladder.values()) >= 5, "Nothing could be said of an author at a level with fewer than five"


# Lessons


def test_there_are_61_lessons_and_no_two_have_the_same_words():
    assert len(LESSONS) == 61
    for field in ("trying", "went_wrong"):
        assert len({lesson[field] for lesson in LESSONS}) == 61


@each_lesson
def test_a_lesson_has_the_fields_of_the_form_and_no_others(lesson):
    assert set(lesson) >= ALWAYS
    assert set(lesson) <= ALLOWED
    assert lesson["trying"]
    assert lesson["went_wrong"]
    assert 1 <= len(lesson["causes"]) <= 3
    assert set(lesson["causes"]) <= CAUSES
    assert 1 <= len(lesson["topics"]) <= 4
    assert set(lesson["topics"]) <= set(TOPICS)
    for field, choices in CHOICES.items():
        assert lesson.get(field, min(choices)) in choices


@each_lesson
def test_a_lesson_fits_the_boxes_of_the_form(lesson):
    assert {
        field: len(lesson.get(field, "")) for field in LENGTHS if len(lesson.get(field, "")) > LENGTHS[field]
    } == {}
    assert all(len(update["text"]) <= 280 for update in lesson.get("updates", []))


@each_lesson
def test_what_happened_next_comes_after_the_lesson(lesson):
    days = [lesson["days_ago"], *(update["days_ago"] for update in lesson.get("updates", []))]
    assert days == sorted(set(days), reverse=True)
    assert all(0 < lesson[field] < lesson["days_ago"] for field in TIMES & set(lesson))


@each_lesson
def test_a_lesson_is_written_and_echoed_by_people_who_may(lesson):
    assert PEOPLE[lesson["author"]]["kind"] == "practitioner"
    for email in lesson.get("echoes", []):
        assert email != lesson["author"]
        assert "withdrawn_days_ago" in lesson or may_read(PEOPLE[email], lesson), email


@each_lesson
def test_a_lesson_is_used_by_people_who_may_read_it_and_the_days_follow_each_other(lesson):
    for use in lesson.get("uses", []):
        assert use["by"] != lesson["author"]
        assert may_read(PEOPLE[use["by"]], lesson), use["by"]
        assert len(use.get("changed", "")) <= 280
        assert len(use.get("why", "")) <= 280
        assert use.get("outcome", "held") in OUTCOMES
        assert 0 <= use.get("answered_days_ago", 0) < use["days_ago"] < lesson["days_ago"]


@each_lesson
def test_comments_come_from_the_audience_and_answers_follow_questions(lesson):
    for each in lesson.get("comments", []):
        assert each["by"] != lesson["author"]
        assert may_read(PEOPLE[each["by"]], lesson), each["by"]
        assert len(each["text"]) <= 500
        assert each["kind"] == "question" or "answer" not in each
        assert 0 <= each.get("answered_days_ago", 0) < each["days_ago"] < lesson["days_ago"]
        if "reported_by" in each:
            assert each["reported_by"] != each["by"]
            assert may_read(PEOPLE[each["reported_by"]], lesson)
            assert each["reason"] in {"identifies", "attacks", "discriminates", "wrong", "off_topic"}
            assert each["days_ago"] >= 2  # it was reported, and read a day later


def test_of_what_was_used_some_held_and_some_failed():
    ended = Counter(use.get("outcome") for lesson in LESSONS for use in lesson.get("uses", []))

    assert set(ended) == OUTCOMES | {None}
    assert ended["failed"] >= 3


@each_lesson
def test_a_lesson_names_no_person_no_body_no_place_and_no_number_to_ring(lesson):
    named = {row["name"] for row in [*PLACES.values(), *ORGANISATIONS.values(), *PEOPLE.values()]}
    named |= {
        alias for row in ORGANISATIONS.values() for alias in row["aliases"].split(";")[:1] if " " in alias
    }
    for text in texts(lesson):
        assert not [name for name in named if stands_in(name, text)], text
        assert not re.search(r"@|https?:|\b\d{5,}\b|\b[A-Z]{1,2}\d{1,2}[A-Z]?\b", text), text


@each_lesson
def test_a_lesson_is_typed_as_people_type(lesson):
    for text in texts(lesson):
        assert text == text.strip()
        assert not re.search(r"[—–;]|\s{2}|lorem|ipsum", text, re.IGNORECASE), text


def test_about_a_third_are_happening_now_and_about_a_third_give_no_advice():
    assert 18 <= sum(lesson["stage"] == "now" for lesson in LESSONS) <= 24
    assert 15 <= sum(not lesson["advice"] for lesson in LESSONS) <= 24
    assert sum("updates" in lesson for lesson in LESSONS) >= 15


def test_only_released_lessons_are_public_and_one_waits_for_a_guardian():
    released = [lesson for lesson in LESSONS if "released_days_ago" in lesson]
    assert released == [lesson for lesson in LESSONS if lesson["audience"] == "public"]
    assert len(released) >= 4
    assert sum("release_asked_days_ago" in lesson for lesson in LESSONS) == 1


def test_one_lesson_is_withdrawn_one_is_named_and_some_come_from_the_top():
    assert sum("withdrawn_days_ago" in lesson for lesson in LESSONS) == 1
    assert sum(lesson["attribution"] == "named" for lesson in LESSONS) == 1
    assert sum(level(PEOPLE[lesson["author"]]) in {6, 7} for lesson in LESSONS) >= 2


def test_the_nurse_first_sees_what_a_work_coach_at_her_level_got_wrong_about_fit_notes():
    seen = [lesson for lesson in LESSONS if may_read(cast("nurse"), lesson) and lesson["stage"] == "now"]
    first = min(seen, key=lambda lesson: lesson["days_ago"])
    assert first["author"] == "work-coach@demo.example.org"
    assert (first["days_ago"], first["audience"]) == (6, "level")
    assert "fit-notes" in first["topics"]
    assert [lesson for lesson in seen if lesson["days_ago"] == first["days_ago"]] == [first]


def test_everybody_in_the_cast_with_a_lesson_form_has_something_to_read_and_the_others_only_what_is_public():
    for name, (kind, _, _) in CAST.items():
        readable = [lesson for lesson in LESSONS if may_read(cast(name), lesson)]
        assert (len(readable) > 20) == (kind in PEERS), name


# Topics


def test_topics_are_about_40_and_each_is_suggested_by_words_of_its_own():
    words = Counter(word for topic in TOPICS.values() for word in topic["words"].split(";"))
    assert 35 <= len(TOPICS) <= 50
    assert len({topic["name"] for topic in TOPICS.values()}) == len(TOPICS)
    assert all(word == word.strip().lower() and word for word in words)
    for topic in TOPICS.values():
        assert any(words[word] == 1 for word in topic["words"].split(";")), topic["slug"]


@each_lesson
def test_the_words_of_a_lesson_suggest_at_least_one_of_its_topics(lesson):
    said = " ".join(texts(lesson)).lower()
    suggested = {
        slug
        for slug, topic in TOPICS.items()
        if any(stands_in(word, said) for word in topic["words"].split(";"))
    }
    assert suggested & set(lesson["topics"]), f"suggested {sorted(suggested)}"
