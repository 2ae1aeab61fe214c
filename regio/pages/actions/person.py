"""Forgetting a person (GDPR Art. 17)."""

from typing import TYPE_CHECKING

from regio.pages.models import Page, PageVersion

if TYPE_CHECKING:
    from regio.accounts.models import User


def erase_person(person: "User") -> None:
    """Pages are the word of their owner and stay, without the name of who wrote them."""
    Page.objects.filter(draft_by=person).update(draft_by=None)
    PageVersion.objects.filter(by=person).update(by=None)
