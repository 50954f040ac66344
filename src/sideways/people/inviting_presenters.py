"""Words for invitations, and for what a file of people would do. No queries here."""

from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from sideways.people.importers.people import Invitee
from sideways.people.keeping import INVITATIONS_KEPT
from sideways.people.levels import Level
from sideways.people.models import Invitation
from sideways.people.organisation_presenters import Part, grouped
from sideways.people.presenters import level_words
from sideways.people.services.invitations import InvitingReport
from sideways.ui.dates import day

EXAMPLES = 10
LEVELS = [(level.value, level.label) for level in Level]


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation nobody has answered yet."""

    pk: int
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
        pk=invitation.pk,
        email=invitation.email,
        what=", ".join(filter(None, what)),
        invited=day(invitation.invited_at),
        deleted=day(invitation.invited_at + INVITATIONS_KEPT),
    )


def told_of(invitation: Invitation) -> list[dict[str, str]]:
    """Return what we were told of somebody who was invited, for them to see."""
    by = invitation.invited_by
    deleted = day(invitation.invited_at + INVITATIONS_KEPT)
    rows = [
        (_("E-mail address"), invitation.email),
        (_("Name"), invitation.name),
        (_("Profession"), invitation.profession.name if invitation.profession else ""),
        (_("Mainly does"), level_words(invitation.level) if invitation.level is not None else ""),
        (_("Works at"), invitation.organisation.name if invitation.organisation else ""),
        (_("Told us by"), str(by.name) if by is not None else _("the people who run this service")),
        (_("Deleted on"), _("%(day)s, or now if you say no") % {"day": deleted}),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def parts(report: InvitingReport) -> list[Part]:
    """Return what would happen to whom, each with the line of the file."""
    held = [f"{_where(each)}: {each.email}, {reason}" for each, reason in report.held]
    told = [
        (_("Would be invited"), [_told(each) for each in report.new]),
        (_("Invited already, and would be corrected"), [_told(each) for each in report.changed]),
        (_("Have an account, and are left alone"), [_told(each) for each in report.with_account]),
        (_("Will wait for an operator once they join"), held),
    ]
    return [Part(title, len(examples), examples[:EXAMPLES]) for title, examples in told if examples]


def figures(report: InvitingReport) -> list[dict[str, object]]:
    """Return the figures in one row."""
    counts = {
        _("To invite"): len(report.new),
        _("To correct"): len(report.changed),
        _("Invited already"): len(report.unchanged),
        _("Have an account"): len(report.with_account),
    }
    return [{"label": label, "number": grouped(number)} for label, number in counts.items()]


def invited(report: InvitingReport) -> str:
    """Return the sentence that says what was done."""
    if report.changes_nothing:
        return _("Everybody in the file was invited already or has an account. Nothing was sent.")
    return _(
        "Invited %(new)s, corrected %(changed)s; %(unchanged)s were invited already, "
        "%(with_account)s have an account."
    ) % {
        "new": grouped(len(report.new)),
        "changed": grouped(len(report.changed)),
        "unchanged": grouped(len(report.unchanged)),
        "with_account": grouped(len(report.with_account)),
    }


def _where(invitee: Invitee) -> str:
    words = {"file": Path(invitee.row.table.name).name, "line": invitee.row.line}
    return _("%(file)s, line %(line)s") % words


def _told(invitee: Invitee) -> str:
    said = [
        invitee.email,
        invitee.name,
        invitee.profession.name if invitee.profession else "",
        _("level %(level)s") % {"level": invitee.level} if invitee.level is not None else "",
        invitee.organisation.name if invitee.organisation else "",
    ]
    return f"{_where(invitee)}: {', '.join(filter(None, said))}"
