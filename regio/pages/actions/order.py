"""The order in the owner's navigation."""

from typing import TYPE_CHECKING

from django.db import transaction

from regio.audit import actions as audit
from regio.core.permissions import require
from regio.pages.actions.draft import lock_owner
from regio.pages.models import Page
from regio.pages.rules import can_edit_page

if TYPE_CHECKING:
    from regio.accounts.models import User


@transaction.atomic
def move_page(page: Page, *, up: bool, by: "User | None") -> None:
    """One place up or down among the standing pages of its owner. At the end nothing happens."""
    require(can_edit_page(by, page))
    lock_owner(page.owner_kind, page.owner_key)
    there = Page.objects.of(page.owner_kind, page.owner_key).filter(deleted_at=None).standing().only("pk", "position")
    order = [one.pk for one in there]
    if page.pk not in order:
        return
    old = order.index(page.pk)
    new = old - 1 if up else old + 1
    if not 0 <= new < len(order):
        return
    order[old], order[new] = order[new], order[old]
    for position, pk in enumerate(order, 1):
        Page.objects.filter(pk=pk).exclude(position=position).update(position=position)
    audit.record("pages.moved", by=by, of=page)
