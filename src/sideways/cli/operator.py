"""Make somebody an operator: the first one of a fresh network, or another one."""

import argparse

from sideways.cli.exits import CommandError
from sideways.cli.site import start_django


def register(commands: argparse._SubParsersAction) -> None:
    operator = commands.add_parser(
        "operator", help="make somebody an operator, with a link to choose a password"
    )
    operator.add_argument("email", metavar="EMAIL")
    operator.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    start_django()
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.db import OperationalError, ProgrammingError
    from django.utils import timezone

    from sideways.people.services import operator_appoint

    try:
        validate_email(arguments.email)
        person = operator_appoint(email=arguments.email, at=timezone.now())
    except ValidationError as error:
        raise CommandError(f"“{arguments.email}” is not an e-mail address.") from error
    except (OperationalError, ProgrammingError) as error:
        raise CommandError("The database is not set up yet. Run ./run serve once, then try again.") from error
    print(f"{person.email} is an operator.")
    if not person.has_usable_password():
        print(f"Choose a password here. The link works once, for three days:\n\n  {password_link(person)}\n")
    return 0


def password_link(person) -> str:
    """Return the address where this person chooses a password."""
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str
    from django.conf import settings
    from django.urls import reverse

    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    uid, _, token = key.partition("-")
    return settings.SITE_URL + reverse("account_reset_password_from_key", args=[uid, token])
