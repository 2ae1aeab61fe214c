"""The first message to an organisation. Whoever is not signed in writes first; the text waits until they are."""

from allauth.account.adapter import get_adapter
from django.contrib.auth.views import redirect_to_login
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from regio.chat import actions
from regio.chat.errors import TooFast
from regio.chat.forms import MessageForm
from regio.chat.queries import conversation_with, writable_organisations
from regio.core.errors import told_in
from regio.core.http import page
from regio.organisations.models import Organisation
from regio.organisations.rules import can_answer_for

DRAFTS = "chat_drafts"  # in the session: slug → text
KEPT = 3
ANONYMOUS_TRIES, ANONYMOUS_SECONDS = 30, 600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """A form for the first message. Where a conversation stands already, it goes on there; staff get their inbox."""
    organisation = get_object_or_404(writable_organisations(), slug=slug)
    if can_answer_for(request.user, organisation):
        return redirect(f"{reverse('chat:inbox')}?fuer={slug}")
    form = (
        MessageForm(request.POST) if request.method == "POST" else MessageForm.empty(draft_for(request, organisation))
    )
    if form.is_bound and form.is_valid():
        with told_in(form):
            return send_first(request, organisation, form)
    if not form.is_bound and (standing := conversation_with(organisation, person=request.user)):
        return redirect("chat:conversation", id=standing.pk)
    context = {"organisation": organisation, "form": form}
    return page(request, "chat/write.html", context, status=422 if form.errors else 200)


def send_first(request: HttpRequest, organisation: Organisation, form: MessageForm) -> HttpResponse:
    """Send it; before signing in, keep the text and come back here."""
    if not request.user.is_authenticated:
        keep_draft(request, organisation, form.cleaned_data["text"])
        return redirect_to_login(reverse("chat:write", args=[organisation.slug]))
    message = actions.write_to(organisation, by=request.user, **form.cleaned_data)
    forget_draft(request, organisation)
    return redirect(f"{reverse('chat:conversation', args=[message.conversation_id])}#ende")


def draft_for(request: HttpRequest, organisation: Organisation) -> str:
    """What was written to this organisation before signing in; empty otherwise."""
    return str(request.session.get(DRAFTS, {}).get(organisation.slug, ""))


def has_drafts(request: HttpRequest) -> bool:
    """True while anything waits to be sent."""
    return bool(request.session.get(DRAFTS))


def keep_draft(request: HttpRequest, organisation: Organisation, text: str) -> None:
    """Keep `text` in the session, for the three organisations written to last. Raises TooFast (ASVS 2.4.1)."""
    key = f"chat-draft:{get_adapter().get_client_ip(request)}"
    tries = caches["limits"]
    tries.add(key, 0, ANONYMOUS_SECONDS)
    if tries.incr(key) > ANONYMOUS_TRIES:
        raise TooFast
    others = {slug: kept for slug, kept in request.session.get(DRAFTS, {}).items() if slug != organisation.slug}
    request.session[DRAFTS] = dict(list(others.items())[1 - KEPT :]) | {organisation.slug: text}


def forget_draft(request: HttpRequest, organisation: Organisation) -> None:
    """It was sent."""
    if organisation.slug in request.session.get(DRAFTS, {}):
        drafts = request.session[DRAFTS]
        request.session[DRAFTS] = {slug: text for slug, text in drafts.items() if slug != organisation.slug}
