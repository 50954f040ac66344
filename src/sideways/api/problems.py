"""Every refusal in words (RFC 9457): what is wrong, and what to do. Services raise, here alone it is told."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja import errors as ninja

from sideways.api import errors as ours
from sideways.comments import errors as comments
from sideways.guardians import errors as guardians
from sideways.introductions import errors as introductions
from sideways.introductions.desk_presenters import NAMES_SOMEBODY, broken_words
from sideways.lessons import errors as lessons
from sideways.lessons import harm
from sideways.meetings import errors as meetings
from sideways.people import errors as people
from sideways.villages import errors as villages

MEDIA_TYPE = "application/problem+json"
log = logging.getLogger("django.request")

More = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: ``slug`` ends its address, ``detail`` says what to do."""

    slug: str
    status: int
    title: str | Promise
    detail: str | Promise


NOT_FOUND = Kind(
    "not-found",
    404,
    _("There is nothing here"),
    _(
        "There is nothing at this address, or not for this account. Check the id. What somebody has "
        "withdrawn, or shares with others only, looks the same as what never was."
    ),
)
TOKEN_NEEDED = Kind(
    "token-needed",
    401,
    _("A token is needed"),
    _(
        "Send “Authorization: Bearer” and a token that holds. Make one on the page “Apps and tokens”. A "
        "token ends when it expires or is revoked, and when the account is held, closed or becomes another "
        "kind."
    ),
)
SCOPE_MISSING = Kind(
    "scope-missing", 403, _("The token may not do this"), _("Make a token that has the scope this needs.")
)
NOT_YET = Kind(
    "not-yet",
    403,
    _("Not yet"),
    _(
        "Somebody has to vouch for you first. Until then you can read what is public. "
        "The page “Join” says what happens next."
    ),
)
METHOD = Kind(
    "method-not-allowed", 405, _("This cannot be done here"), _("Use one of the methods that “Allow” names.")
)
NOT_SHARED = Kind(
    "not-shared",
    409,
    _("The lesson is not shared"),
    _("Only a lesson that is shared can be changed so. Share it or put it back first."),
)
ALREADY_SHARED = Kind(
    "already-shared",
    409,
    _("The lesson is shared already"),
    _("It is no draft any more. Correct it, sending its version, or withdraw it."),
)
CHANGED_MEANWHILE = Kind(
    "changed-meanwhile",
    409,
    _("It has changed meanwhile"),
    _("You sent another version than it has now. Read it again, then send your change with the new version."),
)
ANSWERED_ALREADY = Kind(
    "answered-already",
    409,
    _("There is nothing to answer"),
    _("It has been answered already, or the author has taken it back. Read the list again."),
)
NOT_NOW = Kind(
    "not-now",
    409,
    _("Not as things stand now"),
    _("The role is filled or asked for, a limit is reached, or the time is over. Read it again."),
)
MOVED_ON = Kind(
    "moved-on",
    409,
    _("The meeting stands otherwise now"),
    _("Somebody has booked, called off or changed it, or it is not time for this. Read it again."),
)
NOBODY_KNOWS = Kind(
    "nobody-knows",
    409,
    _("Nobody can find out any more"),
    _("The link between the lesson and its author is destroyed: nothing reaches them, and nobody knows."),
)
NOT_SHARED_TIME = Kind(
    "not-a-shared-time",
    409,
    _("This time does not suit all"),
    _("Read the meeting again and choose one of “can_be_booked”."),
)
NOT_SETTLED = Kind(
    "not-settled",
    409,
    _("Something is not settled yet"),
    _("Say where you meet and who pays for travel and cover, then book."),
)
TOO_MANY_TIMES = Kind(
    "too-many-times", 422, _("These are too many times"), _("Offer at most 40 times that do not touch.")
)
TIME_IS_OVER = Kind(
    "time-is-over",
    409,
    _("Too late, or too many"),
    _(
        "The time is over, all have said yes already, or you ask as many authors as you may. Read the list "
        "again."
    ),
)
ROUND_NOT_READY = Kind(
    "round-not-ready",
    409,
    _("The round is not ready for that"),
    _("It is being worked out or sent out, or it is over. Read it again, and wait until it is “ready”."),
)
BOARD_FULL = Kind(
    "board-full", 409, _("Your part of the board is full"), _("Take one of your five cards down first.")
)
NO_ROOM = Kind(
    "no-room",
    409,
    _("No room for another introduction"),
    _("One of you has as many introductions as they want. Wait, or choose more at a time."),
)
REMINDED_LATELY = Kind(
    "reminded-lately", 409, _("They were reminded lately"), _("Wait until 3 days after the last reminder.")
)
JOINING_UNFINISHED = Kind(
    "joining-unfinished",
    409,
    _("Some answers are missing"),
    _("This person has not answered everything. They have to join first."),
)
NOT_JSON = Kind("not-json", 400, _("This is no JSON"), _("Send one JSON object, in UTF-8."))
TOO_LARGE = Kind("too-large", 413, _("This is too large"), _("Send at most 1 MB."))
MEDIA = Kind(
    "not-json-type",
    415,
    _("Another media type is needed"),
    _("Send “Content-Type: application/json”, and JSON."),
)
BROKEN_FORM = Kind(
    "broken-form",
    400,
    _("This is no form"),
    _("Send “multipart/form-data” as RFC 7578 has it, with its boundary."),
)
FILE_TOO_LARGE = Kind("file-too-large", 413, _("This is too large"), _("Send a file of at most 5 MB."))
NOT_ACCEPTED = Kind(
    "not-accepted",
    422,
    _("Something has to be different"),
    _("“errors” says what, field by field. Nothing was stored."),
)
NOT_COMPLETE = Kind(
    "not-complete",
    422,
    _("Something is missing"),
    _("“errors” says what a shared lesson must still say. The draft is as it was."),
)
FORMAL_ROUTE_FIRST = Kind(
    "formal-route-first",
    422,
    _("This may belong somewhere else first"),
    _(
        "The words point to serious harm, a crime or safeguarding. Nothing was stored. Show the person "
        "“routes”: whose job that is, and how to reach them. If it is not about that, or they have been "
        "told, send it again with “routes_seen” naming all of “signs”."
    ),
)
NOT_NARROWER = Kind(
    "not-narrower",
    422,
    _("More people could read it"),
    _("Here the audience can only become smaller. To let more people read it, correct the lesson."),
)
KEY_USED = Kind(
    "key-used",
    422,
    _("This key came with another request"),
    _("Use a new “Idempotency-Key” for each request, and the same one only to send the same request again."),
)
KEY_UNUSABLE = Kind(
    "key-unusable",
    422,
    _("This key cannot be used"),
    _(
        "An “Idempotency-Key” has 1 to 100 plain letters, digits and signs, and no space. A random UUID is "
        "good."
    ),
)
CURSOR_UNKNOWN = Kind(
    "cursor-unknown",
    422,
    _("This cursor is not of this list"),
    _("Begin again without a cursor, then send “next” of each answer as it is."),
)
TOO_MANY = Kind(
    "too-many-requests", 429, _("Too many requests"), _("Wait as long as “Retry-After” says, in seconds.")
)
BROKEN = Kind(
    "broken",
    500,
    _("Something went wrong here"),
    _("It is not your fault, and it is in the log. Try again later."),
)
KINDS = [
    TOKEN_NEEDED, SCOPE_MISSING, NOT_YET, NOT_FOUND, METHOD, NOT_JSON, MEDIA, TOO_LARGE,
    BROKEN_FORM, FILE_TOO_LARGE, NOT_ACCEPTED,
    NOT_COMPLETE, FORMAL_ROUTE_FIRST, NOT_NARROWER, NOT_SHARED, ALREADY_SHARED, CHANGED_MEANWHILE,
    ANSWERED_ALREADY, NOBODY_KNOWS, MOVED_ON, NOT_SHARED_TIME, NOT_SETTLED, TOO_MANY_TIMES, NOT_NOW,
    TIME_IS_OVER, REMINDED_LATELY, ROUND_NOT_READY, BOARD_FULL, NO_ROOM,
    JOINING_UNFINISHED,
    KEY_USED, KEY_UNUSABLE, CURSOR_UNKNOWN, TOO_MANY, BROKEN,
]  # fmt: skip


