"""`python -m benchmarks.live.sharing READERS DRAFTS`: fill a database, then share a draft for each line read.

Prints the sessions of readers who may read the drafts and of their author's seniors, who may not;
then, for each lesson, its id and the moment it began to be saved.
"""

import json
import sys
import time
import uuid
from typing import Any

from sideways.cli.site import prepare, start_django

N_LESSONS = 2_000
N_SENIORS = 10


def main() -> None:
    """Make the network, and share when told."""
    start_django()
    prepare(demo=False)
    from django.utils import timezone

    from benchmarks.network import fill
    from sideways.lessons import services
    from sideways.people.models import Person

    n_readers, n_drafts = map(int, sys.argv[1:3])
    fill(n_people=n_readers * 4, n_lessons=N_LESSONS, seed=0)  # two in five are at level 2
    at_level = Person.objects.filter(level=2).order_by("pk")
    author = at_level[0]
    readers = at_level.exclude(organisation=author.organisation_id)[:n_readers]
    seniors = [_senior_of(author, number) for number in range(N_SENIORS)]
    drafts = [_draft(services, author) for _ in range(n_drafts)]
    told = {"readers": list(map(_cookie, readers)), "seniors": list(map(_cookie, seniors))}
    print(json.dumps(told), flush=True)
    for draft, _ in zip(drafts, sys.stdin, strict=False):
        started = time.monotonic()
        services.lesson_share(lesson=draft, by=author, at=timezone.now())
        print(json.dumps([str(draft.pk), started]), flush=True)


def _senior_of(author: Any, number: int) -> Any:
    from sideways.people.models import Person

    known = ("profession_id", "organisation_id", "region", "nation", "standing", "independence_declared_at")
    senior = Person(
        email=f"senior{number}@example.org",
        level=4,
        **{name: getattr(author, name) for name in known},
    )
    senior.save()
    return senior


def _draft(services: Any, author: Any) -> Any:
    from django.utils import timezone

    told = {"trying": "Get notes read", "went_wrong": "They came back unread and money was lost"}
    chosen = {"stage": "now", "talk": "no", "audience": "level"}
    change = services.Change(fields=told | chosen)
    return services.lesson_start(lesson_id=uuid.uuid4(), change=change, by=author, at=timezone.now())


def _cookie(person: Any) -> str:
    from django.conf import settings

    from benchmarks.seed import session_of

    return f"{settings.SESSION_COOKIE_NAME}={session_of(person)}"


if __name__ == "__main__":
    main()
