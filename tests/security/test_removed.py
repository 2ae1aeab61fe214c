"""Who is removed is out of everything at once: socket, search, files, pages, notices and mails (SECURITY 5, 11; ASVS 7.4, 8.3)."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from psycopg.conninfo import make_conninfo

from conftest import make_member, make_person
from regio.accounts.actions import deactivate
from regio.accounts.actions.erasure import erase_person
from regio.accounts.models import User
from regio.chat.actions import send_message
from regio.chat.models import Conversation
from regio.core.time import now
from regio.files.actions import store
from regio.files.choices import Purpose
from regio.files.models import File
from regio.live import tickets
from regio.live.actions import ticket_key
from regio.live.tests.wire import Browser, HubProcess
from regio.notifications.actions import send_notice
from regio.organisations import actions
from regio.organisations.actions.membership import remove_member
from regio.organisations.actions.publication import rest_organisation
from regio.organisations.actions.team import ask_to_join, grant_right, take_right
from regio.organisations.choices import RightName, Role
from regio.organisations.models import Membership, Organisation, Right
from tests.security.test_uploads import pdf

pytestmark = pytest.mark.usefixtures("committed")

AT_ONCE = 1.0
WORD = "Zwielichtwerkstatt"
Doors = dict[str, Callable[[], bool]]


@pytest.fixture(scope="module")
def hub(django_db_setup: None) -> Iterator[HubProcess]:
    """The real hub on the database of the tests, with the key of this installation."""
    at = connection.settings_dict
    where = {
        "dbname": at["NAME"],
        "user": at["USER"],
        "password": at["PASSWORD"],
        "host": at["HOST"],
        "port": at["PORT"],
    }
    process = HubProcess(make_conninfo("", **where), secret=settings.SECRET_KEY)
    yield process
    process.stop()


@pytest.fixture
def closed(talk: Conversation, mira: User, neighbour: User) -> Organisation:
    """Not public (resting), so that every way in is by belonging to it. Somebody has asked to join."""
    organisation = talk.organisation
    Organisation.objects.filter(pk=organisation.pk).update(name=WORD, sort_key="zwielichtwerkstatt")
    organisation.refresh_from_db()
    ask_to_join(organisation, statement="Bitte", by=neighbour)
    rest_organisation(organisation, by=None)
    organisation.refresh_from_db()
    return organisation


@pytest.fixture
def paper(closed: Organisation, shopkeeper: User, settings: Any, tmp_path: Any) -> File:
    settings.MEDIA_ROOT = tmp_path
    upload = SimpleUploadedFile("liste.pdf", pdf(), "application/pdf")
    return store(upload, by=shopkeeper, owner=("organisations.organisation", str(closed.pk)), purpose=Purpose.DOCUMENT)


@pytest.fixture
def mira(talk: Conversation) -> User:
    """A second manager, there before somebody asked to join."""
    return make_member(talk.organisation, make_person("Mira Member"), role=Role.MANAGER)


def shows(client: Client, address: str, word: str = "") -> bool:
    answer = client.get(address)
    if answer.status_code != 200:
        return False
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return word.encode() in body


def doors_of(client: Client, closed: Organisation, talk: Conversation, paper: File) -> Doors:
    """Every way to what is not public."""
    home = f"/verzeichnis/{closed.slug}/"
    return {
        "page": lambda: shows(client, home, WORD),
        "hub": lambda: shows(client, f"{home}bearbeiten/"),
        "team": lambda: shows(client, f"{home}bearbeiten/team/"),
        "sign": lambda: shows(client, f"{home}schild.pdf"),
        "inbox": lambda: shows(client, f"/postfach/?fuer={closed.slug}"),
        "conversation": lambda: shows(client, f"/postfach/{talk.pk}/", "Guten Tag"),
        "messages": lambda: (
            client.get(f"/postfach/{talk.pk}/nachrichten/?nach=0", headers={"accept": "application/json"}).status_code
            == 200
        ),
        "document": lambda: shows(client, f"/dateien/{paper.pk}/datei/", "%PDF"),
        "notice": lambda: shows(client, "/hinweise/", WORD),
        "own desk": lambda: shows(client, "/mein/", WORD),
    }


def open_doors(doors: Doors) -> set[str]:
    return {name for name, is_open in doors.items() if is_open()}


def found_by_search(client: Client) -> bool:
    addresses = ("/suche/?q=Zwielicht", "/suche/vorschlaege/?q=Zwie", "/verzeichnis/?q=Zwielicht", "/verzeichnis/")
    return any(shows(client, address, WORD) for address in addresses)


def ticket_in(client: Client, address: str) -> str:
    return re.findall(r'ticket="([^"]+)"', client.get(address).text)[0]


def streams_left(client: Client, token: str) -> set[str]:
    answer = client.post("/live/ticket/", {"ticket": token})
    return set(tickets.read(ticket_key(), answer.json()["ticket"]).streams) if answer.status_code == 200 else set()


def is_silent(browser: Browser) -> bool:
    """Nothing came before the answer to a damaged ticket."""
    browser.say({"ticket": "x"})
    return browser.close_code() == 4403


def hear_text(browser: Browser, text: str) -> None:
    """The message with this text, and what comes before it."""
    while browser.hear().get("e", {}).get("text") != text:
        pass


WAYS: dict[str, Callable[..., Any]] = {
    "removed by a manager": lambda mira, at, shopkeeper, owner, as_user: as_user(shopkeeper).post(
        f"/verzeichnis/{at.organisation.slug}/bearbeiten/team/{at.pk}/abschied/"
    ),
    "removed by the desk": lambda mira, at, shopkeeper, owner, as_user: as_user(owner).post(
        f"/verzeichnis/{at.organisation.slug}/bearbeiten/team/{at.pk}/abschied/"
    ),
    "leaves": lambda mira, at, shopkeeper, owner, as_user: as_user(mira).post(
        f"/verzeichnis/{at.organisation.slug}/mitwirken/abschied/"
    ),
    "locked": lambda mira, at, shopkeeper, owner, as_user: deactivate(mira, by=owner),
    "erased": lambda mira, at, shopkeeper, owner, as_user: erase_person(mira, by=mira),
}


@pytest.mark.parametrize("way", WAYS)
def test_who_is_removed_is_out_of_everything_at_once(
    way: str, hub: HubProcess, mira: User, closed: Organisation, paper: File, talk: Conversation, resident: User,
    shopkeeper: User, owner: User, as_user: Callable[[User], Client],
) -> None:  # fmt: skip
    client, boss = as_user(mira), as_user(shopkeeper)
    client.raise_request_exception = False
    doors = doors_of(client, closed, talk, paper)
    assert open_doors(doors) == set(doors)
    assert not found_by_search(client)  # what is not public is in no search, not even for its own people
    token = ticket_in(client, f"/postfach/{talk.pk}/")
    waiting = list(
        ProcrastinateJob.objects.filter(task_name="notifications.send_notice").values_list("args", flat=True)
    )
    with (
        Browser(hub.port).open(token) as page,
        Browser(hub.port).open(ticket_in(boss, f"/postfach/{talk.pk}/")) as other,
    ):
        send_message(talk, by=resident, text="Noch da?", id=uuid4(), for_organisation=False)
        hear_text(page, "Noch da?")
        start = time.monotonic()
        WAYS[way](mira, Membership.objects.get(person=mira), shopkeeper, owner, as_user)
        assert not Membership.objects.filter(person=mira, person__is_active=True).exists()
        while page.hear().get("type") != "renew":
            pass
        assert time.monotonic() - start < AT_ONCE
        send_message(talk, by=resident, text="Und jetzt?", id=uuid4(), for_organisation=False)
        hear_text(other, "Und jetzt?")
        assert is_silent(page)
    assert open_doors(doors) == set()
    assert not found_by_search(client)
    assert streams_left(client, token) <= {f"user-{mira.pk}"}
    with Browser(hub.port).open(token) as again:  # the ticket of the page that is still open
        assert again.hear() == {"type": "renew"}
        send_message(talk, by=resident, text="Hallo?", id=uuid4(), for_organisation=False)
        assert is_silent(again)
    for args in waiting:
        send_notice(args["notice_id"])
    assert mira.email not in {address for sent in mail.outbox for address in sent.to}
    assert shopkeeper.email in {address for sent in mail.outbox for address in sent.to}  # the others are told


def test_later_requests_are_told_to_those_who_are_left(mira: User, shopkeeper: User, talk: Conversation) -> None:
    remove_member(talk.organisation, person=mira, by=shopkeeper)
    ask_to_join(talk.organisation, statement="Bitte", by=make_person("Nora Neu"))
    assert not mira.notices.exists()
    assert shopkeeper.notices.count() == 1


LESS: dict[str, Callable[..., Any]] = {
    "made a plain member": lambda closed, mira, by: actions.change_role(closed, person=mira, role=Role.MEMBER, by=by),
    "right taken": lambda closed, mira, by: take_right(Right.objects.get(membership__person=mira), by=by),
}


@pytest.mark.parametrize("way", LESS)
def test_who_may_no_longer_answer_hears_nothing_more(
    way: str, hub: HubProcess, mira: User, closed: Organisation, paper: File, talk: Conversation, resident: User,
    shopkeeper: User, as_user: Callable[[User], Client],
) -> None:  # fmt: skip
    if way == "right taken":
        Membership.objects.filter(person=mira).update(role=Role.MEMBER)
        grant_right(
            Membership.objects.get(person=mira), right=RightName.ANSWER, until=now() + timedelta(1), by=shopkeeper
        )
    client = as_user(mira)
    token = ticket_in(client, f"/postfach/{talk.pk}/")
    with Browser(hub.port).open(token) as page:
        LESS[way](closed, mira, shopkeeper)
        assert page.hear() == {"type": "renew"}
        send_message(talk, by=resident, text="Und jetzt?", id=uuid4(), for_organisation=False)
        page.say({"ticket": client.post("/live/ticket/", {"ticket": token}).json()["ticket"]})
        assert page.hear()["type"] == "ready"
        assert is_silent(page)
    assert open_doors(doors_of(client, closed, talk, paper)) == {"page", "document"}  # a member still


def test_a_right_that_ends_by_the_clock_ends_the_socket(
    hub: HubProcess, mira: User, closed: Organisation, paper: File, talk: Conversation, resident: User, shopkeeper: User,
    as_user: Callable[[User], Client],
) -> None:  # fmt: skip
    Membership.objects.filter(person=mira).update(role=Role.MEMBER)
    right = grant_right(
        Membership.objects.get(person=mira), right=RightName.ANSWER, until=now() + timedelta(1), by=None
    )
    client = as_user(mira)
    doors = doors_of(client, closed, talk, paper)
    assert {"inbox", "conversation", "messages"} <= open_doors(doors)
    Right.objects.filter(pk=right.pk).update(until=(ends := now() + timedelta(seconds=3)))
    token = ticket_in(client, f"/postfach/{talk.pk}/")
    renewed = client.post("/live/ticket/", {"ticket": token}).json()["ticket"]
    for held in (token, renewed):
        assert tickets.read(ticket_key(), held).expires <= ends.timestamp() * 1000
    with Browser(hub.port).open(token) as first, Browser(hub.port).open(renewed) as second:
        assert first.close_code() == second.close_code() == 4401
        assert (now() - ends).total_seconds() < AT_ONCE
    while now() < ends:
        pass
    assert open_doors(doors) == {"page", "document"}
    assert streams_left(client, token) == {f"user-{mira.pk}"}


def test_a_ticket_counts_from_before_the_page_asked(
    hub: HubProcess, mira: User, closed: Organisation, talk: Conversation, shopkeeper: User, as_user: Callable[[User], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """The page has found that somebody may hear something; they are removed; then the page signs the ticket."""
    sign = tickets.sign

    def late(*args: Any, **options: Any) -> str:
        if Membership.objects.filter(person=mira).exists():
            remove_member(closed, person=mira, by=shopkeeper)
        return sign(*args, **options)

    with Browser(hub.port).open(sign(ticket_key(), user_id=mira.pk, streams=[f"user-{mira.pk}"], seconds=60)) as other:
        monkeypatch.setattr(tickets, "sign", late)
        token = ticket_in(as_user(mira), f"/postfach/{talk.pk}/")
        while other.hear().get("type") != "renew":
            pass
    assert f"organisation-{closed.pk}" in tickets.read(ticket_key(), token).streams
    with Browser(hub.port).open(token) as page:
        assert page.hear() == {"type": "renew"}
        send_message(talk, by=talk.person, text="Noch da?", id=uuid4(), for_organisation=False)
        assert is_silent(page)


def test_who_is_put_out_comes_not_back_by_an_own_invitation(mira: User, shopkeeper: User, closed: Organisation) -> None:
    second = make_person("Mira Zweitkonto")
    actions.invite(closed, email=second.email, role=Role.MANAGER, by=mira)
    kept = actions.invite(closed, email="andere@test.example", role=Role.EDITOR, by=shopkeeper)
    remove_member(closed, person=mira, by=shopkeeper)
    assert list(closed.invitations.filter(revoked_at=None)) == [kept]
