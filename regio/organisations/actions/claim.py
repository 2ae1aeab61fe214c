"""Taking over an entry: by evidence that the desk looks at, or by a code mailed to the address the entry shows."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from regio.accounts.models import User
from regio.audit import actions as audit
from regio.core.errors import TooMany
from regio.core.permissions import require
from regio.core.time import now
from regio.files import actions as files
from regio.files.choices import Purpose
from regio.moderation.actions import open_case
from regio.moderation.models import Case
from regio.notifications.actions import tell, tell_address
from regio.organisations.actions.membership import add_member, change_role
from regio.organisations.actions.publication import take_down, verify
from regio.organisations.choices import Proof, Role
from regio.organisations.errors import CodeWrong
from regio.organisations.models import ClaimCode, JoinRequest, Membership, Organisation
from regio.organisations.queries.imprint import imprint_gaps
from regio.organisations.rules import can_claim, can_claim_by_code

ABOUT = "organisations.organisation"
CLAIM, CODE_CLAIM = "organisations.claim", "organisations.code_claim"
CODE_LIVES = timedelta(minutes=30)
CODE_TRIES = 5
CODES_OF_ENTRY, CODES_OF_PERSON = 3, 5  # a day


@transaction.atomic
def claim_organisation(
    organisation: Organisation, *, by: User, statement: str, proof: str, evidence: Sequence[UploadedFile] = ()
) -> Case:
    """Ask the desk to let `by` look after `organisation`. Several people may ask; the desk sees every case.

    Whoever asks again while the first case is open gets that one, with the new evidence added.
    """
    require(can_claim(by, organisation))
    case = open_case(
        CLAIM,
        by=by,
        about=(ABOUT, str(organisation.pk)),
        label=organisation.name,
        url=reverse("organisations:page", args=[organisation.slug]),
        municipality=organisation.municipality,
        statement=statement,
        data={"proof": Proof(proof).value},
    )
    store_evidence(case, evidence, by=by)
    audit.record("organisations.claimed", by=by, of=organisation, proof=proof)
    return case


def store_evidence(case: Case, evidence: Sequence[UploadedFile], *, by: User) -> None:
    """Part of an action: what shows that somebody may act for an organisation. Only the desk and they see it."""
    for upload in evidence:
        files.store(upload, by=by, owner=("moderation.case", str(case.pk)), purpose=Purpose.EVIDENCE)


@transaction.atomic
def send_claim_code(organisation: Organisation, *, by: User) -> None:
    """Mail a code to the address that the entry shows. Three a day for an entry, five for a person."""
    require(can_claim_by_code(by, organisation))
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # codes for other entries at the same moment count too
    lately = ClaimCode.objects.filter(sent_at__gt=now() - timedelta(days=1))
    if lately.filter(organisation=organisation).count() >= CODES_OF_ENTRY:
        raise TooMany
    if lately.filter(person=by).count() >= CODES_OF_PERSON:
        raise TooMany
    code = f"{secrets.randbelow(10**8):08}"
    ClaimCode.objects.filter(organisation=organisation, person=by, used_at=None).update(used_at=now())
    ClaimCode.objects.create(organisation=organisation, person=by, digest=_digest(organisation, by, code))
    audit.record("organisations.claim_code_sent", by=by, of=organisation)
    words = {"code": f"{code[:4]} {code[4:]}", "name": organisation.name, "person": by.name}
    tell_address(
        organisation.email,
        title=_("Code for your entry %(name)s") % words,
        text=_(
            "%(person)s wants to look after the entry %(name)s. If that is right, this is the code: %(code)s. "
            "It is valid for 30 minutes. If you know nothing about it, do nothing and pass the code to nobody."
        )
        % words,
    )


def claim_by_code(organisation: Organisation, *, by: User, code: str) -> Membership:
    """Hand the entry over to whoever knows the mailed code. Each code has five tries and works once.

    The desk sees it afterwards as a case and can undo it. Raises CodeWrong.
    """
    require(can_claim_by_code(by, organisation))
    found = _take_try(organisation, by=by)
    given = _digest(organisation, by, "".join(filter(str.isdigit, code)))
    if found is None or not constant_time_compare(found.digest, given):
        raise CodeWrong
    with transaction.atomic():
        locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
        if not ClaimCode.objects.filter(pk=found.pk, used_at=None).update(used_at=now()):
            raise CodeWrong
        require(can_claim_by_code(by, locked))
        membership = hand_over(locked, person=by, way="code", by=None)
        open_case(
            CODE_CLAIM,
            by=None,
            about=(ABOUT, str(locked.pk)),
            label=locked.name,
            url=reverse("organisations:page", args=[locked.slug]),
            municipality=locked.municipality,
            data={"person": by.pk},
        )
        return membership


def hand_over(locked: Organisation, *, person: User, way: str, by: User | None) -> Membership:
    """Part of an action: `person` becomes manager, the entry counts as confirmed, and its imprint is now theirs to give.

    Until the imprint is complete the page is not public (§ 5 DDG); the person is told what to do.
    """
    membership = add_member(locked, person=person, role=Role.MANAGER, by=by)
    if membership.role != Role.MANAGER:
        change_role(locked, person=person, role=Role.MANAGER, by=by)
    JoinRequest.objects.filter(organisation=locked, person=person).delete()
    verify(locked, way=way, by=by)
    audit.record("organisations.handed_over", by=by, of=locked, person=person.pk, way=way)
    if locked.published_at is not None and imprint_gaps(locked):
        take_down(locked)
        tell_imprint_needed(locked, person)
    return membership


def tell_imprint_needed(organisation: Organisation, person: User) -> None:
    """Part of an action that took the page down because its imprint has gaps."""
    tell(
        person,
        kind="organisations.imprint_needed",
        title=_("One step is left: the imprint of %(name)s") % {"name": organisation.name},
        text=_("The page is public again as soon as the imprint is complete. That takes about two minutes."),
        url=reverse("organisations:edit_imprint", args=[organisation.slug]),
        circle=f"managers-{organisation.pk}",
    )


def _take_try(organisation: Organisation, *, by: User) -> ClaimCode | None:
    """Use up one try of the newest code; counted in one statement, and kept whatever comes after."""
    alive = ClaimCode.objects.filter(
        organisation=organisation, person=by, used_at=None, tries__lt=CODE_TRIES, sent_at__gt=now() - CODE_LIVES
    )
    newest = alive.order_by("-sent_at").first()
    if newest is None or not alive.filter(pk=newest.pk).update(tries=F("tries") + 1):
        return None
    return newest


def _digest(organisation: Organisation, person: User, code: str) -> str:
    return salted_hmac(
        "regio.organisations.claim", f"{organisation.pk}:{person.pk}:{code}", algorithm="sha256"
    ).hexdigest()
