"""Erasing a person leaves no trace: every column of every table and every file is searched for a mark they carry."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from conftest import PASSWORD, make_person
from regio.accounts.actions import change_profile
from regio.accounts.actions.erasure import erase_person
from regio.accounts.actions.recovery import ask_for_recovery
from regio.accounts.models import User
from regio.accounts.views.privacy import packed
from regio.chat.actions import open_conversation, send_message
from regio.core import privacy
from regio.notifications.actions import tell, tell_address
from regio.organisations.models import Organisation
from regio.region.models import Municipality

MARK = "Quittenmarmelade"  # stands in everything the marked person is, says and is told


@pytest.fixture
def files(settings: object, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.MAIL_OUTBOX = tmp_path / "outbox"
    (tmp_path / "outbox").mkdir()
    return tmp_path


def tables_with_mark() -> set[str]:
    with connection.cursor() as cursor:
        found = set()
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}" t WHERE t::text ILIKE %s)', [f"%{MARK}%"])
            if cursor.fetchone()[0]:
                found.add(table)
    return found


def files_with_mark(folder: Path) -> set[str]:
    return {
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*")
        if file.is_file() and (MARK.lower() in str(file).lower() or MARK.lower().encode() in file.read_bytes().lower())
    }


@pytest.fixture
def marked(town: Municipality, shop: Organisation, shopkeeper: User, files: Path) -> Iterator[User]:
    """Somebody who has done everything here."""
    person = make_person(f"Maria {MARK}", home=town)
    client = Client()
    client.post("/konto/anmelden/", {"login": person.email, "password": PASSWORD})
    change_profile(person, by=person, values={"name": f"Mia {MARK}", "radius_km": 20})
    conversation = open_conversation(shop, by=person)
    send_message(conversation, by=person, text=f"Haben Sie {MARK}?", id=uuid4(), for_organisation=False)
    send_message(conversation, by=shopkeeper, text=f"Ja, Frau {MARK}.", id=uuid4(), for_organisation=True)
    ask_for_recovery(name=MARK, old=person.email, new=f"{MARK.lower()}@neu.example", reach=f"Fragen Sie {MARK}")
    tell(person, kind="test.told", title=f"Guten Tag, {MARK}", text="", url="/mein/")
    (files / "outbox" / "1.log").write_bytes(EmailMessage("Hallo", MARK, to=[person.email]).message().as_bytes())
    tell_address(person.email, title="Guten Tag", text=f"An {MARK}")
    yield person


def test_the_mark_is_everywhere_before(marked: User) -> None:
    assert {"accounts_user", "account_emailaddress", "chat_message", "notifications_notice"} <= tables_with_mark()


def test_export_contains_what_stands_in_the_tables(marked: User) -> None:
    archive = ZipFile(packed(privacy.export_of(marked)))
    marks = {name.split("/")[0] for name in archive.namelist() if MARK.encode() in archive.read(name)}
    assert {"account", "chat", "notifications"} <= marks


def test_erasure_removes_the_mark_from_every_table_and_file(marked: User, files: Path) -> None:
    erase_person(marked, by=marked)
    assert tables_with_mark() == set()
    for job in ProcrastinateJob.objects.filter(status="todo", task_name__contains=".forget_"):
        app.tasks[job.task_name](**job.args)  # what the worker does next: files go after the rows
    assert files_with_mark(files) == set()


def test_others_keep_everything(marked: User, shop: Organisation, shopkeeper: User, resident: User) -> None:
    conversation = open_conversation(shop, by=resident)
    send_message(conversation, by=resident, text="Und Brot?", id=uuid4(), for_organisation=False)
    erase_person(marked, by=marked)
    assert [message.text for message in conversation.messages.all()] == ["Und Brot?"]
    assert set(User.objects.all()) >= {resident, shopkeeper}
