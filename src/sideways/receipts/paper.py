"""The receipt on paper: a PDF for every reader (PDF/UA-1). All words go in as data, never as markup."""

import io
from pathlib import Path

import segno
import typst
from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext

from sideways.receipts.codes import Receipt, code_of
from sideways.receipts.presenters import shared_words

LAYOUT = Path(__file__).parent / "receipt.typ"


def check_url(code: str) -> str:
    """Return the address at which anybody can check a code."""
    return f"{settings.SITE_URL}{reverse('receipts:check')}?code={code}"


def pdf_of(receipt: Receipt) -> bytes:
    """Return the PDF. It holds no word of the lesson and nothing of its author."""
    code = code_of(receipt)
    words = {
        "title": gettext("Receipt"),
        "site": settings.SITE_NAME,
        "lang": (get_language() or "en").split("-")[0],
        "shared": shared_words(receipt),
        "means": gettext(
            "Whoever holds the text can check that it is the same. This paper holds no word of it, and does "
            "not say who wrote it. It stays valid when the lesson is withdrawn or the account is closed."
        ),
        "check": gettext("Check it here, or type the code there:"),
        "address": settings.SITE_URL + reverse("receipts:check"),
        "code_label": gettext("Code"),
        "code": code,
        "digest_label": gettext("Fingerprint of the text (SHA-256)"),
        "digest": receipt.digest,
        "qr": _qr(check_url(code.replace("-", ""))),
        "qr_alt": gettext("A square code that opens the page for checking this receipt"),
    }
    return bytes(
        typst.compile(
            LAYOUT.read_bytes(),
            format="pdf",
            pdf_standards=["ua-1"],
            sys_inputs=words,
            ignore_system_fonts=True,
        )
    )


def _qr(address: str) -> str:
    drawing = io.BytesIO()
    segno.make(address, error="l", micro=False).save(drawing, kind="svg", xmldecl=False)
    return drawing.getvalue().decode()
