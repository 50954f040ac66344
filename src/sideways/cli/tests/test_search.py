import pytest

from sideways.cli.main import main
from sideways.lessons.tests.factories import make_lesson
from sideways.search import embedders
from sideways.search.models import Document
from sideways.search.tests.senses import Senses, search_with

pytestmark = pytest.mark.django_db


def test_the_command_makes_the_index_again_and_says_how_far_it_is(capsys, monkeypatch):
    model = Senses()
    search_with(model, monkeypatch)
    monkeypatch.setattr(embedders, "embedder", lambda: model)
    make_lesson()
    make_lesson()
    Document.objects.first().delete()

    assert main(["search", "index"]) == 0

    told = capsys.readouterr().err
    assert "2 texts can be found by their words." in told
    assert "2 of 2 can be found by their meaning." in told


def test_the_command_without_a_model_says_how_to_get_one(capsys):
    make_lesson()

    assert main(["search", "index"]) == 0

    assert "./run semantic" in capsys.readouterr().err
