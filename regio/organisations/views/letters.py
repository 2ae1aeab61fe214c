"""The owner's desk invites organisations by letter; whoever holds one takes the entry over."""

import csv
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from regio.accounts.actions.limits import is_limited
from regio.core.errors import TooMany, told_in
from regio.core.http import page, takes_files
from regio.organisations.actions.letters import MOST, claim_by_letter, prepare_letters, take_in_rows
from regio.organisations.emails import letter_text
from regio.organisations.forms.letters import ChoiceForm, LetterCodeForm, TableForm
from regio.organisations.models import LetterRun
from regio.organisations.queries import letters as found
from regio.organisations.rules import can_claim_by_letter, can_send_letters
from regio.organisations.views.edit import Request

_RISKY = ("=", "+", "-", "@", "\t", "\r")  # what spreadsheets take for a formula


@takes_files
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: Request) -> HttpResponse:
    """Choose entries or hand in a table; below, what was printed before."""
    if not can_send_letters(request.user):
        raise Http404
    with override("de"):
        first = {"text": letter_text()}
    is_table = request.method == "POST" and "table_sent" in request.POST
    is_choice = request.method == "POST" and not is_table
    choice = ChoiceForm(request.POST if is_choice else None, places=found.places_to_invite(request.user), initial=first)
    sent = (request.POST, request.FILES) if is_table else (None, None)
    table = TableForm(data=sent[0], files=sent[1], initial=first)
    run = None
    if is_choice and choice.is_valid():
        run = from_choice(request, choice)
    elif is_table and table.is_valid():
        run = from_table(request, table)
    if run:
        return redirect("letters:run", run.pk)
    form = table if is_table else choice
    context = {"choice": choice, "table": table, "form": form, "is_table": is_table or "tabelle" in request.GET}
    context |= {"runs": found.runs_of_desk(request.user), "most": MOST}
    return page(request, "organisations/letters.html", context, status=422 if form.errors else 200)


def from_choice(request: Request, form: ChoiceForm) -> LetterRun | None:
    """The first entries that fit."""
    said = form.cleaned_data
    chosen = list(found.unclaimed(request.user, municipality=said["municipality"], kind=said["kind"])[:MOST])
    if not chosen:
        form.add_error(None, _("Nobody is left here: all have been invited, are looked after or show no address."))
        return None
    with told_in(form):
        return prepare_letters(chosen, text=said["text"], by=request.user)
    return None


def from_table(request: Request, form: TableForm) -> LetterRun | None:
    """Good lines become letters, the others are listed with the reason."""
    with told_in(form):
        chosen, objections = take_in_rows(form.rows, by=request.user)
        problems = sorted([*form.problems, *objections])
        if chosen:
            return prepare_letters(chosen, text=form.cleaned_data["text"], by=request.user, problems=problems)
        for line, reason in problems[:20]:
            form.add_error("table", _("Line %(line)s: %(reason)s") % {"line": line, "reason": reason})
    return None


@never_cache
@require_safe
@login_required
def run(request: Request, id: UUID) -> HttpResponse:
    """How far it is; the page asks again while the worker prints."""
    shown = run_or_404(request, id)
    context = {"run": shown, "pdf": found.pdf_of_run(shown), "letters": list(found.letters_of(shown))}
    return page(request, "organisations/letter_run.html", context, part="state")


@never_cache
@require_safe
@login_required
def result(request: Request, id: UUID) -> HttpResponse:
    """To whom, until when the code works, whether it was used."""
    shown = run_or_404(request, id)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="einladungen-{shown.created_at:%Y-%m-%d}.csv"'
    table = csv.writer(response, delimiter=";")
    table.writerow(["name", "strasse", "ort", "adresse", "gueltig_bis", "benutzt_am"])
    for letter in found.letters_of(shown):
        days = (f"{day:%Y-%m-%d}" if day else "" for day in (letter.expires_at, letter.used_at))
        cells = (letter.organisation.name, letter.street, letter.city, letter.organisation.slug, *days)
        table.writerow([f"'{cell}" if cell.startswith(_RISKY) else cell for cell in cells])
    return response


def run_or_404(request: Request, key: UUID) -> LetterRun:
    shown = found.run_for(request.user, key) if can_send_letters(request.user) else None
    if shown is None:
        raise Http404
    return shown


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim_letter(request: Request, slug: str) -> HttpResponse:
    """Type in the code of the letter, or come by its QR code; a link alone takes nothing over. Strangers see how it goes."""
    if not request.user.is_authenticated:  # says nothing about the entry: it may not be public
        return page(request, "organisations/registration/welcome.html", {"organisation": None, "is_letter": True})
    organisation = found.invited(slug)
    if organisation is None or not can_claim_by_letter(request.user, organisation):
        raise Http404
    form = LetterCodeForm(request.POST or None, initial={"code": request.GET.get("code", "")[:40]})
    if form.is_valid():
        with told_in(form):
            if is_limited(request, "letter_code", key=str(request.user.pk)):
                raise TooMany
            claim_by_letter(organisation, by=request.user, code=form.cleaned_data["code"])
            messages.success(request, _("It is yours now. Complete the imprint, then everybody sees it."))
            return redirect("organisations:edit_imprint", slug=slug)
    context = {"organisation": organisation, "form": form}
    return page(request, "organisations/registration/letter.html", context, status=409 if form.errors else 200)
