"""Mailed codes: a single use and three tries, however many come at the same moment (SECURITY 7, 18; ASVS 6.5.1, 6.6.3)."""

import pytest
from django.contrib.auth import SESSION_KEY

from regio.accounts import actions
from regio.accounts.models import Session, User
from tests.security.conftest import at_once, is_in, newest_code, same_browser, visitor

ASK, ENTER = "/konto/code/", "/konto/code/eingeben/"
RESET, RESET_CODE = "/konto/passwort/vergessen/", "/konto/passwort/vergessen/code/"


def signed_in_sessions() -> int:
    return sum(SESSION_KEY in session.get_decoded() for session in Session.objects.all())


def wrong(right: str) -> str:
    return f"{(int(right) + 1) % 1_000_000:06}"


def test_one_code_in_twenty_hands_at_once_opens_one_session(committed: None, resident: User) -> None:
    browser = visitor()
    browser.post(ASK, {"email": resident.email})
    code = newest_code(resident.email)
    tabs = [same_browser(browser) for _ in range(20)]
    # Only three of them may even try; those must not be two winners either.
    at_once([lambda tab=tab: tab.post(ENTER, {"code": code}) for tab in tabs])
    assert signed_in_sessions() == 1


def test_guesses_at_once_share_three_tries(committed: None, resident: User) -> None:
    browser = visitor()
    browser.post(ASK, {"email": resident.email})
    code = newest_code(resident.email)
    guesses = [same_browser(browser) for _ in range(16)]
    answers = at_once([lambda tab=tab: tab.post(ENTER, {"code": wrong(code)}) for tab in guesses])
    looked_at = sum("nicht richtig" in answer.content.decode() for answer in answers)
    assert looked_at <= 3
    last = same_browser(browser)
    last.post(ENTER, {"code": code})
    assert not is_in(last)


def test_an_old_copy_of_the_session_brings_no_new_tries(resident: User) -> None:
    """The count in the session can be taken back by whoever writes the session at the same moment."""
    browser = visitor()
    browser.post(ASK, {"email": resident.email})
    code = newest_code(resident.email)
    fresh = browser.session["account_login"]
    for _ in range(3):
        browser.post(ENTER, {"code": wrong(code)})
    session = browser.session
    session["account_login"] = fresh
    session.save()
    browser.post(ENTER, {"code": code})
    assert not is_in(browser)


def test_reset_code_is_used_once(resident: User) -> None:
    browser = visitor()
    browser.post(RESET, {"email": resident.email})
    code = newest_code(resident.email)
    before = browser.session["account_password_reset_verification"]
    assert browser.post(RESET_CODE, {"code": code})["Location"] == "/konto/passwort/neu/"
    session = browser.session
    session["account_password_reset_verification"] = before
    session.save()
    assert browser.post(RESET_CODE, {"code": code}).status_code == 200
    assert "code_confirmed" not in browser.session["account_password_reset_verification"]


@pytest.mark.parametrize("nothing", ["-", " - ", "--------", "\u200b", "\x00", "０", "١٢٣٤٥٦"])
def test_no_code_at_all_is_no_code(county: object, nothing: str) -> None:
    """Nobody was sent a code: an empty one must not be equal to it."""
    browser = visitor()
    browser.post(ASK, {"email": "nobody@test.example"})
    assert browser.post(ENTER, {"code": nothing}).status_code in (200, 302)
    assert not is_in(browser)


def test_code_of_another_person_opens_nothing(resident: User, neighbour: User) -> None:
    mine, theirs = visitor(), visitor()
    mine.post(ASK, {"email": resident.email})
    theirs.post(ASK, {"email": neighbour.email})
    mine.post(ENTER, {"code": newest_code(neighbour.email)})
    assert not is_in(mine)


def test_tries_are_claimed_one_by_one(db: None) -> None:
    assert [actions.take_try("x") for _ in range(5)] == [True, True, True, False, False]
    assert [actions.use_code("x"), actions.use_code("x"), actions.use_code("y")] == [True, False, True]
