"""The profile and the demo's sign-in buttons; everything else of this room is allauth's."""

from hashlib import sha256

from allauth.account import views as allauth_views
from allauth.account.adapter import get_adapter
from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStage
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regio.accounts import actions
from regio.accounts.adapter import speak
from regio.accounts.forms import ProfileForm
from regio.accounts.models import User
from regio.accounts.queries import demo_cast, demo_person
from regio.core.errors import told_in
from regio.core.http import page


class CountedCode:
    """Mixin: tells the form which mail the code came with. Named by its moment and its address, which no visitor chooses."""

    def get_form_kwargs(self) -> dict[str, object]:
        kwargs: dict[str, object] = super().get_form_kwargs()  # type: ignore[misc]  # a mixin: allauth's view
        if "code" in kwargs:
            state = self._process.state  # type: ignore[attr-defined]  # a mixin: allauth's view
            words = f"{state['at']} {state.get('email')} {state.get('user_id')}"
            kwargs["issue"] = sha256(words.encode()).hexdigest()
        return kwargs


class ConfirmLoginCodeView(CountedCode, allauth_views.ConfirmLoginCodeView):
    """allauth's."""


class ConfirmAddressView(CountedCode, allauth_views.ConfirmEmailVerificationCodeView):
    """allauth's."""


class ConfirmResetCodeView(CountedCode, allauth_views.ConfirmPasswordResetCodeView):
    """allauth's."""


class FreshStart:
    """Mixin: who comes back to this page begins anew, and is not sent on to a code asked for before."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> None:
        clear_login(request)


class SignInView(FreshStart, allauth_views.LoginView):
    """allauth's, with the demo cast beside it."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        cast = demo_cast() if settings.DEMO else []
        return super().get_context_data(**kwargs) | {"cast": cast}


class CodeView(FreshStart, allauth_views.RequestLoginCodeView):
    """allauth's."""


sign_in = SignInView.as_view()
send_code = CodeView.as_view()
confirm_login_code = ConfirmLoginCodeView.as_view()
confirm_address = ConfirmAddressView.as_view()
confirm_reset_code = ConfirmResetCodeView.as_view()


def demo_login(request: HttpRequest, name: str) -> HttpResponse:
    """Sign in as one of the cast with one click. Does not exist outside the demo."""
    person = demo_person(name) if settings.DEMO else None
    if person is None:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    adapter = get_adapter(request)
    adapter.login(request, person)
    return adapter.post_login(
        request,
        person,
        email_verification="none",
        signal_kwargs=None,
        email=person.email,
        signup=False,
        redirect_url=get_next_redirect_url(request),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """What the platform knows about the person, and what they can change."""
    person = request.user
    assert isinstance(person, User)
    kept = {field: getattr(person, field) for field in actions.PROFILE}
    form = ProfileForm(request.POST or None, initial=kept)
    if form.is_valid():
        with told_in(form):
            actions.change_profile(person, by=person, values=form.cleaned_data)
            language = form.cleaned_data["language"]
            with override(language or get_language()):
                messages.success(request, _("Your profile is saved."))
            return speak(redirect("accounts:profile"), language)
    return page(request, "accounts/profile.html", {"form": form}, status=422 if form.is_bound else 200)
