"""The list of what a person was told."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from regio.core.http import page
from regio.notifications import actions, queries


@require_safe
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """Newest first."""
    found = queries.notices_of(request.user, after=request.GET.get("nach", ""))  # type: ignore[arg-type]  # signed in
    context = {"found": found, "is_later_page": "nach" in request.GET}
    return page(request, "notifications/notices.html", context, part="more")


@require_safe
@login_required
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """To where a notice leads; from then on it counts as read."""
    notice = queries.notice_of(request.user, pk)  # type: ignore[arg-type]  # signed in
    if notice is None:
        raise Http404
    actions.mark_read(notice)
    return redirect(notice.url or "notifications:notices")


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    """Nothing on the list is new any more."""
    actions.mark_all_read(request.user)  # type: ignore[arg-type]  # signed in
    return redirect("notifications:notices")
