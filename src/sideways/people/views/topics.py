"""How much somebody hears of each topic they follow."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sideways.people import queries, services
from sideways.people.forms.topics import TopicsForm
from sideways.people.views.answers import asked, posted
from sideways.people.views.requests import PersonRequest


@asked
@login_required
def topics(request: PersonRequest) -> HttpResponse:
    follows = list(queries.topics_followed_by(request.user))
    form = TopicsForm(posted(request), follows=follows)
    if form.is_valid():
        services.person_topics_follow(person=request.user, choices=form.choices())
        messages.success(request, _("Saved. It holds from now on."))
        return redirect("people:you_topics")
    return render(request, "people/topics.html", {"form": form, "follows": follows})
