"""`regio check`: is everything in order? One line a thing: ok, warn or fail."""

import json
import platform
import shutil
import smtplib
import urllib.error
import urllib.request
from argparse import Namespace
from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib.metadata import version

import django
from django.apps import apps
from django.conf import settings
from django.core.mail import mailers
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from regio.core.paper import missing_libraries
from regio.ops.errors import OpsError
from regio.ops.installation import Installation
from regio.ops.speech import _
from regio.region.models import County, Municipality

Line = tuple[str, str]  # ok, warn or fail; a sentence
GIGABYTE = 1_000_000_000
HEARTBEAT = timedelta(seconds=40)


def run(arguments: Namespace) -> int:
    """0 when nothing fails; warnings do not count."""
    installation: Installation = arguments.installation
    worst = 0
    for check in (versions, disk, address, mail, paper):
        worst |= _print(check, installation)
    try:
        with installation.database():
            for check in (database, county, worker, web, live):
                worst |= _print(check, installation)
    except OpsError as error:
        print(f"fail  {error}")
        worst = 1
    return worst


def versions(installation: Installation) -> Iterator[Line]:
    said = {"regio": version("regio-plattform"), "python": platform.python_version(), "django": django.get_version()}
    yield "ok", _("Regio-Plattform %(regio)s, Python %(python)s, Django %(django)s") % said


def disk(installation: Installation) -> Iterator[Line]:
    free = shutil.disk_usage(installation.data if installation.data.exists() else "/").free
    said = _("%(free).1f GB free in %(folder)s") % {"free": free / GIGABYTE, "folder": installation.data}
    yield ("fail" if free < GIGABYTE / 4 else "warn" if free < 2 * GIGABYTE else "ok"), said


def address(installation: Installation) -> Iterator[Line]:
    if settings.HTTPS:
        yield "ok", _("Address: %(address)s") % {"address": settings.BASE_URL}
    else:
        yield "warn", _("Address without https: %(address)s (only for trying out)") % {"address": settings.BASE_URL}


def mail(installation: Installation) -> Iterator[Line]:
    if "file_path" in settings.MAILERS["default"]["OPTIONS"]:
        yield "warn", _("E-mails are only written to %(folder)s: set SMTP_URL.") % {"folder": settings.MAIL_OUTBOX}
        return
    try:
        mailers.default.open()
    except (OSError, smtplib.SMTPException) as error:
        yield "fail", _("The mail server does not answer: %(reason)s") % {"reason": error}
    else:
        yield "ok", _("The mail server %(host)s answers.") % {"host": settings.MAILERS["default"]["OPTIONS"]["host"]}


def database(installation: Installation) -> Iterator[Line]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        yield "ok", _("The database answers: PostgreSQL %(version)s") % {"version": cursor.fetchone()[0]}
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if missing:
        yield (
            "fail",
            _("%(count)d changes of the tables are missing; they are made at the next start.") % {"count": missing},
        )
    else:
        yield "ok", _("All tables are up to date.")


def county(installation: Installation) -> Iterator[Line]:
    found = County.objects.first()
    if found is None:
        yield "warn", _("No county yet: regio init")
        return
    own = Municipality.objects.own().count()
    yield ("ok" if own else "warn"), _("%(county)s with %(count)d municipalities.") % {"county": found, "count": own}
    if not found.imprint.strip():
        yield "warn", _("The imprint of the county is empty.")


def paper(installation: Installation) -> Iterator[Line]:
    reason = missing_libraries()
    if reason:
        yield "warn", _("No PDF files (signs, letters): %(reason)s. See docs/operate.md.") % {"reason": reason}
    else:
        yield "ok", _("PDF files can be made.")


def worker(installation: Installation) -> Iterator[Line]:
    fresh = apps.get_model("procrastinate", "ProcrastinateWorker").objects.filter(
        last_heartbeat__gte=timezone.now() - HEARTBEAT
    )
    count = fresh.count()
    yield ("ok" if count else "warn"), _("Workers that work: %(count)d") % {"count": count}
    failed = apps.get_model("procrastinate", "ProcrastinateJob").objects.filter(status="failed").count()
    if failed:
        yield "warn", _("Failed jobs: %(count)d") % {"count": failed}


def web(installation: Installation) -> Iterator[Line]:
    yield _answers(_("Pages"), f"http://{installation.reachable_host}:{installation.port}/healthz")


def live(installation: Installation) -> Iterator[Line]:
    yield _answers(_("Live hub"), f"http://{installation.reachable_host}:{installation.running_live_port()}/healthz")


def _answers(name: str, url: str) -> Line:
    said = {"name": name, "url": url}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=_headers()), timeout=3) as answer:  # noqa: S310
            json.load(answer)
    except urllib.error.HTTPError as error:
        return "fail", _("%(name)s: %(url)s answers %(status)d.") % (said | {"status": error.code})
    except (OSError, ValueError):
        return "warn", _("%(name)s: nobody answers at %(url)s.") % said
    return "ok", _("%(name)s: %(url)s answers.") % said


def _headers() -> dict[str, str]:
    scheme, _rest, host = settings.BASE_URL.partition("://")
    return {"Host": host, "X-Forwarded-Proto": scheme}


def _print(check: Callable[[Installation], Iterator[Line]], installation: Installation) -> int:
    worst = 0
    try:
        for level, text in check(installation):
            print(f"{level:4}  {text}", flush=True)
            worst |= level == "fail"
    except Error as error:
        print(f"fail  {_('The database does not answer: %(reason)s') % {'reason': str(error).strip()}}")
        worst = 1
    return int(worst)
