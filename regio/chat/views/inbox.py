"""The inbox: own conversations, or those of an organisation the person answers for."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from regio.accounts.models import User
from regio.chat.queries import Inbox, memberships_of, own_inbox, shared_inbox, unread_count
from regio.chat.views import Request, signed_in
from regio.core.http import page, wants_json
from regio.organisations.choices import Kind
from regio.organisations.models import Membership

OFFICES = "aemter"


@signed_in
@require_safe
def inbox(request: Request) -> HttpResponse:
    """The list; for scripts only how many conversations have something new."""
    if wants_json(request):
        return JsonResponse({"unread": unread_count(request.user)})
    memberships = list(memberships_of(request.user))
    context = list_context(request, memberships, membership=asked_for(request, memberships))
    context["current"] = request.GET.get("offen", "")
    return page(request, "chat/inbox.html", context, part="threads")


def asked_for(request: Request, memberships: Sequence[Membership]) -> Membership | None:
    """The membership whose shared inbox is meant; None for the own one. Foreign and unknown names do not exist."""
    slug = request.GET.get("fuer")
    if not slug:
        return None
    for membership in memberships:
        if membership.organisation.slug == slug:
            return membership
    raise Http404


def list_context(
    request: Request, memberships: Sequence[Membership], *, membership: Membership | None
) -> dict[str, Any]:
    """What the list of conversations shows, on the inbox page and beside an open conversation."""
    after = request.GET.get("ab", "")
    offices = membership is None and request.GET.get("art") == OFFICES
    query = f"?fuer={membership.organisation.slug}" if membership else f"?art={OFFICES}" if offices else "?"
    found = list_of(request.user, membership=membership, offices=offices, after=after)
    return {
        "inbox": found,
        "membership": membership,
        "memberships": memberships,
        "offices": offices,
        "is_first_page": not after,
        "address": reverse("chat:inbox") + query.rstrip("?"),
        "next": reverse("chat:inbox") + f"{query}&ab={found.next}".replace("?&", "?") if found.next else "",
    }


def list_of(user: User, *, membership: Membership | None, offices: bool, after: str) -> Inbox:
    """One page of the inbox that was asked for."""
    if membership:
        return shared_inbox(membership, after=after)
    return own_inbox(user, kind=Kind.ADMINISTRATION if offices else None, after=after)
