"""Opening hours of an organisation and of its further places, in one editor."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from regio.core.errors import told_in
from regio.core.hours import HoursError, Plan, Schedule, plan_of, text_of_plan
from regio.core.http import is_part_wanted, page
from regio.core.time import now
from regio.organisations import actions
from regio.organisations.choices import RightName
from regio.organisations.errors import ChangedMeanwhile
from regio.organisations.forms.hours import DAYS, HoursForm, HoursTextForm, can_show, copied, hours_values
from regio.organisations.models import Organisation, Place
from regio.organisations.queries.contacts import place_to_edit
from regio.organisations.queries.facts import seen
from regio.organisations.queries.hours import Hours, hours_at
from regio.organisations.views.edit import Request, section

_FIELDS = ("opening_hours", "opening_hours_text")
_TEMPLATE = "organisations/edit/hours.html"


@dataclass(frozen=True, slots=True)
class Edited:
    """Whose hours are edited, and where the page goes afterwards."""

    organisation: Organisation
    place: Place | None = None

    @property
    def one(self) -> Organisation | Place:
        return self.place or self.organisation

    @property
    def back(self) -> str:
        slug = self.organisation.slug
        return reverse("organisations:edit_places" if self.place else "organisations:edit", args=[slug])

    @property
    def plan(self) -> Plan | None:
        """What the form can show; None for the text field."""
        if self.one.opening_hours_text:
            return None
        try:
            plan = plan_of(self.one.opening_hours)
        except HoursError:
            return None
        return plan if plan is not None and can_show(plan) else None


@section(RightName.HOURS)
def edit_hours(request: Request, organisation: Organisation) -> HttpResponse:
    """The week of the organisation itself."""
    return edit(request, Edited(organisation))


@section(RightName.HOURS)
def edit_place_hours(request: Request, organisation: Organisation, key: int) -> HttpResponse:
    """The week of one of its further places."""
    place = place_to_edit(organisation, key)
    if place is None:
        raise Http404
    return edit(request, Edited(organisation, place))


def edit(request: Request, edited: Edited) -> HttpResponse:
    """As a form when it can show everything, else as text; `?als=text` and `?als=neu` choose."""
    wanted = request.GET.get("als", "")
    plan = Plan() if wanted == "neu" else edited.plan
    if wanted == "text" or plan is None:
        return edit_text(request, edited, can_form=edited.plan is not None)
    first = hours_values(plan, timezone.localdate()) | {"seen": seen(edited.organisation, _FIELDS)}
    form = HoursForm(request.POST or None, initial=first, rows=rows_of(request, first))
    if request.method == "POST":
        if is_part_wanted(request):
            return page(request, _TEMPLATE, {"preview": preview_of(form, edited)}, part="preview")
        if "kopieren" in request.POST:
            return show(request, edited, copy_of(request, first))
        if "mehr" not in request.POST and form.is_valid() and (done := save(request, edited, form)):
            return done
    return show(request, edited, form)


def save(request: Request, edited: Edited, form: HoursForm) -> HttpResponse | None:
    """Stored, or None with the reason in the form."""
    with told_in(form):
        try:
            return stored(request, edited, text_of_plan(form.plan()), seen_as=form.cleaned_data["seen"])
        except ChangedMeanwhile:
            form.data = request.POST.copy()
            form.data["seen"] = seen(edited.organisation, _FIELDS)
            raise
    return None


def stored(request: Request, edited: Edited, text: str, *, as_typed: bool = False, seen_as: str) -> HttpResponse:
    """Written by the action; then back to where one came from."""
    if edited.place:
        actions.save_place_hours(edited.place, text=text, as_typed=as_typed, by=request.user)
    else:
        actions.save_hours(edited.organisation, text=text, as_typed=as_typed, seen_as=seen_as, by=request.user)
    messages.success(request, _("The opening hours are saved."))
    return redirect(edited.back)


def edit_text(request: Request, edited: Edited, *, can_form: bool) -> HttpResponse:
    """What the form cannot show is kept and edited as text."""
    one = edited.one
    first = {"text": one.opening_hours_text or one.opening_hours, "seen": seen(edited.organisation, _FIELDS)}
    form = HoursTextForm(request.POST or None, initial=first)
    if form.is_valid():
        data = form.cleaned_data
        with told_in(form):
            try:
                return stored(request, edited, data["text"], as_typed=data["as_typed"], seen_as=data["seen"])
            except HoursError as error:
                form.add_error("text", error.text)
    context = {**base(edited), "form": form, "can_form": can_form, "preview": None}
    return page(request, "organisations/edit/hours_text.html", context, status=422 if form.errors else 200)


def show(request: Request, edited: Edited, form: HoursForm) -> HttpResponse:
    """The whole page."""
    context = {**base(edited), "form": form, "preview": preview_of(form, edited)}
    is_refused = form.is_bound and "mehr" not in request.POST and "kopieren" not in request.POST
    return page(request, _TEMPLATE, context, status=422 if is_refused else 200)


def base(edited: Edited) -> dict[str, Any]:
    """What both pages say."""
    return {"organisation": edited.organisation, "place": edited.place, "back": edited.back}


def rows_of(request: Request, first: dict[str, Any]) -> int:
    """How many exceptions are offered: the known ones and one more; three more on demand."""
    known = sum(f"tag{number}_von" in (request.POST or first) for number in range(1, 13))
    if request.method == "POST":
        return known + (3 if "mehr" in request.POST else 0)
    return known + 1


def copy_of(request: Request, first: dict[str, Any]) -> HoursForm:
    """The typed hours of a day on the days behind it. `mo-fr`: Monday's on Tuesday to Friday; `di`: those of the day before."""
    wish = request.POST["kopieren"]
    index = DAYS.index(wish) if wish in DAYS[1:] else 1
    source, targets = ("mo", DAYS[1:5]) if wish == "mo-fr" else (DAYS[index - 1], DAYS[index : index + 1])
    return HoursForm(copied(request.POST, source, targets), initial=first, rows=rows_of(request, first))


def preview_of(form: HoursForm, edited: Edited) -> Hours | None:
    """How the page would say it now; None while something is wrong or nothing was entered."""
    place = edited.one.municipality or edited.organisation.municipality
    if place is None or not place.land:
        return None
    plan = (form.plan() if form.is_valid() else None) if form.is_bound else edited.plan
    try:
        return hours_at(Schedule.parse(text_of_plan(plan), land=place.land), now()) if plan else None
    except HoursError:  # empty
        return None
