"""The desk's queue and one case."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from regio.moderation.models import Case
from regio.moderation.rules import visible_cases

if TYPE_CHECKING:
    from regio.accounts.models import User


def cases_for(user: "User") -> QuerySet[Case]:
    """What `user` may see on the desk."""
    related = ("municipality", "taken_by", "proposed_by", "decided_by", "opened_by", "appeal_of__decided_by")
    return Case.objects.filter(visible_cases(user)).select_related(*related)
