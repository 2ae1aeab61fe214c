"""Nothing that opens a door stands in a log, an address, a command line or a file others can read (ASVS 14.2.1, 16.2.5)."""

import io
import logging
import os
import stat
import subprocess
import sys
from logging.config import dictConfig
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from procrastinate.jobs import Job

from conftest import PASSWORD
from regio.accounts.actions import change_profile
from regio.accounts.models import User
from regio.audit.models import Entry
from regio.chat.actions import send_message, write_to
from regio.chat.models import Conversation
from regio.core.logs import WithoutArguments
from regio.live import ticket
from regio.ops import archive
from regio.ops.installation import Installation
from regio.ops.postgres import Postgres
from regio.ops.stack import OURS
from regio.organisations.models import Organisation
from tests.security.conftest import newest_code, visitor

SECRET = "s3cr3t-w0rd"


def program(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, env=inherited | environment, check=False)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_log_names_a_job_without_what_it_carries() -> None:
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.addFilter(WithoutArguments())
    log = logging.getLogger("procrastinate.worker")
    log.addHandler(handler)
    job = Job(
        id=7, status="doing", queue="default", lock=None, queueing_lock=None, task_name="accounts.send_mail",
        task_kwargs={"to": "rosa@test.example", "body": "(Code)\n    123456\n"},
    )  # fmt: skip
    try:
        log.error(f"Job {job.call_string} ended with status: Error, lasted 0.1 s", extra={"job": job.log_context()})
    finally:
        log.removeHandler(handler)
    assert lines.getvalue() == "Job accounts.send_mail[7] ended with status: Error, lasted 0.1 s\n"


def test_every_handler_has_that_filter() -> None:
    dictConfig(settings.LOGGING)
    handlers = settings.LOGGING["handlers"].values()
    assert all("without_arguments" in handler["filters"] for handler in handlers)


def test_trail_holds_no_texts_and_no_codes(
    resident: User, neighbour: User, shop: Organisation, talk: Conversation
) -> None:
    write_to(shop, by=neighbour, text=SECRET, id=uuid4())
    send_message(talk, by=resident, text=SECRET, id=uuid4(), for_organisation=False)
    visitor().post("/konto/code/", {"email": resident.email})
    change_profile(resident, by=resident, values={"name": SECRET})
    visitor().post("/konto/registrieren/", {"name": SECRET, "email": "neu@test.example", "password1": PASSWORD})
    code = newest_code(resident.email)
    trail = " ".join(f"{entry.deed} {entry.key} {entry.data}" for entry in Entry.objects.all())
    assert Entry.objects.count() >= 3
    assert not any(word in trail for word in (SECRET, code, PASSWORD, "neu@test.example"))


def test_no_secret_in_an_address(resident: User) -> None:
    browser = visitor()
    asked = browser.post("/konto/code/", {"email": resident.email})
    done = browser.post("/konto/code/eingeben/", {"code": newest_code(resident.email)})
    places = asked["Location"] + done["Location"]
    assert newest_code(resident.email) not in places
    assert resident.email not in places
    page = browser.get("/mein/").content.decode()
    token = ticket(resident.pk, [f"user-{resident.pk}"]).split(".")[0][:12]
    assert page.count(f'ticket="{token}') == 1
    assert f"?ticket={token}" not in page


@pytest.mark.parametrize(
    "url", [f"postgresql://regio:{SECRET} x@db/regio", f"postgresql://r:{SECRET}@db/x?nope=1", SECRET]
)
def test_unreadable_database_address_is_told_without_its_password(url: str) -> None:
    done = program("import regio.config.settings", DATABASE_URL=url, REGIO_SECRET_KEY="x")
    assert done.returncode == 1
    assert SECRET not in done.stderr + done.stdout
    assert "DATABASE_URL" in done.stderr
    again = program("import regio.ops.cli as c; raise SystemExit(c.main(['check']))", DATABASE_URL=url)
    assert (again.returncode, SECRET in again.stderr + again.stdout) == (1, False)


def test_unreadable_mail_address_is_told_without_its_password() -> None:
    url = f"smtp://regio:{SECRET}#x@mail.example:587"
    done = program("import regio.config.settings", SMTP_URL=url, REGIO_SECRET_KEY="x")
    assert (done.returncode, "SMTP_URL" in done.stderr, SECRET in done.stderr) == (1, True, False)


def test_check_prints_no_password(tmp_path: Path) -> None:
    url = f"postgresql://regio:{SECRET}@127.0.0.1:9/regio"
    mail = f"smtp://regio:{SECRET}@127.0.0.1:9"
    command = f"import regio.ops.cli as c; raise SystemExit(c.main(['check', '--data', {str(tmp_path)!r}]))"
    done = program(command, DATABASE_URL=url, SMTP_URL=mail, LC_ALL="en")
    assert done.returncode == 1
    assert "The database does not answer" in done.stdout
    assert SECRET not in done.stdout + done.stderr


def test_password_of_the_database_is_on_no_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[list[str], dict[str, str]]] = []

    def spy(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        seen.append((command, options["env"]))  # type: ignore[arg-type]
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(archive.subprocess, "run", spy)
    archive._run(["pg_dump"], f"postgresql://regio:{SECRET}@db.example:5433/county?sslmode=require")
    ((command, environment),) = seen
    assert SECRET not in " ".join(command)
    wanted = {"PGPASSWORD": SECRET, "PGHOST": "db.example", "PGPORT": "5433", "PGDATABASE": "county"}
    assert {name: environment[name] for name in wanted} == wanted
    assert environment["PGSSLMODE"] == "require"


def test_files_of_an_installation_are_its_owners_alone(tmp_path: Path) -> None:
    os.umask(old := os.umask(0o022))
    assert old & 0o077 != 0o077  # otherwise this test proves nothing
    data = tmp_path / "data"
    program("import regio.config.settings", REGIO_DATA=str(data))
    assert mode(data) == 0o700
    assert mode(data / "secret_key") == 0o600
    server = Postgres(data)
    server.start()
    try:
        assert mode(data / "run") == 0o700
        assert mode(data / "postgres") == 0o700
        assert mode(next((data / "run").glob(".s.PGSQL.*[0-9]"))) == 0o700
    finally:
        server.stop()
    (backup := tmp_path / "backup.tar").with_name("backup.tar.part").write_text("open to all")
    archive.write(Installation(data=data), backup)
    assert mode(backup) == 0o600


def test_backup_does_not_follow_a_link_somebody_left(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("precious")
    target = tmp_path / "backup.tar"
    target.with_name("backup.tar.part").symlink_to(precious)
    archive.write(Installation(data=tmp_path / "data"), target)
    assert precious.read_text() == "precious"
    assert not target.is_symlink()


def test_log_names_a_page_without_what_was_typed(client: Client, db: None) -> None:
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.addFilter(WithoutArguments())
    log = logging.getLogger("django.request")
    log.addHandler(handler)
    try:
        for path in (f"/verzeichnis/{SECRET}/", f"/{SECRET}?{SECRET}", f"/konto/adresse/zurueck/{SECRET}/"):
            assert client.get(path).status_code == 404
    finally:
        log.removeHandler(handler)
    assert lines.getvalue().splitlines() == [
        "Not Found: /verzeichnis/<slug:slug>/",
        "Not Found: no such page",
        "Not Found: /konto/adresse/zurueck/<str:token>/",
    ]


def test_log_of_the_database_holds_no_values(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('log_error_verbosity'), current_setting('log_min_error_statement')")
        assert cursor.fetchone() == ("terse", "panic")
