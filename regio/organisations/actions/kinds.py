"""The kinds of cases and reports of this room, as the desk knows them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regio.core import privacy
from regio.moderation import registry
from regio.moderation.models import Case
from regio.moderation.registry import CaseKind, Outcome, Subject, Target
from regio.organisations.actions.claim import ABOUT, CLAIM, CODE_CLAIM
from regio.organisations.actions.decisions import carry_out_claim, carry_out_code_claim, carry_out_registration
from regio.organisations.actions.merge import DUPLICATE, carry_out_duplicate
from regio.organisations.actions.person import ORPHAN, erase_person
from regio.organisations.actions.publication import hide_organisation, purge_organisation, restore_organisation
from regio.organisations.actions.registration import REGISTRATION
from regio.organisations.choices import Role
from regio.organisations.models import Membership, Organisation
from regio.organisations.queries.cases import claim_details, duplicate_details, offered_outcomes, step_after
from regio.organisations.queries.person import parts_about
from regio.organisations.rules import visible_organisations
from regio.region.choices import Duty

if TYPE_CHECKING:
    from regio.accounts.models import User

_TEMPLATES = (
    ("enough", _("Your evidence shows that you may act for this organisation.")),
    (
        "missing",
        _(
            "We could not see from what you sent that you may act for this organisation. Please send a document that names "
            "you and the organisation, or ask us to call its published number."
        ),
    ),
)
CLAIM_OUTCOMES = {
    "accept": Outcome(_("Accepted"), needs_reasons=False),
    "add": Outcome(_("Accepted, beside those who look after it already")),
    "refuse": Outcome(_("Refused")),
}


REGISTRATION_OUTCOMES = {
    "accept": Outcome(_("Accept and publish"), needs_reasons=False),
    "refuse": Outcome(_("Refuse")),
}
CODE_OUTCOMES = {"fine": Outcome(_("All right"), needs_reasons=False), "undo": Outcome(_("Undo"))}
ORPHAN_OUTCOMES = {"seen": Outcome(_("Seen"), needs_reasons=False)}
DUPLICATE_OUTCOMES = {
    "merge": Outcome(_("The same: merge as chosen above"), needs_reasons=False),
    "different": Outcome(_("Two different ones"), needs_reasons=False),
}


def register_decisions() -> None:
    """What the desk decides, what can be reported, what is known of a person. Called in apps.ready()."""
    _register_kinds()
    _register_reports()
    privacy.register("organisations", export=parts_about, erase=erase_person)


def _register_kinds() -> None:
    duty, words = Duty.VERIFICATION, {str(name): text for name, text in _TEMPLATES}
    about: dict[str, Any] = {"panel": "organisations/cases/claim.html", "details": claim_details}
    for kind in (
        CaseKind(
            CLAIM,
            _("Take over an entry"),
            duty,
            CLAIM_OUTCOMES,
            carry_out_claim,
            templates=words,
            offers=offered_outcomes,
            next_step=step_after,
            **about,
        ),
        CaseKind(
            REGISTRATION,
            _("New organisation"),
            duty,
            REGISTRATION_OUTCOMES,
            carry_out_registration,
            templates=words,
            next_step=step_after,
            **about,
        ),
        CaseKind(CODE_CLAIM, _("Taken over by a code"), duty, CODE_OUTCOMES, carry_out_code_claim, **about),
        CaseKind(ORPHAN, _("Nobody looks after it any more"), duty, ORPHAN_OUTCOMES, _nothing, **about),
        CaseKind(
            DUPLICATE,
            _("Here twice?"),
            duty,
            DUPLICATE_OUTCOMES,
            carry_out_duplicate,
            panel="organisations/cases/duplicate.html",
            details=duplicate_details,
        ),
    ):
        registry.register(kind)


def _register_reports() -> None:
    registry.register_target(
        Target(
            ABOUT, _("Entry in the directory"), find=_find, hide=_hide, restore=_restore, people=_people, purge=_purge
        )
    )
    registry.register_owned(ABOUT, _own)


def _nothing(case: Case, outcome: str, by: "User") -> None:
    """The case only tells the desk."""


def _find(user: "User | AnonymousUser", key: str) -> Subject | None:
    if not (key.isascii() and key.isdigit()) or len(key) > 18:
        return None
    found = Organisation.objects.filter(visible_organisations(user), pk=int(key)).first()
    if found is None:
        return None
    text = "\n".join(filter(None, (found.name, found.claim, found.description, found.website)))
    url = reverse("organisations:page", args=[found.slug])
    return Subject(found.name, url, found.municipality_id, text, is_private=found.published_at is None)


def _hide(key: str, by: "User") -> None:
    for found in Organisation.objects.filter(pk=int(key)):
        hide_organisation(found, by=by)


def _restore(key: str, by: "User") -> None:
    for found in Organisation.objects.filter(pk=int(key)):
        restore_organisation(found, by=by)


def _purge(key: str) -> None:
    for found in Organisation.objects.filter(pk=int(key)):
        purge_organisation(found)


def _people(key: str) -> Iterable["User"]:
    held = Membership.objects.filter(organisation=int(key), role=Role.MANAGER, person__is_active=True)
    return [membership.person for membership in held.select_related("person")]


def _own(user: "User") -> Iterable[str]:
    return [str(key) for key in Membership.objects.filter(person=user).values_list("organisation", flat=True)]
