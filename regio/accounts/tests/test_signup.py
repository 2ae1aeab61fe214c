"""Creating an account."""

import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client

from regio.accounts.actions import sign_up
from regio.accounts.errors import AddressTaken
from regio.accounts.models import User
from regio.accounts.tests.conftest import Letter
from regio.audit.models import Entry
from regio.region.models import Municipality

Post = Callable[[], list[Letter]]
SIGN_UP = "/konto/registrieren/"
CODE = "/konto/adresse-bestaetigen/"


def fill(client: Client, **changes: object) -> Any:
    values = {"name": "Ida Neu", "email": "ida@test.example", "home": "", "password1": ""}
    return client.post(SIGN_UP, values | changes)


def test_person_signs_up_by_code_and_comes_back_to_the_page_they_came_from(
    client: Client, town: Municipality, post: Post
) -> None:
    back = "/verzeichnis/baeckerei-morgenroete/?a=1&b=%C3%BC#schreiben"
    page = client.get(f"{SIGN_UP}?next={quote(back)}")
    assert page.status_code == 200
    sent = fill(client, home=town.pk, next=back)
    assert (sent.status_code, sent["Location"]) == (302, CODE)
    (letter,) = post()
    assert letter.to == "ida@test.example"
    done = client.post(CODE, {"code": letter.code})
    assert (done.status_code, done["Location"]) == (302, back)
    person = User.objects.get()
    assert (person.name, person.home, person.has_usable_password()) == ("Ida Neu", town, False)
    assert client.session["_auth_user_id"] == str(person.pk)
    assert EmailAddress.objects.get().verified
    assert set(Entry.objects.values_list("deed", flat=True)) == {"accounts.person_created", "accounts.signed_in"}


def test_password_may_be_chosen_at_sign_up(client: Client, county: object, post: Post) -> None:
    fill(client, password1="vier blaue Fahrräder")
    client.post(CODE, {"code": post()[0].code})
    assert User.objects.get().check_password("vier blaue Fahrräder")


def test_code_of_the_sign_up_is_proof_enough_for_the_first_passkey(client: Client, county: object, post: Post) -> None:
    fill(client)
    client.post(CODE, {"code": post()[0].code})
    assert client.get("/konto/sicherheit/passkeys/").status_code == 200


def test_nobody_is_signed_in_before_the_code(client: Client, county: object, post: Post) -> None:
    fill(client)
    assert "_auth_user_id" not in client.session
    assert client.get("/konto/").status_code == 302


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("name", " ", "Bitte nennen Sie uns einen Namen."),
        ("email", "", "Bitte geben Sie Ihre E-Mail-Adresse an."),
        ("email", "ida@", "Bitte prüfen Sie die Adresse."),
        ("password1", "kurz", "10 Zeichen"),
        ("home", "99999", "Auswahl"),
    ],
)
def test_mistakes_are_said_beside_the_field_and_nothing_typed_is_lost(
    client: Client, county: object, post: Post, field: str, value: str, text: str
) -> None:
    answer = fill(client, **{field: value})
    html = answer.content.decode()
    assert text in html
    assert f'id="id_{field}-error"' in html
    kept = {"name": "Ida Neu", "email": "ida@test.example"}
    assert all(f'value="{word}"' in html for name, word in kept.items() if name != field)
    assert not User.objects.exists()
    assert post() == []


def test_known_address_gets_the_same_answer_and_a_different_mail(client: Client, resident: User, post: Post) -> None:
    new, known = Client(), Client()
    first, second = fill(new), fill(known, email=resident.email)
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    pages = [
        page.get(CODE).content.decode().replace(address, "…").replace(page.cookies["csrf"].value, "")
        for page, address in ((new, "ida@test.example"), (known, resident.email))
    ]
    assert strip(pages[0]) == strip(pages[1])
    letters = post()
    assert [letter.to for letter in letters] == ["ida@test.example", resident.email]
    assert "http://testserver/konto/anmelden/" in letters[1].body
    assert User.objects.count() == 2


def strip(html: str) -> str:
    return "\n".join(line for line in html.splitlines() if "csrfmiddlewaretoken" not in line)


def test_spelling_of_an_address_makes_no_second_account(client: Client, resident: User, post: Post) -> None:
    fill(client, email="  ROSA-resident＠test.example".replace("＠", "@").upper())
    post()
    assert User.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_sign_ups_at_once_make_one_account() -> None:
    outcomes: list[str] = []
    gate = threading.Barrier(2)

    def try_it() -> None:
        gate.wait()
        try:
            sign_up("twin@test.example", name="Twin")
            outcomes.append("made")
        except AddressTaken:
            outcomes.append("taken")
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["made", "taken"]
    assert User.objects.count() == 1


def test_password_of_whoever_never_proved_the_address_is_forgotten(client: Client, county: object, post: Post) -> None:
    """Otherwise a stranger signs up with my address, and walks in after I have proven it by a code."""
    fill(client, password1="des Fremden Passwort")
    owner = Client()
    owner.post("/konto/code/", {"email": "ida@test.example"})
    owner.post("/konto/code/eingeben/", {"code": post()[-1].code})
    person = User.objects.get()
    assert owner.session["_auth_user_id"] == str(person.pk)
    assert not person.has_usable_password()
