"""Ask one address as one reader, and say in the words of the table what came back."""

import io
import json
import re
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache as counted
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import Resolver404, resolve, reverse

from sideways.guardians.tests import factories as guardians
from sideways.lessons import services
from sideways.lessons.errors import LessonError
from sideways.people.models import Person
from tests.promise.addresses import every_address, is_operation
from tests.promise.matrix import Call, the_matrix
from tests.promise.sending import sent_with
from tests.promise.world import Planted, World, propose

NAMED_PARTS = (
    "person_id", "organisation_id", "feed_id", "search_id", "email_id", "message_id", "apart_id",
    "conflict_id", "invitation_id",
)  # fmt: skip
WRITES = re.compile(r'(INSERT (OR \w+ )?INTO|UPDATE|DELETE FROM) "(?P<table>\w+)"')
CHANGES_EACH_TIME = (
    r'name="csrfmiddlewaretoken" value="[^"]*"',
    r'nonce="[^"]*"|nonce-[^\';]*',
    r'"X-CSRFToken": ?"[^"]*"|X-CSRFToken&quot;: ?&quot;[^&]*',
    r'data-live-since="[^"]*"|"position": ?"[^"]*"',
    r'value="[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"',  # the id of a form that is new
)
NOT_YET = (b"<h1>You cannot share yet</h1>", b"#not-yet")


@dataclass(frozen=True, slots=True)
class Answer:
    """The word of the table, and all that was sent, in small letters."""

    word: str
    body: bytes


def ask(world: World, reader: str, call: Call, about: str, planted: Planted | None = None) -> Answer:
    """Ask as the reader, and undo whatever it did."""
    counted.clear()  # rate limits are kept there
    with transaction.atomic():
        address = _address(call.name, _keywords(world, reader, call, about, planted))
        if planted is not None:
            _prepare(world, world.readers[reader], call, planted)
        data = sent_with(world, reader, call, planted) if call.method not in {"GET", "DELETE"} else {}
        changes = Changes()
        with connection.execute_wrapper(changes.note):
            response = _request(world, reader, call, address, data)
        changed = changes.made
        transaction.set_rollback(True)
    return Answer(_word(call, response, changed), _bytes(response))


def get(world: World, reader: str, address: str) -> bytes:
    """Return all that the reader gets at an address."""
    counted.clear()  # rate limits are kept there
    with transaction.atomic():
        sent = _bytes(_request(world, reader, Call("GET", address), address, {}))
        transaction.set_rollback(True)
    return sent


def without_what_changes(sent: str) -> str:
    """Return what was sent without what is drawn anew each time, so that the rest can be compared."""
    for each_time in CHANGES_EACH_TIME:
        sent = re.sub(each_time, "", sent)
    return sent


