"""The panel that says what the words give away: it suggests once, and never stops anybody for good."""

import pytest

from sideways.clues.persons import persons_in
from sideways.lessons.models import Lesson, LessonRelease, LessonUpdate
from sideways.lessons.tests.factories import make_guardian, make_lesson, make_release
from sideways.lessons.tests.telling import HTMX, NEW, told
from sideways.people import naming
from sideways.people.models import Place
from sideways.people.tests.factories import make_organisation
from sideways.people.trust import State

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

NUMBER = "943 476 5919"
TEXT = f"The note of {NUMBER} was read by nobody"
TITLE = "Could this tell who somebody is?"


def shown(response):
    """Return what the panel of a page sends along: which clues were seen, and what to write instead."""
    rows = response.context["clues"]
    return {"clue_seen": [row.key for row in rows], "clue_instead": [row.instead for row in rows]}


@pytest.mark.parametrize("box", ["trying", "went_wrong", "advice"])
def test_sharing_stops_once_before_anybody_can_read_a_clue(client, person, box):
    sent = told("share", **{box: TEXT})

    stopped = client.post(NEW, sent)

    assert "Nobody can read it yet" in stopped.text
    assert TITLE in stopped.text
    assert Lesson.objects.get().state == State.DRAFT  # kept, for nobody else

    client.post(NEW, sent | shown(stopped))

    assert getattr(Lesson.objects.get(state=State.SHARED), box) == TEXT


def test_a_suggestion_is_taken_without_a_script_and_nothing_else_changes(client, person):
    sent = told("share", went_wrong=f"{TEXT}, and {NUMBER} again", advice=TEXT)
    stopped = client.post(NEW, sent)

    taken = client.post(NEW, sent | shown(stopped) | {"replace": "0"})

    form = taken.context["form"]
    assert (
        form["went_wrong"].value() == "The note of an NHS number was read by nobody, and an NHS number again"
    )
    assert form["advice"].value() == TEXT
    assert [row.box for row in taken.context["clues"]] == ["advice"]
    assert Lesson.objects.get().state == State.DRAFT


def test_a_suggestion_leaves_longer_words_alone(client, person):
    Place.objects.create(code="E1", name="Bury", region="North West", nation="England")
    type(person).objects.filter(pk=person.pk).update(region="North West", nation="England")
    sent = told(
        "share", went_wrong="In Bury we saw Burying and Canterbury. Bury’s desk shut", attribution="role"
    )
    stopped = client.post(NEW, sent)

    taken = client.post(NEW, sent | shown(stopped) | {"replace": "0"})

    written = taken.context["form"]["went_wrong"].value()
    assert written == "In our area we saw Burying and Canterbury. Our area’s desk shut"


def test_a_number_that_touches_a_word_is_replaced_too(client, person):
    sent = told("share", went_wrong="The note of NHS943 476 5919 was lost")
    stopped = client.post(NEW, sent)

    taken = client.post(NEW, sent | shown(stopped) | {"replace": "0"})

    assert taken.context["form"]["went_wrong"].value() == "The note of NHSan NHS number was lost"


def test_a_month_in_letters_of_old_prints_stops_no_page(client, person):
    page = client.post(NEW, told("share", went_wrong="She was born 3 ſep 1961 and waited"))

    assert [row.text for row in page.context["clues"]] == ["3 ſep 1961"]


@pytest.mark.parametrize("taken", ["", "1", "-1", "x", "²", "9" * 30])
def test_a_suggestion_that_is_none_changes_nothing(client, person, taken):
    sent = told("share", went_wrong=TEXT)
    stopped = client.post(NEW, sent)

    page = client.post(NEW, sent | shown(stopped) | {"replace": taken})

    assert page.context["form"]["went_wrong"].value() == TEXT


def test_a_suggestion_for_a_box_that_was_not_sent_adds_none(client, person):
    page = client.post(NEW, told("share") | {"clue_seen": "secret:a", "clue_instead": "b", "replace": "0"})

    assert "secret" not in page.context["form"].data


def test_what_is_typed_after_the_stop_is_asked_about_as_well(client, person):
    stopped = client.post(NEW, told("share", went_wrong=TEXT))

    again = client.post(NEW, told("share", went_wrong=TEXT, advice="Ring 020 7946 0018") | shown(stopped))

    assert "Nobody can read it yet" in again.text
    assert {row.box for row in again.context["clues"]} == {"went_wrong", "advice"}


def test_as_it_is_typed_the_panel_comes_when_it_changes(client, person):
    sent = told("autosave", went_wrong=TEXT)

    first = client.post(NEW, sent, headers=HTMX)
    second = client.post(NEW, sent | shown(first), headers=HTMX)
    gone = client.post(NEW, told("autosave") | shown(first), headers=HTMX)

    assert TITLE in first.text
    assert 'id="clues"' not in second.text
    assert 'id="clues" hx-swap-oob="innerHTML">' in gone.text
    assert TITLE not in gone.text


def test_saving_for_later_asks_nothing(client, person):
    client.post(NEW, told("later", went_wrong=TEXT))

    assert Lesson.objects.get().went_wrong == TEXT


