"""Every component has an example, and every example renders clean."""

import re
from pathlib import Path

import pytest
from django.test import RequestFactory

from sideways.ui.gallery import TEMPLATES, examples

NAMES = sorted(path.stem for path in (TEMPLATES / "components").glob("*.html"))
README = Path(__file__).parents[1] / "README.md"


@pytest.fixture(scope="module")
def shown():
    return {example.name: example for example in examples(RequestFactory().get("/ui/"))}


def test_every_component_has_an_example(shown):
    assert sorted(shown) == NAMES


def test_every_component_is_in_the_readme():
    assert [name for name in NAMES if f"`{name}`" not in README.read_text()] == []


@pytest.mark.parametrize("name", NAMES)
def test_component_renders_its_example(name, shown):
    example = shown[name]

    assert len(example.purpose) > 20
    assert "{%" in example.usage
    assert re.search(r"<\w+[^>]*>[^<]*\w", example.html), "nothing to read"


@pytest.mark.parametrize("name", NAMES)
def test_component_carries_no_inline_style_or_script(name, shown):
    assert re.findall(r"<style|\bstyle=|<script|\bon\w+=", shown[name].html) == []


@pytest.mark.parametrize("name", NAMES)
def test_component_leaves_no_element_open(name, shown):
    html = shown[name].html
    kinds = ("div", "p", "ul", "ol", "li", "a", "section", "form", "dl", "dd", "dt", "article", "svg", "span")

    unequal = {
        kind: (opened, closed)
        for kind in kinds
        if (opened := len(re.findall(rf"<{kind}\b", html))) != (closed := html.count(f"</{kind}>"))
    }

    assert unequal == {}


def test_card_shows_what_is_written_as_text(rf):
    from django.template.loader import render_to_string

    html = render_to_string("ui/components/card.html", {"title": "<b>bold</b>", "text": "<script>x</script>"})

    assert "<b>" not in html
    assert "<script>" not in html
    assert "&lt;b&gt;" in html


@pytest.mark.django_db
def test_gallery_shows_every_component(client):
    page = client.get("/ui/").content.decode()

    assert [name for name in NAMES if f'id="{name}"' not in page] == []
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids)), "an id stands twice"
