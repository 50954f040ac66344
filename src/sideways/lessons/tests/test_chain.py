"""From which lesson another grew: a chain that leads over nothing the reader may not open."""

import pytest
from django.urls import reverse

from sideways.lessons import services
from sideways.lessons.chain_queries import chain_of, lessons_in, may_grow_from
from sideways.lessons.errors import LessonAlreadySharedError, NotAReaderError
from sideways.lessons.models import Lesson
from sideways.lessons.tests.factories import make_lesson
from sideways.people.models import Person
from sideways.people.tests.factories import make_person
from sideways.people.trust import State

pytestmark = pytest.mark.django_db
on_the_page = pytest.mark.once  # a page shows what services and queries keep


def grow(source, *, author=None, **fields):
    """Return a lesson that grew from another, shared."""
    author = author or make_person()
    draft = make_lesson(author=author, state=State.DRAFT, **fields)
    draft = services.lesson_adapt(lesson=draft, adapted_from=source, by=author)
    return services.lesson_share(lesson=draft, by=author, at=draft.started_at)


@pytest.fixture
def chain():
    """Four lessons, each grown from the one before."""
    links = [make_lesson(went_wrong="The first letter came back")]
    for words in ("The second came late", "The third was lost", "The fourth was eaten"):
        links.append(grow(links[-1], went_wrong=words))
    return links


@pytest.fixture
def reader():
    return make_person()


def test_a_chain_is_told_three_steps_each_way(chain, reader):
    fifth = grow(chain[3])
    first, second, third, fourth = chain
    assert chain_of(fourth, reader)[0] == [first, second, third]
    assert chain_of(fifth, reader)[0] == [second, third, fourth]
    assert list(lessons_in(chain_of(first, reader)[1])) == [second, third, fourth]
    roots, branches = chain_of(second, reader)
    assert roots == [first]
    assert branches[0].lesson == third
    assert branches[0].grown[0].lesson == fourth


@pytest.mark.parametrize("hidden", ["withdrawn", "other level"])
def test_nothing_leads_over_a_lesson_that_cannot_be_opened(chain, reader, hidden):
    first, second, _third, fourth = chain
    if hidden == "withdrawn":
        Lesson.objects.filter(pk=second.pk).update(state=State.WITHDRAWN, withdrawn_at=second.shared_at)
    else:
        Lesson.objects.filter(pk=second.pk).update(level=6)
    roots, _branches = chain_of(fourth, reader)
    assert [each.went_wrong for each in roots] == ["The third was lost"]
    assert chain_of(first, reader) == ([], [])


@pytest.mark.parametrize("kind", ["official", "funder", "regulator"])
def test_oversight_sees_no_chain_of_a_public_lesson(chain, kind):
    Lesson.objects.filter(pk=chain[1].pk).update(audience="public")
    assert chain_of(chain[1], make_person(kind=Person.Kind(kind))) == ([], [])
    assert chain_of(chain[1], make_person()) != ([], [])


@pytest.mark.once  # so many queries, whoever answers them
def test_the_number_of_queries_stays_the_same(chain, reader, django_assert_num_queries):
    for _ in range(5):
        grow(chain[1])
    with django_assert_num_queries(4):
        chain_of(chain[1], reader)
    alone = make_lesson()
    with django_assert_num_queries(1):
        chain_of(alone, reader)


def test_nobody_ties_their_own_lessons_together():
    author = make_person()
    first = make_lesson(author=author)
    draft = make_lesson(author=author, state=State.DRAFT)
    with pytest.raises(NotAReaderError):
        services.lesson_adapt(lesson=draft, adapted_from=first, by=author)


@pytest.mark.parametrize("source", ["withdrawn", "draft", "other level"])
def test_nobody_ties_to_what_they_cannot_read(source):
    states = {"withdrawn": State.WITHDRAWN, "draft": State.DRAFT}
    other = make_lesson(
        author=make_person(level=6 if source == "other level" else 3), state=states.get(source, State.SHARED)
    )
    author = make_person()
    draft = make_lesson(author=author, state=State.DRAFT)
    with pytest.raises(NotAReaderError):
        services.lesson_adapt(lesson=draft, adapted_from=other, by=author)
    assert may_grow_from(make_lesson().pk, author) is not None


