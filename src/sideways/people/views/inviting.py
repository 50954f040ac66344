"""Invite people from a file (brokers and operators), and answer an invitation (whoever was invited)."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from sideways.common.tables import BadTableError
from sideways.people import invitation_links, queries, services, uploads
from sideways.people import inviting_presenters as presenters
from sideways.people.errors import NotAllowedError
from sideways.people.forms.importing import InvitedForm
from sideways.people.models import Invitation
from sideways.people.organisation_presenters import mistakes
from sideways.people.views.answers import asked
from sideways.people.views.requests import PersonRequest
from sideways.people.views.uploading import UploadPage, uploaded
from sideways.people.views.vouching import voucher

A_PAGE = 25


@csrf_exempt  # checked once the size is known
@asked
@login_required
def invite(request: PersonRequest) -> HttpResponse:
    by = voucher(request)
    open_ones = Paginator(queries.invitations_open_to(by), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": open_ones,
        "rows": [presenters.invitation_row(each) for each in open_ones],
        "by": by,
        "professions": queries.professions_invited(),
        "levels": presenters.LEVELS,
    }
    page = UploadPage(
        template="people/invite.html",
        then="people:invite_confirm",
        command="sideways import people",
        context=context,
    )
    return uploaded(request, by, page)


@asked
@login_required
def invite_confirm(request: PersonRequest, token: str) -> HttpResponse:
    by = voucher(request)
    path = uploads.upload_find(token, by)
    if path is None:
        messages.info(request, _("That file was used or forgotten already."))
        return redirect("people:invite")
    try:
        report = services.people_invite(path=path, by=by, at=timezone.now(), preview=request.method != "POST")
    except BadTableError as error:
        uploads.upload_forget(token, by)
        context = {"mistakes": mistakes(error), "count": len(error.mistakes), "again": "people:invite"}
        return render(request, "people/organisation_mistakes.html", context, status=422)
    if request.method == "POST":
        uploads.upload_forget(token, by)
        messages.success(request, presenters.invited(report))
        return redirect("people:invite")
    context = {
        "report": report,
        "figures": presenters.figures(report),
        "parts": presenters.parts(report),
    }
    return render(request, "people/invite_preview.html", context)


@require_POST
@login_required
def take_back(request: PersonRequest, pk: int) -> HttpResponse:
    by = voucher(request)
    try:
        taken = services.invitation_take_back(invitation_id=pk, by=by, at=timezone.now())
    except Invitation.DoesNotExist:
        messages.info(request, _("That invitation was answered or taken back already."))
    else:
        told = _("You took back the invitation of %(email)s. Its link no longer opens.")
        messages.success(request, told % {"email": taken.email})
    return redirect("people:invite")


@asked
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Say yes, with a password and the declaration of P1, or no."""
    invitation = invitation_links.invitation_of(token)
    if invitation is None:
        return render(request, "people/invitation_gone.html", status=404)
    if request.user.is_authenticated:
        words = {"name": str(request.user)}
        told = _("You are signed in as %(name)s. Sign out, then open the link again.") % words
        messages.info(request, told)
        return redirect("people:join")
    if invitation.person_id is not None:
        return redirect("account_login")
    if "no" in request.POST:
        services.invitation_decline(invitation=invitation)
        return render(request, "people/invitation_declined.html")
    form = InvitedForm(request.POST or None, email=invitation.email)
    if form.is_valid():
        return _accepted(request, invitation, form.cleaned_data["password1"])
    context = {"form": form, "invitation": invitation, "rows": presenters.told_of(invitation)}
    return render(request, "people/invited.html", context)


def _accepted(request: HttpRequest, invitation: Invitation, password: str) -> HttpResponse:
    try:
        person = services.invitation_accept(invitation=invitation, password=password, at=timezone.now())
    except NotAllowedError:
        messages.info(request, _("There is an account with this address already. Sign in to it."))
        return redirect("account_login")
    except Invitation.DoesNotExist:
        return render(request, "people/invitation_gone.html", status=404)
    # The link came by e-mail, so the address needs no code.
    response: HttpResponse = perform_login(
        request, person, email_verification="none", redirect_url=reverse("people:join")
    )
    return response
