"""Kill the worker again and again while it tells people what happened, and count what a mail server gets.

`python -m benchmarks.killed PEOPLE EACH` is the worker's nursery: it starts a worker whenever it is told
to, as a fork, so that a hundred of them are no hundred starts of Python. Everybody hears at once; each
thing that happened is a minute after the one before, and the clock of the digests is turned on by hand.
"""

import contextlib
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes, policy
from itertools import pairwise
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

ROOT = Path(__file__).resolve().parents[1]
ANY_TIME = "at any time"
SPARE = 5  # as if there were more kills to come: the last of them must still find something to stop
LONGEST_SECONDS = 0.02  # longer than a letter takes, shorter than many of them
STEPS = ("before a digest is committed", "after a digest", "claimed", "accepted", "deleted")


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as the mail server took it: ``number`` counts the rows of the outbox."""

    message_id: str
    to: str
    told: int
    connection: int

    @property
    def number(self) -> int:
        return int(re.match(r"<(\d+)\.", self.message_id)[1])


@dataclass(slots=True)
class Tally:
    """What a mail server got, and how often the worker was killed meanwhile."""

    wanted: int
    letters: list[Letter] = field(default_factory=list)
    kills: Counter = field(default_factory=Counter)
    arrived: list[int] = field(default_factory=list)  # how many letters there were at each kill

    @property
    def different(self) -> dict[str, Letter]:
        return {letter.message_id: letter for letter in reversed(self.letters)}

    @property
    def lost(self) -> int:
        """How many things nobody heard of."""
        return self.wanted - sum(letter.told for letter in self.different.values())

    @property
    def out_of_order(self) -> int:
        """How many letters came after a later one to the same person."""
        threads: dict[str, list[int]] = {}
        for letter in self.letters:
            threads.setdefault(letter.to, []).append(letter.number)
        return sum(one > other for numbers in threads.values() for one, other in pairwise(numbers))

    @property
    def second_copies(self) -> int:
        """How many letters came more than once, as the same message."""
        return len(self.letters) - len(self.different)

    @property
    def unexplained(self) -> int:
        """How many second copies had a first that was not the last of a connection cut by a kill."""
        last = {letter.connection: place for place, letter in enumerate(self.letters)}
        places: dict[str, list[int]] = {}
        for place, letter in enumerate(self.letters):
            places.setdefault(letter.message_id, []).append(place)
        return sum(
            last[self.letters[place].connection] != place
            for copies in places.values()
            for place in copies[:-1]
        )


class Box:
    """What the mail server does with a letter: it writes it down, then says that it has it."""

    def __init__(self, tally: Tally) -> None:
        self._tally, self._connections = tally, {}

    async def handle_DATA(self, _server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 (aiosmtpd's name)
        message = message_from_bytes(envelope.content, policy=policy.default)
        told = re.findall(r": (\d+) new", message.get_body(("plain",)).get_content())
        number = self._connections.setdefault(session.peer, len(self._connections))
        letter = Letter(message["Message-ID"], envelope.rcpt_tos[0], sum(map(int, told)), number)
        self._tally.letters.append(letter)
        return "250 OK"


def told_while_killed(
    *, people: int, each: int, kills: list[str], seed: int = 1, database: Path | None = None
) -> Tally:
    """Tell ``people`` ``each`` things, killing a worker at each of these steps; then let one finish.

    ``database`` is an empty one that has every table: it is copied, and not made anew.
    """
    tally = Tally(wanted=people * each)
    with tempfile.TemporaryDirectory(prefix="sideways-killed-") as folder:
        server = Controller(Box(tally), hostname="127.0.0.1", port=_free_port())
        server.start()
        if database:
            shutil.copy(database, Path(folder, "sideways.sqlite3"))
        try:
            with _nursery(folder, server.port, people, each) as nursery:
                _kill_each(nursery, tally, kills, random.Random(seed))
                _start(nursery, ANY_TIME)
                _end(nursery)
        finally:
            server.stop()
    return tally


def _kill_each(nursery: subprocess.Popen, tally: Tally, kills: list[str], chance: random.Random) -> None:
    """Kill one worker after the other, at random over all that is sent, on a machine of any speed."""
    for number, step in enumerate(kills):
        left = tally.wanted - len(tally.letters)
        share = left / (len(kills) - number + SPARE)
        enough = len(tally.letters) + int(chance.uniform(0, 1.8 * share))
        moment = chance.uniform(0, LONGEST_SECONDS)
        worker = _start(nursery, step)
        while step == ANY_TIME and _is_alive(worker):
            if len(tally.letters) >= enough:
                time.sleep(moment)
                with contextlib.suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)
                break
            time.sleep(0.001)
        if _end(nursery) == signal.SIGKILL:
            tally.kills[step] += 1
            tally.arrived.append(len(tally.letters))


@contextlib.contextmanager
def _nursery(folder: str, port: int, people: int, each: int) -> Iterator[subprocess.Popen]:
    environment = {
        **os.environ,
        "SIDEWAYS_DATA": folder,
        "SIDEWAYS_SMTP_PORT": str(port),
        "SIDEWAYS_DEMO": "0",
    }
    for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SIDEWAYS_EMAIL"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "benchmarks.killed", str(people), str(each)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **pipes) as nursery:
        yield nursery
        nursery.stdin.close()


def _start(nursery: subprocess.Popen, step: str) -> int:
    """Start a worker that dies by itself where a step is named, and return its id."""
    nursery.stdin.write(f"{step}\n")
    nursery.stdin.flush()
    return int(nursery.stdout.readline())


def _end(nursery: subprocess.Popen) -> int:
    """Wait for the worker to end, and return the signal that killed it, or 0."""
    return int(nursery.stdout.readline())


def _is_alive(worker: int) -> bool:
    try:
        os.kill(worker, 0)
    except ProcessLookupError:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def nursery_run(people: int, each: int) -> None:
    """Make the people, then start a worker for each line that comes, and say when it ended and of what."""
    from sideways.cli.site import start_django

    start_django()
    from django.core.management import call_command
    from django.db import connection
    from django.template.loader import get_template

    call_command("migrate", verbosity=0)
    begun_at = _people_make(people, each)
    for template in ("notices/email/digest.txt", "notices/email/digest.html"):
        get_template(template).render({})  # read once here, and not again by each worker
    connection.close()
    for line in sys.stdin:
        worker = os.fork()
        if not worker:
            _die_at(line.strip())
            print(os.getpid(), flush=True)
            _work(begun_at, each)
            os._exit(0)
        print(os.WTERMSIG(os.waitpid(worker, 0)[1]), flush=True)


def _people_make(people: int, each: int) -> Any:
    from django.utils import timezone

    from sideways.notices import kinds
    from sideways.notices.kinds import Item, NoticeKind
    from sideways.notices.models import Rhythm
    from sideways.notices.services import outbox, plans_begin
    from sideways.people.models import Person

    begun_at = timezone.now() - timedelta(minutes=each + 2)
    moments = [begun_at + timedelta(minutes=n, seconds=-90) for n in range(1, each + 1)]

    def source(_person: Any, since: Any, until: Any) -> list[Item]:
        return [Item(at=at, text="", url="") for at in reversed(moments) if since < at <= until]

    told = NoticeKind(
        name="told", title="Told", about="", source=source, concerns=lambda _: True, default=Rhythm.AT_ONCE
    )
    kinds._kinds.clear()
    kinds.register(told)
    outbox.CLAIMED_FOR = timedelta(seconds=0.2)  # the next worker starts at once, so it must not wait long
    Person.objects.bulk_create(Person(email=f"person{n}@example.org") for n in range(people))
    plans_begin(at=begun_at)
    return begun_at


def _work(begun_at: Any, each: int) -> None:
    from django.utils import timezone

    from sideways.notices.models import OutgoingEmail
    from sideways.notices.services import digests_send, emails_send

    for minute in range(1, each + 2):
        digests_send(at=begun_at + timedelta(minutes=minute))
        emails_send(at=timezone.now())
    while OutgoingEmail.objects.exists():
        if not emails_send(at=timezone.now()):
            time.sleep(0.02)


def _die_at(step: str) -> None:
    """Let this process kill itself right after a step, the first time it gets there."""
    from django.core.mail import EmailMultiAlternatives
    from django.db.models.query import QuerySet

    from sideways.notices.services import digests, outbox

    places = {
        "before a digest is committed": (digests, "email_enqueue"),
        "after a digest": (digests, "_tell"),
        "claimed": (outbox, "_claim"),
        "accepted": (EmailMultiAlternatives, "send"),
        "deleted": (QuerySet, "delete"),
    }
    if step not in places:
        return
    owner, name = places[step]
    whole = getattr(owner, name)

    def last(*arguments: Any, **named: Any) -> None:
        done = whole(*arguments, **named)
        if step != "deleted" or done[0]:  # clearing away what is not there is not yet the step
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    setattr(owner, name, last)


if __name__ == "__main__":
    nursery_run(*map(int, sys.argv[1:]))
