"""Words for invitations, and for what a file of people would do. No queries here."""

from dataclasses import dataclass
from pathlib import Path

from sideways.people.importers.people import Invitee
from sideways.people.keeping import INVITATIONS_KEPT
from sideways.people.levels import Level
from sideways.people.models import Invitation
from sideways.people.organisation_presenters import Part
from sideways.people.presenters import level_words
from sideways.people.services.invitations import InvitingReport
from sideways.ui.dates import day

EXAMPLES = 10
LEVELS = [(level.value, level.label) for level in Level]


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation nobody has answered yet."""

    email: str
    what: str
    invited: str
    deleted: str


def invitation_row(invitation: Invitation) -> InvitationRow:
    """Return an open invitation with the day it is deleted."""
    what = [
        invitation.name,
        invitation.profession.name if invitation.profession else "",
        invitation.organisation.name if invitation.organisation else "",
    ]
    return InvitationRow(
        email=invitation.email,
        what=", ".join(filter(None, what)),
        invited=day(invitation.invited_at),
        deleted=day(invitation.invited_at + INVITATIONS_KEPT),
    )


def told_of(invitation: Invitation) -> list[dict[str, str]]:
    """Return what we were told of somebody who was invited, for them to see."""
    by = invitation.invited_by
    rows = [
        ("E-mail address", invitation.email),
        ("Name", invitation.name),
        ("Profession", invitation.profession.name if invitation.profession else ""),
        ("Mainly does", level_words(invitation.level) if invitation.level is not None else ""),
        ("Works at", invitation.organisation.name if invitation.organisation else ""),
        ("Told us by", str(by.name) if by is not None else "the people who run this service"),
        ("Deleted on", f"{day(invitation.invited_at + INVITATIONS_KEPT)}, or now if you say no"),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def parts(report: InvitingReport) -> list[Part]:
    """Return what would happen to whom, each with the line of the file."""
    held = [f"{_where(each)}: {each.email}, {reason}" for each, reason in report.held]
    told = [
        ("Would be invited", [_told(each) for each in report.new]),
        ("Invited already, and would be corrected", [_told(each) for each in report.changed]),
        ("Have an account, and are left alone", [_told(each) for each in report.with_account]),
        ("Will wait for an operator once they join", held),
    ]
    return [Part(title, len(examples), examples[:EXAMPLES]) for title, examples in told if examples]


def figures(report: InvitingReport) -> list[dict[str, object]]:
    """Return the figures in one row."""
    counts = {
        "to invite": len(report.new),
        "to correct": len(report.changed),
        "invited already": len(report.unchanged),
        "have an account": len(report.with_account),
    }
    return [{"label": label.capitalize(), "number": f"{number:,}"} for label, number in counts.items()]


def invited(report: InvitingReport) -> str:
    """Return the sentence that says what was done."""
    if report.changes_nothing:
        return "Everybody in the file was invited already or has an account. Nothing was sent."
    return (
        f"Invited {len(report.new):,}, corrected {len(report.changed):,}; {len(report.unchanged):,} were "
        f"invited already, {len(report.with_account):,} have an account."
    )


def _where(invitee: Invitee) -> str:
    return f"{Path(invitee.row.table.name).name}, line {invitee.row.line}"


def _told(invitee: Invitee) -> str:
    said = [
        invitee.email,
        invitee.name,
        invitee.profession.name if invitee.profession else "",
        f"level {invitee.level}" if invitee.level is not None else "",
        invitee.organisation.name if invitee.organisation else "",
    ]
    return f"{_where(invitee)}: {', '.join(filter(None, said))}"
