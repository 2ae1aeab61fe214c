"""Limits on what an anonymous visitor can post (OWASP ASVS 2.4.1, 6.3.1)."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import Client

from conftest import PASSWORD
from regio.accounts.models import User
from regio.accounts.tasks import forget_limits

SIGN_IN = "/konto/anmelden/"
TRY = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "regio.config.testing"
django.setup()
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from django.test import Client
client = Client(headers={"host": "localhost", "accept-language": "en"})
answer = client.post("/konto/anmelden/", {"login": "rosa-resident@test.example", "password": "nope nope nope"})
text = answer.content.decode()
print("zu viele" if "too many tries" in text else "falsch" if "do not fit together" in text else text)
"""


def wrong(address: str, client: Client | None = None) -> str:
    return (client or Client()).post(SIGN_IN, {"login": address, "password": "nope nope nope"}).content.decode()


def test_sixth_wrong_password_is_not_even_looked_at(resident: User) -> None:
    for _ in range(5):
        assert "passen nicht zusammen" in wrong(resident.email)
    client = Client()
    answer = client.post(SIGN_IN, {"login": resident.email, "password": PASSWORD})
    assert "Zu viele Versuche" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_spellings_of_one_address_share_their_tries(resident: User) -> None:
    local, domain = resident.email.split("@")
    spellings = [resident.email.upper(), f" {resident.email}", f"{local}@TEST.example", f"{local}@ｔｅｓｔ.example"]
    for address in [*spellings, f"{local}@test.EXAMPLE"]:
        assert "passen nicht zusammen" in wrong(address), address
    assert "Zu viele Versuche" in wrong(resident.email)


def test_accents_neither_reach_the_account_nor_multiply_the_tries(resident: User) -> None:
    """CVE-2026-97764: a database that compares without accents found the account, and each accent had its own count."""
    local, domain = resident.email.split("@")
    for address in (f"{local}@tést.example", f"rósa-resident@{domain}", f"{local}@tèst.example"):
        client = Client()
        client.post(SIGN_IN, {"login": address, "password": PASSWORD})
        assert "_auth_user_id" not in client.session


def test_codes_for_one_address_are_limited(resident: User) -> None:
    for _ in range(5):
        assert Client().post("/konto/code/", {"email": resident.email}).status_code == 302
    answer = Client().post("/konto/code/", {"email": resident.email.upper()})
    assert "Zu viele Versuche" in answer.content.decode()


def test_limit_of_an_address_is_the_same_for_unknown_ones(county: object) -> None:
    for _ in range(5):
        Client().post("/konto/code/", {"email": "nobody@test.example"})
    assert "Zu viele Versuche" in Client().post("/konto/code/", {"email": "nobody@test.example"}).content.decode()


def test_one_network_address_gets_a_german_429(county: object) -> None:
    for number in range(20):
        Client().post("/konto/registrieren/", {"name": "X", "email": f"falsch{number}"})
    answer = Client().post("/konto/registrieren/", {"name": "X", "email": "falsch"})
    assert answer.status_code == 429
    assert "in ein paar Minuten" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_limits_hold_across_processes(resident: User) -> None:
    def elsewhere() -> str:
        command = [sys.executable, "-c", TRY, connection.settings_dict["NAME"]]
        return subprocess.run(command, check=True, capture_output=True, text=True, cwd=settings.ROOT).stdout.strip()

    for _ in range(4):
        wrong(resident.email)
    assert elsewhere() == "falsch"
    assert "Zu viele Versuche" in wrong(resident.email)


def test_pages_that_only_show_something_do_not_count(resident: User) -> None:
    with connection.execute_wrapper(no_limits):
        assert Client().get(SIGN_IN).status_code == 200


def no_limits(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    assert "accounts_limits" not in sql
    return execute(sql, *rest)


def test_counts_whose_time_is_over_are_deleted(county: object) -> None:
    caches["limits"].set("old", 1, timeout=-1)
    caches["limits"].set("new", 1, timeout=60)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_limits SET expires = now() - interval '1 second' WHERE cache_key LIKE '%old'")
        forget_limits(timestamp=0)
        cursor.execute("SELECT cache_key FROM accounts_limits")
        assert [key for (key,) in cursor.fetchall()] == [":1:new"]
