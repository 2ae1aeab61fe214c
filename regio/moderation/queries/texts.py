"""Texts of reasons, and wishes for mails."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from regio.moderation.models import MailWish, ReasonTemplate

if TYPE_CHECKING:
    from regio.accounts.models import User


def reason_templates() -> QuerySet[ReasonTemplate]:
    """All texts the desk keeps."""
    return ReasonTemplate.objects.order_by("name", "pk")


def mails_wished(user: "User") -> list[str]:
    """Kinds of which `user` wants a mail for every new case."""
    return list(MailWish.objects.filter(person=user).values_list("kind", flat=True))
