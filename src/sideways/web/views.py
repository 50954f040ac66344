from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sideways.people.models import Person
from sideways.people.trust import is_peer
from sideways.web import queries


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if is_peer(request.user):
        return render(request, "web/home.html", queries.home_of(request.user))
    if isinstance(request.user, Person):
        return render(request, "web/desk.html", queries.desk_of(request.user))
    return render(request, "web/welcome.html", queries.welcome())


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "web/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "web/privacy.html")


@require_safe
def cannot_keep_secret(request: HttpRequest) -> HttpResponse:
    return render(request, "web/cannot_keep_secret.html")


@require_safe
def health_live(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"status": "live"})


@require_safe
def health_ready(request: HttpRequest) -> HttpResponse:
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"status": "the database does not answer"}, status=503)
    if behind:
        return JsonResponse({"status": "the database is not up to date: start the site again"}, status=503)
    return JsonResponse({"status": "ready"})
