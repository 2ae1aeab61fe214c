import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateJob

from regio.accounts.models import User
from regio.notifications.actions import mark_all_read, send_notice, tell
from regio.notifications.models import Notice


def told(person: User, **values: object) -> Notice:
    return tell(person, kind="test.told", title=_("Save"), text="Etwas ist geschehen.", url="/mein/", **values)


def test_telling_stores_a_notice_in_the_language_of_the_person_and_a_job(resident: User) -> None:
    resident.language = "de"
    notice = told(resident)
    assert (notice.title, notice.read_at, notice.mailed_at) == ("Speichern", None, None)
    assert list(ProcrastinateJob.objects.values_list("task_name", "args")) == [
        ("notifications.send_notice", {"notice_id": notice.pk})
    ]


def test_without_mail_no_job_is_made(resident: User) -> None:
    told(resident, mail=False)
    assert not ProcrastinateJob.objects.exists()


def test_a_notice_is_mailed_once(resident: User) -> None:
    notice = told(resident)
    send_notice(notice.pk)
    send_notice(notice.pk)
    [sent] = mail.outbox
    assert sent.to == [resident.email]
    assert "Etwas ist geschehen." in sent.body
    assert "/mein/" in sent.body


def test_locked_people_get_no_mail(resident: User) -> None:
    notice = told(resident)
    User.objects.filter(pk=resident.pk).update(is_active=False)
    send_notice(notice.pk)
    assert mail.outbox == []


def test_links_lead_nowhere_else(resident: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        tell(resident, kind="test.told", title="Hier", text="", url="//evil.example/")
    assert not Notice.objects.exists()


def test_seen_notices_are_no_longer_new(resident: User, neighbour: User) -> None:
    told(resident)
    told(neighbour)
    assert mark_all_read(resident) == 1
    assert mark_all_read(resident) == 0
    assert Notice.objects.filter(read_at=None).get().person == neighbour
