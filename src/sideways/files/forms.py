"""What somebody is asked who puts a file beside a lesson."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sideways.files.cleaning.kinds import MOST_BYTES
from sideways.files.models import LessonFile
from sideways.files.presenters import TOO_LARGE
from sideways.files.rules import MOST_MB
from sideways.lessons.forms import TextBox, most_letters

ACCEPTED = ",".join(LessonFile.MediaType.values)


class FileForm(forms.Form):
    """A file. Its id makes sending it twice one file."""

    file_id = forms.UUIDField(label=_("File id"), widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("Picture or PDF"),
        help_text=format_lazy(_("JPEG, PNG, WebP or PDF, at most {most} MB."), most=MOST_MB),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": _("Choose a picture or a PDF"), "empty": _("This file is empty")},
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE % {"most": MOST_MB})
        return file


class DescriptionForm(forms.Form):
    """What a file shows, for those who cannot see it and those in a hurry."""

    description = TextBox(
        label=_("What does it show?"),
        help_text=_("One sentence, for people who cannot see it. Leave out names of people and places."),
        max_length=most_letters("description", LessonFile),
        error_messages={"required": _("Say what it shows")},
    )
