"""P10: until all say yes nothing of one reaches another, and a no looks like a silence, byte by byte."""

import io
import json
import re
import zipfile
from contextlib import contextmanager
from datetime import timedelta
from functools import cache

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache as counted
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sideways.api.tests.callers import make_token
from sideways.common.models import AuditRow
from sideways.feeds.tests.factories import atom_of, calendar_of
from sideways.introductions.services import (
    apart_add,
    introduction_close,
    introduction_remind,
    introductions_close_due,
    talks_close_due,
    wish_pause,
)
from sideways.introductions.tests.factories import (
    answer,
    ask_to_talk,
    make_broker,
    make_crowd,
    make_nurse,
    make_work_coach,
    propose,
)
from sideways.lessons.tests.factories import make_lesson
from sideways.notices.models import NoticePlan, OutgoingEmail
from sideways.notices.services import digests_send
from sideways.people.tests.factories import make_organisation
from tests.promise.addresses import every_address
from tests.promise.answers import without_what_changes
from tests.promise.matrix import the_matrix

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # what is told does not hang on the database

DAY = timedelta(days=1)
SECRETS = ("zqanna", "zqsecret", "zqhost", "zqtrust", "zqgrade")

# The same for everybody, whatever happens.
SAY_NOTHING = {
    "api:openapi",
    "api:docs",
    "web:privacy",
    "web:accessibility",
    "web:cannot_keep_secret",
    "ui:gallery",
}


@cache
def opens():
    """Return the addresses that tell a practitioner something, by name: those about nothing in particular."""
    rows = [row for row in the_matrix().pages if row.call.method == "GET" and not row.call.sent]
    told = {row.call.name for row in rows if row.cells["practitioner"] == "yes"} - SAY_NOTHING
    return {name: each for name, each in every_address().items() if name in told and "<" not in each}


class Clock:
    """What time it is, for all of the site."""

    def __init__(self, now):
        self.now = now

    def __call__(self):
        return self.now


class Scene:
    """Anna, of whom nothing may be seen, Ben, who reads all he can, and a broker between them."""

    def __init__(self, clock):
        self.clock, self.begun = clock, clock.now
        make_crowd("nurse")
        make_crowd("work_coach")
        self.anna = make_nurse(
            name="Zqanna Zqsecret",
            email="anna@zqhost.example.org",
            organisation=make_organisation(name="Zqtrust Hospital", service="nhs"),
            level_reason="zqgrade",
        )
        self.ben = make_work_coach(name="Ben Reader")
        EmailAddress.objects.create(user=self.ben, email=self.ben.email)  # else made when he looks at it
        self.broker = make_broker()
        make_lesson(author=self.anna, audience="peers", went_wrong="Notes lay in a drawer")
        self.introduction = propose(self.anna, self.ben, at=clock.now, by=self.broker)
        make_lesson(author=self.ben, audience="peers", went_wrong="Letters came too late")
        NoticePlan.objects.create(person=self.ben, begun_at=clock.now - DAY, due_at=clock.now)
        self.browser = Client(raise_request_exception=False)
        self.browser.force_login(self.ben)
        self.token = make_token(self.ben)
        self.fetched = [atom_of(self.ben), calendar_of(self.ben)]

    def after(self, days):
        self.clock.now = self.begun + timedelta(days=days)

    def answers(self, person, *, yes):
        answer(self.introduction, person, yes=yes, at=self.clock.now)

    def all_that_ben_gets(self, whole=True):
        """Return every page, answer, feed, calendar, e-mail, file and line of a log that Ben can get.

        Or, not whole, only those pages and answers that could tell of introductions.
        """
        found = {}
        for name, pattern in opens().items():
            if whole or is_near(name):
                found[name] = self._get(pattern, self._headers(pattern))
        for address in self.fetched:
            found[address.split("/")[1]] = self._get(address, {}, Client())
        found["live"] = self._get(
            f"{reverse('live:news')}?since=0&watch=introductions.introduction:{self.introduction.pk}", {}
        )
        with transaction.atomic():
            found["export"] = self._sent(self.browser.post(reverse("people:download")))
            digests_send(at=self.clock.now)
            letters = OutgoingEmail.objects.filter(to=self.ben.email)
            written = repr([(each.subject, each.text, each.html) for each in letters])
            found["e-mails"] = re.sub(r"unsubscribe/[^\s\"<\\]*", "", written)
            transaction.set_rollback(True)
        rows = AuditRow.objects.filter(subject__endswith=f"person:{self.ben.pk}") | AuditRow.objects.filter(
            by=self.ben
        )
        found["log"] = repr([(row.action, row.subject, row.detail) for row in rows.order_by("pk")])
        return found

    def _headers(self, pattern):
        return {"Authorization": f"Bearer {self.token}"} if pattern.startswith("/api/v1/") else {}

    def _get(self, address, headers, browser=None):
        counted.clear()  # rate limits are kept there
        return self._sent((browser or self.browser).get(address, headers=headers))

    def _sent(self, response):
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if response.headers.get("Content-Type") == "application/zip":
            with zipfile.ZipFile(io.BytesIO(body)) as archive:
                body = b"\n".join(archive.read(name) for name in sorted(archive.namelist()))
        return without_what_changes(f"{response.status_code}\n{body.decode('utf-8', 'replace')}")


