"""Finding by meaning: with a small model made up here, and once with the real one."""

import numpy as np
import pytest
from django.utils import timezone

from sideways.lessons.documents import text_of
from sideways.lessons.models import Lesson
from sideways.lessons.services import lesson_withdraw
from sideways.lessons.tests.factories import make_lesson
from sideways.people.tests.factories import make_person
from sideways.people.trust import State
from sideways.search import embedders, embedding_services, meaning, queries, services
from sideways.search.embedding_services import embeddings_make, embeddings_missing
from sideways.search.fusion import fused
from sideways.search.models import Document, Embedding
from sideways.search.queries import ask, like
from sideways.search.tests.senses import Senses, search_with

pytestmark = pytest.mark.django_db
KIND = "lessons.lesson"


@pytest.fixture(autouse=True)
def model(monkeypatch):
    made = Senses()
    search_with(made, monkeypatch)
    return made


@pytest.fixture
def buses():
    return make_lesson(went_wrong="The last bus leaves before the clinic ends", trying="To get people home")


@pytest.fixture
def letters():
    return make_lesson(went_wrong="The letters went to the wrong ward", trying="To sort it out")


def asked(text, things=None):
    return ask(Lesson.objects.all() if things is None else things, KIND, text)


def test_what_means_the_same_is_found_without_a_word_in_common(buses, letters):
    assert asked("coach").subjects == []

    assert embeddings_make() == 2

    answer = asked("coach")
    assert (answer.subjects, answer.alike) == ([buses.pk], {buses.pk})
    assert list(answer.things) == [buses]


def test_what_is_found_by_words_and_by_meaning_is_not_called_alike(buses, letters):
    other = make_lesson(went_wrong="The coach to the clinic never came", trying="To be there")
    embeddings_make()

    answer = asked("coach")

    assert answer.subjects == [other.pk, buses.pk]
    assert answer.alike == {buses.pk}
    assert answer.every


def test_nothing_close_is_found_that_may_not_be_read(buses, letters):
    embeddings_make()

    assert asked("coach", Lesson.objects.exclude(pk=buses.pk)).subjects == []


def test_somebody_who_may_read_little_still_finds_it_behind_a_thousand_others(monkeypatch, letters):
    for _ in range(7):
        make_lesson(went_wrong="The bus was late", trying="To be there")
    mine = make_lesson(went_wrong="The bus, the bus and some letters", trying="To be there")
    embeddings_make()
    monkeypatch.setattr(queries, "FIRST_LOOKED_UP", 2)

    assert asked("clinic", Lesson.objects.filter(pk=mine.pk)).subjects == [mine.pk]


def test_withdrawn_it_is_gone_at_once_and_so_is_its_embedding(letters):
    author = make_person()
    buses = make_lesson(author=author, went_wrong="The last bus leaves early", trying="To get home")
    embeddings_make()
    assert asked("coach").subjects == [buses.pk]

    lesson_withdraw(lesson=buses, by=author, at=timezone.now())

    assert asked("coach", Lesson.objects.filter(state=State.SHARED)).subjects == []
    assert set(Embedding.objects.values_list("document__subject", flat=True)) == {letters.pk}
    assert not list(meaning.close_to("senses", Senses().embed(["coach"])[0], least=0.5))


def test_a_changed_text_is_looked_at_anew_and_an_unchanged_one_is_not(buses, letters, model):
    embeddings_make()
    model.seen.clear()
    buses.went_wrong = "The landlord never answered"
    buses.save()
    services.documents_put(kind=KIND, texts=[text_of(buses), text_of(letters)])
    assert asked("coach").subjects == []

    assert embeddings_make() == 1

    assert len(model.seen) == 1 + 1  # the question, and the text
    assert asked("eviction").subjects == [buses.pk]
    assert asked("coach").subjects == []


def test_what_changes_while_the_model_looks_is_not_kept(buses, model, monkeypatch):
    def embed_slowly(texts):
        Document.objects.filter(subject=buses.pk).update(body="other words by now")
        return Senses.embed(model, texts)

    monkeypatch.setattr(model, "embed", embed_slowly)

    assert embeddings_make() == 0
    assert embeddings_missing().count() == 1


