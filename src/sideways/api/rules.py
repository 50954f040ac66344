"""Who may make a token for what, and when one holds."""

from datetime import datetime, timedelta

from sideways.api.models import Token
from sideways.lessons.rules import may_release
from sideways.people.models import Person
from sideways.people.rules import is_broker, is_operator

LONGEST_LIFE = timedelta(days=365)
MOST_TOKENS = 20
OPEN = frozenset({Person.Standing.ACTIVE, Person.Standing.WAITING})


def scopes_for(person: Person) -> list[Token.Scope]:
    """Return what a token of this person may be for: only what the account can do in the pages."""
    if person.standing not in OPEN:
        return []
    scopes = [Token.Scope.READ, Token.Scope.WRITE]
    if may_release(person):
        scopes += [Token.Scope.RELEASE, Token.Scope.GUARD]
    if is_broker(person) or is_operator(person):
        scopes.append(Token.Scope.VOUCH)
    if is_operator(person):
        scopes.append(Token.Scope.OPERATE)
    return [*scopes, Token.Scope.ACCOUNT]


def holds(token: Token, at: datetime) -> bool:
    """Say whether a token holds: it has time left, and the account is open and of the kind it had then."""
    person = token.person
    return (
        token.expires_at > at and person.is_active and person.standing in OPEN and person.kind == token.kind
    )