def test_a_change_of_a_shared_lesson_stops_once_too(client, person):
    lesson = make_lesson(author=person)
    page, sent = f"/lessons/{lesson.pk}/edit/", told("share", went_wrong=TEXT) | {"version": lesson.version}

    stopped = client.post(page, sent)
    unchanged = Lesson.objects.get().went_wrong
    client.post(page, sent | shown(stopped))

    assert unchanged == lesson.went_wrong
    assert Lesson.objects.get().went_wrong == TEXT


@pytest.mark.parametrize(("page", "box"), [("more", "scale"), ("updates", "text")])
def test_what_is_added_later_stops_once_too(client, person, page, box):
    lesson = make_lesson(author=person)
    address = f"/lessons/{lesson.pk}/{page}/"
    sent = {
        box: TEXT,
        "version": lesson.version,
        "update_id": "6a8c3f0e-6f0b-4d50-9d5a-0d1f1f1f1f1f",
        "harm": "",
        "helped": "",
    }

    stopped = client.post(address, sent)
    stored = Lesson.objects.get().scale, LessonUpdate.objects.count()
    taken = client.post(address, sent | shown(stopped) | {"replace": "0"})
    client.post(address, sent | shown(stopped))

    assert "Nobody can read it yet" in stopped.text
    assert stored == ("", 0)
    assert taken.context["form"][box].value() == "The note of an NHS number was read by nobody"
    assert TEXT in (Lesson.objects.get().scale, *LessonUpdate.objects.values_list("text", flat=True))


def test_a_person_is_named_by_the_part_they_played(client, person):
    sent = told("share", went_wrong="Our manager, Mrs Marsh, told us. Mrs Marsh knew")
    stopped = client.post(NEW, sent)
    typed = client.post(NEW, sent | {"do": "autosave"}, headers=HTMX)
    taken = client.post(NEW, sent | shown(stopped) | {"replace": "0"})

    assert [(row.text, row.instead, row.sentence) for row in stopped.context["clues"]] == [
        ("Our manager, Mrs Marsh,", "Our manager", "Looks like a person’s name"),
        ("Mrs Marsh", "somebody", "Looks like a person’s name"),
    ]
    assert "Write “Our manager” instead" in typed.text
    assert taken.context["form"]["went_wrong"].value() == "Our manager told us. Mrs Marsh knew"


def test_a_name_that_stands_alone_is_shown_where_they_are_looked_for(client, person, monkeypatch):
    monkeypatch.setattr(naming, "names_in", lambda text: persons_in(text, [text.index("Kemi")]))

    stopped = client.post(NEW, told("share", went_wrong="I told Kemi about Dr Patel"))

    assert [row.text for row in stopped.context["clues"]] == ["Kemi", "Dr Patel"]


def test_an_organisation_is_named_by_its_kind(client, person):
    make_organisation(name="Halder Council", service="council")

    stopped = client.post(NEW, told("share", went_wrong="Halder Council shut the desk"))

    (row,) = stopped.context["clues"]
    assert (row.text, row.instead) == ("Halder Council", "a council")
    assert row.sentence == "Looks like an organisation"


@pytest.mark.parametrize(("attribution", "is_told"), [("role", True), ("named", False)])
def test_a_place_is_told_to_whoever_is_shown_by_role_and_has_few_alike(client, person, attribution, is_told):
    Place.objects.create(code="E1", name="Halder", region="North West", nation="England")
    type(person).objects.filter(pk=person.pk).update(region="North West", nation="England")

    page = client.post(NEW, told("share", went_wrong="Here in Halder it broke", attribution=attribution))

    words = "Fewer than 5 people at your level do your work in North West."
    assert (words in page.text) is is_told


def test_the_panel_takes_three_queries_however_much_it_finds(client, person, django_assert_max_num_queries):
    few = told("autosave", went_wrong="It broke", trying="a", advice="b")
    many = told(
        "autosave", went_wrong=f"Halder Council {NUMBER}", trying="Ring 020 7946 0018", advice="At OL1 3LA"
    )
    client.post(NEW, few, headers=HTMX)

    with django_assert_max_num_queries(100) as without:
        client.post(NEW, few, headers=HTMX)
    with django_assert_max_num_queries(100) as with_clues:
        client.post(NEW, many | {"lesson_id": few["lesson_id"]}, headers=HTMX)

    assert len(with_clues) <= len(without) + 3


def test_hostile_words_are_shown_and_run_nowhere(client, person):
    stopped = client.post(
        NEW, told("share", went_wrong="<b>\"'@x.example</b> a'\"b@x.example & o'o@x.example")
    )

    assert "<b>" not in stopped.content.decode().split("clues-title")[1].split("</section>")[0]


def test_a_guardian_sees_the_clues_of_a_wording_at_once_and_takes_a_suggestion(client):
    guardian = make_guardian()
    release = make_release(make_lesson(went_wrong=TEXT))
    client.force_login(guardian)
    page = f"/lessons/releases/{release.pk}/"

    opened = client.get(page)
    texts = {field.name: field.initial for field in opened.context["form"]}
    sent = texts | {"version": release.lesson.version} | shown(opened)
    taken = client.post(page, sent | {"replace": "0"})

    assert TITLE in opened.text
    assert taken.context["form"]["went_wrong"].value() == "The note of an NHS number was read by nobody"
    assert LessonRelease.objects.get().state == LessonRelease.State.ASKED
