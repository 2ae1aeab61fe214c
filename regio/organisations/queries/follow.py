"""Whom a person follows, and what is new there."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from regio.core.privacy import Part
from regio.organisations.models import Organisation
from regio.organisations.models.follow import Follow
from regio.pages.queries import Listed, news_of_many

if TYPE_CHECKING:
    from regio.accounts.models import User

NEWS = 5


def is_following(user: "User | AnonymousUser", organisation: Organisation) -> bool:
    """True when `user` follows it."""
    return user.is_authenticated and Follow.objects.filter(person_id=user.pk, organisation=organisation).exists()


def number_of_followers(organisation: Organisation) -> int:
    """For the people of the organisation; who they are nobody is told."""
    return Follow.objects.filter(organisation=organisation, person__is_active=True).count()


def followed_by(person: "User") -> QuerySet[Organisation]:
    """What `person` follows and everybody may see, by name: hidden and unpublished ones come back by themselves."""
    return Organisation.objects.published().filter(follows__person=person).by_name()


def news_followed_by(person: "User", most: int = NEWS) -> list[Listed]:
    """The newest news of whom `person` follows."""
    keys = [str(key) for key in followed_by(person).order_by().values_list("pk", flat=True)]
    return news_of_many("organisation", keys, most=most) if keys else []


def parts_of_follows(person: "User") -> Iterator[Part]:
    """For the export of `person`."""
    held = Follow.objects.filter(person=person).select_related("organisation").order_by("pk")
    followed: list[dict[str, object]] = [
        {"organisation": one.organisation.name, "since": one.since.isoformat()} for one in held
    ]
    yield Part("organisations/follows.json", followed)
