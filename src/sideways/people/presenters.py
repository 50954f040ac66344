"""Words for people and accounts. No queries here: what is needed comes loaded."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sideways.people.distance import BANDS_KM, distance_band
from sideways.people.levels import Level
from sideways.people.models import Organisation, Person

KM_A_MILE = 1.609344
TRAVEL = [
    (8, gettext_lazy("5 miles")),
    (24, gettext_lazy("15 miles")),
    (40, gettext_lazy("25 miles")),
    (80, gettext_lazy("50 miles")),
    (1500, gettext_lazy("Anywhere")),
]
JOIN_STEPS = (
    ("about", gettext_lazy("You")),
    ("level", gettext_lazy("Your work")),
    ("workplace", gettext_lazy("Where")),
    ("interests", gettext_lazy("Interests")),
)
HEADINGS = {
    "about": gettext_lazy("Who are you?"),
    "level": gettext_lazy("What do you mainly do?"),
    "workplace": gettext_lazy("Where do you work?"),
    "new_organisation": gettext_lazy("Your organisation"),
    "district": gettext_lazy("Where are you?"),
    "interests": gettext_lazy("What do you want to hear about?"),
}
STEP_OF = {"new_organisation": "workplace", "district": "workplace"}


def join_steps(now: str, person: Person) -> list[dict[str, str]]:
    """Return the progress line: every step that has been answered is a link back."""
    now = STEP_OF.get(now, now)
    names = [name for name, _label in JOIN_STEPS]
    answered = {
        "about": bool(person.name and person.profession_id),
        "level": person.level is not None,
        "workplace": person.organisation_id is not None or bool(person.outcode),
    }
    steps = []
    for name, label in JOIN_STEPS:
        done = answered.get(name, False) and names.index(name) < names.index(now)
        state = "now" if name == now else "done" if done else "next"
        steps.append(
            {"label": str(label), "state": state, "url": reverse(f"people:join_{name}") if done else ""}
        )
    return steps


def level_words(level: int | None) -> str:
    """Return what somebody at a level says of their work. Never a rank."""
    return str(Level(level).label) if level is not None else _("Not answered yet")


def workplace_words(person: Person) -> str:
    """Return where somebody works."""
    if person.organisation is not None:
        proposed = person.organisation.standing == Organisation.Standing.PROPOSED
        name = person.organisation.name
        return _("%(organisation)s (waits to be listed)") % {"organisation": name} if proposed else name
    if person.outcode:
        return _("No organisation, near %(district)s") % {"district": person.outcode}
    return _("Not answered yet")


def travel_words(travel_km: int) -> str:
    """Return how far somebody would travel, in miles."""
    if words := dict(TRAVEL).get(travel_km):
        return str(words)
    return miles_words(travel_km)


def miles_words(km: float) -> str:
    """Return a distance in whole miles, for readers who may know where both ends are."""
    miles = round(km / KM_A_MILE)
    if not miles:
        return _("less than a mile")
    return ngettext("%(miles)s mile", "%(miles)s miles", miles) % {"miles": miles}


def apart_words(km: float) -> str:
    """Return how far apart people are, as a sentence for brokers."""
    return capfirst(_("%(distance)s apart.") % {"distance": miles_words(km)})


def away_words(km: float | None) -> str:
    """Return how far away somebody is whom the reader does not know; nothing where it is not told.

    A band and no number: with the numbers of three places, anybody could draw where a stranger works (P10).
    """
    if km is None:
        return ""
    band = distance_band([km])
    words = _("within %(distance)s") if band else _("more than %(distance)s away")
    return words % {"distance": travel_words(band or BANDS_KM[-1])}


def about_rows(person: Person, topics: Iterable[Any]) -> list[dict[str, str]]:
    """Return what somebody told us about themselves, each with the page that changes it."""
    rows = [
        (_("Name"), person.name or _("Not answered yet"), "about"),
        (_("What you are"), person.profession.name if person.profession else _("Not answered yet"), "about"),
        (_("What you mainly do"), level_words(person.level), "level"),
        (_("Where you work"), workplace_words(person), "workplace"),
        (_("Area"), ", ".join(filter(None, [person.place.name if person.place else "", person.region])), ""),
        (_("Topics"), ", ".join(str(topic) for topic in topics) or _("None yet"), "interests"),
        (_("How far you would travel"), travel_words(person.travel_km), "interests"),
    ]
    return [
        {"key": key, "value": value, "url": reverse(f"people:you_{page}") if page else ""}
        for key, value, page in rows
        if value
    ]


def facts(person: Person, was_level: int | None = None) -> list[dict[str, str]]:
    """Return what a broker or an operator sees of a person. Nothing they wrote is among it.

    ``was_level`` is what they mainly did before a move: who vouches must know that it was more.
    """
    before = level_words(was_level) if was_level not in {None, person.level} else ""
    rows = [
        (_("E-mail address"), person.email),
        (_("Profession"), person.profession.name if person.profession else ""),
        (_("Mainly does"), level_words(person.level) if person.level is not None else ""),
        (_("Until their last change they mainly did"), before),
        (_("Grade"), f"{person.grade_scheme}, {person.grade}" if person.grade else ""),
        (_("Why that and not what the answers came to"), person.level_reason),
        (_("Where"), workplace_words(person)),
        (_("Known by"), _known_by(person.vouched_domain)),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def _known_by(domain: str) -> str:
    return _("an address at %(domain)s") % {"domain": domain} if domain else ""


ACTIONS: dict[str, str | Promise] = {
    "invitation_accept": gettext_lazy("Accepted an invitation"),
    "join_finish": gettext_lazy("Finished joining"),
    "person_vouch": gettext_lazy("Was vouched for"),
    "person_decline": gettext_lazy("Was sent back to the answers"),
    "person_known_by_address": gettext_lazy("Was let in: the new address is the organisation’s"),
    "person_known_no_longer": gettext_lazy("Needs a vouch: the new address does not say where they work"),
    "organisation_domain_add": gettext_lazy("A domain was added"),
    "organisation_domain_remove": gettext_lazy("A domain was removed"),
    "webhook_create": gettext_lazy("A webhook was registered"),
    "webhook_delete": gettext_lazy("A webhook was removed"),
    "webhook_pause": gettext_lazy("A webhook was paused"),
    "webhook_resume": gettext_lazy("A webhook was resumed"),
    "webhook_secret_renew": gettext_lazy("A webhook got a new secret"),
    "person_held": gettext_lazy("Was held: the new address is on the list"),
    "person_let_in": gettext_lazy("Was let in after a check"),
    "person_move": gettext_lazy("Changed post"),
    "person_kind_grant": gettext_lazy("Kind of account changed"),
    "person_close": gettext_lazy("Closed the account"),
    "address_make": gettext_lazy("Made an address for a feed or calendar"),
    "address_revoke": gettext_lazy("Revoked an address for a feed or calendar"),
    "operator_appoint": gettext_lazy("Made an operator from the command line"),
}


def action_words(action: str) -> str:
    """Return what was done, in words; an action that has none is named."""
    return str(ACTIONS.get(action, action))


def nearest_travel(travel_km: int) -> int:
    """Return the choice of the form that is nearest to a distance."""
    return min((km for km, _words in TRAVEL), key=lambda km: abs(km - travel_km))


def log_entries(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Return what was done to an account as a timeline."""
    return [{"at": row.at, "title": action_words(row.action), "text": _log_text(row)} for row in rows]


