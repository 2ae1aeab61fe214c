"""Deciding in two steps: say what and why, read what both sides will read, then decide."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regio.core.errors import told_in
from regio.core.http import page
from regio.moderation import actions
from regio.moderation.choices import PENDING, State
from regio.moderation.emails import decision_text
from regio.moderation.forms import DecisionForm
from regio.moderation.models import Case
from regio.moderation.queries.cases import cases_for
from regio.moderation.queries.sheet import needs_ground, proposal, sheet, sides_of, texts_for
from regio.moderation.registry import outcomes_of
from regio.moderation.rules import can_decide
from regio.moderation.views import Request, on_desk


@on_desk
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Request, id: UUID) -> HttpResponse:
    """The form; with "preview" what would be sent; with "confirm" the decision."""
    found = get_object_or_404(cases_for(request.user), pk=id)
    if found.state not in PENDING or not can_decide(request.user, found):
        return redirect("moderation:case", id=id)
    outcomes, with_ground = dict(outcomes_of(found)), needs_ground(found)
    form = DecisionForm(
        request.POST or None, outcomes=outcomes, with_ground=with_ground, initial=first_words(request, found)
    )
    if request.method == "POST" and "edit" not in request.POST and form.is_valid():
        if "confirm" not in request.POST:
            return preview(request, found, form)
        with told_in(form):
            return carry_out(request, found, form)
    context = {"case": found, "sheet": sheet(found, request.user), "form": form, "texts": texts_for(found)}
    return page(request, "moderation/decide.html", context, status=422 if form.errors else 200)


def first_words(request: Request, found: Case) -> dict[str, str]:
    """What the form begins with: the chosen text, or what a colleague proposed."""
    if chosen := request.GET.get("text"):
        for key, _name, text in texts_for(found):
            if key == chosen:
                return {"reasons": text, "outcome": request.GET.get("outcome", "")}
        raise Http404
    return {"outcome": found.outcome, "reasons": found.reasons, "ground": found.ground}


def preview(request: Request, found: Case, form: DecisionForm) -> HttpResponse:
    """What each side will read."""
    said = {name: form.cleaned_data.get(name, "") for name in ("outcome", "reasons", "ground")}
    if not form.outcomes[said["outcome"]].needs_ground:
        said["ground"] = ""
    would = proposal(found, **said)
    letters = [(side, decision_text(would, side)) for side in sides_of(found)]
    context = {"case": found, "sheet": sheet(found, request.user), "said": said, "letters": letters}
    return page(request, "moderation/preview.html", context)


def carry_out(request: Request, found: Case, form: DecisionForm) -> HttpResponse:
    """Decide, or propose to a second person."""
    said = {name: form.cleaned_data.get(name, "") for name in ("outcome", "reasons", "ground")}
    done = actions.decide(found, **said, by=request.user)
    if done.state == State.PROPOSED:
        messages.success(request, _("Proposed. A second person confirms it or says something else."))
    else:
        messages.success(request, _("Decided. Everybody concerned has been told."))
    return redirect("moderation:case", id=found.pk)
