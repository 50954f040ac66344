import base64
import uuid
from importlib import import_module

import pytest
from django.apps import apps

from sideways.people.tests.factories import make_organisation, make_person
from sideways.vault import services
from sideways.vault.models import BlindToken, SealedIdentity
from sideways.vault.queries import FIRST_LOOK, entry_count, keywords_of, opened, subjects_under
from sideways.vault.services import identity_destroy, identity_seal, subject_file, subject_unfile

pytestmark = pytest.mark.django_db


def sealed(keyword="lesson:author:1", content=None):
    subject = uuid.uuid4()
    identity_seal(subject=subject, content=content or {"person": 1}, keywords=[keyword])
    return subject


def test_subjects_under_finds_in_the_order_they_were_filed():
    filed = [sealed() for _ in range(3)]
    sealed("lesson:author:2")

    assert subjects_under(["lesson:author:1"]) == {"lesson:author:1": filed}


def test_subjects_under_unknown_keyword_is_empty():
    assert subjects_under(["lesson:author:99"]) == {"lesson:author:99": []}


def test_subjects_under_finds_more_than_the_first_look():
    filed = [uuid.uuid4() for _ in range(FIRST_LOOK + 1)]
    for subject in filed:
        subject_file(subject=subject, keyword="k")

    assert subjects_under(["k"])["k"] == filed


@pytest.mark.parametrize(("entries", "looks"), [(1, 1), (15, 1), (16, 2), (143, 2), (144, 3)])
def test_subjects_under_looks_eight_times_as_far_each_time(django_assert_num_queries, entries, looks):
    for _ in range(entries):
        subject_file(subject=uuid.uuid4(), keyword="k")

    with django_assert_num_queries(looks):
        found = subjects_under(["k", "other"])

    assert {keyword: len(subjects) for keyword, subjects in found.items()} == {"k": entries, "other": 0}


def test_opened_returns_what_was_sealed():
    assert opened(sealed(content={"person": 7})) == {"person": 7}


def test_identity_destroy_leaves_no_link_and_no_gap():
    first, second = sealed(), sealed()

    identity_destroy(subject=first)
    third = sealed()

    assert opened(first) is None
    assert subjects_under(["lesson:author:1"])["lesson:author:1"] == [second, third]


def test_subject_unfile_leaves_its_other_keywords_and_no_gap():
    first, second = uuid.uuid4(), uuid.uuid4()
    for subject, keyword in [(first, "k"), (first, "other"), (second, "k")]:
        subject_file(subject=subject, keyword=keyword)

    subject_unfile(subject=first, keyword="k")
    subject_unfile(subject=first, keyword="k")

    assert subjects_under(["k", "other"]) == {"k": [second], "other": [first]}


@pytest.mark.parametrize("entries", [1, 3])
def test_keywords_of_is_the_same_asked_the_other_way_round(django_assert_num_queries, entries):
    filed = {uuid.uuid4(): {f"k{number}", "shared by all"} for number in range(entries)}
    for subject, keywords in filed.items():
        for keyword in keywords:
            subject_file(subject=subject, keyword=keyword)
    unknown = uuid.uuid4()

    with django_assert_num_queries(1):
        assert keywords_of([*filed, unknown]) == {**filed, unknown: set()}


def test_keywords_of_what_is_unfiled_or_destroyed_are_gone_from_the_table_too():
    unfiled, destroyed = sealed("k"), sealed("k")

    subject_unfile(subject=unfiled, keyword="k")
    identity_destroy(subject=destroyed)

    assert keywords_of([unfiled, destroyed]) == {unfiled: set(), destroyed: set()}
    assert {bytes(entry.keyword) for entry in BlindToken.objects.all()} == {b""}


def test_sealed_keywords_do_not_say_when_they_were_filed_nor_how_long_they_are():
    subject_file(subject=uuid.uuid4(), keyword="lessons.lesson:post:1:2")
    subject_file(subject=uuid.uuid4(), keyword="lessons.lessonecho:author:1234567")

    sealed_keywords = [base64.urlsafe_b64decode(bytes(entry.keyword)) for entry in BlindToken.objects.all()]

    assert {len(sealed_keyword) for sealed_keyword in sealed_keywords} == {137}
    assert {sealed_keyword[1:9] for sealed_keyword in sealed_keywords} == {bytes(8)}


def test_entries_from_before_keywords_were_sealed_get_theirs():
    person = make_person()  # so that ids up to this one are tried
    proposal = make_organisation()
    keywords = {
        f"lessons.lesson:author:{person.pk}",
        f"lessons.lesson:post:{proposal.pk}:8",
        f"lessons.lesson:reader:{person.pk}",
        f"lessons.lesson:muted:{person.pk}",
    }
    first, second = uuid.uuid4(), uuid.uuid4()
    gone = uuid.uuid4()
    for subject in (gone, first, second):
        for keyword in keywords:
            subject_file(subject=subject, keyword=keyword)
    identity_destroy(subject=gone)
    BlindToken.objects.update(keyword=b"")
    make_organisation()

    import_module("sideways.vault.migrations.0002_seal_keywords").seal_keywords(apps, None)

    assert keywords_of([first, second, gone]) == {first: keywords, second: keywords, gone: set()}


def test_tables_of_the_vault_hold_no_keyword_and_no_repeated_value():
    for _ in range(3):
        sealed("lesson:author:1234567", {"person": 1234567})

    tokens = [bytes(row.token) for row in BlindToken.objects.all()]
    seals = [bytes(row.ciphertext) for row in SealedIdentity.objects.all()]

    keywords = [bytes(row.keyword) for row in BlindToken.objects.all()]

    assert len(set(tokens)) == len(set(seals)) == len(set(keywords)) == 3
    assert not any(b"1234567" in value for value in tokens + seals + keywords)


def test_older_key_still_opens_and_finds_after_a_new_one_is_put_first(settings):
    settings.VAULT_KEYS = ["old"]
    subject = sealed(content={"person": 3})

    settings.VAULT_KEYS = ["new", "old"]

    assert opened(subject) == {"person": 3}
    assert subjects_under(["lesson:author:1"])["lesson:author:1"] == [subject]


def test_subject_filed_while_another_takes_its_place_gets_the_next(monkeypatch):
    first, stale = sealed(), [0]  # the place was counted before the first took it
    monkeypatch.setattr(
        services, "entry_count", lambda keyword: stale.pop() if stale else entry_count(keyword)
    )
    second = uuid.uuid4()

    subject_file(subject=second, keyword="lesson:author:1")

    assert not stale
    assert subjects_under(["lesson:author:1"])["lesson:author:1"] == [first, second]
