"""The proof that a lesson was shared: for its author to get, and for anybody to check."""

from uuid import UUID

from django.http import Http404
from ninja import Router

from sideways.api import access
from sideways.api.access import PersonRequest
from sideways.api.authentication import READ
from sideways.api.shapes import receipts as shapes
from sideways.lessons.views.access import own_or_404
from sideways.people.trust import State
from sideways.receipts import queries
from sideways.receipts.codes import code_of, digest_of, receipt_in
from sideways.receipts.paper import check_url

router = Router(auth=READ, tags=["Receipts"])


@router.get("/lessons/{uuid:lesson_id}/receipt", response=shapes.ReceiptTold, url_name="receipt")
def receipt_read(request: PersonRequest, lesson_id: UUID) -> shapes.ReceiptTold:
    """Get a receipt of your lesson. Nobody keeps a copy. It stays valid whatever becomes of the lesson."""
    access.author(request)
    lesson = own_or_404(request, lesson_id)
    if lesson.state == State.DRAFT:
        raise Http404
    receipt = queries.receipt_of(lesson)
    code = code_of(receipt)
    return shapes.ReceiptTold(
        code=code,
        shared_at=receipt.at,
        sha256=receipt.digest,
        text=queries.text_of(lesson),
        check_url=check_url(code.replace("-", "")),
    )


@router.post("/receipts/check", response=shapes.ReceiptChecked, url_name="receipt_check")
def receipt_check(request: PersonRequest, sent: shapes.ReceiptSent) -> shapes.ReceiptChecked:
    """Check a receipt, and a text against it if you have one. Nothing you send is kept."""
    receipt = receipt_in(sent.code)
    if receipt is None:
        return shapes.ReceiptChecked(is_valid=False, shared_at=None, sha256="", is_same_text=None)
    is_same = digest_of(sent.text) == receipt.digest if sent.text.strip() else None
    return shapes.ReceiptChecked(
        is_valid=True, shared_at=receipt.at, sha256=receipt.digest, is_same_text=is_same
    )
