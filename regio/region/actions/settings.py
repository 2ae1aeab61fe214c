"""What the owner decides about the platform."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from regio.core.permissions import require
from regio.region.actions.trail import forget_cached, tell
from regio.region.models import County
from regio.region.rules import can_change_settings, can_grant_duties

if TYPE_CHECKING:
    from regio.accounts.models import User

TECHNICAL = frozenset({"four_eyes", "case_mail", "audit_months"})  # how decisions are made and kept
OWN = (
    *("name", "claim", "brand_hue", "accent_hue", "land_hue", "phone", "phone_hours", "email", "feedback_email"),
    *(
        "imprint_name",
        "imprint_address",
        "imprint_representative",
        "imprint_vat",
        "imprint_authority",
        "imprint_editor",
    ),
    *("imprint", "enforcement_body", "four_eyes", "case_mail", "audit_months"),
)


@transaction.atomic
def change_settings(*, values: Mapping[str, Any], by: "User | None") -> County:
    """Store what differs. How decisions are made (four eyes, mails, trail) only the technical operation changes."""
    require(can_change_settings(by))
    county = County.objects.select_for_update().get()
    changed = [field for field in OWN if field in values and getattr(county, field) != values[field]]
    require(can_grant_duties(by) or not TECHNICAL & set(changed))
    if not changed:
        return county
    for field in changed:
        setattr(county, field, values[field])
    county.save(update_fields=changed)
    forget_cached()
    tell("region.settings_changed", by=by, of=county, fields=changed)
    return county


@transaction.atomic
def set_crest_of_county(*, file: UUID | None) -> None:
    """The file that is shown as the crest, once it is ready; called by the room that keeps files."""
    county = County.objects.select_for_update().first()
    if county and county.crest_file != file:
        county.crest_file = file
        county.save(update_fields=["crest_file"])
        forget_cached()
        tell("region.crest_changed", by=None, of=county)
