"""Following an organisation. Nothing in the trail: whom somebody reads is nobody's business."""

from typing import TYPE_CHECKING

from django.db import transaction

from regio.core.permissions import require
from regio.organisations.errors import Enough
from regio.organisations.models import Organisation
from regio.organisations.models.follow import Follow
from regio.organisations.rules import can_follow

if TYPE_CHECKING:
    from regio.accounts.models import User

MOST = 500


@transaction.atomic
def follow(organisation: Organisation, *, by: "User") -> Follow:
    """Show the news of `organisation` on the desk of `by`. Twice changes nothing; refuses beyond MOST (Enough)."""
    require(can_follow(by, organisation))
    if Follow.objects.filter(person=by).exclude(organisation=organisation).count() >= MOST:
        raise Enough
    found, _is_new = Follow.objects.get_or_create(person=by, organisation=organisation)
    return found


@transaction.atomic
def unfollow(organisation: Organisation, *, by: "User") -> None:
    """End it; always possible, also for what is no longer public."""
    Follow.objects.filter(person=by, organisation=organisation).delete()


def move_followers(keep: Organisation, away: Organisation) -> None:
    """Part of merging: who followed `away` follows `keep`."""
    there = Follow.objects.filter(organisation=keep).values("person")
    Follow.objects.filter(organisation=away).exclude(person__in=there).update(organisation=keep)
    Follow.objects.filter(organisation=away).delete()


def move_followers_on_merge(sender: object, *, keep: Organisation, away: Organisation, **_signal: object) -> None:
    """Receiver of `organisations_merged`."""
    move_followers(keep, away)


def erase_follows(person: "User") -> None:
    """Part of erasing `person`."""
    Follow.objects.filter(person=person).delete()
