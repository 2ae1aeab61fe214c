"""One conversation: its page, its messages, how far it was read."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regio.chat import actions
from regio.chat.errors import IdDamaged
from regio.chat.forms import MessageForm, ReadForm, SpanForm
from regio.chat.models import Conversation, Message
from regio.chat.queries import Bubble, Span, conversations_for, history, memberships_of, newer, open_to, reportable
from regio.chat.rules import is_person_of
from regio.chat.views import Request, signed_in
from regio.chat.views.draft import draft_for, forget_draft, has_drafts
from regio.chat.views.inbox import list_context
from regio.core.errors import told_in
from regio.core.http import page, problem, wants_json


@signed_in
@require_safe
def conversation(request: Request, id: UUID) -> HttpResponse:
    """The conversation beside the inbox it belongs to. Seeing it is reading it, also without script."""
    found = get_object_or_404(conversations_for(request.user), pk=id)
    if "prefetch" not in request.headers.get("Sec-Purpose", ""):
        actions.mark_read(found, by=request.user, seq=found.last_seq)
    return show(request, found, MessageForm.empty(draft_for(request, found.organisation)))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def messages(request: Request, id: UUID) -> HttpResponse:
    """GET: messages before `vor` or after `nach` as JSON. POST: send one."""
    if request.method == "POST" and wants_json(request):
        return send_from_script(request, id)
    found = get_object_or_404(conversations_for(request.user), pk=id)
    if request.method == "POST":
        return send_from_page(request, found)
    if not wants_json(request):
        return redirect("chat:conversation", id=id)
    span = SpanForm(request.GET)
    if not span.is_valid():
        return not_understood(request)
    return JsonResponse(span_as_json(asked_span(request, found, **span.cleaned_data)))


@signed_in
@require_POST
def read(request: Request, id: UUID) -> HttpResponse:
    """Note how far the person has read."""
    found = get_object_or_404(conversations_for(request.user), pk=id)
    form = ReadForm(request.POST)
    if not form.is_valid():
        return not_understood(request)
    actions.mark_read(found, by=request.user, seq=form.cleaned_data["seq"])
    return HttpResponse(status=204)


@signed_in
@require_safe
def report(request: Request, id: UUID) -> HttpResponse:
    """Which message of the other side is to be reported."""
    found = get_object_or_404(conversations_for(request.user), pk=id)
    as_organisation = not is_person_of(request.user, found)
    shown = reportable(found, as_organisation=as_organisation)
    other = found.person.name if as_organisation else found.organisation.name
    return page(request, "chat/report.html", {"conversation": found, "other": other, "reportable": shown})


def send_from_page(request: Request, found: Conversation) -> HttpResponse:
    """Back to the page with the message on it, or the form again with the reason beside the field."""
    form = MessageForm(request.POST)
    if form.is_valid():
        with told_in(form):
            store(request, found, **form.cleaned_data)
            return redirect(f"{reverse('chat:conversation', args=[found.pk])}#ende")
    return show(request, found, form, status=422)


def send_from_script(request: Request, id: UUID) -> HttpResponse:
    """201 with the stored message; the same again for the same id. Refusals are problem documents."""
    found = open_to(request.user, id)
    if found is None:
        raise Http404
    try:
        id_of_message = UUID(request.POST.get("id", ""))
    except ValueError:
        raise IdDamaged from None
    message = store(request, found, text=request.POST.get("text", ""), id=id_of_message)
    bubble = Bubble.of(message, as_organisation=message.is_from_organisation)
    return JsonResponse(as_json(bubble), status=201)


def store(request: Request, found: Conversation, *, text: str, id: UUID) -> Message:
    """Send it from the side the person is on."""
    as_organisation = not is_person_of(request.user, found)
    message = actions.send_message(found, by=request.user, text=text, id=id, for_organisation=as_organisation)
    if has_drafts(request):
        forget_draft(request, found.organisation)
    return message


def show(request: Request, found: Conversation, form: MessageForm, *, status: int = 200) -> HttpResponse:
    """The page: inbox, history, form."""
    as_organisation = not is_person_of(request.user, found)
    memberships = list(memberships_of(request.user))
    shared = [one for one in memberships if one.organisation_id == found.organisation_id and as_organisation]
    asked = SpanForm(request.GET)
    before = asked.cleaned_data["vor"] if asked.is_valid() else None
    span = asked_span(request, found, vor=before)
    context = list_context(request, memberships, membership=shared[0] if shared else None) | {
        "conversation": found,
        "current": str(found.pk),
        "as_organisation": as_organisation,
        "bubbles": span.bubbles,
        "older": span.bubbles[0].seq if span.bubbles and span.bubbles[0].seq > 1 else None,
        "is_old_page": before is not None,
        "form": form,
        "live_streams": [f"conversation-{found.pk}"],
    }
    return page(request, "chat/conversation.html", context, status=status)


def asked_span(request: Request, found: Conversation, *, vor: int | None = None, nach: int | None = None) -> Span:
    """The messages after `nach`, else those before `vor`, else the newest."""
    as_organisation = not is_person_of(request.user, found)
    if nach is not None:
        return newer(found, as_organisation=as_organisation, after=nach)
    return history(found, as_organisation=as_organisation, before=vor)


def not_understood(request: Request) -> HttpResponse:
    """400: no script of ours asks like this."""
    return problem(request, status=400, code="bad_request", text=_("This request was not understood."))


def span_as_json(span: Span) -> dict[str, Any]:
    """What scripts get of a stretch of messages."""
    return {"messages": [as_json(bubble) for bubble in span.bubbles], "read_seq": span.read_seq}


def as_json(bubble: Bubble) -> dict[str, Any]:
    """What scripts get of a message."""
    return {
        "id": bubble.id,
        "seq": bubble.seq,
        "text": bubble.text,
        "author": bubble.author,
        "from_organisation": bubble.from_organisation,
        "mine": bubble.mine,
        "read": bubble.is_read,
        "sent_at": bubble.sent_at,
    }