def _log_text(row: Any) -> str:
    detail, said = row.detail, []
    if row.action == "person_kind_grant":
        said.append(" → ".join(str(Person.Kind(kind).label) for kind in detail["kind"]))
    if row.action == "join_finish":
        said.append(str(Person.Standing(detail["standing"]).label))
    if detail.get("domain"):
        said.append(f"@{detail['domain']}")
    if detail.get("domain_of"):
        said.append(detail["domain_of"])
    if detail.get("reason"):
        said.append(f"“{detail['reason']}”")
    if row.by is not None and row.subject != f"people.person:{row.by_id}":
        left = row.by.standing == Person.Standing.CLOSED
        said.append(_("By somebody who has left") if left else _("By %(name)s") % {"name": str(row.by)})
    return ". ".join(said)


def ways_in(*, providers: bool) -> list[dict[str, str]]:
    """Return the pages about signing in, each with what it is for."""
    pages = [
        ("account_email", _("E-mail address")),
        ("account_change_password", _("Password")),
        ("mfa_list_webauthn", _("Passkeys: sign in with your fingerprint, face or phone")),
        ("mfa_index", _("Second step: a code from an app, and recovery codes")),
        ("usersessions_list", _("Where you are signed in")),
    ]
    if providers:
        pages.append(("socialaccount_connections", _("Sign in with another account")))
    return [{"url": reverse(name), "label": label} for name, label in pages]
