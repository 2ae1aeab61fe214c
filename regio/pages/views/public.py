"""Pages and news as everybody sees them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from regio.core.http import page
from regio.pages import feeds, queries
from regio.pages.documents import Owner
from regio.pages.registry import kind_of
from regio.pages.rules import can_write_pages

SHOWN_NEAR, SHOWN_ON_FRONT = 12, 3


@require_safe
def public(request: HttpRequest, path: str, address: str, slug: str) -> HttpResponse:
    """One page. What does not exist, is a draft, hidden or deleted looks the same."""
    found = queries.public_page(path, address, slug)
    if found is None:
        raise Http404
    context = {
        "found": found,
        "whose": found.owner,
        "linked_data": feeds.linked_data(found),
        "is_preview": False,
        "can_edit": bool(write_address(request, found.owner)),
    }
    return page(request, "pages/public.html", context)


@require_safe
def news(request: HttpRequest, path: str, address: str) -> HttpResponse:
    """News of an owner, newest first; with htmx the panel on its page, or the next stretch."""
    owner = public_owner(path, address)
    after = request.GET.get("nach", "")
    found, more = queries.news_of(owner, after=after)
    context = {
        "whose": owner,
        "news": found,
        "next": f"{reverse(f'pages:news_of_{owner.kind}', args=[address])}?nach={more}" if more else "",
        "feed": reverse(f"pages:feed_of_{owner.kind}", args=[address]),
        "pages": queries.pages_of(owner),
        "write": write_address(request, owner),
        "is_panel": not after,
    }
    return page(request, "pages/news.html", context, part="more" if after else "panel")


@require_safe
def near(request: HttpRequest) -> HttpResponse:
    """News from the home Gemeinde and around it, or of the county; with htmx the newest of each lane, for the front page."""
    found = queries.news_near(request.user, SHOWN_NEAR)
    has_home = getattr(request.user, "home_id", None) is not None
    context = {"news": found, "newest": queries.one_of_each_lane(found, SHOWN_ON_FRONT), "has_home": has_home}
    return page(request, "pages/near.html", context, part="panel")


@require_safe
def feed(request: HttpRequest, path: str, address: str) -> HttpResponse:
    """News of an owner as Atom."""
    return feeds.atom(public_owner(path, address))


def write_address(request: HttpRequest, owner: Owner) -> str:
    """Where its editors write; empty for everybody else."""
    kind = kind_of(owner.kind)
    if kind is None or not request.user.is_authenticated or not can_write_pages(request.user, owner.kind, owner.key):
        return ""
    return reverse("pages:list", args=[kind.path, owner.address])


def public_owner(path: str, address: str) -> Owner:
    """The owner at this address, or 404."""
    owner = queries.owner_at(path, address)
    if owner is None or not owner.is_public:
        raise Http404
    return owner
