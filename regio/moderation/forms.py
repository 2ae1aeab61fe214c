"""Forms of the room: validation only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regio.core.text import many_lines, one_line
from regio.moderation.choices import Ground, Need, Reason
from regio.moderation.documents import PLACEHOLDERS, unknown_placeholders
from regio.moderation.errors import EmptyText, UnknownPlaceholder
from regio.moderation.registry import Outcome, Text
from regio.moderation.rules import LONGEST


class LinesField(forms.CharField):
    """Many lines of text without what nobody can read."""

    def __init__(self, *, rows: int = 5, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(max_length=LONGEST, widget=widget, error_messages={"required": EmptyText.text}, **options)

    def to_python(self, value: Any) -> str:
        return many_lines(super().to_python(value) or "")


class LineField(forms.CharField):
    """One line of text without what nobody can read."""

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value) or "")


class ReportForm(forms.Form):
    """A report (DSA Art. 16 (2)). Signed in, name and address are known."""

    reason = forms.ChoiceField(label=_("What is wrong with it?"), choices=Reason.choices, widget=forms.RadioSelect)
    statement = LinesField(
        label=_("Please explain"),
        help_text=_("What exactly is wrong, and where does it stand? If a law is concerned, why?"),
    )
    name = LineField(label=_("Your name"), max_length=80, required=False)
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        help_text=_("For the receipt and our decision. Whoever you report never learns it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    good_faith = forms.BooleanField(
        label=_("I believe that what I say is right and complete."),
        error_messages={"required": _("Please confirm this, so that we can look at your report.")},
    )
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def __init__(self, *args: Any, is_known: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_known:
            del self.fields["name"], self.fields["email"]

    @property
    def is_robot(self) -> bool:
        """Wrote into the field nobody sees."""
        return bool(self.cleaned_data.get("website"))

    @property
    def said(self) -> dict[str, str]:
        """What the action takes."""
        return {name: self.cleaned_data.get(name, "") for name in ("reason", "statement", "name", "email")}


class TextForm(forms.Form):
    """One text: a question, an answer, a remark, an appeal."""

    text = LinesField(label=_("Text"), rows=4)


class DecisionForm(forms.Form):
    """Outcome, ground, reasons."""

    outcome = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    ground = forms.ChoiceField(
        label=_("What it rests on"),
        choices=Ground.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text=_("Needed when something is taken down or restricted, and for a warning."),
    )
    reasons = LinesField(
        label=_("Reasons"),
        rows=8,
        required=False,
        help_text=_("Both sides read this. Say which facts you saw and which rule they touch. Name nobody."),
    )

    def __init__(self, *args: Any, outcomes: dict[str, Outcome], with_ground: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.outcomes = outcomes
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(word, outcome.label) for word, outcome in outcomes.items()]
        self.fields["reasons"].required = all(outcome.needs_reasons for outcome in outcomes.values())
        if not with_ground:
            del self.fields["ground"]

    def clean(self) -> dict[str, Any]:
        """Say beside the field what the action would refuse."""
        found = super().clean() or self.cleaned_data
        outcome = self.outcomes.get(found.get("outcome", ""))
        if outcome and outcome.needs_reasons and not found.get("reasons"):
            self.add_error("reasons", _("Please say why, in words that both sides understand."))
        if outcome and outcome.needs_ground and not found.get("ground"):
            self.add_error("ground", _("Please say what the decision rests on: a law or the terms of use."))
        return found


class InsightForm(forms.Form):
    """Why somebody looks at what is private."""

    need = forms.ChoiceField(label=_("Why do you need to see it?"), choices=Need.choices, widget=forms.RadioSelect)


class TemplateForm(forms.Form):
    """A text of reasons."""

    name = LineField(label=_("Name of the text"), max_length=80)
    kind = forms.ChoiceField(label=_("For"), required=False)
    text = LinesField(label=_("Text"), rows=6)

    def __init__(self, *args: Any, kinds: list[tuple[str, Text]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("All kinds of cases")), *kinds]
        self.fields["text"].help_text = _("Placeholders: %(names)s") % {
            "names": ", ".join(f"{{{name}}} ({words})" for name, words in PLACEHOLDERS.items())
        }

    def clean_text(self) -> str:
        """Placeholders only from the list."""
        text: str = self.cleaned_data["text"]
        if unknown_placeholders(text):
            raise forms.ValidationError(str(UnknownPlaceholder.text))
        return text


class MailsForm(forms.Form):
    """Of which kinds somebody wants a mail for every new case."""

    kinds = forms.MultipleChoiceField(
        label=_("Mail me every new case of these kinds"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, Text]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["kinds"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = kinds
