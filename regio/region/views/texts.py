"""Texts the law asks for, for those who answer for them."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regio.core.errors import told_in
from regio.core.http import page
from regio.core.rich import rich
from regio.region import actions
from regio.region.choices import TextKind
from regio.region.forms.text import PublishForm, TextForm
from regio.region.queries import text as found
from regio.region.rules import can_edit_texts
from regio.region.views.gate import Request, needs


@require_safe
@needs(can_edit_texts)
def texts(request: Request) -> HttpResponse:
    """All texts in all languages, and how they stand."""
    return page(
        request, "region/desk/texts.html", {"standings": found.standings(), "languages": dict(settings.LANGUAGES)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_edit_texts)
def text(request: Request, kind: str, language: str) -> HttpResponse:
    """Write the draft; below it stands how it will look."""
    kind = known(kind, language)
    form = TextForm(request.POST or None, initial={"body": found.beginning_of(kind, language)})
    if form.is_valid():
        actions.save_draft(kind, language, body=form.cleaned_data["body"], by=request.user)
        messages.success(request, _("Saved as a draft."))
        return redirect("desk:text", kind, language)
    return page(request, "region/desk/text.html", about(kind, language) | {"form": form, "publish": PublishForm()})


def known(kind: str, language: str) -> TextKind:
    """The kind; nothing else has a page."""
    if kind not in TextKind or language not in dict(settings.LANGUAGES):
        raise Http404
    return TextKind(kind)


def about(kind: TextKind, language: str) -> dict[str, Any]:
    """What the page of a text shows."""
    draft = found.draft_of(kind, language)
    return {
        "kind": kind,
        "language": language,
        "language_name": dict(settings.LANGUAGES)[language],
        "draft": draft,
        "preview": rich(draft.body, headings=3) if draft else "",
        "versions": found.versions_of(kind, language),
    }


@require_POST
@needs(can_edit_texts)
def publish(request: Request, kind: str, language: str) -> HttpResponse:
    """The draft becomes the next version."""
    kind = known(kind, language)
    form = PublishForm(request.POST)
    if form.is_valid():
        with told_in(form):
            new = actions.publish_text(kind, language, valid_from=form.cleaned_data["valid_from"], by=request.user)
            messages.success(request, _("Version %(number)s is published.") % {"number": new.version})
            return redirect("desk:texts")
    writing = TextForm(initial={"body": found.beginning_of(kind, language)})
    return page(
        request, "region/desk/text.html", about(kind, language) | {"form": writing, "publish": form}, status=409
    )


@require_POST
@needs(can_edit_texts)
def discard(request: Request, kind: str, language: str) -> HttpResponse:
    """Throw the draft away."""
    actions.discard_draft(known(kind, language), language, by=request.user)
    messages.success(request, _("The draft is gone."))
    return redirect("desk:texts")