class Changes:
    """Watches the rows of the database, those of sessions aside, through one request."""

    def __init__(self) -> None:
        self._before: dict[str, list[str]] = {}

    def note(self, execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        """Remember the rows of a table as they were before the first statement that writes to it."""
        if written := WRITES.match(sql):
            table = written["table"]
            if table in _tables() and table not in self._before:
                self._before[table] = _rows(table)
        return execute(sql, parameters, many, context)

    @property
    def made(self) -> bool:
        """Compare all rows of the tables written to with what they were."""
        return any(before != _rows(table) for table, before in self._before.items())


def _keywords(world: World, reader: str, call: Call, about: str, planted: Planted | None) -> dict[str, Any]:
    if is_operation(call.name):
        return _parts(world, reader, call, about, planted)
    if planted is None:
        return world.keywords(about, reader)
    more: dict[str, Any] = {}
    if call.name == "lessons:new":
        return more
    if call.name == "lessons:update_remove":
        update = planted.lesson.updates.first()
        more["update_pk"] = update.pk if update else planted.lesson.pk
    if "<uuid:file_id>" in every_address()[call.name]:
        more["file_id"] = planted.lesson.files.get().pk
    if call.name == "lessons:close_to":
        more["reader_pk"] = world.friend.pk
    return {"pk": planted.lesson.pk, **more}


def _parts(world: World, reader: str, call: Call, about: str, planted: Planted | None) -> dict[str, Any]:
    """Return what an address of the API is filled with: it names each part for what it is."""
    found = dict(world.keywords(about, reader))
    pattern = every_address()[call.name]
    for name in NAMED_PARTS:
        if f":{name}>" in pattern and "pk" in found:
            found[name] = found.pop("pk")
    if planted is not None:
        found["lesson_id"] = planted.lesson.pk
        if "update_id" in pattern:
            update = planted.lesson.updates.first()
            found["update_id"] = update.pk if update else planted.lesson.pk
        if "file_id" in pattern:
            found["file_id"] = planted.lesson.files.get().pk
        if "reader_id" in pattern:
            found["reader_id"] = world.friend.pk
    return found


def _undoes_or_ends_a_use(call: Call) -> bool:
    said_before = {"lessons:reuse_outcome", "lessons:reuse_take_back", "api:reuse_outcome"}
    return call.name in said_before or str(call) in {
        "GET lessons:reuse",
        "GET api:reuse",
        "DELETE api:reuse",
    }


def _prepare(world: World, reader: Person | None, call: Call, planted: Planted) -> None:
    """Let happen what the address would undo or answer, where it can."""
    with suppress(LessonError):
        if str(call) in {"POST lessons:echo_take_back", "DELETE api:echo"} and reader is not None:
            services.lesson_echo(lesson=planted.lesson, by=reader, at=planted.lesson.started_at)
        if str(call) in {"POST guardians:own", "POST api:letters"}:
            guardians.write(planted.lesson, world.guardian)
        if _undoes_or_ends_a_use(call) and reader is not None:
            services.lesson_reuse(
                lesson=planted.lesson,
                place="nhs",
                changed="",
                routes_seen=frozenset(),
                by=reader,
                at=planted.lesson.started_at,
            )
        answers = call.name == "lessons:release" and call.sent in {"do=agree", "do=refuse"}
        if answers or call.name in {"api:release_agree", "api:release_refuse"}:
            propose(planted, world.guardian)


def _address(name: str, keywords: dict[str, Any]) -> str:
    return name if name.startswith("/") else reverse(name, kwargs=keywords)


def _request(world: World, reader: str, call: Call, address: str, data: dict[str, Any]) -> Any:
    browser = world.browser
    browser.cookies.clear()
    if address.startswith("/api/v1/"):
        token = world.tokens.get(reader)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if any(isinstance(value, UploadedFile) for value in data.values()):
            return browser.post(address, data, headers=headers)
        body, kind = (json.dumps(data), "application/json") if data else ("", "")
        return browser.generic(call.method, address, body, content_type=kind, headers=headers)
    if reader in world.cookies:
        browser.cookies[settings.SESSION_COOKIE_NAME] = world.cookies[reader]
    send = getattr(browser, call.method.lower())
    return send(address, data) if data else send(address)


@cache
def _tables() -> frozenset[str]:
    """Return all tables but the sessions. What is kept beside them for searching is made from these."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    return frozenset(tables - {Session._meta.db_table})


def _rows(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        return sorted(map(repr, cursor.fetchall()))


def _word(call: Call, response: HttpResponse, changed: bool) -> str:
    """Return the word of the table. A change where none may be says so, and so fits no cell."""
    method, status = call.method, response.status_code
    if method != "GET" and status < 300 and is_operation(call.name):
        return "yes" if changed else "same"
    if status in {301, 302, 303}:
        word = _where(response)
    elif status == 403 and any(words in response.content for words in NOT_YET):
        word = "not yet"
    elif status == 200 and response.get("Content-Disposition", "").startswith("attachment"):
        word = "file"
    elif status == 200:
        word = "yes" if method == "GET" else "again"
    else:
        word = str(status)
    if not changed:
        return word
    return "yes" if method == "POST" and status < 400 else f"{word}, and something changed"


def _where(response: HttpResponse) -> str:
    path = urlsplit(response.headers["Location"]).path
    try:
        name = resolve(path).view_name
    except Resolver404:
        name = path
    return the_matrix().words.get(name, f"sent on to {name}")


def _bytes(response: Any) -> bytes:
    """Return all that was sent, in small letters: a page may write a name with a capital."""
    heads = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if response.headers.get("Content-Type") == "application/zip":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"\n".join(archive.read(name) for name in archive.namelist())
    return (heads.encode() + b"\n" + body).lower()
