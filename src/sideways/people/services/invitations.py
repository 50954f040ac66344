"""Inviting people: nobody has an account before they have said yes and made the declaration themselves."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models.functions import Lower

from sideways.common.audit import audit
from sideways.notices.services import email_enqueue, emails_forget
from sideways.people import letters
from sideways.people.domains import held_reasons
from sideways.people.errors import NotAllowedError
from sideways.people.importers.people import Invitee, invitees_in
from sideways.people.models import Invitation, Person
from sideways.people.queries import invitations_open_to
from sideways.people.rules import is_broker, is_operator
from sideways.people.services.accounts import account_email_verified, person_declare_independence
from sideways.people.services.posts import person_place

BATCH = 500


@dataclass(slots=True, kw_only=True)
class InvitingReport:
    """What inviting the people of a file did, or would do."""

    file: str
    new: list[Invitee] = field(default_factory=list)
    changed: list[Invitee] = field(default_factory=list)
    unchanged: list[Invitee] = field(default_factory=list)
    with_account: list[Invitee] = field(default_factory=list)
    held: list[tuple[Invitee, str]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    seconds: float = 0

    @property
    def changes_nothing(self) -> bool:
        """Whether everything is known already."""
        return not self.new and not self.changed


@transaction.atomic
def people_invite(*, path: Path, by: Person | None, at: datetime, preview: bool = False) -> InvitingReport:
    """Invite the people of a file by e-mail, all or nothing; a ``preview`` writes and sends nothing.

    Who has an account is left alone, who was invited already is not written to again. ``by`` is
    None on the command line. Raises NotAllowedError unless ``by`` is a broker or an operator, and
    BadTableError with all that is wrong with the file.
    """
    if by is not None and not (is_broker(by) or is_operator(by)):
        raise NotAllowedError
    started = time.monotonic()
    report = InvitingReport(file=str(path))
    invitees = invitees_in(path, by, report.notices)
    accounts = _accounts_of(invitees)
    invited = {each.email: each for each in _invited(invitees)}
    for invitee in invitees:
        _sort(invitee, report, accounts.get(invitee.email), invited.get(invitee.email), by)
    reasons = held_reasons(invitee.email for invitee in [*report.new, *report.changed])
    report.held = [
        (each, reasons[each.email]) for each in report.new + report.changed if each.email in reasons
    ]
    if not preview and not report.changes_nothing:
        _write(report, accounts, invited, by, at)
    report.seconds = time.monotonic() - started
    return report


@transaction.atomic
def invitation_accept(*, invitation: Invitation, password: str, at: datetime) -> Person:
    """Make the account of somebody who was invited, with the declaration of P1 and the answers known so far.

    The link came by e-mail, so the address is theirs. They still finish joining themselves. Raises
    NotAllowedError when there is an account with that address already, and Invitation.DoesNotExist when it
    has been taken back meanwhile.
    """
    row = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if row.person_id is not None or Person.objects.filter(email__iexact=row.email).exists():
        raise NotAllowedError
    person = Person(
        email=row.email,
        name=row.name,
        profession=row.profession,
        level=row.level,
        organisation=row.organisation,
        joined_at=at,
    )
    person.set_password(password)
    person.save()
    account_email_verified(person=person)
    person = person_declare_independence(person=person, at=at)
    person_place(person=person)
    row.person = person
    row.save(update_fields=["person"])
    audit(action="invitation_accept", subject=person, by=person, at=at)
    return person


@transaction.atomic
def invitation_decline(*, invitation: Invitation) -> None:
    """Delete what was known of somebody who does not want to join. Declining twice changes nothing."""
    emails_forget(to=invitation.email)
    Invitation.objects.filter(pk=invitation.pk, person=None).delete()


@transaction.atomic
def invitation_take_back(*, invitation_id: int, by: Person, at: datetime) -> Invitation:
    """Delete an invitation that nobody has answered, and return it. Its link opens no more.

    Raises Invitation.DoesNotExist unless ``by`` is a broker or an operator who sees it among the open ones.
    """
    if not (is_broker(by) or is_operator(by)):
        raise Invitation.DoesNotExist
    row = invitations_open_to(by).select_for_update(of=("self",)).get(pk=invitation_id)
    if not Person.objects.filter(email__iexact=row.email).exists():
        emails_forget(to=row.email)  # to an account other e-mails may be on their way
    Invitation.objects.filter(pk=row.pk).delete()
    audit(action="invitation_take_back", by=by, at=at)
    return row


def _accounts_of(invitees: Sequence[Invitee]) -> dict[str, Person]:
    found: dict[str, Person] = {}
    people = Person.objects.annotate(address=Lower("email")).select_related("organisation")
    for start in range(0, len(invitees), BATCH):
        emails = [invitee.email for invitee in invitees[start : start + BATCH]]
        found |= {person.address: person for person in people.filter(address__in=emails)}
    return found


def _invited(invitees: Sequence[Invitee]) -> list[Invitation]:
    emails = [invitee.email for invitee in invitees]
    return [
        invitation
        for start in range(0, len(emails), BATCH)
        for invitation in Invitation.objects.filter(email__in=emails[start : start + BATCH])
    ]


def _sort(
    invitee: Invitee,
    report: InvitingReport,
    account: Person | None,
    invited: Invitation | None,
    by: Person | None,
) -> None:
    if account is not None and _may_know_of(by, account):
        report.with_account.append(invitee)
        return
    if invited is None:
        report.new.append(invitee)
    elif all(getattr(invited, name) == value for name, value in invitee.known.items()):
        report.unchanged.append(invitee)
    else:
        report.changed.append(invitee)


def _may_know_of(by: Person | None, account: Person) -> bool:
    """Say whether ``by`` may hear that there is such an account: a broker only of their own people."""
    if by is None or is_operator(by):
        return True
    own = account.organisation
    return own is not None and by.organisation_id in {own.pk, own.parent_id}


def _write(
    report: InvitingReport,
    accounts: dict[str, Person],
    invited: dict[str, Invitation],
    by: Person | None,
    at: datetime,
) -> None:
    for invitee in report.changed:
        invitation = invited[invitee.email]
        for name, value in invitee.known.items():
            setattr(invitation, name, value)
        invitation.invited_by = by
        invitation.save()
    new = [
        Invitation(email=invitee.email, **invitee.known, invited_by=by, invited_at=at)
        for invitee in report.new
    ]
    for invitation in Invitation.objects.bulk_create(new):
        letter = letters.invited(invitation, has_account=invitation.email in accounts)
        email_enqueue(to=invitation.email, at=at, **letter._asdict())
    audit(action="people_invite", by=by, at=at, new=len(report.new), changed=len(report.changed))
