"""A person's own copy as a page that opens without us: words for its parts, and values one can read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from sideways.people.models import Person
from sideways.ui.dates import day, moment

HEADINGS = {
    "about_you": gettext_lazy("About you"),
    "e-mail_addresses": gettext_lazy("E-mail addresses"),
    "ways_to_sign_in": gettext_lazy("Ways to sign in"),
    "accounts_elsewhere": gettext_lazy("Accounts elsewhere that sign you in"),
    "where_you_are_signed_in": gettext_lazy("Where you are signed in"),
    "whom_you_met": gettext_lazy("Whom you met here"),
    "what_was_done_to_your_account": gettext_lazy("What was done to your account"),
    "what_you_did_to_others_accounts": gettext_lazy("What you did to others’ accounts"),
    "domains_you_hold": gettext_lazy("E-mail domains you put on the list"),
    "domains_that_vouch": gettext_lazy("E-mail domains you let vouch for people of an organisation"),
    "invitation": gettext_lazy("Your invitation"),
    "e-mails_that_wait": gettext_lazy("E-mails to you that wait to be sent"),
    "feeds_and_calendar": gettext_lazy("Addresses of your feeds and calendar"),
    "apps_and_tokens": gettext_lazy("Apps and tokens"),
    "busy_times": gettext_lazy("When you are busy"),
    "meetings": gettext_lazy("Meetings"),
    "lessons": gettext_lazy("Lessons"),
    "guardians": gettext_lazy("Guardians"),
    "comments": gettext_lazy("Comments beside lessons"),
    "week": gettext_lazy("Your weeks"),
    "files": gettext_lazy("Pictures and documents"),
    "villages": gettext_lazy("Community projects and mentoring"),
    "webhooks": gettext_lazy("Webhooks you registered"),
    "introductions": gettext_lazy("Introductions"),
}
LABELS = {
    "name": gettext_lazy("Name"),
    "e-mail": gettext_lazy("E-mail"),
    "kind": gettext_lazy("Kind"),
    "standing": gettext_lazy("Standing"),
    "joined_at": gettext_lazy("Joined at"),
    "last_signed_in_at": gettext_lazy("Last signed in at"),
    "declared_independence_at": gettext_lazy("Declared independence at"),
    "profession": gettext_lazy("Profession"),
    "level": gettext_lazy("Level"),
    "grade": gettext_lazy("Grade"),
    "scheme": gettext_lazy("Scheme"),
    "table": gettext_lazy("Table"),
    "level_reason": gettext_lazy("Level reason"),
    "organisation": gettext_lazy("Organisation"),
    "postcode_district": gettext_lazy("Postcode district"),
    "place": gettext_lazy("Place"),
    "region": gettext_lazy("Region"),
    "nation": gettext_lazy("Nation"),
    "position": gettext_lazy("Position"),
    "topics": gettext_lazy("Topics"),
    "travel_km": gettext_lazy("Travel km"),
    "vouched_at": gettext_lazy("Vouched at"),
    "vouched_for_by_e-mail_domain": gettext_lazy("Vouched for by e-mail domain"),
    "email": gettext_lazy("Email"),
    "verified": gettext_lazy("Verified"),
    "primary": gettext_lazy("Primary"),
    "type": gettext_lazy("Type"),
    "created_at": gettext_lazy("Created at"),
    "last_used_at": gettext_lazy("Last used at"),
    "provider": gettext_lazy("Provider"),
    "uid": gettext_lazy("Uid"),
    "date_joined": gettext_lazy("Date joined"),
    "extra_data": gettext_lazy("Extra data"),
    "last_seen_at": gettext_lazy("Last seen at"),
    "ip": gettext_lazy("Ip"),
    "user_agent": gettext_lazy("User agent"),
    "at": gettext_lazy("At"),
    "what": gettext_lazy("What"),
    "detail": gettext_lazy("Detail"),
    "domain": gettext_lazy("Domain"),
    "reason": gettext_lazy("Reason"),
    "added_at": gettext_lazy("Added at"),
    "organisation__name": gettext_lazy("Organisation name"),
    "invited_at": gettext_lazy("Invited at"),
    "subject": gettext_lazy("Subject"),
    "text": gettext_lazy("Text"),
    "e-mails": gettext_lazy("E-mails"),
    "hour": gettext_lazy("Hour"),
    "weekday": gettext_lazy("Weekday"),
    "quiet_hours": gettext_lazy("Quiet hours"),
    "looked_until": gettext_lazy("Looked until"),
    "marked_as_seen_at": gettext_lazy("Marked as seen at"),
    "begun_at": gettext_lazy("Begun at"),
    "filters": gettext_lazy("Filters"),
    "made_at": gettext_lazy("Made at"),
    "fetched_on": gettext_lazy("Fetched on"),
    "revoked_at": gettext_lazy("Revoked at"),
    "scopes": gettext_lazy("Scopes"),
    "expires_at": gettext_lazy("Expires at"),
    "last_used_on": gettext_lazy("Last used on"),
    "address": gettext_lazy("Address"),
    "registered_at": gettext_lazy("Registered at"),
    "calendar": gettext_lazy("Calendar"),
    "times": gettext_lazy("Times"),
    "starts_at": gettext_lazy("Starts at"),
    "ends_at": gettext_lazy("Ends at"),
    "read_at": gettext_lazy("Read at"),
    "written": gettext_lazy("Written"),
    "lesson": gettext_lazy("Lesson"),
    "from": gettext_lazy("From"),
    "thanks": gettext_lazy("A thank-you"),
    "words": gettext_lazy("In your words"),
    "used_on": gettext_lazy("Used on"),
    "outcome": gettext_lazy("Did it hold?"),
    "why": gettext_lazy("Why"),
    "answered_on": gettext_lazy("Answered on"),
    "used": gettext_lazy("Lessons you used"),
    "said": gettext_lazy("What you said"),
    "reported": gettext_lazy("What you reported"),
    "expert_on": gettext_lazy("What you are an expert on"),
    "topic": gettext_lazy("Topic"),
    "taken_down": gettext_lazy("What you took down"),
    "appeals": gettext_lazy("Appeals you decided"),
    "appeal": gettext_lazy("Your appeal"),
    "answer": gettext_lazy("The answer to your appeal"),
    "messages": gettext_lazy("Letters"),
    "requests": gettext_lazy("Requests to find out who wrote something"),
    "told_who_you_are": gettext_lazy("When two guardians found out who you are"),
    "as_a_guardian": gettext_lazy("As a guardian"),
    "beside_lessons": gettext_lazy("Beside your lessons"),
    "file": gettext_lazy("In this copy"),
    "description": gettext_lazy("What it shows"),
    "readers_see_it": gettext_lazy("Readers see it"),
    "happened_to_you_too": gettext_lazy("Happened to you too"),
    "saved_searches": gettext_lazy("Saved searches"),
    "saved_at": gettext_lazy("Saved at"),
    "looked_at": gettext_lazy("Looked at"),
    "watched": gettext_lazy("Watched"),
    "muted": gettext_lazy("Muted"),
    "id": gettext_lazy("Id"),
    "state": gettext_lazy("State"),
    "started_at": gettext_lazy("Started at"),
    "shared_at": gettext_lazy("Shared at"),
    "withdrawn_at": gettext_lazy("Withdrawn at"),
    "deleted_on": gettext_lazy("Deleted on"),
    "grew_from": gettext_lazy("Grew from the lesson"),
    "opened_to": gettext_lazy("Opened to"),
    "for_the_public": gettext_lazy("For the public"),
    "updates": gettext_lazy("Updates"),
    "versions": gettext_lazy("Versions"),
    "number": gettext_lazy("Number"),
    "asked_at": gettext_lazy("Asked at"),
    "proposed_wording": gettext_lazy("Proposed wording"),
    "reason_given": gettext_lazy("Reason given"),
    "answered_at": gettext_lazy("Answered at"),
    "trying": gettext_lazy("Trying"),
    "went_wrong": gettext_lazy("Went wrong"),
    "causes": gettext_lazy("Causes"),
    "advice": gettext_lazy("Advice"),
    "stage": gettext_lazy("Stage"),
    "audience": gettext_lazy("Audience"),
    "attribution": gettext_lazy("Attribution"),
    "talk": gettext_lazy("Talk"),
    "expected": gettext_lazy("Expected"),
    "early_signs": gettext_lazy("Early signs"),
    "scale": gettext_lazy("Scale"),
    "harm": gettext_lazy("Harm"),
    "changed": gettext_lazy("Changed"),
    "helped": gettext_lazy("Helped"),
    "still_puzzling": gettext_lazy("Still puzzling"),
    "do_not_copy": gettext_lazy("Do not copy"),
    "how": gettext_lazy("How"),
    "until": gettext_lazy("Until"),
    "projects": gettext_lazy("Your projects"),
    "mentoring": gettext_lazy("You as a mentor"),
    "asked_by_you": gettext_lazy("Whom you asked for a project"),
    "kept_for_somebody_who_rang": gettext_lazy("Kept for somebody who rang"),
    "asked_of_you": gettext_lazy("What projects of others asked you"),
    "answered": gettext_lazy("What you answered"),
    "days": gettext_lazy("Matching days"),
    "ranked": gettext_lazy("Whom you ranked"),
    "left_out": gettext_lazy("Whom you left out"),
    "mentors_confirmed": gettext_lazy("Mentors whose training you confirmed"),
    "notices": gettext_lazy("Notices"),
    "offered": gettext_lazy("What you were offered"),
    "week": gettext_lazy("Week"),
    "lessons": gettext_lazy("Lessons"),
    "title": gettext_lazy("Title"),
    "about": gettext_lazy("About"),
    "link": gettext_lazy("Link"),
    "step_free": gettext_lazy("You need a place without steps"),
    "times_you_offered": gettext_lazy("Times you offered"),
    "did_you_meet": gettext_lazy("Did you meet?"),
    "would_write_a_lesson": gettext_lazy("You would write a lesson together"),
    "once_is_enough": gettext_lazy("Once is enough"),
    "what_you_will_do": gettext_lazy("What you will do"),
    "by_when": gettext_lazy("By when"),
    "reflection": gettext_lazy("What you took from it"),
    "what_changed": gettext_lazy("What changed"),
    "after": gettext_lazy("After"),
    "wanted": gettext_lazy("How you want to be introduced"),
    "at_a_time": gettext_lazy("How many at a time"),
    "paused_until": gettext_lazy("Paused until"),
    "another_level": gettext_lazy("Another level is fine"),
    "same_profession": gettext_lazy("Your own profession is fine"),
    "another_region": gettext_lazy("Another region is fine"),
    "rounds_waited": gettext_lazy("Rounds you waited"),
    "left_without_an_answer": gettext_lazy("Suggestions in a row you left without an answer"),
    "apart": gettext_lazy("People you do not want to meet"),
    "suggested": gettext_lazy("Who was suggested to you"),
    "who": gettext_lazy("Who"),
    "asked_to_talk": gettext_lazy("Authors you asked to talk"),
    "as_a_broker": gettext_lazy("As a broker"),
    "proposed": gettext_lazy("Introductions you proposed"),
    "on_the_board": gettext_lazy("Your cards on the board"),
    "in_rounds": gettext_lazy("Rounds that are being prepared with you"),
    "rounds_begun": gettext_lazy("Rounds you began"),
    "rounds_sent_out": gettext_lazy("Rounds you sent out"),
    "conflicts": gettext_lazy("Conflicts you noted"),
}


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its label: ``text`` of a plain one, else the ``parts`` it is made of."""

    label: str
    text: str = ""
    parts: list["Node"] = field(default_factory=list)


def context(everything: Mapping[str, Any], person: Person, at: datetime) -> dict[str, Any]:
    """Return what the page shows."""
    sections = [
        (f"part-{number}", str(HEADINGS.get(key) or _words(key)), _node("", value).parts)
        for number, (key, value) in enumerate(everything.items(), 1)
    ]
    return {"sections": sections, "person": person, "at": at, "site": settings.SITE_NAME}


def _node(label: str, value: Any) -> Node:
    if isinstance(value, Mapping):
        nodes = [_node(_words(str(key)), each) for key, each in value.items()]
        return Node(label, parts=[node for node in nodes if node.text or node.parts])
    if isinstance(value, list | tuple):
        if all(isinstance(each, str | int | float) for each in value):
            return Node(label, text=", ".join(str(each) for each in value))
        return Node(label, parts=[_node(str(number), each) for number, each in enumerate(value, 1)])
    return Node(label, text=_text(value))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, datetime):
        return moment(value)
    return day(value) if isinstance(value, date) else str(value)


def _words(key: str) -> str:
    if key in LABELS:
        return str(LABELS[key])
    words = key.replace("__", " ").replace("_", " ").strip()
    return capfirst(words)
