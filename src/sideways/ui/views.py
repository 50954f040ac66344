from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sideways.ui.gallery import ExampleForm, example_error_form, examples


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component with its usage. In development only."""
    return render(
        request,
        "ui/gallery.html",
        {"examples": examples(request), "example": ExampleForm(), "mistaken": example_error_form()},
    )