def _fields_of(error: ValidationError) -> More:
    found = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return _by_field(found)


def _by_field(found: dict[str, list[Any]]) -> More:
    told = [(name, str(sentence)) for name, sentences in found.items() for sentence in sentences]
    return {"errors": [{"in": "body", "field": name, "detail": sentence} for name, sentence in told]}


def _by_place(error: ninja.ValidationError) -> More:
    """Return what pydantic says, by field: the steps after where it was sent and the name we gave it.

    Its sentences are for who writes the program, and stay English; those of forms are for everybody.
    """
    told = []
    for each in error.errors:
        place, *steps = each["loc"]
        names = steps[1:] if place == "body" and len(steps) > 1 else steps
        field = "/".join(str(step) for step in names)
        told.append({"in": place, "field": field, "detail": each["msg"]})
    return {"errors": told}


def _routes(request: HttpRequest, error: lessons.FormalRouteFirstError) -> More:
    routes = harm.routes_for(request.user, error.signs)  # type: ignore[arg-type]  # who writes is signed in
    told = [
        {"name": str(one.name), "when": str(one.when), "how": str(one.how), "url": one.url} for one in routes
    ]
    return {"signs": sorted(error.signs), "routes": told}


# What is raised, which kind of problem it is, and what more is told of it.
TOLD: dict[type[Exception], tuple[Kind, Callable[[HttpRequest, Any], More]]] = {
    Http404: (NOT_FOUND, lambda _request, _error: {}),
    PermissionDenied: (NOT_FOUND, lambda _request, _error: {}),
    RequestDataTooBig: (TOO_LARGE, lambda _request, _error: {}),
    ValidationError: (NOT_ACCEPTED, lambda _request, error: _fields_of(error)),
    ninja.ValidationError: (NOT_ACCEPTED, lambda _request, error: _by_place(error)),
    ninja.HttpError: (NOT_JSON, lambda _request, _error: {}),
    ours.NotSignedInError: (TOKEN_NEEDED, lambda _request, _error: {}),
    ours.ScopeMissingError: (SCOPE_MISSING, lambda _request, error: {"scope": error.scope}),
    ours.TooManyRequestsError: (TOO_MANY, lambda _request, _error: {}),
    ours.KeyUsedError: (KEY_USED, lambda _request, _error: {}),
    ours.KeyUnusableError: (KEY_UNUSABLE, lambda _request, _error: {}),
    ours.CursorUnknownError: (CURSOR_UNKNOWN, lambda _request, _error: {}),
    ours.NotYetError: (NOT_YET, lambda _request, _error: {}),
    ours.NotAcceptedError: (NOT_ACCEPTED, lambda _request, error: _by_field(error.fields)),
    # What nobody has put into words is not found, as in the pages.
    people.PeopleError: (NOT_FOUND, lambda _request, _error: {}),
    lessons.LessonError: (NOT_FOUND, lambda _request, _error: {}),
    people.JoiningUnfinishedError: (JOINING_UNFINISHED, lambda _request, error: {"step": error.step}),
    lessons.LessonNotSharedError: (NOT_SHARED, lambda _request, _error: {}),
    lessons.LessonAlreadySharedError: (ALREADY_SHARED, lambda _request, _error: {}),
    lessons.LessonChangedMeanwhileError: (CHANGED_MEANWHILE, lambda _request, _error: {}),
    lessons.ReleaseNotOpenError: (ANSWERED_ALREADY, lambda _request, _error: {}),
    meetings.NotNowError: (MOVED_ON, lambda _request, _error: {}),
    meetings.NotSharedError: (NOT_SHARED_TIME, lambda _request, _error: {}),
    meetings.NotSettledError: (NOT_SETTLED, lambda _request, _error: {}),
    meetings.TooManySlotsError: (TOO_MANY_TIMES, lambda _request, _error: {}),
    comments.DecidedAlreadyError: (ANSWERED_ALREADY, lambda _request, _error: {}),
    guardians.RequestNotOpenError: (ANSWERED_ALREADY, lambda _request, _error: {}),
    guardians.NobodyCanFindOutError: (NOBODY_KNOWS, lambda _request, _error: {}),
    villages.NotNowError: (NOT_NOW, lambda _request, _error: {}),
    introductions.IntroductionOverError: (TIME_IS_OVER, lambda _request, _error: {}),
    introductions.RoundNotReadyError: (ROUND_NOT_READY, lambda _request, _error: {}),
    introductions.BoardFullError: (BOARD_FULL, lambda _request, _error: {}),
    introductions.NoRoomError: (NO_ROOM, lambda _request, _error: {}),
    introductions.RemindedLatelyError: (REMINDED_LATELY, lambda _request, _error: {}),
    introductions.MayNotMeetError: (
        NOT_ACCEPTED,
        lambda _request, error: _by_field({"people": broken_words(error.broken)}),
    ),
    introductions.NamesSomebodyError: (
        NOT_ACCEPTED,
        lambda _request, _error: _by_field({"about": [NAMES_SOMEBODY]}),
    ),
    lessons.NotNarrowerError: (NOT_NARROWER, lambda _request, _error: {}),
    lessons.LessonNotCompleteError: (
        NOT_COMPLETE,
        lambda _request, error: _by_field({error.field: [str(error)]}),
    ),
    lessons.FormalRouteFirstError: (FORMAL_ROUTE_FIRST, _routes),
}


