"""What the platform knows about the person, and what they can change."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regio.accounts.actions import PROFILE, change_profile
from regio.accounts.adapter import speak
from regio.accounts.forms.profile import ProfileForm
from regio.accounts.models import User
from regio.core.errors import told_in
from regio.core.http import page


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Name, place, looks."""
    person = request.user
    assert isinstance(person, User)
    kept = {field: getattr(person, field) for field in PROFILE}
    form = ProfileForm(request.POST or None, initial=kept)
    if form.is_valid():
        with told_in(form):
            change_profile(person, by=person, values=form.cleaned_data)
            language = form.cleaned_data["language"]
            with override(language or get_language()):
                messages.success(request, _("Your profile is saved."))
            return speak(redirect("accounts:profile"), language)
    return page(request, "accounts/profile.html", {"form": form}, status=422 if form.is_bound else 200)