def test_a_shared_lesson_cannot_be_tied_later_but_the_tie_can_be_cut(chain):
    author = make_person()
    lesson = grow(chain[0], author=author)
    with pytest.raises(LessonAlreadySharedError):
        services.lesson_adapt(lesson=lesson, adapted_from=chain[1], by=author)
    for _ in range(2):
        assert services.lesson_adapt(lesson=lesson, adapted_from=None, by=author).adapted_from is None


def test_a_lesson_deleted_for_good_leaves_what_grew_from_it(chain, reader):
    chain[0].delete()
    assert chain_of(Lesson.objects.get(pk=chain[1].pk), reader)[0] == []


@on_the_page
class TestPages:
    @pytest.fixture(autouse=True)
    def signed_in(self, client, reader):
        self.client = client
        client.force_login(reader)

    def answers(self, **more):
        return {
            "trying": "Send letters",
            "went_wrong": "The letter came back again",
            "stage": "now",
            "audience": "level",
            "attribution": "role",
            "talk": "no",
            "do": "share",
            **more,
        }

    def write_from(self, source, **more):
        page = self.client.get(reverse("lessons:new"), {"from": source.pk})
        sent = self.answers(lesson_id=page.context["lesson_id"], grows_from=source.pk, **more)
        self.client.post(reverse("lessons:new"), sent)
        return Lesson.objects.get(pk=sent["lesson_id"])

    def test_a_lesson_written_from_another_shows_on_both_pages(self):
        source = make_lesson(topics=("fit-notes",))
        page = self.client.get(reverse("lessons:new"), {"from": source.pk})
        assert "It grew from" in page.text
        assert page.context["form"]["topics"].value() == ["fit-notes"]
        mine = self.write_from(source, is_tied="yes")
        assert mine.adapted_from == source
        for shown, other in ((source, mine), (mine, source)):
            page = self.client.get(reverse("lessons:lesson", args=[shown.pk])).text
            chain = page[page.index('id="chain"') :]
            assert reverse("lessons:lesson", args=[other.pk]) in chain

    def test_somebody_who_takes_the_tick_away_ties_nothing(self):
        assert self.write_from(make_lesson()).adapted_from is None

    def test_a_draft_keeps_the_tie_and_lets_go_of_it(self):
        source = make_lesson()
        mine = self.write_from(source, is_tied="yes", do="later")
        edit = reverse("lessons:edit", args=[mine.pk])
        assert "It grew from" in self.client.get(edit).text
        self.client.post(edit, self.answers(lesson_id=mine.pk, grows_from=source.pk, do="later"))
        mine.refresh_from_db()
        assert mine.adapted_from is None

    def test_a_shared_lesson_lets_go_of_the_tie(self):
        source = make_lesson()
        mine = self.write_from(source, is_tied="yes")
        edit = reverse("lessons:edit", args=[mine.pk])
        assert "It grew from" in self.client.get(edit).text
        self.client.post(edit, self.answers(lesson_id=mine.pk, grows_from=source.pk, version=1))
        mine.refresh_from_db()
        assert mine.adapted_from is None

    @pytest.mark.parametrize("asked", ["nonsense", "6a3f9d3e-0000-4000-8000-000000000000", "own", "hidden"])
    def test_a_lesson_that_cannot_be_asked_for_is_passed_over(self, reader, asked):
        known = {
            "own": make_lesson(author=reader).pk,
            "hidden": make_lesson(author=make_person(level=6), went_wrong="Only for chiefs").pk,
        }
        page = self.client.get(reverse("lessons:new"), {"from": known.get(asked, asked)})
        assert page.status_code == 200
        assert "It grew from" not in page.text
        assert "Only for chiefs" not in page.text
