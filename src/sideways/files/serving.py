"""A file on its way out: for one person, kept by nothing in between, and never run as a page."""

from django.http import HttpResponse

from sideways.files.models import LessonFile
from sideways.files.presenters import ENDINGS

# Whatever a browser makes of the bytes: no script, no form, no other address, no place of our site.
SANDBOX = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def served(file: LessonFile) -> HttpResponse:
    """Return the answer that holds a file. A picture opens in the browser, a document is saved first."""
    response = HttpResponse(bytes(file.content), content_type=file.media_type)
    how, name = ("inline", "picture") if file.is_picture else ("attachment", "document")
    response["Content-Disposition"] = f'{how}; filename="{name}.{ENDINGS[file.media_type]}"'
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
