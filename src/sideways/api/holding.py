"""What is held of a person's tokens: how to take it out, and what becomes of it (P13)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from sideways.api import services
from sideways.api.queries import tokens_of
from sideways.people.holdings import Deletion, Holding
from sideways.people.models import Person

ACTIONS = {
    "token_make": gettext_lazy("Made a token for an app"),
    "token_revoke": gettext_lazy("Revoked a token"),
}


def export(person: Person) -> list[dict[str, Any]]:
    """Return the names, scopes and days of the person's tokens. Their secrets are not kept anywhere."""
    told = tokens_of(person).values("name", "scopes", "made_at", "expires_at", "last_used_on")
    return [dict(token) for token in told]


def erase(*, person: Person, choice: str, at: datetime) -> None:
    """Delete all tokens. There is nothing to choose."""
    services.tokens_lose(person=person)


def lose(*, person: Person) -> None:
    """Take the tokens from an account that is held or has become another kind."""
    services.tokens_lose(person=person)


def dates(person: Person) -> Iterable[Deletion]:
    """Say when each token expires."""
    words = gettext("The token “%(name)s”")
    return [Deletion(token.expires_at, words % {"name": token.name}) for token in tokens_of(person)]


HOLDING = Holding(
    name="apps_and_tokens",
    export=export,
    erase=erase,
    goes=gettext_lazy("The tokens of your apps: none of them can act for you any more."),
    dates=dates,
)
