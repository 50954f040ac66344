"""The how-to “Start a real network”, followed word for word on the real lists, as a stranger would."""

import os
import re
import shutil
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
from tests.shared import empty_database

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
    organisation="Bolton, Blackhorse Street Jobcentre Plus",
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
    if database := empty_database():
        shutil.copy(database, tmp_path / "sideways.sqlite3")  # test_serve starts one without any table
    assert "./run serve\n" in HOW_TO
    serving = subprocess.Popen(
        site.command("serve"), cwd=ROOT, env=site.environment, stdout=subprocess.PIPE, text=True
    )
    for line in serving.stdout:
        if site.address in line:
            break
    yield site
    serving.terminate()  # a shell may have told its background jobs to ignore Ctrl-C
    serving.wait(timeout=30)


@with_javascript
def test_a_stranger_follows_the_how_to_until_a_peer_elsewhere_reads_a_lesson(new_visitor, site):
    bea, ann, cal, operator = (new_visitor(address=site.address) for _ in range(4))

    # Given the real lists and an operator (steps 2 and 3)
    imports_every_organisation(site)
    becomes_the_operator(site, operator)

    # When the first broker is let in (4 and 5), and lets somebody in who writes a lesson (6)
    joins_and_is_vouched_for(site, bea, BEA, by=operator)
    makes_a_broker_of(operator, BEA)
    joins_and_is_vouched_for(site, ann, ANN, by=bea)
    shares_a_lesson(ann)

    # Then a peer elsewhere finds it (7), by nobody in particular
    joins_and_is_vouched_for(site, cal, CAL, by=operator)
    cal.opens("/")
    cal.goes_by_menu_to("Lessons")
    cal.follows(TITLE)
    cal.sees("By somebody in a local public service", WENT_WRONG)
    cal.does_not_see("Ann Archer", "Oldham")

    # And nobody who is signed out
    assert new_visitor(address=site.address).opens(cal.page.url) == 404


def imports_every_organisation(site):
    everything = f"sideways import organisations {LISTS}"
    assert "Nothing was written" in site.follows(f"{everything} --preview")
    assert re.search(r"Done\. [\d,]+ rows: 1\d,\d{3} new", site.follows(everything))
    assert "/organisations/?q=oldam+counsil" in HOW_TO
    with urllib.request.urlopen(f"{site.address}/organisations/?q=oldam+counsil", timeout=10) as page:
        assert BEA.organisation in page.read().decode()


def becomes_the_operator(site, visitor):
    visitor.opens(re.search(r"http\S+", site.follows("sideways operator you@example.org"))[0])
    visitor.types("New password", "four words nobody guesses")
    visitor.presses("Save")


def joins_and_is_vouched_for(site, visitor, newcomer, by):
    joining.joins(visitor, newcomer, read_code=site.code_for)
    visitor.sees("Nearly there")
    by.opens("/")
    by.goes_by_menu_to("Vouch")
    by.presses(f"Vouch for {newcomer.name}")


def makes_a_broker_of(operator, somebody):
    operator.goes_by_menu_to("People")
    operator.follows(somebody.name)
    operator.follows("Change the kind of account")
    operator.taps("Broker")
    operator.types("Why", "Knows everybody there")
    operator.presses("Change", exact=True)


def shares_a_lesson(visitor):
    visitor.opens("/")
    visitor.goes_by_menu_to("Share what went wrong")
    visitor.types("What were you trying to do?", TRYING)
    visitor.types("What went wrong, or is going wrong?", WENT_WRONG)
    visitor.taps("Happening now")
    visitor.taps("All practitioners and brokers")
    visitor.taps("Role only")
    visitor.taps("Yes, by video")
    visitor.presses("Share it")


def test_the_how_to_names_the_people_of_this_journey():
    for somebody in (BEA, ANN, CAL):
        assert f"`{somebody.email}`" in HOW_TO
        assert f"{somebody.name}, {somebody.profession}" in HOW_TO
        assert somebody.search in HOW_TO
        if somebody is BEA:
            assert somebody.organisation in HOW_TO
