"""What the attacks share: a visitor who never raises, everybody at the same moment, every address there is."""

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection, connections
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from regio.accounts.models import User
from regio.chat.actions import open_conversation, send_message
from regio.chat.models import Conversation
from regio.notifications.actions import tell
from regio.organisations.models import Organisation
from regio.region.models import Municipality

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
POST_ONLY = frozenset(
    "accounts:demo_login chat:read live:ticket notifications:read_all portal:appearance portal:language "
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


def names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif pattern.name:
            yield f"{prefix}{pattern.name}"


@pytest.fixture
def talk(resident: User, shop: Organisation, shopkeeper: User) -> Conversation:
    """A conversation of the resident with the shop."""
    conversation = open_conversation(shop, by=resident)
    send_message(conversation, by=resident, text="Guten Tag", id=uuid4(), for_organisation=False)
    conversation.refresh_from_db()
    return conversation


@pytest.fixture
def addresses(talk: Conversation, shop: Organisation, town: Municipality) -> dict[str, str]:
    """Every URL name with an address that exists."""
    notice = tell(talk.person, kind="test.told", title="Entschieden", text="", url="/", mail=False)
    arguments = {
        "notifications:follow": {"pk": notice.pk},
        "organisations:page": {"slug": shop.slug},
        **{
            f"organisations:{name}": {"slug": shop.slug}
            for name in (
                "edit_now",
                "edit_hours",
                "edit_facts",
                "edit_contacts",
                "new_contact",
                "edit_places",
                "new_place",
            )
        },
        **{
            f"organisations:{name}": {"slug": shop.slug, "key": 10**6}
            for name in ("edit_contact", "edit_place", "edit_place_hours")
        },
        "organisations:edit": {"slug": shop.slug},
        "organisations:edit_photos": {"slug": shop.slug},
        "organisations:edit_logo": {"slug": shop.slug},
        "organisations:edit_documents": {"slug": shop.slug},
        "organisations:file_order": {"slug": shop.slug},
        "organisations:file": {"slug": shop.slug, "id": uuid4()},
        "organisations:file_removal": {"slug": shop.slug, "id": uuid4()},
        "organisations:file_comeback": {"slug": shop.slug, "id": uuid4()},
        "files:show": {"id": uuid4(), "variant": "320"},
        "files:status": {"id": uuid4()},
        "organisations:in_municipality": {"slug": town.slug},
        "region:municipality": {"slug": town.slug},
        "accounts:demo_login": {"name": "buergerin"},
        "accounts:passkey": {"pk": 1},
        "accounts:address_undo": {"token": "x"},
        "accounts:recovery": {"token": "x"},
        "accounts:recovery_stop": {"token": "x"},
        "files:show": {"id": uuid4(), "variant": "320"},
        "files:status": {"id": uuid4()},
        "chat:conversation": {"id": talk.pk},
        "chat:messages": {"id": talk.pk},
        "chat:read": {"id": talk.pk},
        "chat:write": {"slug": shop.slug},
    }
    return {name: reverse(name, kwargs=arguments.get(name)) for name in names(get_resolver().url_patterns)}


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
