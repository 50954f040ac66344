import pytest
from django.urls import reverse

from sideways.lessons import services
from sideways.lessons.models import Lesson, LessonRelease
from sideways.lessons.tests.factories import make_guardian, make_lesson, make_release
from sideways.people.models import Person
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.trust import State

pytestmark = pytest.mark.django_db
LIST = "/lessons/"
HTMX = {"HX-Request": "true"}


def page(lesson, part=""):
    return f"/lessons/{lesson.pk}/{part}"


@pytest.fixture
def reader(client):
    reader = make_person()
    client.force_login(reader)
    return reader


def test_list_shows_signed_out_visitors_the_public_ones_only(client):
    make_lesson(audience="public", went_wrong="Everybody may know")
    make_lesson(audience="peers", went_wrong="Only peers may know")

    response = client.get(LIST)

    assert [row.title for row in response.context["rows"]] == ["Everybody may know"]
    assert "Only peers may know" not in response.text
    assert "Sign in" in response.text


def test_list_tells_why_each_reader_sees_a_lesson(client, reader):
    reader.topics.add("fit-notes")
    coaches = [make_person(profession="work_coach") for _ in range(5)]
    make_lesson(author=coaches[0], topics=("fit-notes",))
    make_lesson(author=reader)

    reasons = [row.reason for row in client.get(LIST).context["rows"]]

    assert reasons == ["you wrote it", "you follow fit notes; other profession, same level"]


@pytest.mark.parametrize(
    ("query", "n_queries"),
    [("", 11), ("?q=fit&stage=now&topic=fit-notes", 11), ("?profession=nurse&level=2", 12)],
)
@pytest.mark.parametrize("rows", [1, 10, 100])
def test_list_takes_a_fixed_number_of_queries(
    client, reader, rows, query, n_queries, django_assert_num_queries
):
    authors = [make_person() for _ in range(5)]
    for number in range(rows):
        make_lesson(author=authors[number % 5], topics=("fit-notes",))

    with django_assert_num_queries(n_queries):
        response = client.get(LIST + query)

    assert len(response.context["rows"]) == min(rows, 20)


@pytest.mark.parametrize(
    "query",
    [
        "?topic=nothing",
        "?service=x&level=99&stage=zz",
        "?page=-4",
        "?page=x",
        "?q=%00",
        "?q=%25",
        "?level=%C2%B2",
    ],
)
def test_list_survives_filters_that_do_not_exist(client, reader, query):
    make_lesson()

    assert client.get(LIST + query).status_code == 200


def test_list_filters_and_says_what_would_help_when_nothing_fits(client, reader):
    make_lesson(stage="now")

    assert len(client.get(LIST + "?stage=now").context["rows"]) == 1
    empty = client.get(LIST + "?stage=looking_back")
    assert "No lesson fits all of this" in empty.text
    assert "Show all lessons" in empty.text


def test_list_without_any_lesson_says_how_it_starts(client, reader):
    assert reverse("lessons:new") in client.get(LIST).text.split("No lessons yet")[1]


def test_list_pages_keep_the_filters(client, reader):
    author = make_person()
    for _ in range(21):
        make_lesson(author=author)

    first = client.get(LIST + "?stage=now")

    assert len(first.context["rows"]) == 20
    assert "stage=now&amp;page=2" in first.text
    assert len(client.get(LIST + "?stage=now&page=2").context["rows"]) == 1


WHO_MAY_READ = [
    # who                      level  peers  public
    ("author",                 True,  True,  True),
    ("same level",             True,  True,  True),
    ("same level, same place", True,  True,  True),
    ("other level",            False, True,  True),
    ("broker, other level",    False, True,  True),
    ("senior, same place",     False, False, True),
    ("official",               False, False, True),
    ("funder",                 False, False, True),
    ("regulator",              False, False, True),
    ("guardian",               False, False, True),
    ("operator",               False, False, True),
    ("held",                   False, False, True),
    ("waiting",                False, False, True),
    ("signed out",             False, False, True),
]  # fmt: skip


def reader_called(who, author):
    here = {"organisation": author.organisation}
    fields = {
        "same level": {},
        "same level, same place": here,
        "other level": {"level": 3},
        "broker, other level": {"level": 3, "kind": "broker"},
        "senior, same place": {"level": 4, **here},
        "held": {"standing": "held"},
        "waiting": {"standing": "waiting"},
    }
    return make_person(**fields.get(who, {"kind": who}))


