from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

LIMIT_MB = 5
LIMIT_BYTES = LIMIT_MB * 1_000_000
TOO_LARGE = format_lazy(
    _("This file is larger than {limit} MB. Export a shorter time, such as the next three months"),
    limit=LIMIT_MB,
)


class CalendarFileForm(forms.Form):
    file = forms.FileField(
        label=_("Calendar file"),
        help_text=_("It ends in .ics. Titles, places and people are not read, and the file is not kept."),
        widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"}),
        error_messages={"required": _("Choose a calendar file"), "empty": _("This file is empty")},
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LIMIT_BYTES:  # for those who do not say beforehand how much they send
            raise forms.ValidationError(TOO_LARGE)
        return file
