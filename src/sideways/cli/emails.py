"""What waits to be sent, and why: for whoever runs the machine, when mail does not arrive."""

import argparse

from sideways.cli.exits import CommandError
from sideways.cli.site import start_django

UNREADABLE = "(cannot be opened: SIDEWAYS_SECRET_KEY has changed since)"


def register(commands: argparse._SubParsersAction) -> None:
    emails = commands.add_parser("emails", help="show the e-mails that wait to be sent, and why they do")
    emails.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    start_django()
    from django.db import OperationalError, ProgrammingError

    from sideways.notices.models import OutgoingEmail

    try:
        waiting = list(OutgoingEmail.objects.order_by("created_at", "pk"))
    except (OperationalError, ProgrammingError) as error:
        raise CommandError("The database is not set up yet. Run ./run serve once, then try again.") from error
    for email in waiting:
        print(f"To {email.to}: {email.subject}")
        text = UNREADABLE if email.text is None else email.text.strip()
        print(f"{email.tries} tries. {email.error or 'Not tried yet.'}\n\n{text}\n\n{'-' * 70}")
    print(f"{len(waiting)} e-mails wait to be sent." if waiting else "No e-mail waits to be sent.")
    return 0
