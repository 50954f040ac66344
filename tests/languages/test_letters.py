"""A digest in a language nobody speaks: what comes back in English, no translator could reach."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sideways.notices.kinds import MOST_ITEMS, Item, NoticeKind
from sideways.notices.letters import digest_letter
from sideways.notices.queries import News
from sideways.people.tests.factories import make_person
from tests.languages.pseudo import bracketed, pseudo_language
from tests.languages.reading import untranslatable
from tests.languages.test_pages import known

# Words, not rows.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize("count", [1, 2, MOST_ITEMS])
def test_every_word_of_a_digest_can_be_translated(count):
    at = timezone.now()
    items = [Item(at=at - timedelta(minutes=number), text="", url="") for number in range(count)]
    kind = NoticeKind(
        name="n", title=bracketed("New"), about="", source=lambda *_: [], concerns=lambda _: True
    )

    with pseudo_language():
        letter = digest_letter(make_person(), [News(kind=kind, items=items)])

    for part in (letter.subject, letter.text, letter.html):
        assert untranslatable(part, known()) == []
