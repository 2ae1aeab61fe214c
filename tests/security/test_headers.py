"""What every answer carries, whatever kind it is (SECURITY 8; ASVS 3.4, 3.2, 14.3.2)."""

import json
import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from django.db import OperationalError
from django.test import Client

from regio.accounts.models import User
from regio.chat.models import Conversation
from regio.organisations.models import Organisation
from tests.security.conftest import visitor

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self' ws://testserver:8001; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SETTINGS = """
import json
from regio.config import settings as s
names = ("SESSION_COOKIE_NAME CSRF_COOKIE_NAME SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE LANGUAGE_COOKIE_SECURE "
         "SECURE_HSTS_SECONDS SECURE_PROXY_SSL_HEADER ALLOWED_HOSTS CSRF_TRUSTED_ORIGINS DEBUG SESSION_COOKIE_HTTPONLY "
         "CSRF_COOKIE_HTTPONLY").split()
print(json.dumps({name: getattr(s, name) for name in names}))
"""
As = Callable[[User], Client]


def settings_of(address: str) -> dict[str, object]:
    environment = os.environ | {"REGIO_BASE_URL": address}
    done = subprocess.run([sys.executable, "-c", SETTINGS], env=environment, capture_output=True, text=True, check=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_https_brings_host_cookies_and_hsts() -> None:
    found = settings_of("https://regio.example")
    assert found == {
        "SESSION_COOKIE_NAME": "__Host-session",
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "LANGUAGE_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
        "ALLOWED_HOSTS": ["regio.example"],
        "CSRF_TRUSTED_ORIGINS": ["https://regio.example"],
        "DEBUG": False,
    }


def test_http_brings_plain_names() -> None:
    found = settings_of("http://127.0.0.1:8000")
    assert (found["SESSION_COOKIE_NAME"], found["CSRF_COOKIE_NAME"]) == ("session", "csrf")
    assert not any(found[name] for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS"))
    assert found["SECURE_PROXY_SSL_HEADER"] is None  # nobody's word for https counts


ANSWERS = {
    "page": ("get", "/", {}, 200),
    "not found": ("get", "/gibt-es-nicht/", {}, 404),
    "redirect": ("get", "/mein/", {}, 302),
    "refused json": ("get", "/postfach/", {"headers": {"accept": "application/json"}}, 401),
    "bad request": ("get", "/", {"headers": {"host": "evil.example"}}, 400),
    "method": ("delete", "/suche/", {}, 405),
    "odd method": ("trace", "/", {}, 405),
    "too large": ("post", "/sprache/", {"data": b"x" * 1_100_000, "content_type": "text/plain"}, 413),
    "style": ("get", "/thema.css", {}, 200),
    "worker": ("get", "/sw.js", {}, 200),
    "manifest": ("get", "/manifest.webmanifest", {}, 200),
    "map": ("get", "/gemeinden/grenzen.json", {}, 200),
    "text": ("get", "/.well-known/security.txt", {}, 200),
    "health": ("get", "/healthz", {}, 503),
    "static": ("get", "/static/core/icons.svg", {}, 200),
    "static not found": ("get", "/static/nothing.js", {}, 404),
    "library page": ("get", "/konto/anmelden/", {}, 200),
    "fragment": ("get", "/suche/?q=x", {"headers": {"HX-Request": "true"}}, 200),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_kind_of_answer_carries_the_policy(kind: str, county: object) -> None:
    method, address, options, status = ANSWERS[kind]
    answer = getattr(visitor(), method)(address, **options)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    assert not {"Server", "X-Powered-By", "X-Version"} & set(answer.headers)


def test_refused_form_and_server_error_carry_it_too(county: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object) -> None:
        raise ZeroDivisionError

    def away(*_: object) -> None:
        raise OperationalError("postgres password=hunter2")

    answers = [visitor(enforce_csrf_checks=True).post("/sprache/", {"language": "en"})]
    monkeypatch.setattr("regio.portal.views.home.front", break_down)
    answers.append(visitor().get("/"))
    monkeypatch.setattr("regio.portal.views.home.front", away)
    answers.append(visitor().get("/"))
    assert [answer.status_code for answer in answers] == [403, 500, 503]
    for answer in answers:
        assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
        assert not any(word in answer.content.decode() for word in ("Traceback", "hunter2", "ZeroDivision", ".py"))


def test_hsts_is_sent_over_https_only(county: object, settings: object) -> None:
    settings.SECURE_HSTS_SECONDS = 31_536_000  # type: ignore[attr-defined]
    client = visitor()
    client.handler.load_middleware()
    assert client.get("/", secure=True).headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Strict-Transport-Security" not in client.get("/").headers


def test_word_of_a_visitor_for_https_does_not_count(county: object) -> None:
    answer = visitor().get("/", headers={"X-Forwarded-Proto": "https"})
    assert answer.wsgi_request.is_secure() is False


PERSONAL = [
    "/",
    "/mein/",
    "/konto/",
    "/postfach/",
    "/verzeichnis/",
    "/suche/?q=a",
    "/gemeinden/",
    "/impressum/",
    "/nix/",
]


@pytest.mark.parametrize("address", PERSONAL)
def test_pages_of_people_signed_in_are_kept_by_nobody(address: str, resident: User, as_user: As) -> None:
    answer = as_user(resident).get(address)
    assert resident.name in answer.content.decode()
    assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))


def test_conversation_and_its_json_are_kept_by_nobody(resident: User, as_user: As, talk: Conversation) -> None:
    client = as_user(resident)
    for address in (f"/postfach/{talk.pk}/", f"/postfach/{talk.pk}/nachrichten/?nach=0"):
        answer = client.get(address, headers={"accept": "application/json" if "?" in address else "text/html"})
        assert answer.status_code == 200
        assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))


def test_what_is_public_names_nobody(resident: User, as_user: As) -> None:
    client = as_user(resident)
    for address in ("/thema.css", "/manifest.webmanifest", "/offline/", "/gemeinden/grenzen.json", "/sw.js"):
        answer = client.get(address)
        assert answer.status_code == 200
        body = answer.content.decode()
        assert not any(word in body for word in (resident.name, resident.email, "ticket", "csrf"))
        assert not answer.cookies


def test_draft_of_a_visitor_is_kept_by_nobody(shop: Organisation, shopkeeper: User) -> None:
    answer = visitor().get(f"/postfach/an/{shop.slug}/")
    assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))


ODD = ["TRACE", "TRACK", "CONNECT", "PROPFIND", "MKCOL", "FOO", "QUERY"]


@pytest.mark.parametrize("method", ODD)
def test_odd_methods_are_refused_everywhere(method: str, resident: User, as_user: As) -> None:
    for address in ("/", "/konto/", "/konto/anmelden/", "/suche/", "/postfach/"):
        answer = as_user(resident).generic(method, address)
        assert answer.status_code == 405
        assert resident.name not in answer.content.decode()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_profile_knows_only_reading_and_sending(method: str, resident: User, as_user: As) -> None:
    assert as_user(resident).generic(method, "/konto/").status_code == 405


HOSTS = [
    "evil.example",
    "testserver.evil.example",
    "evil.example:80",
    "testserver@evil.example",
    "",
    "[::1]",
    "a b",
    "*",
]


@pytest.mark.parametrize("host", HOSTS)
def test_foreign_host_is_refused(host: str, county: object) -> None:
    answer = visitor().get("/", headers={"host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


SPOOFED = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Port": "666",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Server": "evil.example",
    "X-Original-Url": "/konto/",
    "X-Rewrite-Url": "/konto/",
    "X-Forwarded-Prefix": "/evil",
    "Forwarded": "host=evil.example;proto=https",
    "X-Http-Method-Override": "DELETE",
}


def test_forwarded_words_change_no_address(county: object, shop: Organisation) -> None:
    plain, spoofed = visitor(), visitor(headers=SPOOFED)
    for address in ("/", f"/verzeichnis/{shop.slug}/", "/.well-known/security.txt", "/sw.js", "/manifest.webmanifest"):
        answer = spoofed.get(address)
        assert answer.status_code == plain.get(address).status_code
        assert "evil" not in answer.content.decode() + str(answer.headers)
    assert spoofed.get("/mein/")["Location"] == "/konto/anmelden/?next=/mein/"
    linked = spoofed.get(f"/verzeichnis/{shop.slug}/").content.decode()
    assert f'"url": "http://testserver/verzeichnis/{shop.slug}/"' in linked


def test_forged_network_address_brings_no_new_tries(county: object) -> None:
    for number in range(21):
        headers = {"X-Forwarded-For": f"10.0.0.{number}", "X-Real-Ip": f"10.0.0.{number}"}
        answer = visitor(headers=headers).post("/konto/registrieren/", {"name": "X", "email": f"falsch{number}"})
    assert answer.status_code == 429


def test_metrics_are_hidden_from_the_network(county: object) -> None:
    assert visitor().get("/metrics").status_code == 200
    assert visitor(REMOTE_ADDR="203.0.113.9").get("/metrics").status_code == 404
    assert visitor(headers={"X-Forwarded-For": "203.0.113.9"}).get("/metrics").status_code == 404
    assert visitor(headers={"Forwarded": "for=203.0.113.9"}).get("/metrics").status_code == 404
