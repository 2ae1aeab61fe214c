"""What the owner decides about the platform."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regio.region.models import County
from regio.region.registry import four_eyes_words

HUES = ("brand_hue", "accent_hue", "land_hue")


class Hue(forms.IntegerField):
    """Degrees on the colour wheel."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=359, widget=forms.NumberInput(attrs={"type": "range"}), **kwargs)


class SettingsForm(forms.ModelForm):
    """Everything on one page, in groups. Who is not the technical operation is not shown how decisions are made."""

    brand_hue = Hue(label=_("Main colour"))
    accent_hue = Hue(label=_("Second colour"))
    land_hue = Hue(label=_("Colour of the landscape"))
    four_eyes = forms.MultipleChoiceField(
        label=_("Decided by two people"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = County
        fields = [
            *(
                "name",
                "claim",
                *HUES,
                "phone",
                "phone_hours",
                "email",
                "feedback_email",
                "imprint_name",
                "imprint_address",
            ),
            *("imprint_representative", "imprint_vat", "imprint_authority", "imprint_editor", "imprint"),
            *("enforcement_body", "four_eyes", "case_mail", "audit_months"),
        ]
        labels = {
            "name": _("Name"),
            "claim": _("Short line below the name"),
            "phone": _("Telephone"),
            "phone_hours": _("When somebody answers"),
            "email": _("E-mail address"),
            "feedback_email": _("E-mail address for reports about barriers"),
            "imprint_name": _("Provider with legal form"),
            "imprint_address": _("Postal address"),
            "imprint_representative": _("Represented by"),
            "imprint_vat": _("VAT number"),
            "imprint_authority": _("Supervised by"),
            "imprint_editor": _("Responsible for editorial content: name and address"),
            "imprint": _("Further details"),
            "enforcement_body": _("Arbitration body for accessibility"),
            "case_mail": _("Mail to the address above"),
            "audit_months": _("Months the trail is kept"),
        }
        help_texts = {  # noqa: RUF012  # as Django reads it
            "case_mail": _(
                "It names the kind and the title of a case. Everybody on duty can also choose mails of their own."
            ),
            "feedback_email": _("Barriers also come to the desk as cases."),
        }
        widgets = {
            **{
                name: forms.Textarea(attrs={"rows": 3})
                for name in ("imprint_address", "imprint_editor", "imprint", "enforcement_body")
            },
            "case_mail": forms.RadioSelect,
        }

    def __init__(self, *args: Any, county: County, is_technical: bool, **kwargs: Any) -> None:
        kwargs["initial"] = {field: getattr(county, field) for field in self.Meta.fields}
        super().__init__(*args, **kwargs)
        self.fields["four_eyes"].choices = four_eyes_words()  # type: ignore[attr-defined]  # a choice field
        if not is_technical:
            for name in ("four_eyes", "case_mail", "audit_months"):
                del self.fields[name]

    def clean_audit_months(self) -> int:
        """Shorter than half a year clears nothing up; longer than ten years no purpose needs."""
        months: int = self.cleaned_data["audit_months"]
        if not 6 <= months <= 120:
            raise forms.ValidationError(_("Between 6 and 120 months."))
        return months

    def groups(self) -> list[tuple[Any, list[Any]]]:
        """Heading and fields, as the page shows them."""
        named = [
            (_("Name"), ("name", "claim")),
            (_("Colours"), HUES),
            (_("Contact"), ("phone", "phone_hours", "email", "feedback_email")),
            (
                _("Legal notice"),
                tuple(name for name in self.fields if name.startswith("imprint")),
            ),
            (_("Accessibility"), ("enforcement_body",)),
            (_("How decisions are made"), ("four_eyes", "case_mail", "audit_months")),
        ]
        found = [(title, [self[name] for name in names if name in self.fields]) for title, names in named]
        return [(title, fields) for title, fields in found if fields]
