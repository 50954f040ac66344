"""A generated network to measure on: people and lessons in any number, the same for the same seed."""

import uuid
from collections.abc import Sequence
from datetime import timedelta

import numpy as np
from django.utils import timezone

from sideways.lessons.models import Lesson
from sideways.people.models import Organisation, Person, Profession, Topic
from sideways.people.trust import Audience, State, keywords_for
from sideways.search.services import index_make_again
from sideways.vault import keys
from sideways.vault.models import BlindToken, SealedIdentity

REGIONS = ["North West", "North East", "Yorkshire and the Humber", "London", "South West"]
WORDS = [
    "fit",
    "note",
    "discharge",
    "letter",
    "bus",
    "shop",
    "lease",
    "referral",
    "tenancy",
    "waiting",
    "form",
    "system",
    "week",
    "money",
]


def fill(*, n_people: int, n_lessons: int, seed: int, words: Sequence[str] = WORDS) -> Person:
    """Make the network in bulk and return somebody in it who reads at level 2.

    The first of the ``words`` stand in lessons most often, as words do in any language once its small words
    are left out (the law of Zipf and Mandelbrot).
    """
    rng = np.random.default_rng(seed)
    organisations = _organisations(max(10, n_people // 50))
    people = _people(n_people, organisations, rng)
    _lessons(n_lessons, people, words, rng)
    index_make_again()
    reader = next(person for person in people if person.level == 2)
    reader.topics.set(Topic.objects.all()[:5])
    return reader


def _organisations(count: int) -> list[Organisation]:
    rows = [
        Organisation(
            code=f"BENCH:{i}",
            name=f"Organisation {i}",
            search_name=f"organisation {i}",
            service="council",
            region=REGIONS[i % len(REGIONS)],
            nation="England",
        )
        for i in range(count)
    ]
    return Organisation.objects.bulk_create(rows)


def _people(count: int, organisations: list[Organisation], rng: np.random.Generator) -> list[Person]:
    professions = list(Profession.objects.all())
    now = timezone.now()
    rows = []
    for i in range(count):
        organisation = organisations[int(rng.integers(len(organisations)))]
        rows.append(
            Person(
                email=f"bench{i}@example.org",
                name=f"Person {i}",
                standing=Person.Standing.ACTIVE,
                independence_declared_at=now,
                profession=professions[int(rng.integers(len(professions)))],
                level=int(rng.choice(np.arange(1, 8), p=[0.15, 0.4, 0.2, 0.12, 0.08, 0.04, 0.01])),
                organisation=organisation,
                region=organisation.region,
                nation="England",
            )
        )
    return Person.objects.bulk_create(rows, batch_size=1000)


def _lessons(count: int, people: list[Person], words: Sequence[str], rng: np.random.Generator) -> None:
    shares = 1 / (50 + np.arange(len(words)))
    drawn = iter(rng.choice(words, (count, 59), p=shares / shares.sum()))
    topics = list(Topic.objects.all())
    now = timezone.now()
    filed: dict[str, int] = {}
    lessons, tokens, seals, tagged = [], [], [], []
    for i in range(count):
        author = people[int(rng.integers(len(people)))]
        said = next(drawn)
        lesson = Lesson(
            id=uuid.uuid4(),
            state=State.SHARED,
            trying=" ".join(said[:12])[:140],
            went_wrong=" ".join(said[12:47])[:280],
            advice=" ".join(said[47:])[:140],
            causes=["rules", "data"],
            stage=str(rng.choice(Lesson.Stage.values)),
            talk=Lesson.Talk.VIDEO,
            audience=str(rng.choice([Audience.LEVEL, Audience.PEERS, Audience.PUBLIC], p=[0.5, 0.4, 0.1])),
            level=author.level,
            profession=author.profession,
            service=author.profession.service,
            region=author.region if author.level < 6 else "",
            nation=author.nation if author.level < 6 else "",
            started_at=now - timedelta(minutes=i),
            shared_at=now - timedelta(minutes=i),
            changed_at=now - timedelta(minutes=i),
        )
        lessons.append(lesson)
        seals.append(SealedIdentity(subject=lesson.pk, ciphertext=b"sealed"))
        for keyword in keywords_for("lessons.lesson", author):
            counter = filed.get(keyword, 0)
            filed[keyword] = counter + 1
            token = keys.token(keyword, counter, secret=keys.newest())
            sealed = keys.keyword_sealed(keyword)
            tokens.append(BlindToken(token=token, subject=lesson.pk, keyword=sealed))
        tagged.append((lesson, topics[int(rng.integers(len(topics)))]))
    Lesson.objects.bulk_create(lessons, batch_size=500)
    SealedIdentity.objects.bulk_create(seals, batch_size=1000)
    BlindToken.objects.bulk_create(tokens, batch_size=1000)
    through = Lesson.topics.through
    through.objects.bulk_create(
        [through(lesson_id=lesson.pk, topic_id=topic.pk) for lesson, topic in tagged], batch_size=1000
    )
