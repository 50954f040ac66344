"""“I used this”: who may say and see it, what became of it, and how it goes away."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from sideways.lessons import holding, notice_kinds, reuse_queries, rules, services
from sideways.lessons.errors import FormalRouteFirstError, LessonNotSharedError, NotAReaderError, NotUsedError
from sideways.lessons.models import LessonReuse
from sideways.lessons.presenters.trail import trail_counts, trail_entries, trail_sentence
from sideways.lessons.queries import cells_at
from sideways.lessons.tests.factories import make_lesson
from sideways.lessons.tests.telling import HARM, page
from sideways.people.models import Person
from sideways.people.services import person_move
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.trust import State, written_by
from sideways.vault.models import SealedIdentity
from sideways.vault.queries import opened

pytestmark = pytest.mark.django_db
on_the_page = pytest.mark.once  # a page shows what services and queries keep
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
NOTHING = frozenset()


def use(lesson, by, place="nhs", changed="We rang the ward first", at=NOW):
    return services.lesson_reuse(
        lesson=lesson, place=place, changed=changed, routes_seen=NOTHING, by=by, at=at
    )


def answer(lesson, by, outcome="failed", why="The ward moved", at=NOW):
    return services.lesson_reuse_answer(
        lesson=lesson, outcome=outcome, why=why, routes_seen=NOTHING, by=by, at=at
    )


def trail(lesson, reader):
    return reuse_queries.reuses_of(lesson, reader)


def test_using_twice_is_once_and_the_last_words_stand():
    lesson, person = make_lesson(), make_person()
    first = use(lesson, person)
    assert use(lesson, person) == first
    use(lesson, person, place="housing", changed="We wrote", at=NOW + timedelta(days=1))

    reuse = LessonReuse.objects.get()
    assert (reuse.place, reuse.changed, reuse.used_on) == ("housing", "We wrote", date(2026, 3, 10))
    assert opened(reuse.pk) == {"person": person.pk}


def test_answering_twice_is_once_and_the_last_answer_stands():
    lesson, person = make_lesson(), make_person()
    use(lesson, person)
    for _double_click in range(2):
        answer(lesson, person, "too_soon", "")
    answer(lesson, person, "held", "They kept ringing", at=NOW + timedelta(days=60))

    reuse = LessonReuse.objects.get()
    assert (reuse.outcome, reuse.why, reuse.answered_on) == ("held", "They kept ringing", date(2026, 5, 9))


def test_taking_back_leaves_nothing_and_twice_changes_nothing():
    lesson, person = make_lesson(), make_person()
    reuse = use(lesson, person)
    for _twice in range(2):
        services.lesson_reuse_take_back(lesson=lesson, by=person, at=NOW)

    assert not LessonReuse.objects.exists()
    assert opened(reuse.pk) is None
    assert written_by(rules.REUSE, person) == []


def test_nobody_says_whether_it_held_without_having_used_it():
    lesson = make_lesson()
    use(lesson, make_person())
    with pytest.raises(NotUsedError):
        answer(lesson, make_person())


def test_author_and_those_who_may_not_read_it_cannot_use_it():
    author = make_person()
    lesson = make_lesson(author=author)
    unskilled = make_person()
    unskilled.profession = None
    for person in (author, make_person(level=5), make_person(kind="official"), unskilled):
        with pytest.raises(NotAReaderError):
            use(lesson, person)
    with pytest.raises(LessonNotSharedError):
        use(make_lesson(state=State.WITHDRAWN), make_person())
    assert not LessonReuse.objects.exists()


def test_an_answer_and_a_place_are_of_the_list():
    lesson, person = make_lesson(), make_person()
    with pytest.raises(ValidationError):
        use(lesson, person, place="moon")
    use(lesson, person)
    for outcome in ("", "great"):
        with pytest.raises(ValidationError):
            answer(lesson, person, outcome)


def test_words_of_harm_show_the_formal_routes_first():
    lesson, person = make_lesson(), make_person()
    with pytest.raises(FormalRouteFirstError):
        use(lesson, person, changed=HARM)
    assert not LessonReuse.objects.exists()
    use(lesson, person)
    with pytest.raises(FormalRouteFirstError):
        answer(lesson, person, why=HARM)
    assert LessonReuse.objects.get().outcome == ""


WHO_SEES = [
    ("peer", {}, True),
    ("broker", {"kind": "broker"}, True),
    ("other level", {"level": 5}, True),
    ("official", {"kind": "official"}, False),
    ("funder", {"kind": "funder"}, False),
    ("regulator", {"kind": "regulator"}, False),
    ("guardian", {"kind": "guardian"}, False),
    ("held", {"standing": "held"}, False),
]


@on_the_page
@pytest.mark.parametrize(("who", "fields", "sees"), WHO_SEES)
def test_who_sees_what_came_of_a_public_lesson(client, who, fields, sees):
    lesson, user = make_lesson(audience="public"), make_person()
    use(lesson, user)
    answer(lesson, user)
    client.force_login(make_person(**fields))

    text = client.get(page(lesson)).text

    assert ("We rang the ward first" in text) == sees
    assert ("failed in 1" in text.lower()) == sees


def test_nobody_signed_out_sees_what_came_of_a_public_lesson(client):
    lesson = make_lesson(audience="public")
    use(lesson, make_person())

    assert "We rang" not in client.get(page(lesson)).text


def test_senior_of_who_used_it_sees_neither_words_nor_count_even_as_the_author(client):
    house = make_organisation()
    senior, user = make_person(level=4, organisation=house), make_person(organisation=house)
    lesson = make_lesson(author=senior, audience="peers")
    use(lesson, user)

    assert trail(lesson, senior) == []
    assert reuse_queries.reuse_counts([lesson], senior) == {}
    assert len(trail(lesson, make_person(level=4))) == 1
    client.force_login(senior)
    assert "We rang" not in client.get(page(lesson)).text


def test_senior_of_the_new_post_is_shut_out_too():
    house = make_organisation()
    user, senior = make_person(), make_person(level=4, organisation=house)
    lesson = make_lesson(audience="public")
    use(lesson, user)
    assert len(trail(lesson, senior)) == 1
    for _twice in range(2):
        person_move(person=user, organisation=house, level=user.level, by=user, at=NOW)

    assert trail(lesson, senior) == []


def test_withdrawn_lesson_takes_its_trail_along_and_brings_it_back():
    author, reader = make_person(), make_person()
    lesson = make_lesson(author=author)
    use(lesson, reader)
    withdrawn = services.lesson_withdraw(lesson=lesson, by=author, at=NOW)
    assert (trail(withdrawn, author), reuse_queries.reuse_counts([withdrawn], author)) == ([], {})

    back = services.lesson_put_back(lesson=lesson, by=author, at=NOW)
    assert len(trail(back, author)) == 1


def test_sentence_counts_what_failed_as_well_as_what_held():
    lesson = make_lesson()
    for outcome in ("held", "held", "failed", "partly", "too_soon", ""):
        person = make_person()
        use(lesson, person)
        if outcome:
            answer(lesson, person, outcome)
    reader = make_person()
    said = "Used 6 times. Held in 2, held partly in 1, failed in 1, too soon to say in 1."

    assert trail_sentence(trail_counts(trail(lesson, reader))) == said
    assert trail_sentence(reuse_queries.reuse_counts([lesson], reader)[lesson.pk]) == said
    assert trail_sentence(trail_counts([])) == ""


def entry_of(lesson, reader):
    reuses = trail(lesson, reader)
    cells = cells_at([lesson.level, *(reuse.level for reuse in reuses)])
    return trail_entries(lesson, reuses, cells)[0]


def test_role_shows_only_where_enough_people_share_it_and_the_place_adds_nothing():
    lesson, user = make_lesson(), make_person()
    for _colleague in range(5):
        make_person()
    use(lesson, user)
    assert entry_of(lesson, user).who == "In the NHS, by a nurse, North West"

    use(lesson, user, place="police")
    assert entry_of(lesson, user).who == "In the police"

    use(lesson, user)
    Person.objects.exclude(pk=user.pk).update(standing="held")
    assert entry_of(lesson, user).who == "In the NHS"


def test_context_differences_are_told():
    authors, users = [make_person() for _ in range(5)], [make_person(profession="gp") for _ in range(5)]
    lesson = make_lesson(author=authors[0])
    use(lesson, users[0])
    assert "another profession" in entry_of(lesson, users[0]).differences
    use(lesson, authors[1], place="housing", at=NOW + timedelta(days=1))
    assert entry_of(lesson, users[0]).differences == "Not the same as the author’s: another service."


def test_export_holds_it_and_closing_the_account_deletes_it():
    lesson, person = make_lesson(), make_person()
    reuse = use(lesson, person)
    answer(lesson, person)
    told = holding.export(person)["used"]
    assert [(one["changed"], one["why"]) for one in told] == [("We rang the ward first", "The ward moved")]

    for _twice in range(2):
        holding.erase(person=person, choice=holding.LEAVE, at=NOW)
    assert not LessonReuse.objects.exists()
    assert opened(reuse.pk) is None


def test_deleted_lesson_leaves_no_seal_of_its_reuses():
    author = make_person()
    erased, expired = make_lesson(author=author), make_lesson(author=make_person())
    seals = [use(erased, make_person()).pk, use(expired, make_person()).pk]
    holding.erase(person=author, choice=holding.WITHDRAW, at=NOW)
    owner = Person.objects.get(pk=opened(expired.pk)["person"])
    services.lesson_withdraw(lesson=expired, by=owner, at=NOW)
    services.withdrawn_forget(at=NOW + timedelta(days=91))

    assert not LessonReuse.objects.exists()
    assert not SealedIdentity.objects.filter(pk__in=seals).exists()


def test_groups_that_became_too_small_are_widened():
    lesson, user = make_lesson(), make_person()
    for _colleague in range(5):
        make_person()
    use(lesson, user)
    assert LessonReuse.objects.get().region == "North West"
    Person.objects.exclude(pk=user.pk).update(region="London")
    services.groups_widen()

    assert LessonReuse.objects.get().region == ""


@on_the_page
def test_pages_use_answer_and_take_back(client, reader):
    lesson = make_lesson()
    assert 'value="nhs" selected' in client.get(page(lesson, "reuse/")).text
    assert client.get(page(lesson, "reuse/outcome/")).status_code == 404
    for _double_click in range(2):
        client.post(page(lesson, "reuse/"), {"place": "housing", "changed": "We rang"})
    assert "Used once." in client.get(page(lesson)).text
    assert "We rang" in client.get(page(lesson, "reuse/")).text
    assert "Choose one of the buttons" in client.post(page(lesson, "reuse/outcome/"), {"why": "Hm"}).text
    assert "Did it hold?" in client.get(page(lesson, "reuse/outcome/")).text
    client.post(page(lesson, "reuse/outcome/"), {"outcome": "failed", "why": "They left"})
    text = client.get(page(lesson)).text
    assert "In housing: It failed" in text
    assert "They left" in text
    client.post(page(lesson, "reuse/take-back/"))
    assert "Nobody has said that they used it yet." in client.get(page(lesson)).text


@on_the_page
def test_pages_show_the_formal_routes_before_words_of_harm_are_kept(client, reader):
    lesson = make_lesson()
    first = client.post(page(lesson, "reuse/"), {"place": "nhs", "changed": HARM})
    assert "Before this is saved" in first.text
    use(lesson, reader)
    second = client.post(page(lesson, "reuse/outcome/"), {"outcome": "held", "why": HARM})
    assert "Before this is saved" in second.text
    assert LessonReuse.objects.get().why == ""


@pytest.mark.parametrize("part", ["reuse/", "reuse/outcome/"])
def test_pages_are_not_there_for_the_author(client, reader, part):
    lesson = make_lesson(author=reader)
    assert client.get(page(lesson, part)).status_code == 404
    assert client.post(page(lesson, part), {"place": "nhs", "outcome": "held"}).status_code == 404


@on_the_page
@pytest.mark.parametrize("n_reuses", [1, 10])
def test_page_takes_a_fixed_number_of_queries(client, reader, n_reuses, django_assert_num_queries):
    lesson = make_lesson()
    for _ in range(n_reuses):
        use(lesson, make_person())
    with django_assert_num_queries(27):
        client.get(page(lesson))


def asked(person, day):
    """What somebody is asked on one day after they used it."""
    at = NOW + timedelta(days=day)
    return [item.text for item in notice_kinds.did_it_hold(person, at - timedelta(days=1), at)]


@pytest.mark.parametrize("day", [30, 90])
def test_did_it_hold_is_asked_after_30_and_90_days_and_never_once_answered(day):
    lesson, person = make_lesson(), make_person()
    use(lesson, person)
    assert [len(asked(person, each)) for each in (day - 1, day, day + 1)] == [0, 1, 0]
    assert asked(make_person(), day) == []

    answer(lesson, person, "too_soon")
    assert len(asked(person, day)) == 1
    answer(lesson, person, "failed")
    assert asked(person, day) == []


def test_did_it_hold_is_not_asked_of_a_lesson_that_is_gone_or_that_they_may_no_longer_read():
    author = make_person()
    withdrawn, narrowed = make_lesson(author=author), make_lesson(audience="peers")
    person, elsewhere = make_person(), make_person(level=5)
    use(withdrawn, person)
    use(narrowed, elsewhere)
    assert (len(asked(person, 30)), len(asked(elsewhere, 30))) == (1, 1)
    services.lesson_withdraw(lesson=withdrawn, by=author, at=NOW)
    owner = Person.objects.get(pk=opened(narrowed.pk)["person"])
    services.lesson_narrow_audience(lesson=narrowed, audience="level", by=owner, at=NOW)

    assert (asked(person, 30), asked(elsewhere, 30)) == ([], [])


def heard(author, day):
    at = NOW + timedelta(days=day)
    return [item.text for item in notice_kinds.came_of_lessons(author, at - timedelta(days=1), at)]


def test_author_hears_on_the_day_after_in_one_line_for_each_lesson_and_day():
    author = make_person()
    lesson = make_lesson(author=author, went_wrong="Letters came late.")
    users = [make_person(), make_person()]
    for user in users:
        use(lesson, user)
    services.lesson_echo(lesson=lesson, by=users[0], at=NOW)
    answer(lesson, users[0], "failed", at=NOW + timedelta(days=30))

    assert heard(author, 0) == []
    came = "Letters came late. What came of it: "
    assert sorted(heard(author, 1)) == [
        "It happened to others too, 1 in the NHS: Letters came late.",
        f"{came}Used 2 times.",
    ]
    assert heard(author, 31) == [f"{came}Failed in 1."]
    assert heard(users[0], 1) == []


def test_author_hears_nothing_from_somebody_they_are_the_senior_of():
    house = make_organisation()
    senior, user = make_person(level=4, organisation=house), make_person(organisation=house)
    lesson = make_lesson(author=senior, audience="peers")
    use(lesson, user)
    assert heard(senior, 1) == []
    use(lesson, make_person())
    assert len(heard(senior, 1)) == 1


def test_author_whose_account_is_no_longer_a_peers_hears_nothing():
    author = make_person()
    use(make_lesson(author=author), make_person())
    assert len(heard(author, 1)) == 1
    author.kind = "guardian"
    assert heard(author, 1) == []


@on_the_page
def test_my_lessons_says_what_came_of_each(client, reader):
    lesson, user = make_lesson(author=reader), make_person()
    assert "Used " not in client.get("/lessons/mine/").text
    use(lesson, user)
    answer(lesson, user, "failed")

    assert "Used once. Failed in 1." in client.get("/lessons/mine/").text
