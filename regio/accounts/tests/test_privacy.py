"""Taking everything along, and leaving for good."""

import json
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.cache import caches
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from conftest import PASSWORD
from regio.accounts.actions import erasure
from regio.accounts.actions.mentions import forget_mentions_later, note_erased
from regio.accounts.models import Session, User
from regio.accounts.tasks import send_mail_later
from regio.audit.models import Entry
from regio.core.errors import Forbidden
from regio.notifications.actions import tell_address


def signed_in(person: User) -> Client:
    client = Client()
    client.post("/konto/anmelden/", {"login": person.email, "password": PASSWORD})
    return client


def archive(client: Client) -> ZipFile:
    answer = client.post("/konto/daten/herunterladen/")
    assert answer["Content-Type"] == "application/zip"
    assert answer["Cache-Control"] == "no-store"
    return ZipFile(BytesIO(b"".join(answer.streaming_content)))


def test_the_archive_is_readable_and_holds_the_profile(resident: User) -> None:
    found = archive(signed_in(resident))
    assert found.testzip() is None
    profile = json.loads(found.read("account/profile.json"))
    assert (profile["name"], profile["email"], profile["home"]) == (resident.name, resident.email, "Emmendingen")
    assert "LIESMICH.txt" in found.namelist()
    reading = found.read("index.html").decode()  # the same, for people
    assert resident.name in reading and resident.email in reading and "<script" not in reading
    assert not re.search(r"\d{4}-\d\d-\d\dT", reading)
    assert "<dd>Angemeldet</dd>" in re.sub(r"\s*\n\s*", "", reading)
    assert Entry.objects.filter(deed="accounts.exported", by=resident).count() == 1


def test_the_archive_holds_nothing_of_others(resident: User, neighbour: User) -> None:
    found = archive(signed_in(resident))
    assert not [name for name in found.namelist() if neighbour.email.encode() in found.read(name)]


def test_no_secret_is_in_the_archive(resident: User) -> None:
    found = archive(signed_in(resident))
    assert not [name for name in found.namelist() if resident.password.encode() in found.read(name)]


def test_a_stolen_session_takes_nothing_along(resident: User) -> None:
    client = Client()
    client.force_login(resident, backend="allauth.account.auth_backends.AuthenticationBackend")  # proven nothing lately
    for address in ("/konto/daten/", "/konto/loeschen/"):
        assert client.get(address)["Location"].startswith("/konto/erneut-anmelden/")
    assert client.post("/konto/daten/herunterladen/")["Location"] == "/konto/daten/"
    assert client.post("/konto/loeschen/", {"sure": "on"})["Location"].startswith("/konto/erneut-anmelden/")
    assert User.objects.filter(pk=resident.pk).exists()


def test_archives_are_limited(resident: User) -> None:
    client = signed_in(resident)
    answers = [client.post("/konto/daten/herunterladen/").status_code for _number in range(7)]
    assert answers == [200] * 6 + [429]
    caches["limits"].clear()


def test_without_the_tick_nothing_is_deleted(resident: User) -> None:
    client = signed_in(resident)
    answer = client.post("/konto/loeschen/", {"other": "1"})
    assert answer.status_code == 422
    assert "Bitte kreuzen Sie" in answer.content.decode()
    assert User.objects.filter(pk=resident.pk).exists()


def test_deleting_ends_account_sessions_and_address(resident: User) -> None:
    client = signed_in(resident)
    other = signed_in(resident)
    answer = client.post("/konto/loeschen/", {"sure": "on"}, follow=True)
    assert answer.redirect_chain == [("/konto/geloescht/", 302)]
    assert not User.objects.filter(email=resident.email).exists()
    assert not Session.objects.filter(person__isnull=False).exists()
    assert other.get("/konto/").status_code == 302
    assert Entry.objects.filter(deed="accounts.erased", key=str(resident.pk), by=None).count() == 1
    assert not Entry.objects.filter(by__isnull=False).exists()


def test_nobody_deletes_another(resident: User, owner: User) -> None:
    with pytest.raises(Forbidden):
        erasure.erase_person(resident, by=owner)
    assert User.objects.filter(pk=resident.pk).exists()


def test_deleting_forgets_mails_that_wait_and_lie_about(
    resident: User, neighbour: User, settings: object, tmp_path: Path
) -> None:
    settings.MAIL_OUTBOX, settings.ERASED = tmp_path, tmp_path / "erased"
    for person in (resident, neighbour):
        letter = EmailMessage("Guten Tag", person.name, to=[person.email]).message().as_bytes()
        (tmp_path / f"{person.pk}.log").write_bytes(letter)
        send_mail_later.defer(to=person.email, subject="Code", body="123456")
    erasure.erase_person(resident, by=None)
    assert [job.args["to"] for job in ProcrastinateJob.objects.filter(task_name=send_mail_later.name)] == [
        neighbour.email
    ]
    [job] = ProcrastinateJob.objects.filter(task_name=forget_mentions_later.name)
    assert resident.email not in str(job.args) and resident.name not in str(job.args)
    forget_mentions_later(**job.args)
    assert [file.name for file in tmp_path.glob("*.log")] == [f"{neighbour.pk}.log"]


def test_mails_to_others_go_without_the_name(resident: User, settings: object, tmp_path: Path) -> None:
    settings.MAIL_OUTBOX, settings.ERASED = tmp_path, tmp_path / "erased"
    tell_address(
        "amt@test.example",
        title=f"{resident.name} fragt",
        text=f"Antwort an {resident.email}, nicht x-{resident.email}",
    )
    erasure.erase_person(resident, by=None)
    args = ProcrastinateJob.objects.get(task_name="notifications.mail_to_address").args
    assert (args["title"], args["text"]) == ("… fragt", f"Antwort an …, nicht x-{resident.email}")


def test_a_job_under_way_is_waited_for(resident: User, settings: object, tmp_path: Path) -> None:
    settings.MAIL_OUTBOX, settings.ERASED = tmp_path, tmp_path / "erased"
    tell_address(resident.email, title="Code", text="123456")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    erasure.erase_person(resident, by=None)
    waiting = ProcrastinateJob.objects.filter(task_name=forget_mentions_later.name, status="todo")
    forget_mentions_later(**waiting.get().args)
    assert waiting.filter(scheduled_at__isnull=False).count() == 1
    assert (tmp_path / "erased").read_text().count("\n") == 1


def test_whom_a_restored_backup_brings_back_is_deleted_again(
    resident: User, neighbour: User, settings: object, tmp_path: Path
) -> None:
    settings.ERASED = tmp_path / "erased"
    for person in (resident, resident):
        note_erased(person.pk, person.joined_at.isoformat())
    note_erased(neighbour.pk, "2020-01-01T00:00:00+00:00")  # the same key, given to somebody else since
    assert erasure.erase_again() == 1
    assert set(User.objects.all()) == {neighbour}
    assert erasure.erase_again() == 0
