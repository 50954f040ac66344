"""Everything that is held about a person, to take away (P13)."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from sideways.people import holdings, presenters
from sideways.people.models import Person
from sideways.people.queries import log_of


def everything_about(person: Person) -> dict[str, Any]:
    """Return all that is held about a person, in plain values. Secrets (password, keys) are left out."""
    return {
        "about_you": _about(person),
        "e-mail_addresses": list(
            EmailAddress.objects.filter(user=person).values("email", "verified", "primary")
        ),
        "ways_to_sign_in": list(
            Authenticator.objects.filter(user=person).values("type", "created_at", "last_used_at")
        ),
        "accounts_elsewhere": list(
            SocialAccount.objects.filter(user=person).values("provider", "uid", "date_joined", "extra_data")
        ),
        "where_you_are_signed_in": list(
            UserSession.objects.filter(user=person).values("created_at", "last_seen_at", "ip", "user_agent")
        ),
        "what_was_done_to_your_account": [
            {"at": row.at, "what": presenters.ACTIONS.get(row.action, row.action), "detail": row.detail}
            for row in log_of(person)
        ],
        **holdings.export_of(person),
    }


def _about(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "e-mail": person.email,
        "kind": person.get_kind_display(),
        "standing": person.get_standing_display(),
        "joined_at": person.joined_at,
        "last_signed_in_at": person.last_login,
        "declared_independence_at": person.independence_declared_at,
        "profession": str(person.profession or ""),
        "level": presenters.level_words(person.level),
        "grade": {"scheme": person.grade_scheme, "grade": person.grade, "table": person.mapping_version},
        "level_reason": person.level_reason,
        "organisation": str(person.organisation or ""),
        "postcode_district": person.outcode,
        "place": str(person.place or ""),
        "region": person.region,
        "nation": person.nation,
        "position": [person.lat, person.lon],
        "topics": dict(person.topics.order_by("name").values_list("name", "topicfollow__how")),
        "travel_km": person.travel_km,
        "vouched_at": person.vouched_at,
    }