@pytest.mark.parametrize(("who", "level", "peers", "public"), WHO_MAY_READ)
def test_who_may_read_the_page_and_the_list_and_the_search(client, who, level, peers, public):
    author = make_person(organisation=make_organisation())
    if who == "author":
        client.force_login(author)
    elif who != "signed out":
        client.force_login(reader_called(who, author))

    for audience, may in (("level", level), ("peers", peers), ("public", public)):
        lesson = make_lesson(author=author, audience=audience, went_wrong=f"Lost elephants {audience}")
        assert client.get(page(lesson)).status_code == (200 if may else 404)
        for address in (LIST, LIST + "?q=elephants", "/search/?q=elephants"):
            assert (f"Lost elephants {audience}" in client.get(address, follow=True).text) == may


@pytest.mark.parametrize("state", [State.DRAFT, State.WITHDRAWN])
def test_drafts_and_withdrawn_lessons_are_for_their_author(client, reader, state):
    lesson = make_lesson(state=state)
    own = make_lesson(author=reader, state=state)

    assert client.get(page(lesson)).status_code == 404
    assert client.get(page(own), follow=True).status_code == 200


OWN_PAGES = ["edit/", "more/", "updates/", "audience/", "readers/", "withdraw/", "versions/", "release/"]
OWN_POSTS = ["put-back/", "delete/", *OWN_PAGES[:-2], "release/"]


@pytest.mark.parametrize("part", sorted({*OWN_PAGES, *OWN_POSTS}))
def test_what_is_the_authors_is_not_found_by_a_reader(client, reader, part):
    lesson = make_lesson(attribution="named")
    before = Lesson.objects.values().get()

    assert client.get(page(lesson, part)).status_code in {404, 405}
    assert client.post(page(lesson, part), {"do": "ask", "audience": "level"}).status_code in {404, 405}
    assert Lesson.objects.values().get() == before
    assert not LessonRelease.objects.exists()


@pytest.mark.parametrize("part", OWN_PAGES)
def test_what_is_the_authors_opens_for_the_author(client, reader, part):
    assert client.get(page(make_lesson(author=reader), part)).status_code == 200


def test_page_shows_filled_parts_only(client, reader):
    lesson = make_lesson(advice="", trying="Join up", went_wrong="They came apart")

    text = client.get(page(lesson)).text

    assert "What they were trying to do" in text
    assert "Tell somebody starting tomorrow" not in text
    assert "Topics</h2>" not in text


def test_page_of_a_long_lesson_has_a_headline_and_the_whole_text(client, reader):
    long = "The form reaches us after we have left. " * 6
    text = client.get(page(make_lesson(went_wrong=long.strip()))).text

    assert '<h1 dir="auto">The form reaches us after we have left</h1>' in text
    assert long.strip() in text


@pytest.mark.parametrize("n_updates", [1, 10])
def test_page_takes_a_fixed_number_of_queries(client, reader, n_updates, django_assert_num_queries):
    author = make_person()
    lesson = make_lesson(author=author, topics=("fit-notes",))
    for _ in range(n_updates):
        lesson.updates.create(text="Next", at=lesson.shared_at)
        services.lesson_echo(lesson=lesson, by=make_person(), at=lesson.shared_at)

    with django_assert_num_queries(10):
        client.get(page(lesson))


@pytest.mark.parametrize("rows", [1, 10, 100])
def test_mine_takes_a_fixed_number_of_queries(client, reader, rows, django_assert_num_queries):
    for number in range(rows):
        make_lesson(author=reader, state=State.WITHDRAWN if number % 3 else State.SHARED)

    with django_assert_num_queries(10):
        client.get("/lessons/mine/")


def test_mine_lists_mine_only_and_the_wordings_that_wait(client, reader):
    lesson = make_lesson(author=reader, went_wrong="Mine broke")
    make_lesson(went_wrong="Theirs broke")
    make_release(lesson, state=LessonRelease.State.PROPOSED)

    text = client.get("/lessons/mine/").text

    assert "Mine broke" in text
    assert "Theirs broke" not in text
    assert page(lesson, "release/") in text


@pytest.mark.parametrize("kind", ["official", "funder", "regulator"])
def test_mine_is_not_there_for_oversight(client, kind):
    client.force_login(make_person(kind=kind))
    assert client.get("/lessons/mine/").status_code == 404


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_happened_to_us_too_and_taking_it_back(client, reader, headers):
    lesson = make_lesson()

    first = client.post(page(lesson, "echo/"), headers=headers)
    client.post(page(lesson, "echo/"), headers=headers)
    assert "It happened to 1 more" in client.get(page(lesson)).text
    client.post(page(lesson, "echo/take-back/"), headers=headers)

    assert first.status_code == (200 if headers else 302)
    assert "Did it happen to you too?" in client.get(page(lesson)).text


