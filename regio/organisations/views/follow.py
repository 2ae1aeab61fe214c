"""Following: one button on the page, one list for the person."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from regio.core.http import page
from regio.organisations import queries
from regio.organisations.actions.follow import follow, unfollow
from regio.organisations.queries.follow import followed_by, is_following, news_followed_by
from regio.organisations.views.edit import Request


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def following(request: Request, slug: str) -> HttpResponse:
    """Begin and end. Who comes from signing in is asked once more: a link alone changes nothing."""
    found = queries.organisation_page(request.user, slug)
    if found is None:
        raise Http404
    organisation = found.organisation
    if request.method == "POST":
        if "end" in request.POST:
            unfollow(organisation, by=request.user)
            messages.success(request, _("You no longer follow %(name)s.") % {"name": organisation.name})
        else:
            follow(organisation, by=request.user)
            messages.success(
                request, _("You follow %(name)s. What is new there stands on your desk.") % {"name": organisation.name}
            )
        if "list" in request.POST:
            return redirect("organisations:followed")
        return redirect("organisations:page", slug=slug)
    context = {"organisation": organisation, "is_following": is_following(request.user, organisation)}
    return page(request, "organisations/following.html", context)


@never_cache
@require_safe
@login_required
def followed(request: Request) -> HttpResponse:
    """Everybody a person follows, and the newest news of all."""
    context = {"organisations": list(followed_by(request.user)[:500]), "news": news_followed_by(request.user, 20)}
    return page(request, "organisations/followed.html", context)
