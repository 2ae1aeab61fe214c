"""What the attacks share: a visitor who never raises, everybody at the same moment, every address there is."""

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection, connections
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from regio.accounts.models import User
from tests.conftest import url_names

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
POST_ONLY = frozenset(
    "accounts:demo_login chat:read live:ticket notifications:read_all portal:appearance portal:language "
    "pages:publication pages:deletion pages:place "
    "report:answer report:withdraw report:evidence "
    "moderation:take moderation:give_back moderation:ask moderation:remark moderation:insight "
    "organisations:file_order organisations:file organisations:file_removal organisations:file_comeback".split()
)


def visitor(person: User | None = None, **options: Any) -> Client:
    """A browser that shows a 500 instead of raising it."""
    client = Client(raise_request_exception=False, **options)
    if person:
        client.force_login(person, backend=BACKEND)
    return client


def same_browser(client: Client) -> Client:
    """Another tab: the same session."""
    twin = visitor()
    twin.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return twin


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def at_once(deeds: list[Callable[[], Any]]) -> list[Any]:
    """All deeds in threads of their own, begun at the same moment; needs a test that commits."""
    start = Barrier(len(deeds))

    def do(deed: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return deed()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [future.result() for future in [pool.submit(do, deed) for deed in deeds]]


@contextmanager
def quick(what: object) -> Iterator[None]:
    """CPU of this process, so that a busy machine does not matter."""
    start = time.process_time()
    yield
    assert time.process_time() - start < 1.0, what


def newest_code(address: str) -> str:
    """The six digits of the newest mail to `address` that waits for the worker."""
    jobs = ProcrastinateJob.objects.filter(task_name="accounts.send_mail", args__to=address).order_by("-id")
    return re.findall(r"^    (\d{6})$", jobs[0].args["body"], re.M)[0]


@pytest.fixture
def addresses(address_of: Callable[[str], str]) -> dict[str, str]:
    """Every URL name with an address that exists."""
    return {name: address_of(name) for name in url_names()}


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    """For tests in threads and processes: what they counted is gone afterwards."""
    yield
    caches["limits"].clear()


def row_counts() -> dict[str, int]:
    """How many rows each table has, sessions and counted tries aside: everybody may have one, every request may count."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - {"accounts_session", "accounts_limits"}
        found = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return found