@contextmanager
def a_world(scene):
    """Let something happen, look, and undo it: all worlds begin with the same rows and ids."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def scene(monkeypatch):
    clock = Clock(timezone.now().replace(hour=12, minute=0, second=0, microsecond=0))
    monkeypatch.setattr(timezone, "now", clock)
    return Scene(clock)


def told_of(found, words):
    return sorted(name for name, text in found.items() if any(word in text.lower() for word in words))


def is_near(name):
    """Say whether an address could tell of introductions. What is exported is looked at in any case."""
    return "introductions" in name or name in {"notices:list", "api:notices", "web:home", "people:you"}


def different(one, other):
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


ANNA = {
    "is silent": lambda scene: None,
    "says no": lambda scene: scene.answers(scene.anna, yes=False),
    "says yes, then no": lambda scene: (
        scene.answers(scene.anna, yes=True) if scene.ben_waits else None,
        scene.answers(scene.anna, yes=False),
    ),
    "pauses": lambda scene: wish_pause(
        person=scene.anna, until=scene.clock.now + 30 * DAY, at=scene.clock.now
    ),
    "puts Ben apart": lambda scene: apart_add(person=scene.anna, words=scene.ben.email, at=scene.clock.now),
    "says yes": lambda scene: scene.answers(scene.anna, yes=True),
}


def a_life(scene, anna, *, ben_says_yes, whole=True):
    """Return what Ben gets at each stage of an introduction that comes to nothing.

    Everything, where the answer is new and where all is over. Not whole: what could tell of introductions.
    """
    scene.ben_waits = not ben_says_yes
    stages = {}
    with a_world(scene):
        scene.after(1)
        if ben_says_yes:
            scene.answers(scene.ben, yes=True)
        scene.after(2)
        ANNA[anna](scene)
        stages["answered"] = scene.all_that_ben_gets(whole)
        scene.after(4)
        introduction_remind(introduction=scene.introduction, by=scene.broker, at=scene.clock.now)
        scene.after(7)
        if whole:
            stages["over"] = scene.all_that_ben_gets(whole=False)
        introductions_close_due(at=scene.clock.now)
        scene.after(8)
        stages["closed"] = scene.all_that_ben_gets(whole)
    scene.after(0)
    return stages


# Who has said yes could be told by more than who has not, and is told no more: there a no is looked for
# everywhere. Where Ben is silent, it is a yes that could show.
WHOLLY_LOOKED_AT = {True: "says no", False: "says yes"}


@pytest.mark.parametrize("ben_says_yes", [True, False], ids=["Ben says yes", "Ben is silent"])
def test_whatever_anna_does_ben_gets_nothing_of_her_and_sees_no_difference(scene, ben_says_yes):
    silence = a_life(scene, "is silent", ben_says_yes=ben_says_yes)

    shows = set(told_of(silence["answered"], ["a nurse, north west"]))
    assert shows >= {"api:introductions", "export", "introductions:introductions"}
    assert "did not come about this time" in silence["closed"]["introductions:introductions"]
    assert "notices" in silence["closed"]["e-mails"]
    for stage, found in silence.items():
        assert told_of(found, SECRETS) == [], stage
    for act in ANNA.keys() - {"is silent", "says yes" if ben_says_yes else ""}:
        whole = act == WHOLLY_LOOKED_AT[ben_says_yes]
        for stage, found in a_life(scene, act, ben_says_yes=ben_says_yes, whole=whole).items():
            assert told_of(found, SECRETS) == [], f"{act}, {stage}"
            assert not [name for name in found if found[name] != silence[stage][name]], f"{act}, {stage}"


def test_a_broker_who_closes_early_tells_ben_no_more(scene):
    def closed(act):
        with a_world(scene):
            scene.ben_waits = False
            scene.after(1)
            scene.answers(scene.ben, yes=True)
            ANNA[act](scene)
            scene.after(2)
            introduction_close(introduction=scene.introduction, by=scene.broker, at=scene.clock.now)
            found = scene.all_that_ben_gets()
        scene.after(0)
        return found

    refused = closed("says no")
    assert different(refused, closed("is silent")) == []
    assert told_of(refused, SECRETS) == []


def test_once_both_say_yes_ben_sees_who_it_is(scene):
    scene.after(1)
    for person in (scene.anna, scene.ben):
        scene.answers(person, yes=True)
    scene.introduction.refresh_from_db()

    page = scene._get(reverse("meetings:meeting", args=[scene.introduction.meeting.pk]), {})
    assert "zqanna" in page.lower()  # the words that were looked for can be found at all


def test_the_desk_of_a_broker_shows_names_and_never_an_answer(scene):
    def desk(act):
        with a_world(scene):
            scene.ben_waits = False
            scene.after(1)
            scene.answers(scene.ben, yes=True)
            ANNA[act](scene)
            browser, found = Client(), {}
            browser.force_login(scene.broker)
            for name, keys in (("desk", []), ("desk_one", [scene.introduction.pk]), ("desk_new", [])):
                found[name] = scene._get(reverse(f"introductions:{name}", args=keys), {}, browser)
            chosen = f"{reverse('introductions:desk_new')}?with={scene.anna.pk}&with={scene.ben.pk}"
            found["both"] = scene._get(chosen, {}, browser)
        scene.after(0)
        return found

    silent, refused = desk("is silent"), desk("says no")
    assert "zqanna" in silent["desk"].lower()
    assert different(silent, refused) == []
    assert "says yes" not in json.dumps(silent)


def test_who_asks_an_author_to_talk_gets_nothing_of_them(scene):
    def asked(what):
        stages = []
        with a_world(scene):
            scene.after(1)
            request = ask_to_talk(scene.ben, scene.anna, at=scene.clock.now, went_wrong="The van was full")
            browser = Client()
            browser.force_login(scene.anna)
            if what == "no":
                address = reverse("introductions:talk_answer", args=[request.pk])
                assert browser.post(address, {"answer": "no"}).status_code == 302
            stages.append(scene.all_that_ben_gets())
            page = browser.get(reverse("introductions:introductions")).content.decode()
            assert "Asks to talk about your lesson" in page
            assert "Ben Reader" not in page
            assert scene.ben.organisation.name not in page
            scene.after(9)
            talks_close_due(at=scene.clock.now)
            stages.append(scene.all_that_ben_gets(whole=False))
        scene.after(0)
        ids = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
        return [{name: ids.sub("", text) for name, text in found.items()} for found in stages]

    for refused, silence in zip(asked("no"), asked("nothing"), strict=True):
        assert told_of(refused, SECRETS) == told_of(silence, SECRETS) == []
        assert different(refused, silence) == []
