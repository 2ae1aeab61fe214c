"""Texts of reasons, and mails about new cases."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regio.core.errors import told_in
from regio.core.http import page
from regio.moderation.actions.private import drop_template, keep_template, wish_mails
from regio.moderation.forms import MailsForm, TemplateForm
from regio.moderation.queries.cases import kinds_decided_by
from regio.moderation.queries.texts import mails_wished, reason_templates
from regio.moderation.views import Request, on_desk


@on_desk
@require_http_methods(["GET", "HEAD", "POST"])
def texts(request: Request, pk: int | None = None) -> HttpResponse:
    """All texts, and a form for a new one or for the one named."""
    one = get_object_or_404(reason_templates(), pk=pk) if pk else None
    if one and "drop" in request.POST:
        drop_template(one, by=request.user)
        return redirect("moderation:texts")
    first = {"name": one.name, "kind": one.kind, "text": one.text} if one else {}
    form = TemplateForm(request.POST or None, kinds=kinds_decided_by(request.user), initial=first)
    if form.is_valid():
        with told_in(form):
            keep_template(by=request.user, of=one, **form.cleaned_data)
            messages.success(request, _("The text is kept."))
            return redirect("moderation:texts")
    context = {"texts": reason_templates(), "form": form, "one": one}
    return page(request, "moderation/texts.html", context, status=422 if form.errors else 200)


@on_desk
@require_http_methods(["GET", "HEAD", "POST"])
def mails(request: Request) -> HttpResponse:
    """Which new cases come as a mail."""
    first = {"kinds": mails_wished(request.user)}
    is_post = request.method == "POST"
    form = MailsForm(request.POST if is_post else None, kinds=kinds_decided_by(request.user), initial=first)
    if form.is_valid():
        wish_mails(form.cleaned_data["kinds"], by=request.user)
        messages.success(request, _("Your choice is kept."))
        return redirect("moderation:cases")
    return page(request, "moderation/mails.html", {"form": form}, status=422 if form.errors else 200)
