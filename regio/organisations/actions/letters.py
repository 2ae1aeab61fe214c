"""Inviting organisations by letter, and taking an entry over with the code of such a letter."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import override
from procrastinate.contrib.django import app

from regio.audit import actions as audit
from regio.core import paper
from regio.core.permissions import require
from regio.core.text import sort_key, without
from regio.core.time import now
from regio.files import actions as files
from regio.files.choices import Purpose
from regio.files.models import File
from regio.moderation.actions import open_case
from regio.organisations.actions.claim import ABOUT, CODE_CLAIM, hand_over
from regio.organisations.actions.organisation import give_addresses
from regio.organisations.errors import CodeWrong
from regio.organisations.models import Letter, LetterRun, Membership, Organisation
from regio.organisations.queries.letters import KIND, Row, drawn, known_as, likely_known
from regio.organisations.queries.sheets import sheet_css
from regio.organisations.rules import can_claim_by_letter, can_send_letter_to, can_send_letters

if TYPE_CHECKING:
    from regio.accounts.models import User

MOST = 50
CODE_LIVES = timedelta(days=90)
PDF_LIVES = timedelta(days=7)
PRESS_SECONDS = 300
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that look alike: sixty bits in twelve of them
_CODE = 12


@transaction.atomic
def prepare_letters(
    organisations: Sequence[Organisation], *, text: str, by: "User", problems: Sequence[tuple[int, str]] = ()
) -> LetterRun:
    """A run with a letter to each of `organisations` (at most MOST) and a job that prints it."""
    require(can_send_letters(by) and all(can_send_letter_to(by, one) for one in organisations))
    run = LetterRun.objects.create(by=by, text=text, problems=[list(problem) for problem in problems])
    Letter.objects.bulk_create(
        Letter(
            run=run,
            organisation=one,
            position=number,
            street=f"{one.street} {one.housenumber}".strip(),
            city=f"{one.postcode} {one.city}".strip(),
        )
        for number, one in enumerate(organisations[:MOST])
    )
    audit.record("organisations.letters_prepared", by=by, of=run, count=min(len(organisations), MOST))
    print_letters_later.defer(run_id=str(run.pk))
    return run


@transaction.atomic
def take_in_rows(rows: Iterable[Row], *, by: "User") -> tuple[list[Organisation], list[tuple[int, str]]]:
    """The organisations of a table: known ones are found again, new ones are stored without being public.

    Returns them and what could not be taken, by line with the reason.
    """
    require(can_send_letters(by))
    taken: dict[int, Organisation] = {}
    problems: list[tuple[int, str]] = []
    for row in rows:
        organisation = likely_known(row) or _new(row)
        reason = _objection(organisation, taken, by=by)
        if reason:
            problems.append((row.line, reason))
            continue
        if organisation.pk is None:
            give_addresses([organisation])
            organisation.save()
            audit.record("organisations.imported", by=by, of=organisation)
        taken[organisation.pk] = organisation
    return list(taken.values()), problems


def _new(row: Row) -> Organisation:
    return Organisation(
        name=row.name,
        sort_key=sort_key(row.name),
        kind=row.kind,
        street=row.street,
        postcode=row.postcode,
        city=row.city,
        municipality=row.municipality,
        email=row.email,
        external_ref=row.ref or None,
    )


def _objection(organisation: Organisation, taken: dict[int, Organisation], *, by: "User") -> str:
    if not can_send_letter_to(by, organisation):
        return _("This municipality is not yours to invite.")
    if len(taken) >= MOST:
        return _("One run has at most %(most)s letters.") % {"most": MOST}
    if organisation.pk is None:
        return ""
    if organisation.pk in taken:
        return _("This organisation stands in the table twice.")
    if Membership.objects.filter(organisation=organisation).exists():
        return _("Somebody looks after this organisation already.")
    return "" if organisation.street and organisation.city else _("The address is not complete.")


@app.task(name="organisations.print_letters")
def print_letters_later(*, run_id: str) -> None:
    """Twin of `print_letters`."""
    print_letters(UUID(run_id))


def print_letters(run_id: UUID) -> None:
    """Draw new codes, typeset the PDF and keep it for seven days. Run again it prints again; older codes are void."""
    run = LetterRun.objects.filter(pk=run_id, finished_at=None).select_related("by").first()
    if run is None:
        return
    letters = list(run.letters.select_related("organisation"))
    codes = {letter.pk: "".join(secrets.choice(_LETTERS) for _letter in range(_CODE)) for letter in letters}
    with override("de"):
        shown = drawn(run, letters, codes)
        html = render_to_string("organisations/sheets/letters.html", {"shown": shown})
    try:
        sheets = paper.pdf_of(html, css=sheet_css("letter", hue=shown.county.brand_hue), seconds=PRESS_SECONDS)
    except paper.NoPaper:
        LetterRun.objects.filter(pk=run_id).update(failed_at=now())
        return
    _keep(run, letters, codes, sheets.body)


@transaction.atomic
def _keep(run: LetterRun, letters: Sequence[Letter], codes: dict[int, str], body: bytes) -> None:
    for letter in letters:
        letter.digest = digest_of(letter.organisation_id, codes[letter.pk])
        letter.expires_at = now() + CODE_LIVES
    Letter.objects.bulk_update(letters, ["digest", "expires_at"])
    upload = SimpleUploadedFile(f"einladungen-{now():%Y-%m-%d}.pdf", body, "application/pdf")
    files.store(upload, by=run.by, owner=(KIND, str(run.pk)), purpose=Purpose.DOCUMENT)
    run.finished_at, run.failed_at = now(), None
    run.save(update_fields=["finished_at", "failed_at"])


@transaction.atomic
def claim_by_letter(organisation: Organisation, *, by: "User", code: str) -> Membership:
    """Hand the entry over to whoever holds the letter: it was sent to its postal address. The code works once.

    The desk sees it afterwards as a case and can undo it. Raises CodeWrong.
    """
    require(can_claim_by_letter(by, organisation))
    locked = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    require(can_claim_by_letter(by, locked))
    valid = Letter.objects.filter(organisation=locked, used_at=None, expires_at__gt=now()).exclude(digest="")
    if not valid.filter(digest=digest_of(locked.pk, code)).update(used_at=now()):
        raise CodeWrong
    membership = hand_over(locked, person=by, way="letter", by=None)
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


def digest_of(organisation_id: int, code: str) -> str:
    """What is kept of a code, however it was typed."""
    return salted_hmac(
        "regio.organisations.letter", f"{organisation_id}:{known_as(code)}", algorithm="sha256"
    ).hexdigest()


@transaction.atomic
def forget_letters() -> None:
    """PDF files after seven days, letters when their codes no longer work."""
    old = LetterRun.objects.filter(created_at__lt=now() - PDF_LIVES).values_list("pk", flat=True)
    for file in File.objects.filter(owner_kind=KIND, owner_key__in=[str(key) for key in old]):
        files.remove(file)
    LetterRun.objects.filter(created_at__lt=now() - CODE_LIVES - PDF_LIVES).delete()


def erase_letters(person: "User") -> None:
    """Part of erasing `person`: runs they started stay without their name; printed letters that carry it go."""
    words = [person.email, person.name]
    for run in LetterRun.objects.filter(by=person):
        said = without(run.text, words)
        if said != run.text:
            LetterRun.objects.filter(pk=run.pk).update(text=said)
            for file in File.objects.filter(owner_kind=KIND, owner_key=str(run.pk)):
                files.remove(file)
    LetterRun.objects.filter(by=person).update(by=None)
