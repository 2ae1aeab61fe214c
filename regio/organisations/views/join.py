"""Joining and leaving: an invitation, a request, an offer to manage."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from regio.core.errors import told_in
from regio.core.http import page
from regio.organisations import actions, queries
from regio.organisations.forms.team import JoinForm
from regio.organisations.models import Organisation
from regio.organisations.queries.team import handover_of, invitation_with
from regio.organisations.rules import can_ask_to_join, role_of
from regio.organisations.views.edit import Request


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Request, token: str) -> HttpResponse:
    """Accept by a button: a link alone changes nothing. Who has no account signs up and comes back."""
    found = invitation_with(actions.hash_of(token))
    if found is None:
        raise Http404
    if request.method == "POST":
        return accept(request, token)
    return page(request, "organisations/invitation.html", {"invitation": found, "organisation": found.organisation})


@login_required
def accept(request: Request, token: str) -> HttpResponse:
    """Joined; the refusal is a page."""
    organisation = actions.accept_invitation(token, by=request.user)
    messages.success(request, _("Welcome. You now act for %(name)s.") % {"name": organisation.name})
    return redirect("organisations:join", slug=organisation.slug)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: Request, slug: str) -> HttpResponse:
    """For strangers the request, for members their own part: leave, take over the management."""
    organisation = visible(request, slug)
    role = role_of(request.user, organisation)
    if not role and not can_ask_to_join(request.user, organisation):
        raise Http404
    form = JoinForm(request.POST or None)
    if not role and form.is_valid():
        with told_in(form):
            actions.ask_to_join(organisation, **form.cleaned_data, by=request.user)
            messages.success(request, _("Those who manage the organisation are asked. You will be told."))
            return redirect("organisations:page", slug=slug)
    offered = handover_of(organisation)
    context = {
        "organisation": organisation,
        "role": role,
        "form": form,
        "offered": offered if offered and request.user in (offered.taker, offered.giver) else None,
        "can_edit": bool(queries.rights_of(request.user, organisation)),
    }
    return page(request, "organisations/join.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def leaving(request: Request, slug: str) -> HttpResponse:
    """Ends one's own part; the last manager stays."""
    organisation = visible(request, slug)
    actions.remove_member(organisation, person=request.user, by=request.user)
    messages.success(request, _("You do not act for %(name)s any more.") % {"name": organisation.name})
    return redirect("portal:mine")


@login_required
@require_POST
def handover_answer(request: Request, slug: str) -> HttpResponse:
    """Agree, decline or take back."""
    organisation = visible(request, slug)
    actions.answer_handover(organisation, accept="accept" in request.POST, by=request.user)
    return redirect("organisations:join", slug=slug)


def visible(request: Request, slug: str) -> Organisation:
    """What the person may not see does not exist."""
    found = queries.organisation_page(request.user, slug)
    if found is None:
        raise Http404
    return found.organisation
