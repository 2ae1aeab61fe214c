"""The desk locks an account, or opens it again: a decision with reasons that the person can have checked by somebody else."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from regio.accounts.actions.person import deactivate, reactivate
from regio.accounts.models import User
from regio.accounts.rules import can_look_up_accounts
from regio.audit import actions as audit
from regio.core.permissions import require
from regio.moderation.actions import decide, open_case
from regio.region.errors import NobodyThere

if TYPE_CHECKING:
    from regio.moderation.models import Case

KIND = "accounts.locking"
LOCK, UNLOCK = "lock", "unlock"


@transaction.atomic
def look_up_account(email: str, *, by: User) -> User:
    """The account with exactly this address, locked ones too. The desk is no directory: looking stands on the trail."""
    require(can_look_up_accounts(by))
    person = User.objects.filter(email__iexact=email.strip()).first()
    if person is None:
        raise NobodyThere
    audit.record("accounts.looked_up", by=by, of=person)
    return person


@transaction.atomic
def decide_locking(person: User, *, outcome: str, reasons: str, by: User, ground: str = "") -> "Case":
    """Lock (`LOCK`) or open (`UNLOCK`) the account by a case of its own.

    The person is told by mail, whose signed link works without signing in: there they read the reasons and can ask for a
    check. Where four eyes were chosen, the first call only proposes.
    """
    require(can_look_up_accounts(by))
    case = open_case(
        KIND,
        by=None,
        about=(User._meta.label_lower, str(person.pk)),
        label=_("Account of %(name)s") % {"name": person.name},
        email=person.email,
        name=person.name,
        silent=True,
    )
    case.parties.filter(person=None).update(language=person.language or "de")
    return decide(case, outcome=outcome, reasons=reasons, ground=ground, by=by)


def carry_out(case: "Case", outcome: str, by: User) -> None:
    """In the transaction of the decision; who may not lock this person is refused here (accounts.rules.can_deactivate)."""
    person = User.objects.filter(pk=case.about_key).first()
    if person and outcome == LOCK:
        deactivate(person, by=by)
    elif person:
        reactivate(person, by=by)
