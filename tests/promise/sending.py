"""What is sent to each address that takes something: enough for it to do its work."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from sideways.api.shapes.busy import EXAMPLE
from sideways.busy.offered import offer
from sideways.feeds import secret
from sideways.files.tests import samples
from sideways.guardians.models import GuardianMessage
from sideways.lessons.models import Lesson
from sideways.lessons.services.release import texts_to_release
from sideways.notices.kinds import kinds_sent, kinds_sent_to
from sideways.people.models import Person
from sideways.people.tests.factories import make_organisation
from sideways.people.trust import Audience
from sideways.villages.models import Guest
from sideways.villages.tests.factories import make_mentor, make_project
from tests.promise import meeting
from tests.promise.addresses import is_operation
from tests.promise.introducing import two_people
from tests.promise.matrix import Call
from tests.promise.world import CSV, PASSWORD, PEOPLE, TOPIC, Planted, World

EMPTY = "empty"
WRITTEN = {
    "trying": "Get letters to people before their appointment",
    "went_wrong": "Letters came a week late and people lost their places",
    "advice": "Ring first",
}
FORM = {
    **WRITTEN,
    "causes": ["timing"],
    "topics": [TOPIC],
    "stage": Lesson.Stage.JUST_ENDED,
    "audience": Audience.LEVEL,
    "attribution": Lesson.Attribution.ROLE,
    "talk": Lesson.Talk.NO,
}
CARD = {"name": "A shop", "wants": "To open one", "outcode": "OL9", "topics": ["village-shops"]}
KINDS_SENT = [f"kind:{kind.name}" for kind in kinds_sent()]
PLAIN: dict[str, dict[str, Any]] = {
    "account_signup": {"email": "new@example.org", "password1": PASSWORD, "declaration": "on"},
    "account_change_password": {"oldpassword": PASSWORD, "password1": "three other words entirely"},
    "account_email": {"action_add": "", "email": "new@example.org"},
    "account_reauthenticate": {"password": PASSWORD},
    "people:join_declaration": {"declaration": "on"},
    "guardians:request": {"words": "There is no other way"},
    "comments:report": {"reason": "attacks", "words": "It mocks her"},
    "comments:own": {"words": "It mocks nobody"},
    "comments:case": {"reason": "attacks", "words": "Read again"},
    "villages:mentoring": {"done": "I ran a hall", "topics": ["village-halls"], "limit": "3"},
    "villages:edit": {"project_id": uuid4(), **CARD},
    "introductions:rounds": {"scope": "everybody"},
    "receipts:check": {"code": "ABCDEF", "text": "Letters came late"},
    "people:held_domains": {"domain": "inspectors.example.org", "reason": "Inspectors"},
    "people:organisation_domains": {"domain": "new.house.example.org"},
    "webhooks:secret": {"seen": "1"},
    "people:decline": {"reason": "We do not know this person"},
    "people:let_in": {"reason": "Known to the team"},
    "people:kind": {"kind": "funder", "reason": "Gives money"},
    "people:invited": {"password1": PASSWORD, "declaration": "on"},
    "people:close": {"sure": "on", "lessons": "withdraw"},
    "notices:choices": {"hour": "9", "weekday": "1", **dict.fromkeys(KINDS_SENT, "daily")},
    "people:you_topics": {f"topic:{TOPIC}": "muted"},
    "introductions:answer": {"answer": "yes"},
    "introductions:talk_answer": {"answer": "no"},
    "introductions:pause": {"days": "14"},
    "introductions:wishes": {"capacity": "2", "travel_km": "24"},
    "introductions:board_new": {"card_id": str(uuid4()), "kind": "seek", "text": "Fit notes"},
    "introductions:apart": {"words": "somebody@example.org"},
    "lessons:reuse": {"place": "nhs", "changed": "We rang first"},
    "lessons:reuse_outcome": {"outcome": "failed", "why": "The ward moved"},
    "lessons:follow": {"how": "watching"},
    "lessons:search_save": {"topic": TOPIC},
    "lessons:update_add": {"text": "The next letters came in time"},
    "lessons:audience": {"audience": Audience.LEVEL},
    "files:file": {"description": "The board, cleaned"},
    "lessons:release_decline": {"reason": "Too rare to tell without naming the place"},
}
JSON: dict[str, dict[str, Any]] = {
    "POST api:lessons": WRITTEN,
    "POST api:updates": {"text": "The next letters came in time"},
    "PUT api:reuse": {"place": "housing", "changed": "We rang first"},
    "PUT api:reuse_outcome": {"outcome": "held", "why": "It was ready in time"},
    "POST api:comments": {"text": "Ours rings first", "kind": "question", "attribution": "role"},
    "POST api:comment_answers": {"text": "It did"},
    "PUT api:file": {"description": "The board, cleaned"},
    "PUT api:comment_report": {"reason": "attacks"},
    "PUT api:comment_appeal": {"words": "It mocks nobody"},
    "POST api:projects": CARD,
    "PUT api:project": CARD,
    "PUT api:proposal_answer": {"says_yes": False},
    "PUT api:mentoring": {"done": "I ran a hall", "topics": ["village-halls"], "limit": 3},
    "PUT api:mentor_trained": {"is_trained": True},
    "POST api:clues": {"text": "The note of 943 476 5919 was lost"},
    "POST api:receipt_check": {"code": "ABCDEF", "text": "Letters came late"},
    "POST api:case_remove": {"reason": "attacks", "words": "It mocks her"},
    "POST api:case_decide": {"restores": True, "words": "Read again"},
    "POST api:unmasking_ask": {"reason": "harm", "words": "A child may be hurt"},
    "POST api:unmasking_agree": {"words": "There is no other way"},
    "POST api:unmasking_decline": {"words": "There is another way"},
    "POST api:narrow": {"audience": "level"},
    "POST api:release_decline": {"reason": "Too rare to tell without naming the place"},
    "PUT api:me_about": {"name": "Somebody Else", "profession": "nurse"},
    "PUT api:me_level": {"own": "cases", "others": "nobody", "money": "none"},
    "PUT api:me_new_organisation": {"name": "Hollin Vale Carers", "service": "council", "outcode": "OL9"},
    "PUT api:me_interests": {"topics": [TOPIC], "travel_km": 24},
    "PUT api:me_topics": {"topics": {TOPIC: "muted"}},
    "PUT api:notices_seen": {"until": "2100-01-01T00:00:00Z"},
    "POST api:me_close": {"sure": True, "choices": {"lessons": "withdraw"}},
    "POST api:vouch_decline": {"reason": "We do not know this person"},
    "POST api:let_in": {"reason": "Known to the team"},
    "PUT api:kind": {"kind": "funder", "reason": "Gives money"},
    "POST api:searches": {"topic": TOPIC},
    "POST api:feeds": {"what": "lessons", "name": "Mine"},
    "POST api:busy_preview": {"calendar": EXAMPLE},
    "POST api:invitations": {"csv": PEOPLE, "preview": False},
    "POST api:organisation_import": {"csv": CSV, "preview": False},
    "POST api:webhooks": {"url": "https://new.example.org/hook"},
    "POST api:webhook_secret": {"seen": 1},
    "PUT api:introduction_answer": {"says_yes": True},
    "PUT api:talk_answer": {"says_yes": False},
    "PUT api:wish": {
        "capacity": 2,
        "widen_level": True,
        "widen_profession": True,
        "widen_region": True,
    },
    "PUT api:pause": {"days": 14},
    "POST api:board": {"kind": "offer", "text": "Fit notes", "topics": []},
    "POST api:apart": {"words": "somebody@example.org"},
    "PUT api:following": {"how": "watching"},
    "POST api:rounds": {"scope": "everybody"},
    "PUT api:round_group": {"is_locked": True, "is_forbidden": False},
    "PUT api:held_domain": {"reason": "A ministry"},
}
QUESTIONS: dict[str, dict[str, Any]] = {
    "about": {"name": "Somebody Else", "profession": "nurse"},
    "level": {"own": "cases", "others": "nobody", "money": "none", "seen": "2"},
    "new_organisation": {"name": "Hollin Vale Carers", "service": "council", "outcode": "OL9"},
    "district": {"outcode": "OL9"},
    "interests": {"topics": [TOPIC], "travel_km": "24"},
}


def sent_with(world: World, reader: str, call: Call, planted: Planted | None) -> dict[str, Any]:
    """Return the form that is sent."""
    if call.sent == EMPTY:
        return {}
    if call.name.startswith("api:") and is_operation(call.name):
        return _json(world, reader, call, planted)
    name, _, value = call.sent.partition("=")
    data = _about_lesson(world, call.name, planted) if planted else _about_else(world, reader, call.name)
    return data | ({name: value} if name else {})


def _json(world: World, reader: str, call: Call, planted: Planted | None) -> dict[str, Any]:
    """Return what is sent to an operation of the API."""
    made = _json_about_lesson(world, planted) if planted else _json_about_else(world, reader)
    if str(call) in made:
        return made[str(call)]()
    return (JSON | meeting.JSON).get(str(call), {})


def _json_about_lesson(world: World, planted: Planted) -> dict[str, Callable[[], dict[str, Any]]]:
    lesson = planted.lesson
    return {
        "PATCH api:lesson": lambda: {**WRITTEN, "version": lesson.version},
        "POST api:readers": lambda: {"email": world.shared_by_all["same level"].author.email},
        "POST api:files": lambda: {"file": _picture()},
        "POST api:letters": lambda: {"text": "Did it change?", "to": _letter_to(lesson)},
        "POST api:release_propose": lambda: {"version": lesson.version, "wording": texts_to_release(lesson)},
    }


def _json_about_else(world: World, reader: str) -> dict[str, Callable[[], dict[str, Any]]]:
    person = world.readers[reader]
    return {
        "PUT api:notice_choices": lambda: _choices(person),
        "POST api:desk": lambda: {"people": two_people(), "about": "Fit notes"},
        "POST api:conflicts": lambda: {"people": two_people()},
        "PUT api:busy": lambda: {"offered": offer(person or world.friend, [], timezone.now())},
        "PUT api:me_workplace": lambda: {"organisation": make_organisation().pk},
        "POST api:organisation_same": lambda: {"listed": make_organisation().pk},
        "POST api:days": _day,
        "PUT api:day_wishes": lambda: {
            "picks": [int(_ranking(person or world.friend)["first"] or 1)],
            "excluded": [],
        },
        "POST api:project_proposals": lambda: {"organisation": make_organisation().pk},
    }


def _picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("board.png", samples.screenshot())


def _letter_to(lesson: Lesson) -> str | None:
    written = GuardianMessage.objects.filter(lesson=lesson).first()
    return str(written.pk) if written else None


def _peer_of(world: World) -> str:
    return world.shared_by_all["same level"].author.email


def _choices(person: Person | None) -> dict[str, Any]:
    kinds = kinds_sent_to(person) if person else []
    return {"rhythms": {kind.name: "daily" for kind in kinds}, "hour": 9, "weekday": 1}


def _about_else(world: World, reader: str, name: str) -> dict[str, Any]:
    person = world.readers[reader]
    question = name.rpartition(":")[2].removeprefix("join_").removeprefix("you_")
    made: dict[str, Callable[[], dict[str, Any]]] = {
        "api:token_new": lambda: {"token_id": uuid4(), "name": "An app", "scopes": ["read"], "days": "30"},
        "account_login": lambda: {"login": world.readers["practitioner"].email, "password": PASSWORD},
        "account_reset_password": lambda: {"email": (person or world.friend).email},
        "people:organisation_upload": lambda: {"file": SimpleUploadedFile("bodies.csv", CSV.encode())},
        "people:invite": lambda: {"file": SimpleUploadedFile("people.csv", PEOPLE.encode())},
        "people:organisation_same": lambda: {"organisation": make_organisation().pk},
        "people:join_workplace": lambda: {"organisation": make_organisation().pk},
        "people:you_workplace": lambda: {"organisation": make_organisation().pk},
        "feeds:make": lambda: {"name": "Mine", "secret": secret.offered_to(person or world.friend)},
        "busy:keep": lambda: {"offered": offer(person or world.friend, [], timezone.now())},
        "webhooks:organisation": lambda: {"webhook_id": uuid4(), "url": "https://new.example.org/hook"},
        "villages:day_new": lambda: _day_form(),
        "villages:wishes": lambda: _ranking(person or world.friend),
        "villages:new": lambda: CARD | {"project_id": uuid4()},
        "villages:new_for": lambda: CARD | {"project_id": uuid4()},
        "villages:ask_support": lambda: {"organisation": make_organisation().pk},
        "introductions:desk_new": lambda: {"with": two_people(), "about": "Fit notes", "days": "7"},
        "introductions:conflicts": lambda: {"with": two_people()},
        "comments:answer": lambda: {"comment_id": uuid4(), "text": "It did"},
        "comments:experts": lambda: {"email": _peer_of(world)},
        "lessons:new": lambda: FORM | {"lesson_id": uuid4()},
    }
    if name in made:
        return made[name]()
    if name.startswith("people:") and question in QUESTIONS:
        return QUESTIONS[question]
    return (PLAIN | meeting.FORMS).get(name, {})


def _day() -> dict[str, Any]:
    project, mentor = make_project(topics=["co-location"]), make_mentor(topics=["co-location"])
    guests = {"projects": [str(project.pk)], "mentors": [str(mentor.pk)]}
    return guests | {"on": "2030-03-27", "place": "Halderby"}


def _day_form() -> dict[str, Any]:
    return _day() | {"day_id": uuid4(), "on_day": "27", "on_month": "3", "on_year": "2030"}


def _ranking(person: Person) -> dict[str, Any]:
    """Return whom somebody can rank, as their page offers it."""
    own = Guest.objects.filter(project__made_by=person).first()
    others = Guest.objects.filter(day=own.day_id, project=None) if own else Guest.objects.none()
    return {"first": str(others[0].pk)} if others else {"first": ""}


def _about_lesson(world: World, name: str, planted: Planted) -> dict[str, Any]:
    lesson = planted.lesson
    seen = {"version": lesson.version}
    if name in {"lessons:edit", "lessons:new"}:
        return FORM | seen | {"lesson_id": lesson.pk}
    if name == "lessons:enlarge":
        return seen | {"scale": "Forty letters"}
    if name == "lessons:open_to":
        return {"email": world.shared_by_all["same level"].author.email}
    if name == "files:files":
        return {"file_id": uuid4(), "file": _picture()}
    if name == "lessons:update_add":
        return PLAIN[name] | {"update_id": uuid4()}
    if name == "comments:write":
        return {"comment_id": uuid4(), "text": "Ours rings first", "attribution": "role", "kind": "question"}
    if name == "guardians:ask":
        return {"request_id": uuid4(), "reason": "harm", "words": "A child may be hurt"}
    if name in {"guardians:lesson", "guardians:own"}:
        written = GuardianMessage.objects.filter(lesson=lesson).first()
        return {"message_id": uuid4(), "text": "Did it change?", "to": written.pk if written else ""}
    if name == "lessons:release_propose":
        return seen | texts_to_release(lesson)
    return PLAIN.get(name, {})