def address_of(kind: Kind) -> str:
    """Return the address that names a kind of problem: its place on the page about the API."""
    return f"{settings.SITE_URL}{reverse('api:docs')}#{kind.slug}"


def told(kind: Kind, **more: Any) -> JsonResponse:
    """Return the answer that tells a problem."""
    title, detail = str(kind.title), str(kind.detail)
    about = {"type": address_of(kind), "title": title, "status": kind.status, "detail": detail}
    response = JsonResponse(about | more, status=kind.status, content_type=MEDIA_TYPE)
    if kind is TOKEN_NEEDED:
        response["WWW-Authenticate"] = "Bearer"
    return response


def register(api: NinjaAPI) -> None:
    """Let every refusal of the API be told here."""
    for kind in TOLD:
        api.add_exception_handler(kind, _told)
    api.add_exception_handler(Exception, _broken)


def _told(request: HttpRequest, error: Any) -> JsonResponse:
    kind, more = next(TOLD[cls] for cls in type(error).__mro__ if cls in TOLD)
    response = told(kind, **more(request, error))
    if isinstance(error, ours.TooManyRequestsError):
        response["Retry-After"] = str(ceil(error.wait.total_seconds()))
    return response


def _broken(request: HttpRequest, error: Any) -> JsonResponse:
    log.error("Internal Server Error: %s", request.path, exc_info=cast("Exception", error))
    return told(BROKEN)
