"""Where something is: asked alike for an organisation and for its further places."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regio.organisations.forms import fields
from regio.organisations.models import Organisation, Place
from regio.organisations.queries.facts import municipalities_at
from regio.region.models import Municipality
from regio.region.queries import municipalities_with_page


class AddressForm(forms.Form):
    """The Gemeinde follows from postcode and town; only where several share a postcode it must be chosen."""

    street = fields.line(_("Street"), 120, autocomplete="address-line1")
    housenumber = fields.line(_("House number"), 20)
    postcode = fields.line(_("Postcode"), 10, autocomplete="postal-code")
    city = fields.line(_("Town"), 120, autocomplete="address-level2")
    municipality: "forms.ModelChoiceField[Municipality]" = forms.ModelChoiceField(
        label=_("Municipality"), queryset=None, required=False, empty_label=_("As postcode and town say")
    )
    point = fields.PointField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = municipalities_with_page().by_name()  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("municipality") is None and (found.get("postcode") or found.get("city")):
            here = municipalities_at(found.get("postcode", ""), found.get("city", ""))
            if len(here) == 1:
                found["municipality"] = here[0]
            else:
                self.add_error("municipality", _("Please choose the municipality: the postcode alone does not tell."))
        return found

    def where(self) -> dict[str, Any]:
        """Fields of the model; without a point it lies in the middle of its Gemeinde."""
        data = self.cleaned_data
        place, point = data["municipality"], data["point"]
        lat, lon = point or ((place.lat, place.lon) if place else (None, None))
        words = {field: data[field] for field in ("street", "housenumber", "postcode", "city")}
        return {**words, "municipality_id": place.pk if place else None, "lat": lat, "lon": lon}


def address_values(of: Organisation | Place) -> dict[str, Any]:
    """What the form shows first."""
    point = f"{of.lat}, {of.lon}" if of.lat is not None and of.lon is not None else ""
    words = {field: getattr(of, field) for field in ("street", "housenumber", "postcode", "city")}
    return {**words, "municipality": of.municipality_id, "point": point}
