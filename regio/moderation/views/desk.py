"""The queue, and one case on the owner's desk."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regio.core.errors import told_in
from regio.core.http import page
from regio.moderation import actions
from regio.moderation.actions.private import look_into
from regio.moderation.choices import State
from regio.moderation.forms import InsightForm, TextForm
from regio.moderation.models import Case
from regio.moderation.queries.cases import Wanted, cases_for, kinds_for, places_for, queue
from regio.moderation.queries.sheet import sheet
from regio.moderation.views import Request, on_desk


@on_desk
@require_safe
def cases(request: Request) -> HttpResponse:
    """What waits, oldest first, by kind, state, Gemeinde and "mine"."""
    asked = request.GET
    wanted = Wanted(
        asked.get("art", ""), asked.get("stand", ""), asked.get("ort", ""), "meine" in asked, asked.get("nach", "")
    )
    found = queue(request.user, wanted)
    context = {"queue": found, "wanted": wanted, "next": next_address(request, found.next)}
    context |= {"kinds": kinds_for(request.user), "places": places_for(request.user), "states": State.choices}
    return page(request, "moderation/cases.html", context, part="rows")


def next_address(request: Request, cursor: str) -> str:
    """Address of the page after this one; empty at the end."""
    query = request.GET.copy()
    query["nach"] = cursor
    return f"?{query.urlencode()}" if cursor else ""


@on_desk
@require_safe
def case(request: Request, id: UUID) -> HttpResponse:
    """Everything about one case."""
    return show(request, get_object_or_404(cases_for(request.user), pk=id))


def show(request: Request, found: Case, *, status: int = 200, **forms: object) -> HttpResponse:
    """The page of the case; `forms` replace the empty ones when something was wrong."""
    empty = {"ask": TextForm(prefix="ask"), "remark": TextForm(prefix="remark"), "insight": InsightForm()}
    context = {"sheet": sheet(found, request.user), "case": found} | empty | forms
    return page(request, "moderation/case.html", context, status=status)


@require_POST
@on_desk
def take(request: Request, id: UUID) -> HttpResponse:
    """Work on it alone."""
    actions.take(get_object_or_404(cases_for(request.user), pk=id), by=request.user, over="over" in request.POST)
    return redirect("moderation:case", id=id)


@require_POST
@on_desk
def give_back(request: Request, id: UUID) -> HttpResponse:
    """Let the colleagues have it."""
    actions.give_back(get_object_or_404(cases_for(request.user), pk=id), by=request.user)
    return redirect("moderation:case", id=id)


@require_POST
@on_desk
def ask(request: Request, id: UUID) -> HttpResponse:
    """Ask the opener."""
    found = get_object_or_404(cases_for(request.user), pk=id)
    form = TextForm(request.POST, prefix="ask")
    if form.is_valid():
        with told_in(form):
            actions.ask_back(found, form.cleaned_data["text"], by=request.user)
            messages.success(request, _("Your question was sent. The case waits for the answer."))
            return redirect("moderation:case", id=id)
    return show(request, found, status=422, ask=form)


@require_POST
@on_desk
def remark(request: Request, id: UUID) -> HttpResponse:
    """Leave something for the colleagues."""
    found = get_object_or_404(cases_for(request.user), pk=id)
    form = TextForm(request.POST, prefix="remark")
    if form.is_valid():
        with told_in(form):
            actions.add_remark(found, form.cleaned_data["text"], by=request.user)
            return redirect("moderation:case", id=id)
    return show(request, found, status=422, remark=form)


@require_POST
@on_desk
def insight(request: Request, id: UUID) -> HttpResponse:
    """Say why, then see what is private."""
    found = get_object_or_404(cases_for(request.user), pk=id)
    form = InsightForm(request.POST)
    if form.is_valid():
        look_into(found, need=form.cleaned_data["need"], by=request.user)
        return redirect("moderation:case", id=id)
    return show(request, found, status=422, insight=form)
