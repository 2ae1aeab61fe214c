"""The team: members, roles, rights, invitations, requests, handing over."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regio.core.errors import told_in
from regio.core.http import page
from regio.organisations import actions
from regio.organisations.choices import Role
from regio.organisations.forms.team import InvitationForm, RightForm, RoleForm
from regio.organisations.models import Organisation
from regio.organisations.queries import team as queries
from regio.organisations.queries.edit import MANAGE
from regio.organisations.rules import role_of
from regio.organisations.views.edit import Request, section


@section(MANAGE)
def edit_team(request: Request, organisation: Organisation) -> HttpResponse:
    """Everybody, and the form to invite."""
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        with told_in(form):
            actions.invite(organisation, **form.cleaned_data, by=request.user)
            messages.success(request, _("The invitation is on its way. It holds for 14 days."))
            return back(organisation)
    context = {"organisation": organisation, "team": queries.team_of(organisation), "form": form}
    return page(request, "organisations/edit/team.html", context, status=422 if form.errors else 200)


@require_POST
@section(MANAGE)
def invitation_removal(request: Request, organisation: Organisation, key: int) -> HttpResponse:
    """It does not hold any more."""
    invitation = queries.invitation_to_edit(organisation, key)
    if invitation is None:
        raise Http404
    actions.revoke_invitation(invitation, by=request.user)
    messages.success(request, _("The invitation is taken back."))
    return back(organisation)


@require_POST
@section(MANAGE)
def join_answer(request: Request, organisation: Organisation, key: int) -> HttpResponse:
    """A role lets the person in, an empty one declines."""
    asked = queries.request_to_edit(organisation, key)
    role = request.POST.get("role", "")
    if asked is None or role not in ("", *Role.values):
        raise Http404
    actions.answer_join_request(asked, role=role, by=request.user)
    messages.success(request, _("The person is told."))
    return back(organisation)


@section(MANAGE)
def member(request: Request, organisation: Organisation, key: int) -> HttpResponse:
    """One member: another role, single rights, handing over, good-bye."""
    found = queries.member_to_edit(organisation, key)
    if found is None:
        raise Http404
    form = RoleForm(request.POST if "role" in request.POST else None, initial={"role": found.role})
    if form.is_valid():
        with told_in(form):
            actions.change_role(organisation, person=found.person, role=form.cleaned_data["role"], by=request.user)
            messages.success(request, _("The role is changed."))
            return back(organisation)
    right = RightForm(request.POST if "right" in request.POST else None)
    if right.is_valid():
        with told_in(right):
            actions.grant_right(found, **right.cleaned_data, by=request.user)
            messages.success(request, _("The right is given."))
            return redirect("organisations:member", slug=organisation.slug, key=key)
    context = {
        "organisation": organisation,
        "member": found,
        "form": form,
        "right_form": right,
        "rights": queries.team_of(organisation).rights.get(found.pk, []),
        "can_hand_over": found.person != request.user and role_of(request.user, organisation) == Role.MANAGER,
    }
    refused = form.errors or right.errors
    return page(request, "organisations/edit/member.html", context, status=422 if refused else 200)


@require_POST
@section(MANAGE)
def member_removal(request: Request, organisation: Organisation, key: int) -> HttpResponse:
    """Ends acting for the organisation at once."""
    found = queries.member_to_edit(organisation, key)
    if found is None:
        raise Http404
    actions.remove_member(organisation, person=found.person, by=request.user)
    messages.success(request, _("This person does not act for the organisation any more."))
    return back(organisation) if found.person != request.user else redirect("organisations:page", organisation.slug)


@require_POST
@section(MANAGE)
def right_removal(request: Request, organisation: Organisation, key: int, right: int) -> HttpResponse:
    """Ends a single right before its time."""
    found = queries.member_to_edit(organisation, key)
    held = queries.right_to_edit(found, right) if found else None
    if held is None:
        raise Http404
    actions.take_right(held, by=request.user)
    return redirect("organisations:member", slug=organisation.slug, key=key)


@require_POST
@section(MANAGE)
def handover(request: Request, organisation: Organisation, key: int) -> HttpResponse:
    """Offers the management to this member."""
    found = queries.member_to_edit(organisation, key)
    if found is None:
        raise Http404
    actions.offer_handover(organisation, taker=found.person, by=request.user)
    messages.success(request, _("As soon as %(name)s agrees, the management changes hands.") % {"name": found.person})
    return back(organisation)


def back(organisation: Organisation) -> HttpResponse:
    """To the list."""
    return redirect("organisations:edit_team", slug=organisation.slug)
