"""The page of a case for those it concerns: signed in, or by a signed link from a mail."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regio.core.errors import told_in
from regio.core.http import page, takes_files
from regio.core.permissions import require
from regio.files.actions import store
from regio.files.choices import Purpose
from regio.moderation import actions
from regio.moderation.documents import party_key
from regio.moderation.forms import TextForm
from regio.moderation.models import Party
from regio.moderation.queries.parties import cases_of, party_by_link, party_of, view_of
from regio.moderation.views import Request

LINKS, KEPT = "moderation_links", 10  # in the session: sides of somebody without account


@never_cache
@require_safe
def mine(request: Request) -> HttpResponse:
    """All cases of the person."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    return page(request, "moderation/mine.html", {"cases": cases_of(request.user)})


@never_cache
@require_safe
def case(request: HttpRequest, id: UUID) -> HttpResponse:
    """State, dialogue, decisions. A signed link is taken out of the address and kept in the session."""
    if token := request.GET.get("zeichen"):
        if pk := party_key(token):
            remember(request, pk)
        return redirect("report:case", id=id)
    party = my_side(request, id)
    if party is None:
        return redirect_to_login(request.get_full_path())
    return show(request, party)


def my_side(request: HttpRequest, id: UUID) -> Party | None:
    """The side of this visitor. None: not signed in and no link; 404 for others."""
    party = party_by_link(request.session.get(LINKS, []), id)
    if party is None and request.user.is_authenticated:
        party = party_of(request.user, id)
        if party is None:
            raise Http404
    return party


def needed_side(request: HttpRequest, id: UUID) -> Party:
    """The same for forms: 404 for whoever is not concerned."""
    if (party := my_side(request, id)) is None:
        raise Http404
    return party


def remember(request: HttpRequest, pk: int) -> None:
    """Keep the side of somebody without account in their session."""
    known = [one for one in request.session.get(LINKS, []) if one != pk]
    request.session[LINKS] = [*known[1 - KEPT :], pk]


def show(request: HttpRequest, party: Party, *, status: int = 200, **forms: object) -> HttpResponse:
    """The page; `forms` replace the empty one when something was wrong."""
    context = {"view": view_of(party), "case": party.case, "answer": TextForm(prefix="answer"), "file_errors": []}
    return page(request, "moderation/my_case.html", context | forms, status=status)


@require_POST
def answer(request: HttpRequest, id: UUID) -> HttpResponse:
    """Answer a question of the desk."""
    party = needed_side(request, id)
    form = TextForm(request.POST, prefix="answer")
    require(view_of(party).may_answer)
    if form.is_valid():
        with told_in(form):
            actions.answer(party.case, form.cleaned_data["text"], by=party.person)
            messages.success(request, _("Thank you. We go on with your case."))
            return redirect("report:case", id=id)
    return show(request, party, status=422, answer=form)


@require_POST
def withdraw(request: HttpRequest, id: UUID) -> HttpResponse:
    """Take it back."""
    party = needed_side(request, id)
    actions.withdraw(party.case, by=party.person, party=party)
    messages.success(request, _("You have withdrawn this case."))
    return redirect("report:case", id=id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, id: UUID) -> HttpResponse:
    """Ask for a check by another person."""
    party = my_side(request, id)
    if party is None:
        return redirect_to_login(request.get_full_path())
    if not (view := view_of(party)).may_appeal:
        return redirect("report:case", id=id)
    form = TextForm(request.POST or None)
    form.fields["text"].label = _("Why should the decision be different?")
    if form.is_valid():
        with told_in(form):
            actions.appeal(party, form.cleaned_data["text"])
            messages.success(request, _("We have received your request. Another person looks at it."))
            return redirect("report:case", id=id)
    context = {"view": view, "case": party.case, "form": form}
    return page(request, "moderation/appeal.html", context, status=422 if form.errors else 200)


@takes_files
@require_POST
def evidence(request: HttpRequest, id: UUID) -> HttpResponse:
    """Add a picture or document that shows it."""
    party = needed_side(request, id)
    require(view_of(party).may_show)
    form = TextForm({"text": "-"})
    uploads = request.FILES.getlist("datei")
    with told_in(form):
        for upload in uploads:
            store(upload, by=party.person, owner=("moderation.case", str(id)), purpose=Purpose.EVIDENCE)
        return redirect("report:case", id=id)
    return show(request, party, status=422, file_errors=form.non_field_errors())
