"""Everything that is held about a person, to take away (P13)."""

import io
import json
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from django.template.loader import render_to_string

from sideways.common.models import AuditRow
from sideways.notices.models import OutgoingEmail
from sideways.people import holdings, my_data_page, presenters
from sideways.people.models import HeldDomain, Invitation, OrganisationDomain, Person
from sideways.people.queries import encounters_of, log_of

STYLE = Path(__file__).parent / "data" / "my_data.css"


def everything_about(person: Person) -> dict[str, Any]:
    """Return all that is held about a person, in plain values. Secrets (password, keys) are left out."""
    subject = f"people.person:{person.pk}"
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
            {"at": row.at, "what": presenters.action_words(row.action), "detail": row.detail}
            for row in log_of(person)
        ],
        "what_you_did_to_others_accounts": [
            {"at": row.at, "what": presenters.action_words(row.action)}
            for row in AuditRow.objects.filter(by=person).exclude(subject=subject).order_by("-at", "-pk")
        ],
        "whom_you_met": [{"at": each.on, "how": each.get_how_display()} for each in encounters_of(person)],
        "domains_you_hold": list(
            HeldDomain.objects.filter(added_by=person).values("domain", "reason", "added_at")
        ),
        "domains_that_vouch": list(
            OrganisationDomain.objects.filter(added_by=person).values(
                "domain", "organisation__name", "added_at"
            )
        ),
        "invitation": list(
            Invitation.objects.filter(Q(person=person) | Q(email__iexact=person.email)).values(
                "name", "profession", "level", "organisation__name", "invited_at"
            )
        ),
        "e-mails_that_wait": list(
            OutgoingEmail.objects.filter(to__iexact=person.email).values("created_at", "subject", "text")
        ),
        **holdings.export_of(person),
    }


def copy_of(person: Person, at: datetime) -> bytes:
    """Return a ZIP file of all of it: for programs (data.json), to read (index.html), and the files."""
    everything = everything_about(person)
    text = json.dumps(everything, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False)
    page = render_to_string("people/my_data.html", my_data_page.context(everything, person, at))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.html", page)
        archive.writestr("style.css", STYLE.read_bytes())
        archive.writestr("data.json", text)
        for name, content in holdings.files_of(person):
            archive.writestr(name, content)
    return packed.getvalue()


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
        "vouched_for_by_e-mail_domain": person.vouched_domain,
    }
