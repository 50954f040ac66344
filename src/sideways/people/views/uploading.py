"""Take a file that will be looked at before anything is written: what the two pages for it share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect

from sideways.people import uploads
from sideways.people.forms.importing import UploadForm
from sideways.people.models import Person

LIMIT_MB = uploads.LIMIT_BYTES // 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadPage:
    """One page that takes a file: what it shows, where it leads, and the command for larger files."""

    template: str
    then: str
    command: str
    context: Mapping[str, Any] = field(default_factory=dict)

    def shown(self, request: HttpRequest, form: UploadForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "limit_mb": LIMIT_MB, **self.context}
        return render(request, self.template, context, status=status)


def uploaded(request: HttpRequest, by: Person, page: UploadPage) -> HttpResponse:
    """Show the page, or keep the file and lead on.

    The view must be exempt from the check of forms: that reads the whole body, so it comes here,
    once the size is known.
    """
    if int(request.META.get("CONTENT_LENGTH") or 0) <= uploads.LIMIT_BYTES:
        return _checked(request, by, page)
    form = UploadForm({})
    form.errors.clear()
    form.add_error(
        "file",
        _(
            "This file is larger than %(limit)s MB. Split it, or ask whoever runs the server to import it "
            "with “%(command)s”."
        )
        % {"limit": LIMIT_MB, "command": page.command},
    )
    return page.shown(request, form, status=413)


@csrf_protect
def _checked(request: HttpRequest, by: Person, page: UploadPage) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        return redirect(page.then, uploads.upload_keep(form.cleaned_data["file"], by))
    return page.shown(request, form)