def test_happened_to_us_too_is_not_for_the_author_nor_for_who_may_not_read(client, reader):
    assert client.post(page(make_lesson(author=reader), "echo/")).status_code == 404
    assert client.post(page(make_lesson(author=make_person(level=3)), "echo/")).status_code == 404


def test_withdraw_and_put_back_by_the_author(client, reader):
    lesson = make_lesson(author=reader)

    client.post(page(lesson, "withdraw/"))
    client.post(page(lesson, "withdraw/"))
    assert "Put it back" in client.get(page(lesson)).text
    client.post(page(lesson, "put-back/"))

    lesson.refresh_from_db()
    assert (lesson.state, lesson.version) == (State.SHARED, 3)


def test_audience_is_narrowed_by_its_author_and_never_widened_there(client, reader):
    lesson = make_lesson(author=reader, audience="peers")

    assert client.post(page(lesson, "audience/"), {"audience": "public"}).context["form"].errors
    client.post(page(lesson, "audience/"), {"audience": "level"})

    lesson.refresh_from_db()
    assert lesson.audience == "level"


def test_naming_a_reader_says_the_same_whether_or_not_there_is_an_account(client, reader):
    lesson = make_lesson(author=reader)
    senior = make_person(organisation=reader.organisation, level=4)
    official = make_person(kind="official")

    for email in (senior.email.upper(), official.email, "nobody@nowhere.example.org", reader.email):
        answer = client.post(page(lesson, "readers/"), {"email": email}, follow=True)
        assert "If they are a practitioner or broker here, they can read it now." in answer.text

    assert [one.pk for one in client.get(page(lesson, "audience/")).context["readers"]] == [senior.pk]

    client.post(page(lesson, f"readers/{senior.pk}/close/"))
    assert client.get(page(lesson, "audience/")).context["readers"] == []
    assert client.post(page(lesson, f"readers/{senior.pk}/close/")).status_code == 404


def test_naming_a_reader_needs_an_address(client, reader):
    lesson = make_lesson(author=reader)

    response = client.post(page(lesson, "readers/"), {"email": "nobody"})

    assert "email" in response.context["reader_form"].errors
    assert "<title>Error: Who can read it" in response.text


def test_release_is_taken_back_by_its_author(client, reader):
    lesson = make_lesson(author=reader)
    client.post(page(lesson, "release/"), {"do": "ask"})
    assert "Do not ask any more" in client.get(page(lesson, "release/")).text

    client.post(page(lesson, "release/"), {"do": "refuse"})

    assert not LessonRelease.objects.exists()


def test_put_back_is_refused_while_the_account_is_held(client, reader):
    lesson = make_lesson(author=reader, state=State.WITHDRAWN)
    Person.objects.filter(pk=reader.pk).update(standing="held")

    assert client.post(page(lesson, "put-back/")).status_code == 404


def test_title_of_a_text_without_sentences_is_cut_at_a_word(client, reader):
    text = client.get(page(make_lesson(went_wrong="letters " * 30))).text

    assert "letters letters…</h1>" in text


def test_reader_the_author_named_counts_in_who_can_read(client, reader):
    lesson = make_lesson(author=reader)
    named = make_person(level=4)
    services.lesson_open_to(lesson=lesson, reader=named, by=reader, at=lesson.shared_at)

    assert "and 1 more you named" in client.get(page(lesson)).text


def test_draft_is_deleted_by_its_author_and_a_shared_lesson_is_not(client, reader):
    draft, shared = make_lesson(author=reader, state=State.DRAFT), make_lesson(author=reader)
    assert "Delete this draft?" in client.get(page(draft, "delete/")).text

    client.post(page(draft, "delete/"))
    assert client.post(page(shared, "delete/")).url == page(shared, "withdraw/")

    assert list(Lesson.objects.all()) == [shared]


def test_versions_show_the_author_what_was_said_before(client, reader):
    lesson = make_lesson(author=reader, went_wrong="First words broke", topics=("fit-notes",))
    change = services.Change(fields={"went_wrong": "Second words broke"})
    services.lesson_correct(lesson=lesson, change=change, seen_version=1, by=reader, at=lesson.shared_at)

    text = client.get(page(lesson, "versions/")).text

    assert "First words broke" in text
    assert "Fit notes" in text


