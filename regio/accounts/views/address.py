"""Another e-mail address."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regio.accounts.actions.address import change_address, change_of, undo_address_change
from regio.accounts.actions.codes import enter_code, mail_code, mailed_code
from regio.accounts.actions.limits import is_limited
from regio.accounts.forms.second import MailedCodeForm, NewAddressForm
from regio.accounts.models import User
from regio.accounts.queries import is_address_taken
from regio.accounts.views.proof import freshly_proven
from regio.core.errors import RegioError, TooMany, told_in
from regio.core.http import page


@require_http_methods(["GET", "HEAD", "POST"])
@freshly_proven
def new_address(request: HttpRequest) -> HttpResponse:
    """First step. An address of somebody else gets the same answer here and a mail of another kind."""
    person = request.user
    assert isinstance(person, User)
    form = NewAddressForm(request.POST or None)
    if form.is_valid():
        email = form.cleaned_data["email"]
        if is_limited(request, "new_address", key=email):
            raise TooMany
        if email == person.email:
            form.add_error("email", _("This is your address already."))
        else:
            taken = is_address_taken(email, but=person)
            letter = "accounts/address_in_use" if taken else "accounts/new_address"
            mail_code(request.session, "address", to=email, letter=letter, for_nobody=taken)
            return redirect("accounts:address_code")
    context = {"form": form, "person": person}
    return page(request, "accounts/address.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@freshly_proven
def address_code(request: HttpRequest) -> HttpResponse:
    """Second step: the code from the new mailbox."""
    person = request.user
    assert isinstance(person, User)
    mailed = mailed_code(request.session, "address")
    if mailed is None:
        return redirect("account_email")
    form = MailedCodeForm(request.POST or None)
    if form.is_valid():
        if enter_code(request.session, "address", form.cleaned_data["code"]):
            with told_in(form):
                change_address(person, mailed.to, by=person, session=request.session.session_key)
                messages.success(request, _("From now on you sign in with your new e-mail address."))
                return redirect("accounts:security")
        form.add_error("code", _("This code is not right. Please compare it with the mail."))
    context = {"form": form, "email": mailed.to, "next": "", "action": request.path}
    return page(request, "accounts/mailed_code.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def address_undo(request: HttpRequest, token: str) -> HttpResponse:
    """From the mail to the old address. Nothing happens before the click: mail programs open links by themselves."""
    change = change_of(token)
    if change and request.method == "POST":
        try:
            person = undo_address_change(token)
        except RegioError as error:
            messages.error(request, str(error.text))
            return redirect("account_login")
        messages.success(request, _("Your account has its former address again. Please sign in with a code."))
        return redirect(f"/konto/anmelden/?{urlencode({'adresse': person.email})}")
    return page(
        request, "accounts/address_undo.html", {"change": change, "token": token}, status=200 if change else 404
    )
