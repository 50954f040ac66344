"""The beginning and the end of joining."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sideways.people import presenters, queries, services
from sideways.people.forms.joining import DeclarationForm
from sideways.people.models import Person
from sideways.people.rules import missing_answer
from sideways.people.views.answers import asked, posted
from sideways.people.views.requests import PersonRequest


@asked
@login_required
def join(request: PersonRequest) -> HttpResponse:
    """Lead to the first question that is open; then tell where the person stands."""
    person = request.user
    if person.standing == Person.Standing.JOINING:
        if step := missing_answer(person):
            return redirect(f"people:join_{step}")
        if request.method == "POST":
            services.join_finish(person=person, at=timezone.now())
            return redirect("people:join")
        context: dict[str, Any] = {
            "rows": presenters.about_rows(person, person.topics.all()),
            "declined": queries.last_decline_of(person),
        }
        return render(request, "people/check.html", context)
    if person.standing == Person.Standing.ACTIVE:
        messages.success(request, _("You are in. Here is what your peers learned."))
        return redirect("web:home")
    context = {
        "person": person,
        "brokers": queries.brokers_of(person.organisation).exists(),
        "held": person.standing == Person.Standing.HELD,
    }
    return render(request, "people/waiting.html", context)


@asked
@login_required
def declaration(request: PersonRequest) -> HttpResponse:
    person = request.user
    if person.standing != Person.Standing.JOINING or person.independence_declared_at is not None:
        return redirect("people:join")
    form = DeclarationForm(posted(request))
    if form.is_valid():
        services.person_declare_independence(person=person, at=timezone.now())
        return redirect("people:join")
    return render(request, "people/declaration.html", {"form": form})
