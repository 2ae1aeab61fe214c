"""Forged forms, state by GET, ways out of the house (SECURITY 6, 8; ASVS 3.5, 15.3.1)."""

from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client

from conftest import PASSWORD
from regio.accounts.adapter import is_local
from regio.accounts.models import User
from regio.chat.models import Conversation, ReadPosition
from tests.security.conftest import POST_ONLY, is_in, row_counts, visitor

As = Callable[[User], Client]
# Changes nothing, a foreign page cannot read the answer, and browsers say where they come from.
WITHOUT_TOKEN = {"live:ticket"}


def test_every_post_needs_the_token_of_a_page(addresses: dict[str, str], resident: User, as_user: As) -> None:
    before = row_counts()
    seen = {}
    for name, address in addresses.items():
        client = as_user(resident)
        client.handler.enforce_csrf_checks = True
        client.raise_request_exception = False
        seen[name] = client.post(address, {"text": "x", "name": "x", "language": "en", "next": "/"}).status_code
    assert {name for name, status in seen.items() if status != 403} - {"account_email"} == set()
    assert row_counts() == before


def test_every_anonymous_post_needs_the_token_too(addresses: dict[str, str]) -> None:
    before = row_counts()
    client = visitor(enforce_csrf_checks=True)
    statuses = {
        name: client.post(address, {"email": "x@test.example"}).status_code for name, address in addresses.items()
    }
    assert {name for name, status in statuses.items() if status != 403} == set()
    assert row_counts() == before


def test_token_of_somebody_else_is_worth_nothing(resident: User, as_user: As) -> None:
    client = as_user(resident)
    client.handler.enforce_csrf_checks = True
    foreign = visitor()
    foreign.get("/")
    token = foreign.cookies["csrf"].value
    client.get("/")
    assert client.post("/sprache/", {"language": "en", "csrfmiddlewaretoken": token}).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", "x"])
def test_ticket_is_given_to_our_own_pages_only(site: str, resident: User, as_user: As) -> None:
    answer = as_user(resident).post("/live/ticket/", {"ticket": "x"}, headers={"Sec-Fetch-Site": site})
    assert (answer.status_code, answer.json()) == (403, {"error": "origin"})


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_asking_changes_nothing(
    method: str, addresses: dict[str, str], resident: User, shopkeeper: User, owner: User, as_user: As
) -> None:
    """The exceptions: whoever opens a conversation has read it, and who reads the trail stands on it."""
    people = [None, resident, shopkeeper, owner]
    reading = {"chat:conversation", "audit:log", "audit:export"}
    clients = [as_user(person) if person else visitor() for person in people]
    for client in clients:
        client.get("/")  # what a first visit alone writes is no deed
    before = row_counts()
    data = [list(User.objects.order_by("pk").values()), list(Conversation.objects.order_by("pk").values())]
    for client in clients:
        for name, address in addresses.items():
            if name not in reading:
                getattr(client, method)(address + "?language=en&theme=dark&text=x&action=resend&seq=1&next=/&name=x")
    assert row_counts() == before
    assert data == [list(User.objects.order_by("pk").values()), list(Conversation.objects.order_by("pk").values())]
    assert [is_in(client) for client in clients] == [False, True, True, True]


def test_a_prefetched_conversation_is_not_read(shopkeeper: User, talk: Conversation, as_user: As) -> None:
    client = as_user(shopkeeper)
    client.get(f"/postfach/{talk.pk}/", headers={"Sec-Purpose": "prefetch"})
    assert not ReadPosition.objects.filter(person=shopkeeper).exists()
    client.get(f"/postfach/{talk.pk}/")
    assert ReadPosition.objects.get(person=shopkeeper).seq == 1


def test_pages_that_only_take_posts_say_so(addresses: dict[str, str], resident: User, as_user: As) -> None:
    for name in POST_ONLY - {"accounts:demo_login"}:
        assert as_user(resident).get(addresses[name]).status_code == 405


