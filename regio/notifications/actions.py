"""Every write of the room."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import override
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from regio.core.text import without
from regio.core.time import now
from regio.live import push_on_commit
from regio.notifications.emails import render_notice
from regio.notifications.models import Notice
from regio.notifications.registry import belongs_to

if TYPE_CHECKING:
    from regio.accounts.models import User

type Text = str | Promise

KEPT = timedelta(days=365)
TRIES = RetryStrategy(max_attempts=8, exponential_wait=3)


class Manner(TypedDict, total=False):
    """How somebody is told."""

    url: str  # an address on this platform ("/melden/…/")
    mail: bool  # also by e-mail, which is the rule
    circle: str  # as one of these ("managers-12"): who has left it by then is not told, and reads it no more


@transaction.atomic
def tell(person: "User", *, kind: str, title: Text, text: Text, **manner: Unpack[Manner]) -> Notice:
    """Tell `person` something: a notice, a hint to open pages, and an e-mail. Lazy texts speak their language.

    Called inside the transaction of the deed it speaks of.
    """
    where = {"url": manner.get("url", ""), "circle": manner.get("circle", "")}
    with override(person.language or "de"):
        notice = Notice.objects.create(person=person, kind=kind, title=str(title)[:200], text=str(text), **where)
    if manner.get("mail", True) and person.is_active:
        send_notice_later.defer(notice_id=notice.pk)
    push_on_commit(f"user-{person.pk}", {"type": "notifications.notice", "id": notice.pk})
    return notice


@app.task(name="notifications.send_notice", retry=TRIES)
def send_notice_later(*, notice_id: int) -> None:
    """Twin of `send_notice`."""
    send_notice(notice_id)


@transaction.atomic
def send_notice(notice_id: int) -> None:
    """Mail one notice, once: the row is claimed, and given back when the mail server refuses."""
    notice = Notice.objects.select_for_update(of=("self",)).select_related("person").filter(pk=notice_id).first()
    if notice is None or notice.mailed_at or not notice.person.is_active:
        return
    if not belongs_to(notice.person, notice.circle):
        return
    notice.mailed_at = now()
    notice.save(update_fields=["mailed_at"])
    with override(notice.person.language or "de"):
        body = render_notice(notice.text, notice.url)
    EmailMessage(notice.title, body, to=[notice.person.email]).send()


def tell_address(email: str, *, title: Text, text: Text, url: str = "", language: str = "de") -> None:
    """A mail to somebody without account. `url` is an address on this platform."""
    with override(language):
        mail_to_address_later.defer(email=email, title=str(title)[:200], text=str(text), url=url, language=language)


@app.task(name="notifications.mail_to_address", retry=TRIES)
def mail_to_address_later(*, email: str, title: str, text: str, url: str, language: str) -> None:
    """Twin of `tell_address`."""
    with override(language):
        EmailMessage(title, render_notice(text, url), to=[email]).send()


@transaction.atomic
def mark_all_read(person: "User") -> int:
    """The person has seen their list. Returns how many were new."""
    return Notice.objects.filter(person=person, read_at=None).update(read_at=now())


def mark_read(notice: Notice) -> None:
    """The person has seen this one."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=now())


def forget_circles(person: "User") -> None:
    """Part of an action by which `person` may have left a circle: what it was told goes, mails that wait included."""
    mine = Notice.objects.filter(person=person)
    for circle in mine.exclude(circle="").values_list("circle", flat=True).distinct():
        if not belongs_to(person, circle):
            mine.filter(circle=circle).delete()


def end_duty(*, deed: str, data: dict[str, Any], **sent_along: object) -> None:
    """Receiver of `region.signals.deed_done`: who holds a duty no more is no longer told as one who does."""
    if deed == "region.duty_revoked":
        for notice in Notice.objects.filter(person_id=data["person"]).select_related("person")[:1]:
            forget_circles(notice.person)


def erase_person(person: "User") -> None:
    """Forget what `person` was told, and their name in what others were told of them."""
    Notice.objects.filter(person=person).delete()
    forget_words([person.name, person.email])


@transaction.atomic
def forget_words(words: Iterable[str], *, urls: Collection[str] = ()) -> None:
    """Take names and addresses of a person who goes out of what others were told; `urls`: only of these pages."""
    words = [word for word in words if word.strip()]
    named = Q()
    for word in words:
        named |= Q(title__icontains=word) | Q(text__icontains=word)
    found = Notice.objects.filter(named, **({"url__in": urls} if urls else {})) if words else ()
    for notice in found:
        notice.title, notice.text = without(notice.title, words), without(notice.text, words)
        notice.save(update_fields=["title", "text"])


@app.periodic(cron="41 3 * * *")
@app.task(name="notifications.forget_old", queueing_lock="notifications.forget_old")
@transaction.atomic
def forget_old(timestamp: int) -> None:
    """Delete notices after a year (privacy notice)."""
    Notice.objects.filter(told_at__lt=now() - KEPT).delete()
