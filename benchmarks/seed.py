"""`python -m benchmarks.seed PEOPLE LESSONS`: fill a new database; print a cookie and a lesson."""

import sys
from typing import Any

from sideways.cli.site import prepare, start_django


def main() -> None:
    """Make the database, the network in it, and a session of one reader."""
    start_django()
    prepare(demo=False)

    from django.conf import settings

    from benchmarks.network import fill
    from sideways.lessons.models import Lesson
    from sideways.people.trust import visible_to

    n_people, n_lessons = map(int, sys.argv[1:3])
    reader = fill(n_people=n_people, n_lessons=n_lessons, seed=0)
    lesson = visible_to(Lesson.objects.all(), reader).first()
    print(f"{settings.SESSION_COOKIE_NAME}={session_of(reader)} {lesson.pk}")


def session_of(person: Any) -> str:
    """Start a session of somebody, and return its key."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return session.session_key


if __name__ == "__main__":
    main()
