"""The reader finds what no translator could reach, and nothing else."""

import pytest
from django.template import Context, Template
from django.utils.translation import gettext_lazy, ngettext

from tests.languages.pseudo import pseudo_language
from tests.languages.reading import untranslatable

LAZY = gettext_lazy("Search")


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>⟦You can <a href='/'>read</a> it⟧</p>", []),
        ("<p>⟦You are ⟦a nurse⟧, Ann⟧</p>", []),
        ("<p>You can read it</p>", ["You can read it"]),
        ("<p>⟦Shared⟧ by Ann Example · 12</p>", ["by"]),
        ("<button aria-label='Close'>⟦x⟧</button>", ["Close"]),
        ("<input type='submit' value='Send'>", ["Send"]),
        ("<script>const words = 'English'</script>", []),
        ("<p>Ann Example</p>", []),
        ("<p>http://127.0.0.1:8000/lessons/ ⟦Read them⟧</p>", []),
        ('<div data-i18n-full="3 chosen"></div>', ["3 chosen"]),
    ],
)
def test_words_outside_brackets_are_found(html, left):
    assert [
        " ".join(words.replace("·", "").replace("12", "").split())
        for words in untranslatable(html, {"Ann Example"})
    ] == left


def test_pseudo_language_reaches_lazy_words_plurals_and_templates():
    with pseudo_language():
        assert str(LAZY) == "⟦Search⟧"
        assert ngettext("%(n)s day", "%(n)s days", 2) % {"n": 2} == "⟦2 days⟧"
        page = Template("{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}").render(
            Context({"name": "Ann"})
        )
    assert page == "⟦Hello Ann⟧"
    assert str(LAZY) == "Search"
