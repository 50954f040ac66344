"""The how-to “Start a real network”, followed word for word on the real lists, as a stranger would."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection

from tests.journeys import joining
from tests.journeys.conftest import with_javascript
from tests.journeys.joining import Newcomer
from tests.journeys.sharing import TITLE, TRYING, WENT_WRONG

ROOT = Path(__file__).parents[2]
HOW_TO = (ROOT / "docs/how-to/start-a-real-network.md").read_text()
LISTS = "../shared/data/organisations"
START_WITHIN_SECONDS = 90

BEA = Newcomer(
    email="bea@example.org",
    name="Bea Brook",
    profession="Housing officer",
    search="oldam counsil",
    organisation="Oldham Metropolitan Borough Council",
    topics=("Fit notes",),
)
ANN = replace(BEA, email="ann@example.org", name="Ann Archer", profession="Social worker")
CAL = Newcomer(
    email="cal@example.org",
    name="Cal Carr",
    profession="Work coach",
    search="bolton jobcentre",
    organisation="Bolton",
)


class Site:
    """A site of its own in a folder of its own, as `./run serve` starts it."""

    def __init__(self, folder, port):
        self.address = f"http://127.0.0.1:{port}"
        ours = {name: value for name, value in os.environ.items() if not name.startswith("SIDEWAYS_")}
        ours.pop("DJANGO_SETTINGS_MODULE", None)
        # Nothing answers at this port, as where there is no mail server yet.
        self.environment = ours | {"SIDEWAYS_DATA": str(folder), "PORT": str(port), "SIDEWAYS_SMTP_PORT": "1"}
        if connection.vendor == "postgresql":
            self.environment["DATABASE_URL"] = database_beside(os.environ["DATABASE_URL"])

    def command(self, words):
        return [sys.executable, "-m", "sideways.cli.main", *words.split()]

    def follows(self, line):
        """Do what the how-to says, and return what was printed."""
        assert f"./run {line}\n" in HOW_TO
        done = subprocess.run(
            self.command(line.removeprefix("sideways ")),
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    def code_for(self, email):
        letters = self.follows("sideways emails").split("-" * 70)
        return joining.code_in(next(letter for letter in letters if f"To {email}:" in letter))


def database_beside(address):
    """Make another database on the same server, and return its address."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE real_network")
    return re.sub(r"/\w+(?=$|\?)", "/real_network", address)


@pytest.fixture
def site(tmp_path):
    if not (ROOT / LISTS).is_dir():
        pytest.skip(f"the real lists of organisations are not at {LISTS}")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        site = Site(tmp_path, free.getsockname()[1])
    assert "./run serve\n" in HOW_TO
    serving = subprocess.Popen(
        site.command("serve"), cwd=ROOT, env=site.environment, stdout=subprocess.PIPE, text=True
    )
    for line in serving.stdout:
        if site.address in line:
            break
    yield site
    serving.send_signal(signal.SIGINT)
    serving.wait(timeout=30)


@with_javascript
def test_a_stranger_follows_the_how_to_until_a_peer_elsewhere_reads_a_lesson(new_visitor, site):
    def window():
        return new_visitor(address=site.address)

    # 2. Import every organisation
    looked = site.follows(f"sideways import organisations {LISTS} --preview")
    assert "Nothing was written" in looked
    assert re.search(
        r"Done\. [\d,]+ rows: 1\d,\d{3} new", site.follows(f"sideways import organisations {LISTS}")
    )
    with urllib.request.urlopen(f"{site.address}/organisations/?q=oldam+counsil", timeout=10) as page:
        assert "Oldham Metropolitan Borough Council" in page.read().decode()

    # 3. Make yourself the operator
    printed = site.follows("sideways operator you@example.org")
    operator = window()
    operator.opens(re.search(r"http\S+", printed)[0])
    operator.types("New password", "four words nobody guesses")
    operator.presses("Save")
    operator.opens("/")

    # 5. Let the first broker in
    bea = window()
    joining.joins(bea, BEA, read_code=site.code_for)
    bea.sees("Nearly there")
    operator.goes_by_menu_to("People to vouch for")
    operator.presses("Vouch for Bea Brook")
    operator.goes_by_menu_to("People")
    operator.follows("Bea Brook")
    operator.follows("Change the kind of account")
    operator.taps("Broker")
    operator.types("Why", "Knows everybody there")
    operator.presses("Change", exact=True)

    # 6. Sign up at a real organisation, and write a lesson
    ann = window()
    joining.joins(ann, ANN, read_code=site.code_for)
    bea.opens("/")
    bea.goes_by_menu_to("People to vouch for")
    bea.presses("Vouch for Ann Archer")
    ann.opens("/")
    ann.goes_by_menu_to("Share what went wrong")
    ann.types("What were you trying to do?", TRYING)
    ann.types("What went wrong, or is going wrong?", WENT_WRONG)
    ann.taps("Happening now")
    ann.taps("All practitioners and brokers")
    ann.taps("Role only")
    ann.taps("Yes, by video")
    ann.presses("Share it")

    # 7. A peer elsewhere finds it; somebody signed out does not
    cal = window()
    joining.joins(cal, CAL, read_code=site.code_for)
    operator.goes_by_menu_to("People to vouch for")
    operator.presses("Vouch for Cal Carr")
    cal.opens("/")
    cal.goes_by_menu_to("Lessons")
    cal.follows(TITLE)
    cal.sees("By a practitioner", WENT_WRONG)
    cal.does_not_see("Ann Archer", "Oldham")
    assert window().opens(cal.page.url) == 404


def test_the_how_to_names_the_people_of_this_journey():
    for somebody in (BEA, ANN, CAL):
        assert f"`{somebody.email}`" in HOW_TO
        assert f"{somebody.name}, {somebody.profession}" in HOW_TO
        assert somebody.search in HOW_TO
        if somebody is BEA:
            assert somebody.organisation in HOW_TO
