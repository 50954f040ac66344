"""Writes of people: joining and moving, vouching, kinds of account, proposed organisations, leaving."""

from sideways.people.services.accounts import (
    account_email_verified,
    accounts_forget_unverified,
    operator_appoint,
    person_declare_independence,
    person_email_changed,
    sessions_clear,
)
from sideways.people.services.domains import (
    held_domain_add,
    held_domain_remove,
    organisation_domain_add,
    organisation_domain_remove,
)
from sideways.people.services.encounters import encounters_record
from sideways.people.services.housekeeping import (
    accounts_forget_unfinished,
    invitations_forget,
    proposals_forget,
)
from sideways.people.services.invitations import (
    invitation_accept,
    invitation_decline,
    invitation_take_back,
    people_invite,
)
from sideways.people.services.kinds import person_kind_grant
from sideways.people.services.leaving import person_close
from sideways.people.services.posts import (
    LevelAnswer,
    person_level_set,
    person_move,
    person_place,
    person_workplace_set,
)
from sideways.people.services.profile import (
    join_finish,
    person_describe,
    person_interests_set,
    person_topics_follow,
)
from sideways.people.services.proposals import organisation_accept, organisation_propose, organisation_replace
from sideways.people.services.vouching import person_decline, person_let_in, person_vouch

__all__ = [
    "LevelAnswer",
    "account_email_verified",
    "accounts_forget_unfinished",
    "accounts_forget_unverified",
    "encounters_record",
    "held_domain_add",
    "held_domain_remove",
    "invitation_accept",
    "invitation_decline",
    "invitation_take_back",
    "invitations_forget",
    "join_finish",
    "operator_appoint",
    "organisation_accept",
    "organisation_domain_add",
    "organisation_domain_remove",
    "organisation_propose",
    "organisation_replace",
    "people_invite",
    "person_close",
    "person_declare_independence",
    "person_decline",
    "person_describe",
    "person_email_changed",
    "person_interests_set",
    "person_kind_grant",
    "person_let_in",
    "person_level_set",
    "person_move",
    "person_place",
    "person_topics_follow",
    "person_vouch",
    "person_workplace_set",
    "proposals_forget",
    "sessions_clear",
]
