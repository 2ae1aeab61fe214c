"""What the owner decides about the platform."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regio.core.http import page
from regio.region import actions
from regio.region.forms.settings import HUES, SettingsForm
from regio.region.queries import county
from regio.region.rules import can_change_settings, can_grant_duties
from regio.region.views.gate import Request, needs


@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_change_settings)
def settings(request: Request) -> HttpResponse:
    """All settings; "preview" shows the colours on this page without storing anything."""
    own = county()
    if own is None:
        raise Http404
    form = SettingsForm(request.POST or None, county=own, is_technical=can_grant_duties(request.user))
    is_preview = "preview" in request.POST
    if form.is_valid() and not is_preview:
        actions.change_settings(values=form.cleaned_data, by=request.user)
        messages.success(request, _("Saved. Open pages show it within a minute."))
        return redirect("desk:settings")
    tried = {hue: form.cleaned_data[hue] for hue in HUES} if is_preview and form.is_valid() else None
    return page(request, "region/desk/settings.html", {"form": form, "tried": tried, "county": own})
