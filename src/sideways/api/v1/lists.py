"""Whole lists: people to invite, organisations to import. All or nothing, with a preview."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone
from ninja import Query, Router, Status

from sideways.api import access
from sideways.api.access import PersonRequest
from sideways.api.authentication import OPERATE, VOUCH
from sideways.api.cursors import Walk, stretch
from sideways.api.fields import Page, PathId
from sideways.api.shapes import lists as shapes
from sideways.common.tables import BadTableError
from sideways.people import inviting_presenters, organisation_presenters, queries, services
from sideways.people.models import Invitation
from sideways.people.organisation_services import organisations_import

router = Router()


@router.get(
    "/invitations", response=shapes.InvitationList, url_name="invitations", auth=VOUCH, tags=["Vouching"]
)
def invitation_list(request: PersonRequest, page: Query[Page]) -> shapes.InvitationList:
    """List the invitations nobody has answered yet."""
    found = queries.invitations_open_to(access.voucher(request))
    shown = stretch(request, found, Walk(**page.dict()))
    rows = [inviting_presenters.invitation_row(each) for each in shown.rows]
    return shapes.InvitationList(items=[shapes.invitation_told(row) for row in rows], next=shown.next)


@router.delete(
    "/invitations/{int:invitation_id}",
    response={204: None},
    url_name="invitation",
    auth=VOUCH,
    tags=["Vouching"],
)
def invitation_take_back(request: PersonRequest, invitation_id: PathId) -> Status:
    """Take back an invitation nobody has answered. Its link no longer opens."""
    by = access.voucher(request)
    try:
        services.invitation_take_back(invitation_id=invitation_id, by=by, at=timezone.now())
    except Invitation.DoesNotExist:
        raise Http404 from None
    return Status(204, None)


@router.post("/invitations", response=shapes.ListRead, url_name="invitations", auth=VOUCH, tags=["Vouching"])
def people_invite(request: PersonRequest, sent: shapes.ListSent) -> shapes.ListRead:
    """Invite the people of a CSV list by e-mail, or see who would be. Nobody is invited twice.

    Columns: email, and what you know of name, profession, level and organisation.
    """
    by = access.voucher(request)
    with _file("people.csv", sent.csv) as path:
        report = services.people_invite(path=path, by=by, at=timezone.now(), preview=sent.preview)
        return shapes.list_read(
            "" if sent.preview else inviting_presenters.invited(report),
            inviting_presenters.figures(report),
            inviting_presenters.parts(report),
            _without(path, report.notices),
        )


@router.post(
    "/organisations/import",
    response=shapes.ListRead,
    url_name="organisation_import",
    auth=OPERATE,
    tags=["For operators"],
)
def organisation_import(request: PersonRequest, sent: shapes.ListSent) -> shapes.ListRead:
    """Import a CSV list of organisations, or see what would change. The same list again changes nothing."""
    operator = access.operator(request)
    with _file("organisations.csv", sent.csv) as path:
        report = organisations_import(paths=[path], by=operator, at=timezone.now(), preview=sent.preview)
        return shapes.list_read(
            "" if sent.preview else organisation_presenters.imported(report),
            organisation_presenters.import_figures(report),
            organisation_presenters.import_parts(report),
            _without(path, report.notices),
        )


@contextmanager
def _file(name: str, text: str) -> Iterator[Path]:
    """Lend a list to the importer, which reads files. Raises ValidationError with each mistake."""
    with tempfile.TemporaryDirectory(prefix="sideways-list-") as folder:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8", newline="")
        try:
            yield path
        except BadTableError as error:
            raise ValidationError({"csv": organisation_presenters.mistakes(error)}) from error


def _without(path: Path, notices: list[str]) -> list[str]:
    return [notice.replace(str(path), path.name) for notice in notices]