def test_release_by_pages_from_asking_to_the_public(client):
    author, guardian = make_person(name="Zebedee Quill"), make_guardian()
    lesson = make_lesson(
        author=author, attribution="named", went_wrong="Dr Ahmed lost it", advice="Ring Dr Ahmed"
    )
    client.force_login(author)
    client.post(page(lesson, "release/"), {"do": "ask"})

    client.force_login(guardian)
    queue = client.get("/lessons/releases/")
    form = client.get(f"/lessons/releases/{lesson.pk}/")
    assert "Dr Ahmed lost it" in queue.text
    assert "Zebedee Quill" not in queue.text + form.text
    wording = {"version": 1, "trying": "Read notes", "went_wrong": "A GP lost it", "advice": ""}
    assert "advice" in client.post(f"/lessons/releases/{lesson.pk}/", wording).context["form"].errors
    for _ in range(2):
        sent = client.post(f"/lessons/releases/{lesson.pk}/", wording | {"advice": "Ring first"})
        assert sent.url == "/lessons/releases/"

    client.force_login(author)
    assert "A GP lost it" in client.get(page(lesson, "release/")).text
    for _ in range(2):
        client.post(page(lesson, "release/"), {"do": "agree"})

    client.logout()
    public = client.get(page(lesson)).text
    assert "A GP lost it" in public
    assert "Ahmed" not in public


def test_release_declined_by_pages_tells_the_author_why(client):
    author = make_person()
    lesson = make_lesson(author=author)
    make_release(lesson)
    client.force_login(make_guardian())

    empty = client.post(f"/lessons/releases/{lesson.pk}/decline/", {"reason": ""})
    assert "reason" in empty.context["form"].errors
    client.post(f"/lessons/releases/{lesson.pk}/decline/", {"reason": "One village only"})
    again = client.post(f"/lessons/releases/{lesson.pk}/decline/", {"reason": "Another"}, follow=True)
    assert "answered already" in again.text

    client.force_login(author)
    assert "One village only" in client.get(page(lesson, "release/")).text


@pytest.mark.parametrize("kind", ["practitioner", "broker", "official", "funder", "regulator", "operator"])
def test_releases_are_for_guardians(client, kind):
    lesson = make_lesson(audience="level", author=make_person(level=3))
    make_release(lesson)
    client.force_login(make_person(kind=kind))

    for part in ("", f"{lesson.pk}/"):
        assert client.get(f"/lessons/releases/{part}").status_code == 404
    assert client.post(f"/lessons/releases/{lesson.pk}/decline/", {"reason": "no"}).status_code == 404


def test_guardian_finds_no_lesson_nobody_asked_to_release(client):
    client.force_login(make_guardian())
    lesson = make_lesson()

    assert client.get(f"/lessons/releases/{lesson.pk}/").status_code == 404
    assert client.post(f"/lessons/releases/{lesson.pk}/", {"version": 1}).status_code == 404


def test_guardian_with_an_old_page_is_told_that_the_text_changed(client):
    author = make_person()
    lesson = make_lesson(author=author, trying="A", went_wrong="B broke")
    make_release(lesson)
    change = services.Change(fields={"went_wrong": "C broke"})
    services.lesson_correct(lesson=lesson, change=change, seen_version=1, by=author, at=lesson.shared_at)
    client.force_login(make_guardian())

    sent = {"version": 1, "trying": "a", "went_wrong": "b broke"}
    response = client.post(f"/lessons/releases/{lesson.pk}/", sent)

    assert "The author has changed the text" in response.text
    assert "C broke" in response.text
    assert "b broke" in response.text


def test_release_page_refuses_an_answer_it_does_not_know(client, reader):
    lesson = make_lesson(author=reader)

    assert "A guardian reads it" in client.get(page(lesson, "release/")).text
    for do in ("", "agree", "publish"):
        assert client.post(page(lesson, "release/"), {"do": do}).status_code == 404
    assert client.post(page(lesson, "release/"), {"do": "refuse"}).status_code == 302


def test_author_of_a_closed_group_is_never_shown_with_a_place_above_director(client):
    directors = [make_person(level=6) for _ in range(6)]
    lesson = make_lesson(author=directors[0], audience="public")

    assert "By a nurse at director level." in client.get(page(lesson)).text
    assert (lesson.region, lesson.nation) == ("", "")


def test_author_nobody_can_be_confused_with_is_told_as_somebody(client):
    lesson = make_lesson(author=make_person(level=7), audience="public")

    assert "By somebody in a local public service." in client.get(page(lesson)).text


def test_group_is_widened_again_on_display_as_people_leave(client, reader):
    mates = [make_person() for _ in range(4)]
    lesson = make_lesson(author=reader)
    assert "By a nurse, North West" in client.get(page(lesson)).text

    Person.objects.filter(pk=mates[0].pk).update(region="London")

    assert "By a nurse, England" in client.get(page(lesson)).text
