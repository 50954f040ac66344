"""The page about the API, and its description."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.functional import lazy
from tests.languages.pseudo import pseudo_language

from sideways.api import problems
from sideways.api.description import description, each_operation
from sideways.api.shapes import lessons, people, releases

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_the_page_tells_every_operation_and_every_problem(client):
    page = client.get("/api/").content.decode()

    for _path, _method, told in each_operation(description()):
        assert f'id="{told["operationId"]}"' in page
    for kind in problems.KINDS:
        assert f'id="{kind.slug}"' in page


def test_the_page_is_light_and_asks_nobody_else(client):
    answer = client.get("/api/", headers={"Accept-Encoding": "gzip"})
    page = client.get("/api/").content.decode()

    assert len(answer.content) < 30_000
    assert re.findall(r'(?:src|href)="(?:https?:)?//', page) == []
    assert "'unsafe" not in answer["Content-Security-Policy"]


def test_the_description_is_english_whoever_asks_first(monkeypatch):
    spoken = lazy(translation.get_language, str)()
    monkeypatch.setattr(problems, "NOT_FOUND", replace(problems.NOT_FOUND, title=spoken))

    with translation.override("cy"):
        told = description.__wrapped__()  # not the one that is kept

    assert told["components"]["schemas"]["Problem"]["examples"][0]["title"] == "en-gb"


def test_the_page_and_what_is_refused_are_in_the_language_of_the_reader(client):
    with pseudo_language():
        page = client.get("/api/").content.decode()
        refused = client.get("/api/v1/nothing").json()

    assert "⟦What a token may do⟧" in page
    assert refused["title"] == "⟦There is nothing here⟧"


def test_the_footer_leads_there(client):
    assert f'href="{reverse("api:docs")}"' in client.get("/").content.decode()


def test_the_description_is_openapi_and_may_be_kept(client):
    answer = client.get("/api/v1/openapi.json")

    told = answer.json()
    assert told["openapi"] == "3.1.0"
    assert answer["Cache-Control"] == "public, max-age=300"
    assert client.get("/api/v1/openapi.json", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client.post("/api/v1/openapi.json", content_type="application/json").status_code == 405


def test_operations_are_told_in_words():
    for path, method, told in each_operation(description()):
        assert 3 < len(told["summary"]) < 90, (method, path)
        assert told["tags"]
        assert {"404", "429"} <= set(told["responses"]) or path.endswith("/health")


def test_no_two_shapes_share_a_name():
    found = [
        each
        for module in (lessons, people, releases)
        for each in vars(module).values()
        if isinstance(each, type) and each.__module__ == module.__name__
    ]
    assert len({each.__name__ for each in found}) == len(found)


def test_every_example_is_one():
    sent = [lessons.LessonChange, lessons.LessonCorrection]
    for shape in sent:
        for example in shape.model_json_schema()["examples"]:
            assert shape.model_validate(example)
