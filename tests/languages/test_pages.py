"""Every page in a language nobody speaks: what comes back in English, no translator could reach."""

import re
from collections import defaultdict

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.test import Client
from django.urls import reverse

from sideways.demo.cast import CAST
from sideways.lessons.models import LessonRelease, SavedSearch
from sideways.meetings.models import Meeting
from sideways.patterns.presenters import title_of
from sideways.patterns.queries import patterns_shown
from sideways.people.domains import known_held_domains
from sideways.people.places import known_regions
from tests.journeys import town
from tests.journeys.test_every_page import PAGES, fill_of, name_of
from tests.languages.pseudo import pseudo_language
from tests.languages.reading import untranslatable

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SECRET = re.compile(r"whsec_\S+")
CODE = re.compile(r"[a-z_:-]+")  # what the program calls things, and nobody reads
IN_ENGLISH = dict.fromkeys(
    [member.name for member in CAST], "the names that the demo's accounts sign in with"
)
OURS_ALONE = {"ui:gallery", "api:docs", "demo:outbox"}  # for those who write programs, and for the demo


def known() -> set[str]:
    """Return all that the database holds in people's words, and the name of the site."""
    words = {settings.SITE_NAME}
    for model in (each for each in apps.get_models() if each.__module__.startswith("sideways.")):
        texts = [field.attname for field in model._meta.concrete_fields if _is_in_words(field)]
        for row in model._base_manager.values_list(*texts) if texts else ():
            words |= {" ".join(str(value).split()) for value in row if value}
    words |= {
        text
        for wording in LessonRelease.objects.values_list("wording", flat=True)
        for text in wording.values()
    }
    words |= {filters.get("q", "") for filters in SavedSearch.objects.values_list("filters", flat=True)}
    words |= {title_of(shown) for shown in patterns_shown()}
    words |= {text for asked in Meeting.objects.values_list("questions", flat=True) for text in asked}
    words |= {" ".join(part.split()) for file in (town.FILE, town.LIST) for part in _cells(file)}
    words |= set(known_held_domains()) | set(known_held_domains().values()) | {"GP", "My phone"}
    words |= known_regions()
    return {word for word in words if len(word) > 1 and not CODE.fullmatch(word)}


def _cells(file: bytes) -> list[str]:
    return re.split("[,\n]", file.decode())


def _is_in_words(field: models.Field) -> bool:
    return isinstance(field, models.CharField | models.TextField) and not field.choices


@pytest.fixture(scope="module")
def home(django_db_setup, django_db_blocker):
    """A town for everybody who looks at its pages: built once, and rolled back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield town.build()
        transaction.set_rollback(True)


@pytest.mark.parametrize("who", PAGES)
def test_every_word_of_every_page_can_be_translated(home, who):
    client = Client()
    if home.people[who] is not None:
        client.force_login(home.people[who])
    said, left = known(), defaultdict(set)

    with pseudo_language():
        for page in set(PAGES[who].split()) - OURS_ALONE:
            address = reverse(name_of(page), kwargs=home.fills.get(fill_of(page), {}))
            shown = [client.get(address, follow=True)]
            with transaction.atomic():  # what a form says of an empty answer
                shown.append(client.post(address, {}))
                transaction.set_rollback(True)
            pages = [SECRET.sub("", answer.text) for answer in shown]
            found = {words for text in pages for words in untranslatable(text, said)}
            for words in found - IN_ENGLISH.keys():
                left[words].add(page)

    told = [f"{words!r} on {', '.join(sorted(pages))}" for words, pages in sorted(left.items())]
    assert not told, "\n".join(["No translator can reach", *told])
