"""What the law asks of an imprint, by kind and legal form, and what is still missing.

Sources: § 5 (1) DDG (name, address, representative, quick contact, register, licence, profession, VAT and business id),
§ 18 (2) MStV (who answers for journalistic content), Art. 30 (1) DSA (traders: telephone, register, self-certification).
The payment account of Art. 30 is asked where somebody sells (regio.market), not here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regio.organisations.choices import Kind, LegalForm
from regio.organisations.models import Imprint, Membership, Organisation

_BASE = ("legal_form", "legal_name", "street", "postcode", "city", "email")
_REGISTERED = (LegalForm.PARTNERSHIP, LegalForm.COMPANY, LegalForm.REGISTERED_ASSOCIATION)
_TRADERS = (Kind.BUSINESS, Kind.PARTNER)
_L = LegalForm
_PRIVATE = (_L.SOLE, _L.CIVIL, _L.PARTNERSHIP, _L.COMPANY, _L.FOUNDATION)
_SOCIAL = (_L.REGISTERED_ASSOCIATION, _L.INFORMAL_ASSOCIATION, _L.FOUNDATION, _L.COMPANY)

FORMS: Mapping[Kind, tuple[LegalForm, ...]] = {
    Kind.BUSINESS: (*_PRIVATE, _L.REGISTERED_ASSOCIATION, _L.PUBLIC),
    Kind.ASSOCIATION: (_L.REGISTERED_ASSOCIATION, _L.INFORMAL_ASSOCIATION),
    Kind.CHURCH: (_L.PUBLIC, _L.REGISTERED_ASSOCIATION, _L.INFORMAL_ASSOCIATION, _L.FOUNDATION),
    Kind.NGO: (*_SOCIAL, _L.SOLE, _L.CIVIL),
    Kind.SOCIAL_SERVICE: (*_SOCIAL, _L.SOLE, _L.CIVIL, _L.PARTNERSHIP, _L.PUBLIC),
    Kind.ADMINISTRATION: (_L.PUBLIC, _L.FOUNDATION, _L.COMPANY),
    Kind.MEDIA: (*_PRIVATE, _L.REGISTERED_ASSOCIATION, _L.PUBLIC),
    Kind.PARTNER: (*_PRIVATE, _L.REGISTERED_ASSOCIATION, _L.PUBLIC),
}
LABELS: Mapping[str, str | Promise] = {
    "legal_form": _("Legal form"),
    "legal_name": _("Legal name"),
    "street": _("Street and number"),
    "postcode": _("Postcode"),
    "city": _("Town"),
    "representatives": _("Represented by"),
    "email": _("E-mail"),
    "phone": _("Telephone"),
    "register_court": _("Register court"),
    "register_number": _("Register number"),
    "vat_id": _("VAT number"),
    "business_id": _("Business number (W-IdNr.)"),
    "authority": _("Supervising authority"),
    "profession": _("Chamber and profession"),
    "content_responsible": _("Responsible for the content"),
    "trader_certified_at": _("Only lawful offers"),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the imprint of this kind and legal form must say and does not."""

    field: str
    label: str | Promise


def required_in_imprint(kind: str, legal_form: str) -> tuple[str, ...]:
    """What must be filled in before `kind` in `legal_form` may be public."""
    wanted = list(_BASE)
    if legal_form != LegalForm.SOLE:
        wanted.append("representatives")
    if legal_form in _REGISTERED:
        wanted += ["register_court", "register_number"]
    if kind in _TRADERS:
        wanted += ["phone", "trader_certified_at"]
    if kind == Kind.MEDIA:
        wanted.append("content_responsible")
    return tuple(wanted)


def asked_in_imprint(kind: str, legal_form: str) -> tuple[str, ...]:
    """What the form asks: the duties, and what only some of this kind and form have to say."""
    wanted = {*required_in_imprint(kind, legal_form), "phone", "content_responsible"}
    if legal_form != LegalForm.INFORMAL_ASSOCIATION and kind not in (Kind.CHURCH, Kind.ADMINISTRATION):
        wanted |= {"vat_id", "business_id"}
    if kind in (*_TRADERS, Kind.SOCIAL_SERVICE):
        wanted |= {"authority", "profession"}
    if legal_form == LegalForm.FOUNDATION:
        wanted.add("authority")
    return tuple(field for field in LABELS if field in wanted)


def gaps_of(kind: str, imprint: Imprint | None) -> list[Gap]:
    """What `imprint` lacks for an organisation of `kind`."""
    values: Any = imprint or Imprint()
    missing = [field for field in required_in_imprint(kind, values.legal_form) if not _is_given(values, field)]
    if values.legal_form and values.legal_form not in FORMS[Kind(kind)]:
        missing.insert(0, "legal_form")
    return [Gap(field, LABELS[field]) for field in missing]


def imprint_of(organisation: Organisation) -> Imprint | None:
    """As stored now."""
    return Imprint.objects.filter(organisation_id=organisation.pk).first()


def imprint_gaps(organisation: Organisation) -> list[Gap]:
    """What is missing before `organisation` may be public; empty when the imprint is complete."""
    return gaps_of(organisation.kind, imprint_of(organisation))


def needs_imprint(organisation: Organisation) -> bool:
    """False for entries of a source that nobody looks after: they carry their source and a note instead."""
    return not organisation.source or Membership.objects.filter(organisation_id=organisation.pk).exists()


def first_imprint(organisation: Organisation) -> Imprint:
    """A new imprint with what the entry says already, for the form. Not stored."""
    forms = FORMS[Kind(organisation.kind)]
    return Imprint(
        organisation=organisation,
        legal_form=forms[0] if len(forms) == 1 else "",
        street=f"{organisation.street} {organisation.housenumber}".strip(),
        postcode=organisation.postcode,
        city=organisation.city,
        email=organisation.email,
        phone=organisation.phone,
    )


def told_in_imprint(organisation: Organisation) -> dict[str, str]:
    """What an entry without address and telephone can take over from its imprint, for the form."""
    said = imprint_of(organisation)
    if said is None:
        return {}
    where = {} if organisation.street else {"postcode": said.postcode, "city": said.city, **_split(said.street)}
    how = {} if organisation.phone or organisation.email else {"phone": said.phone, "email": said.email}
    return where | how


def _split(street: str) -> dict[str, str]:
    """`Hauptstraße 1 a` in street and number."""
    found = re.fullmatch(r"(.*\D) (\d.*)", street)
    return {"street": found[1], "housenumber": found[2]} if found else {"street": street}


def lines_of(imprint: Imprint) -> list[tuple[str | Promise, str]]:
    """What the public page says: label and text, in the order of § 5 DDG, only what is filled in."""
    register = " ".join(filter(None, (imprint.register_court, imprint.register_number)))
    found = [
        (LABELS["representatives"], imprint.representatives),
        (LABELS["phone"], imprint.phone),
        (LABELS["email"], imprint.email),
        (_("Register"), register),
        (LABELS["vat_id"], imprint.vat_id),
        (LABELS["business_id"], imprint.business_id),
        (LABELS["authority"], imprint.authority),
        (LABELS["profession"], imprint.profession),
        (LABELS["content_responsible"], imprint.content_responsible),
    ]
    return [(label, text) for label, text in found if text]


def _is_given(imprint: Any, field: str) -> bool:
    value = getattr(imprint, field)
    return bool(value.strip() if isinstance(value, str) else value)
