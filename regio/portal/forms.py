"""What a visitor asks of the whole platform, read from the address and written back into it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regio.region.queries import Place
from regio.search import queries as search
from regio.search import registry

PAGE = 20
AROUND_KM = 10.0


@dataclass(frozen=True, slots=True)
class Chip:
    """One way to narrow the results; pressed again it is taken back."""

    label: str | Promise
    href: str
    on: bool
    icon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish(search.Wish):
    """The filters of the global search."""

    page = "portal:search"
    place: Place | None = None
    home: Place | None = None  # distances begin here when no place is chosen
    facet: str = ""

    @classmethod
    def of(cls, query: QueryDict, *, places: Iterable[Place], home_id: int | None = None) -> Self:
        """Read the address."""
        known = list(places)
        facet = query.get("art", "")
        return cls(
            **search.said(query),
            place=next((place for place in known if place.slug == query.get("ort")), None),
            home=next((place for place in known if place.pk == home_id), None),
            facet=facet if facet in registry.facet_labels() else "",
        )

    def own_pairs(self) -> list[tuple[str, str]]:
        """Where and what."""
        return [("ort", self.place.slug if self.place else ""), ("art", self.facet)]

    @property
    def is_empty(self) -> bool:
        """True before anything was asked."""
        return not (self.words or self.place or self.facet or self.open_now)

    def ask(self) -> search.Ask:
        """The question to the search."""
        here = self.place or self.home
        centre = here.point if here else None
        return search.Ask(
            words=self.words,
            facets=(self.facet,) if self.facet else (),
            centre=centre,
            radius_km=AROUND_KM if centre and self.place else None,
            open_now=self.open_now,
            after=self.after or None,
            limit=PAGE,
        )


def chips(wish: Wish, found: search.Found) -> list[Chip]:
    """Kinds that have results, with their number, and "open now"."""
    kinds = [
        Chip(
            f"{label} ({found.facets[facet]})",
            wish.address(facet="" if wish.facet == facet else facet),
            wish.facet == facet,
        )
        for facet, label in registry.facet_labels().items()
        if found.facets.get(facet)
    ]
    return [Chip(_("Open now"), wish.address(open_now=not wish.open_now), wish.open_now, "clock"), *kinds]


class FeedbackForm(forms.Form):
    """A word about a barrier, from anybody."""

    text = forms.CharField(
        label=gettext_lazy("What did you want to do, and where did it stop?"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    page = forms.CharField(label=gettext_lazy("On which page?"), max_length=300, required=False)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        required=False,
        help_text=gettext_lazy("If you want an answer."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(
        required=False, max_length=200, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )

    @property
    def is_robot(self) -> bool:
        """Wrote into the field nobody sees."""
        return bool(self.cleaned_data.get("website"))

    @property
    def said(self) -> dict[str, str]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in ("text", "page", "email")}


class CrestForm(forms.Form):
    """A picture; what it is worth the room of files finds out."""

    crest = forms.FileField(label=gettext_lazy("Picture of the crest"), max_length=200)
