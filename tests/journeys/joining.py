"""How somebody joins, page by page, with and without JavaScript."""

import re
from dataclasses import dataclass

from django.core import mail

from tests.journeys.visitor import Visitor

PASSWORD = "three long words"
DECLARATION = "I do not inspect, regulate or performance-manage local services"
HOLDS_CASES = ("I hold my own cases, calls or projects and decide within rules", "Nobody else’s", "Neither")
NOT_LISTED = "My organisation is not listed"
ON_THEIR_OWN = "I am not with an organisation"


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """Who somebody is, as far as they are asked."""

    email: str
    name: str = "Ann Archer"
    profession: str = "Social worker"
    work: tuple[str, ...] = HOLDS_CASES
    size: str = ""
    search: str = ""
    organisation: str = ""
    postcode: str = ""
    topics: tuple[str, ...] = ()
    travel: str = "25 miles"


def code_sent_to(email: str) -> str:
    """Return the code in the newest e-mail to an address."""
    return code_in(letter_to(email))


def letter_to(email: str) -> str:
    """Return the words of the newest e-mail to an address."""
    return next(letter.body for letter in reversed(mail.outbox) if email in letter.to)


def code_in(text: str) -> str:
    return re.search(r"^[A-Z0-9-]{4,}$", text, re.MULTILINE)[0]


def joins(visitor: Visitor, somebody: Newcomer, read_code=code_sent_to) -> None:
    """Go from the first page to the end of the questions."""
    visitor.opens("/")
    visitor.follows("Join")
    signs_up(visitor, somebody.email, read_code)
    says_who_they_are(visitor, somebody)
    says_what_they_do(visitor, somebody)
    says_where(visitor, somebody)
    says_what_matters_to_them(visitor, somebody)


def signs_up(visitor: Visitor, email: str, read_code=code_sent_to) -> None:
    visitor.types("E-mail address", email)
    visitor.types("Choose a password", PASSWORD)
    visitor.taps(DECLARATION)
    visitor.presses("Continue")
    visitor.types("Code from the e-mail", read_code(email))
    visitor.presses("Continue")


def says_who_they_are(visitor: Visitor, somebody: Newcomer) -> None:
    visitor.types("Your name", somebody.name)
    if visitor.javascript:
        visitor.types("What you are", somebody.profession[:5])
        visitor.taps(somebody.profession)
    else:
        visitor.chooses("What you are", somebody.profession)
    visitor.presses("Continue")


def says_what_they_do(visitor: Visitor, somebody: Newcomer) -> None:
    for answer in somebody.work:
        visitor.taps(answer)
    if somebody.size:
        if not visitor.javascript:
            visitor.presses("Continue")
            visitor.is_told("Choose how many people the organisation pays")
        visitor.taps(somebody.size)
    if not visitor.javascript:
        visitor.presses("Continue")  # the level is told before it is kept
    visitor.sees("Your answers come to")
    visitor.presses("Continue")


def says_where(visitor: Visitor, somebody: Newcomer) -> None:
    if somebody.organisation and somebody.search:
        visitor.types("Your organisation", somebody.search)
        if not visitor.javascript:
            visitor.presses("Search")
        visitor.taps(somebody.organisation)
    else:
        visitor.taps(NOT_LISTED if somebody.organisation else ON_THEIR_OWN)
    visitor.presses("Continue")
    if somebody.organisation and not somebody.search:
        visitor.types("Its name", somebody.organisation)
        visitor.chooses("What kind of service it is", "Community")
        visitor.types("Its postcode", somebody.postcode)
        visitor.presses("Continue")
    elif not somebody.organisation:
        visitor.types("Postcode of where you work or volunteer", somebody.postcode)
        visitor.presses("Continue")


def says_what_matters_to_them(visitor: Visitor, somebody: Newcomer) -> None:
    for topic in somebody.topics:
        visitor.taps(topic)
    visitor.taps(somebody.travel)
    visitor.presses("Finish")


def proves_it_is_them(visitor: Visitor) -> None:
    """Give the password once more, before what cannot be undone."""
    visitor.sees("Is it you?")
    visitor.types("Password", PASSWORD)
    visitor.presses("Continue")