EVIL = "evil.example"
MUTANTS = [
    f"https://{EVIL}", f"http://{EVIL}", f"HTTPS://{EVIL}", f"//{EVIL}", f"///{EVIL}", f"////{EVIL}", f"/\\{EVIL}",
    f"\\\\{EVIL}", f"\\/{EVIL}", f"/\\/{EVIL}", f"/\\\\{EVIL}", f"/\t/{EVIL}", f"/\n/{EVIL}", f"/\r\n/{EVIL}", f"\t//{EVIL}",
    f" //{EVIL}", f"//{EVIL}/%2e%2e", f"//{EVIL}#", f"//{EVIL}?", f"//{EVIL}\\@testserver", f"https:{EVIL}",
    f"https:/{EVIL}", f"https:///{EVIL}", f"http:\\\\{EVIL}", f"//testserver@{EVIL}", f"https://testserver@{EVIL}",
    f"https://testserver.{EVIL}", f"//{EVIL}:80", f"//[::1]@{EVIL}", "//2130706433/", "//0x7f000001/", f"javascript://{EVIL}/%0aalert(1)",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "data:text/html,<script>alert(1)</script>",
    "vbscript:x", "file:///etc/passwd", "blob:x", f"//{EVIL}%00", f"/\x00/{EVIL}", f"//\u3002{EVIL}", f"/\u2028/{EVIL}",
    f"/\u200b/{EVIL}", f"\u202e//{EVIL}", "//ｅｖｉｌ.example", f"／／{EVIL}", f"ftp://{EVIL}", "//", "/\\", "///", f"@{EVIL}", EVIL,
    f".{EVIL}", f"/ /{EVIL}\r\nSet-Cookie: x=1", f"/%0d%0aSet-Cookie:x=1\r\nX: {EVIL}",
]  # fmt: skip


@pytest.mark.parametrize("target", MUTANTS)
def test_no_next_leads_away(target: str, resident: User, neighbour: User, as_user: As) -> None:
    mine = as_user(neighbour)
    answers = [
        visitor().post("/konto/anmelden/", {"login": resident.email, "password": PASSWORD, "next": target}),
        mine.post("/sprache/", {"language": "de", "next": target}),
        mine.post("/darstellung/", {"theme": "dark", "next": target}),
        as_user(neighbour).get("/konto/anmelden/", {"next": target}),
        as_user(neighbour).get("/konto/registrieren/", {"next": target}),
        as_user(neighbour).post("/konto/abmelden/", {"next": target}),
        visitor().post("/konto/code/", {"email": "nobody@test.example", "next": target}),
    ]
    for answer in answers:
        assert answer.status_code == 302
        place = answer["Location"]
        assert urlsplit(urljoin("http://testserver/konto/", place.replace("\\", "/"))).netloc == "testserver"
        assert place.startswith("/") and not place.startswith(("//", "/\\")) and place.isprintable()
    assert not is_local(target) or urlsplit(urljoin("http://testserver/", target)).netloc == "testserver"


def test_several_nexts_lead_not_away_either(resident: User) -> None:
    for pair in (["/mein/", f"//{EVIL}"], [f"//{EVIL}", "/mein/"]):
        client = visitor()
        data = {"login": resident.email, "password": PASSWORD, "next": pair}
        assert client.post(f"/konto/anmelden/?next=//{EVIL}", data)["Location"] == "/mein/"


@pytest.mark.parametrize("path", [f"//{EVIL}/", f"/\\{EVIL}/", f"//{EVIL}/%2e%2e/mein"])
def test_strange_paths_redirect_nowhere_else(path: str, county: object) -> None:
    answer = visitor().generic("GET", path)
    assert EVIL not in urlsplit(answer.headers.get("Location", "/")).netloc


def test_a_form_cannot_write_more_than_it_shows(resident: User, as_user: As) -> None:
    """Mass assignment (ASVS 15.3.3)."""
    kept = User.objects.filter(pk=resident.pk).values("email", "is_active", "password", "pk").get()
    data = {
        "name": "Rosa",
        "radius_km": 10,
        "far_name": "first",
        "email": "x@evil.example",
        "is_active": "",
        "password": "x",
        "id": 1,
        "pk": 1,
    }
    assert as_user(resident).post("/konto/", data | {"is_staff": 1, "is_superuser": 1}).status_code == 302
    assert User.objects.filter(pk=resident.pk).values("email", "is_active", "password", "pk").get() == kept
    visitor().post("/konto/registrieren/", {"name": "N", "email": "n@test.example", "is_active": "1", "verified": "1"})
    assert not User.objects.get(email="n@test.example").emailaddress_set.get().verified
