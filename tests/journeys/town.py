"""A small network in which every page of the site has something to show."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from sideways.busy.services import busy_times_keep
from sideways.comments.models import Moderated
from sideways.comments.tests import factories as comments
from sideways.feeds.tests.factories import make_address
from sideways.files.tests import factories as files
from sideways.guardians.services import Grounds, author_answer, guardian_write, unmasking_ask
from sideways.introductions import services as matching
from sideways.introductions.models import Progress, Round, Wish
from sideways.introductions.round_queries import newest_plan
from sideways.introductions.services import BoardWords, apart_add, board_card_pin, conflict_add
from sideways.introductions.tests import factories as introductions
from sideways.introductions.tests.factories import make_nurse, make_work_coach
from sideways.lessons import services
from sideways.lessons.following import Following
from sideways.lessons.models import Lesson, LessonUpdate
from sideways.lessons.services.release import texts_to_release
from sideways.lessons.tests.factories import ALL_SIGNS, LATER, make_guardian, make_lesson, make_search
from sideways.meetings.tests.factories import DAY, HOUR, make_booked, make_meeting, make_met, offer
from sideways.notices.letters import SALT
from sideways.notices.tests.factories import make_email
from sideways.patterns.queries import patterns_shown
from sideways.patterns.tests.factories import BOILERS, NOTES, make_theme, publish
from sideways.people.invitation_links import token_of
from sideways.people.models import HeldDomain, Invitation, OrganisationDomain, Person, TopicFollow
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.trust import State
from sideways.people.uploads import upload_keep
from sideways.villages.handing import sealed
from sideways.villages.services import day_close
from sideways.villages.tests import factories as villages
from sideways.webhooks.models import Delivery
from sideways.webhooks.tests.factories import make_webhook
from sideways.week.rules import monday_of, week_name
from sideways.week.services import week_choose

LIST = b"code,name,service\nOWN:1,Hollin Vale Carers,voluntary\n"
FILE = (
    b"email,name,profession,level\n"
    b"ida@example.org,Ida Idle,nurse,2\nomar@ofsted.gov.uk,Omar Office,social-worker,3\n"
)


@dataclass(slots=True)
class Town:
    """Who lives here by what they are, and what fills the addresses by name."""

    people: dict[str, Person | None] = field(default_factory=dict)
    fills: dict[str, dict[str, Any]] = field(default_factory=dict)


def build() -> Town:
    """Return a town with somebody of every kind and a lesson in every state."""
    council = make_organisation(name="Halder Council", email_domain="halder.gov.uk")
    author = make_person(name="Tola Ajayi", organisation=council, password="three long words")
    town = Town(people={"nobody": None, "author": author})
    town.people |= _officers(council) | _newcomers(council)
    _secure(author)
    _fill_with_lessons(town, author)
    _fill_with_bodies(town, council)
    _fill_with_dates(town, author)
    _fill_with_patterns(town)
    _fill_with_weeks(town)
    _fill_with_projects(town, author)
    _fill_with_meetings(town, author)
    _fill_with_rounds(town)
    _fill_with_introductions(town)
    return town


def _fill_with_introductions(town: Town) -> None:
    """Suggest somebody to the peer, ask them about a lesson of theirs, and fill the desk."""
    at, nurse = timezone.now(), town.people["peer"]
    Person.objects.filter(pk=nurse.pk).update(lat=53.54, lon=-2.11)
    nurse.refresh_from_db()
    coach, asker = introductions.make_work_coach(), introductions.make_work_coach()
    introduction = introductions.propose(nurse, coach)
    apart_add(person=nurse, words="somebody@example.org", at=at)
    conflict_add(one=asker, other=coach, by=introductions.make_broker(), at=at)
    talk = introductions.ask_to_talk(asker, nurse)
    board_card_pin(
        card_id=uuid4(), words=BoardWords(kind="seek", text="Who runs a walk-in?"), by=nurse, at=at
    )
    pinner = introductions.make_work_coach()
    card = board_card_pin(card_id=uuid4(), words=BoardWords(kind="offer", text="Fit notes"), by=pinner, at=at)
    town.fills |= {
        "card": {"card_id": card.pk},
        "introduction": {"introduction_id": introduction.pk},
        "talk": {"talk_id": talk.pk},
        "talked about": {"pk": make_lesson(author=coach, audience="peers").pk},
    }


def _officers(council) -> dict[str, Person]:
    return {
        "peer": make_person(name="Nia Bramwell", password="three long words"),
        "broker": make_person(kind="broker", name="Bea Brook", organisation=council),
        "guardian": make_guardian(),
        "operator": make_person(kind="operator"),
        "official": make_person(kind="official", profession=None, organisation=None, level=None),
    }


def _newcomers(council) -> dict[str, Person]:
    return {
        "joining": make_person(standing="joining", email="new@halder.gov.uk"),
        "undeclared": make_person(standing="joining", independence_declared_at=None),
        "waiting": make_person(standing="waiting", name="Vera Cole", organisation=council),
        "held": make_person(standing="held", name="Saira Khan", email="saira.khan@communities.gov.uk"),
    }


def _secure(person: Person) -> None:
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    secret = {"secret": "JBSWY3DPEHPK3PXP"}
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data=secret)
    RecoveryCodes.activate(person)


def _fill_with_lessons(town: Town, author: Person) -> None:
    at, peer = timezone.now(), town.people["peer"]
    shared = make_lesson(author=author, topics=("fit-notes",), attribution="named", **LATER)
    update = LessonUpdate(id=uuid4(), text="Ten minutes at nine to open every new note")
    services.lesson_update_add(lesson=shared, update=update, routes_seen=ALL_SIGNS, by=author, at=at)
    services.lesson_echo(lesson=shared, by=peer, at=at)
    services.lesson_follow(lesson=shared, how=Following.WATCHING, by=peer)
    services.lesson_follow(lesson=shared, how=Following.MUTED, by=author)
    services.lesson_open_to(lesson=shared, reader=town.people["broker"], by=author, at=at)
    _fill_with_what_came_of(shared, town)
    _fill_with_comments(shared, town)
    _fill_with_files(shared, town)
    make_search(author, q="fit notes", stage="now", topic="fit-notes")
    make_search(author, at=at - timedelta(days=3), q="lost money")
    asked, proposed = make_lesson(author=author), make_lesson(author=author)
    services.lesson_release_ask(lesson=asked, by=author, at=at)
    _propose(proposed, author, town.people["guardian"])
    lessons = {
        "shared": shared,
        "asked": asked,
        "proposed": proposed,
        "draft": make_lesson(author=author, state=State.DRAFT),
        "withdrawn": make_lesson(author=author, state=State.WITHDRAWN),
        "public": make_lesson(author=author, audience="public"),
    }
    town.fills |= {name: {"pk": lesson.pk} for name, lesson in lessons.items()}


def _fill_with_what_came_of(shared: Lesson, town: Town) -> None:
    at, peer, guardian = timezone.now(), town.people["peer"], town.people["guardian"]
    said = {"routes_seen": frozenset(), "by": peer, "at": at}
    services.lesson_reuse(lesson=shared, place="nhs", changed="We rang the ward first", **said)
    services.lesson_reuse_answer(lesson=shared, outcome="failed", why="The ward moved", **said)
    letter = guardian_write(message_id=uuid4(), lesson=shared, text="Is she safe?", by=guardian, at=at)
    author_answer(message_id=uuid4(), to=letter, text="She is", by=town.people["author"], at=at)
    grounds = Grounds(reason="harm", words="A child may be hurt")
    asked = unmasking_ask(request_id=uuid4(), lesson=shared, grounds=grounds, by=make_guardian(), at=at)
    town.fills["request"] = {"request_id": asked.pk}


def _fill_with_comments(shared: Lesson, town: Town) -> None:
    peer, other = town.people["peer"], make_person()
    question = comments.ask(shared, peer)
    comments.answer(question, town.people["author"])
    removed, reported = comments.say(shared, peer), comments.say(shared, other)
    for each in (removed, reported):
        comments.report(each, make_person(), words="She is easy to find by this")
    comments.remove(removed, make_guardian())
    month = timezone.localdate().replace(day=1) - timedelta(days=1)
    Moderated.objects.create(what="reported", reason="attacks", month=month.replace(day=1))
    told = {
        "question": question,
        "removed": removed,
        "reported": reported,
        "advice": comments.advise(shared, comments.make_expert()),
    }
    town.fills |= {name: {"comment_id": comment.pk} for name, comment in told.items()}


def _fill_with_files(shared: Lesson, town: Town) -> None:
    author = town.people["author"]
    told = {
        "picture": files.add(shared, author),
        "waiting document": files.offer(shared, author, files.clean_document()),
    }
    town.fills |= {name: {"pk": shared.pk, "file_id": file.pk} for name, file in told.items()}


def _propose(lesson: Lesson, author: Person, guardian: Person) -> None:
    at = timezone.now()
    release = services.lesson_release_ask(lesson=lesson, by=author, at=at)
    wording = texts_to_release(lesson) | {"went_wrong": "Notes came back unread"}
    services.lesson_release_propose(
        release=release, wording=wording, seen_version=lesson.version, by=guardian, at=at
    )


def _fill_with_dates(town: Town, author: Person) -> None:
    now = timezone.now()
    days = [now.replace(hour=9, minute=0) + timedelta(days=number) for number in range(1, 18)]
    busy_times_keep(person=author, spans=[(day, day + timedelta(hours=3)) for day in days], read_at=now)
    followed, _ = make_address(author, filters={"topic": "fit-notes"}, name="Fit notes in my reader")
    dates, _ = make_address(author, "calendar", name="My dates")
    town.fills |= {
        "lessons": {"what": "lessons"},
        "dates": {"what": "calendar"},
        "my feed": {"pk": followed.pk},
        "my calendar": {"pk": dates.pk},
    }


def _fill_with_projects(town: Town, author: Person) -> None:
    project, other = villages.make_project(author), villages.make_project(name="A bus for Scarrow")
    mentor = villages.make_mentor(done="I opened a shop that forty volunteers run")
    villages.make_mentor(author)
    asked = villages.ask(other, town.people["broker"], mentor=author.mentoring)
    agreed = villages.mentored(villages.make_project(topics=["volunteers"]), author.mentoring)
    villages.make_mentor(make_person(name="Ines Idle"), trained=False)
    ranked = villages.make_project(author, name="A hall for Scarrow", topics=["village-halls"])
    day, closed = villages.make_day([project], [mentor]), villages.make_day([ranked], [mentor])
    for one, another in ((ranked, mentor), (mentor, ranked)):
        villages.rank(closed, one, another)
    day_close(day=closed, by=town.people["broker"], at=timezone.now())
    kept = villages.make_project(town.people["broker"], on_behalf=True, name="A warm room for Harrow")
    own_ask = villages.ask(ranked, body=make_organisation(name="Halder Rural Community Council"))
    town.fills |= {
        "project": {"project_id": project.pk},
        "own ask": {"proposal_id": own_ask.pk},
        "kept card": {"project_id": kept.pk},
        "card to take over": {"sealed": sealed(kept)},
        "mentor": {"project_id": project.pk, "mentor_id": mentor.pk},
        "peer project": {"project_id": project.pk, "peer_id": other.pk},
        "day": {"day_id": day.pk},
        "closed day": {"day_id": closed.pk},
        "part in a day": {"day_id": day.pk, "guest_id": day.guests.get(project=project).pk},
        "asked to help": {"proposal_id": asked.pk},
        "agreed to help": {"proposal_id": agreed.pk},
    }


def _fill_with_patterns(town: Town) -> None:
    make_theme(BOILERS, n=8, audience="peers")
    make_theme(NOTES, n=12, days_ago=3, audience="peers")
    publish()
    rising = next(shown for shown in patterns_shown() if shown.is_rising)
    town.fills["pattern"] = {"pattern_id": rising.pk}


def _fill_with_weeks(town: Town) -> None:
    """Let the peer be offered something last week and this."""
    peer, now = town.people["peer"], timezone.now()
    TopicFollow.objects.create(person=peer, topic_id="fit-notes")
    coaches = [make_person(profession="work_coach") for _ in range(5)]
    for days in (9, 8, 0):
        make_lesson(author=coaches[0], topics=("fit-notes",), at=now - timedelta(days=days))
    last_week = now - timedelta(weeks=1)
    week_choose(person=peer, at=last_week)
    town.fills["last week"] = {"week": week_name(monday_of(last_week))}


def _fill_with_meetings(town: Town, author: Person) -> None:
    now, peer = timezone.now(), town.people["peer"]
    assert peer is not None
    met = make_met(author, peer, starts_at=now - 31 * DAY, at=now - 40 * DAY)
    coming = make_booked(author, peer, starts_at=now + 3 * DAY, at=now)
    to_arrange = make_meeting(author, peer, at=now)
    offer(to_arrange, (now + DAY, now + DAY + 3 * HOUR), at=now)
    town.fills |= {
        "past": {"meeting_id": met.pk},
        "coming": {"meeting_id": coming.pk},
        "to arrange": {"meeting_id": to_arrange.pk},
        "month ago": {"meeting_id": met.pk, "after": 30},
    }


def _fill_with_rounds(town: Town) -> None:
    """A round of Wales, worked out twice, with a locked group, a forbidden one and somebody left over."""
    broker, at = town.people["broker"], timezone.now()
    for level in (2, 4):
        make_nurse(level=level, region="Wales")
        make_work_coach(level=level, region="Wales")
    for _ in range(5):
        make_nurse(level=5, region="Wales")
    begun = matching.round_begin(at=at, by=broker, scope=matching.Scope(region="Wales"))
    matching.round_solve(round_id=begun.pk, at=at)
    locked, forbidden = newest_plan(begun).groups.all()
    matching.group_lock(group=locked, is_locked=True, by=broker)
    matching.group_forbid(group=forbidden, by=broker, at=at)
    matching.round_again(round=begun, by=broker, at=at)
    matching.round_solve(round_id=begun.pk, at=at)
    working = Round.objects.create(
        state=Round.State.SOLVING, scope="region:London", region="London", begun_at=at
    )
    Progress.objects.create(round=working, percent=40, doing="matching", beat_at=at)
    Wish.objects.create(person=make_nurse(level=6, region="Wales"), waited=3)
    town.fills |= {"round": {"round_id": begun.pk}, "working round": {"round_id": working.pk}}


def _fill_with_bodies(town: Town, council) -> None:
    proposed = make_organisation(standing="proposed", name="Bleakhope Larder")
    make_person(organisation=proposed, standing="waiting")
    make_email(failed_at=timezone.now(), error="SMTPRecipientsRefused: no such box", tries=7)
    OrganisationDomain.objects.create(organisation=council, domain="halder.example", added_at=timezone.now())
    HeldDomain.objects.create(domain="ministry.example", reason="A ministry", added_at=timezone.now())
    key = Authenticator.objects.create(
        user=town.people["author"], type=Authenticator.Type.WEBAUTHN, data={"name": "My phone"}
    )
    invitation = Invitation.objects.create(
        email="ines@example.org",
        name="Ines Invited",
        profession_id="nurse",
        level=2,
        organisation=council,
        invited_by=town.people["broker"],
        invited_at=timezone.now(),
    )
    webhook = make_webhook("https://intranet.halder.gov.uk/hook", by=town.people["broker"])
    what = {
        "webhook": webhook,
        "kind": "lesson.public",
        "happened_at": timezone.now(),
        "due_at": timezone.now(),
    }
    Delivery.objects.create(**what, sent_at=timezone.now(), tries=1, answer="It answered 204")
    Delivery.objects.create(**what, failed_at=timezone.now(), tries=7, answer="It answered 503")
    town.fills |= {
        "webhook": {"webhook_id": webhook.pk},
        "waiting": {"pk": town.people["waiting"].pk},
        "held": {"pk": town.people["held"].pk},
        "proposed body": {"pk": proposed.pk},
        "listed body": {"pk": council.pk},
        "list": {"token": upload_keep(SimpleUploadedFile("bodies.csv", LIST), town.people["operator"])},
        "file": {"token": upload_keep(SimpleUploadedFile("people.csv", FILE), town.people["broker"])},
        "invitation": {"token": token_of(invitation)},
        "old invitation": {"token": "zz"},
        "passkey": {"pk": key.pk},
        "link": {"token": signing.dumps([town.people["author"].pk, "lessons.new"], salt=SALT)},
        "spent link": {"uidb36": "1", "key": "zz-zz"},
    }