def test_a_run_that_is_cut_off_is_taken_up_where_it_was(model, monkeypatch):
    for number in range(5):
        make_lesson(went_wrong=f"The bus number {number}", trying="To be there")
    monkeypatch.setattr(embedding_services, "AT_A_TIME", 2)
    whole = model.embed

    def fail_at_the_second(texts):
        if model.seen:
            raise MemoryError
        return whole(texts)

    monkeypatch.setattr(model, "embed", fail_at_the_second)
    with pytest.raises(MemoryError):
        embeddings_make()
    assert Embedding.objects.count() == 2

    monkeypatch.setattr(model, "embed", whole)
    assert embeddings_make(most=2) == 2
    assert embeddings_make() == 1
    assert embeddings_make() == 0


def test_another_model_looks_at_everything_again(buses, monkeypatch):
    embeddings_make()
    search_with(Senses(name="other"), monkeypatch)
    assert asked("coach").subjects == []

    assert embeddings_make() == 1

    assert asked("coach").subjects == [buses.pk]
    assert set(Embedding.objects.values_list("model", flat=True)) == {"other"}


def test_without_a_model_nothing_is_kept_and_words_go_on(buses, monkeypatch):
    embeddings_make()
    search_with(None, monkeypatch)

    assert embeddings_make() == 0

    assert not Embedding.objects.exists()
    assert asked("coach").subjects == []
    assert asked("clinic").subjects == [buses.pk]


def test_a_text_that_says_the_same_in_other_words_is_shown_while_writing(buses, letters):
    embeddings_make()

    assert like(Lesson.objects.all(), KIND, "no coach home", limit=3, least=4) == [buses.pk]


@pytest.mark.once  # so many queries, whoever answers them
def test_the_number_of_queries_does_not_grow_with_what_is_found(buses, django_assert_num_queries):
    embeddings_make()
    asked("clinic")
    with django_assert_num_queries(5):
        asked("clinic")
    for _ in range(20):
        make_lesson(went_wrong="The clinic was shut", trying="To be there")
    embeddings_make()
    asked("clinic")

    with django_assert_num_queries(5):
        assert len(asked("clinic").subjects) == 21


def test_reciprocal_ranks_are_added():
    # Cormack, Clarke and Büttcher: 1 / (60 + place). b has 1/62 + 1/61, a 1/61, c 1/62.
    assert fused(["a", "b"], ["b", "c"]) == ["b", "a", "c"]
    assert fused([], ["x"]) == ["x"]
    assert fused(["x", "y"], []) == ["x", "y"]


def test_a_packed_vector_keeps_its_cosines():
    rows = np.random.default_rng(1).normal(size=(200, 384)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)

    packed = meaning.packed(rows)

    apart = [np.abs(meaning.cosines(packed, row) - rows @ row).max() for row in rows]
    assert max(apart) < 0.005


def test_the_real_model_puts_what_means_the_same_close_together(settings):
    settings.SEARCH_MODEL = ""
    real = embedders.embedder()
    texts = [
        "The coach home never came",
        "The last bus left too early",
        "Her benefits were stopped by mistake",
    ]

    rows = real.embed(texts)

    assert rows.shape == (3, 384)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert rows[0] @ rows[1] > 0.3 > rows[0] @ rows[2]


def test_a_model_of_ones_own_is_read_from_its_folder(settings, tmp_path):
    settings.SEARCH_MODEL = ""
    installed = embedders.embedder()
    for path, name in ((installed.model, "model.onnx"), (installed.tokenizer, "tokenizer.json")):
        (tmp_path / name).symlink_to(path)
    settings.SEARCH_MODEL = str(tmp_path)

    own = embedders.embedder()

    assert own.name != installed.name
    assert np.allclose(own.embed(["a bus"]), installed.embed(["a bus"]))


def test_none_means_no_model(settings):
    settings.SEARCH_MODEL = "none"
    assert embedders.embedder() is None
