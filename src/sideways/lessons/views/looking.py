"""A page with somebody's own words: what gives somebody away, and serious harm, come before they are kept."""

from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render

from sideways.lessons.errors import FormalRouteFirstError
from sideways.lessons.views.access import PersonRequest
from sideways.lessons.views.clues import clues_shown, takes_a_suggestion
from sideways.lessons.views.form_page import routes_first, routes_seen
from sideways.people.cells import Cells

Keep = Callable[[frozenset[str]], HttpResponse]


class LookedAt:
    """A form, which of its boxes are looked at, and the template that shows it with the panel of clues.

    ``cells`` counts people at the writer's level; None where a place tells nothing of the writer.
    """

    def __init__(
        self,
        request: PersonRequest,
        form: forms.Form,
        boxes: Collection[str],
        cells: Cells | None,
        template: str,
        context: Mapping[str, Any],
    ) -> None:
        self.request, self.form, self.template, self.context = request, form, template, context
        self._boxes, self._cells = boxes, cells

    @cached_property
    def clues(self) -> dict[str, Any]:
        """What the panel shows."""
        return clues_shown(self.request, self.form, self._boxes, self._cells)

    def page(self, **more: Any) -> HttpResponse:
        """Answer with the page."""
        context = {**self.context, "form": self.form, **self.clues, **more}
        return render(self.request, self.template, context)

    def answer(self, keep: Keep) -> HttpResponse:
        """Answer with the page until nothing stands in the way, then with what ``keep`` answers.

        It is called with the signs of harm whose formal routes have been shown.
        """
        if not self.form.is_valid() or takes_a_suggestion(self.request):
            return self.page()
        if self.clues["clues_unseen"]:
            return self.page(stops_for_clues=True)
        try:
            return keep(routes_seen(self.request))
        except FormalRouteFirstError as error:
            return self.page(**routes_first(self.request, error))
        except ValidationError as error:
            self.form.add_error(None, error)
            return self.page()
