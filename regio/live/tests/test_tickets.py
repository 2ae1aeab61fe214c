import base64
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regio.live import tickets
from regio.live.tests.wire import Browser, HubProcess

KEY = tickets.derive_key("secret")


def test_ticket_carries_person_streams_and_time() -> None:
    before = tickets.now_ms()
    ticket = tickets.read(KEY, tickets.sign(KEY, user_id=7, streams=["user-7", "user-7", "ä"], seconds=60))
    assert (ticket.user_id, ticket.streams) == (7, ("user-7", "ä"))
    assert before <= ticket.issued <= tickets.now_ms()
    assert ticket.expires == ticket.issued + 60_000


def test_anonymous_ticket_has_no_person() -> None:
    assert tickets.read(KEY, tickets.sign(KEY, user_id=None, streams=["news-1"], seconds=60)).user_id is None


def test_ticket_of_another_secret_is_bad() -> None:
    forged = tickets.sign(tickets.derive_key("other"), user_id=7, streams=["user-7"], seconds=60)
    with pytest.raises(tickets.BadTicket):
        tickets.read(KEY, forged)


def test_signature_of_the_plain_secret_is_bad() -> None:
    forged = tickets.sign(b"secret", user_id=7, streams=["user-7"], seconds=60)
    with pytest.raises(tickets.BadTicket):
        tickets.read(KEY, forged)


def test_ticket_with_other_streams_under_the_old_signature_is_bad() -> None:
    body, _, mac = tickets.sign(KEY, user_id=7, streams=["user-7"], seconds=60).partition(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    claims["s"] = ["user-8"]
    changed = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    with pytest.raises(tickets.BadTicket):
        tickets.read(KEY, f"{changed}.{mac}")


@given(st.data())
def test_any_changed_character_makes_a_ticket_bad(data: st.DataObject) -> None:
    token = tickets.sign(KEY, user_id=7, streams=["user-7"], seconds=60)
    place = data.draw(st.integers(0, len(token) - 1))
    letter = data.draw(st.characters().filter(lambda c: c != token[place]))
    with pytest.raises(tickets.BadTicket):
        tickets.read(KEY, token[:place] + letter + token[place + 1 :])


@given(st.text())
def test_any_text_is_a_bad_ticket(text: str) -> None:
    with pytest.raises(tickets.BadTicket):
        tickets.read(KEY, text)


def test_ticket_ends_on_time_and_leeway_forgives_lateness(monkeypatch: pytest.MonkeyPatch) -> None:
    token = tickets.sign(KEY, user_id=7, streams=["user-7"], seconds=60)
    expires = tickets.read(KEY, token).expires
    monkeypatch.setattr(tickets, "now_ms", lambda: expires - 1)
    assert tickets.read(KEY, token)
    monkeypatch.setattr(tickets, "now_ms", lambda: expires)
    with pytest.raises(tickets.ExpiredTicket):
        tickets.read(KEY, token)
    assert tickets.read(KEY, token, leeway_ms=1_000)


@pytest.mark.parametrize("seconds", [0, -1, tickets.MAX_SECONDS + 1])
def test_ticket_lives_neither_for_ever_nor_not_at_all(seconds: int) -> None:
    with pytest.raises(ValueError, match="seconds"):
        tickets.sign(KEY, user_id=7, streams=[], seconds=seconds)


def test_ticket_that_outlives_the_memory_of_cuts_is_bad(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tickets, "MAX_SECONDS", 7200)
    token = tickets.sign(KEY, user_id=7, streams=[], seconds=7200)
    monkeypatch.undo()
    with pytest.raises(tickets.BadTicket):
        tickets.read(KEY, token)


def test_ticket_that_fits_no_frame_is_not_signed() -> None:
    with pytest.raises(ValueError, match="too many streams"):
        tickets.sign(KEY, user_id=7, streams=[f"conversation-{n:036}" for n in range(80)], seconds=60)


def test_hub_turns_a_forged_ticket_away(hub: HubProcess) -> None:
    with Browser(hub.port).open() as browser:
        browser.say({"ticket": tickets.sign(KEY, user_id=1, streams=["user-1"], seconds=60)})
        assert browser.close_code() == 4403


def test_hub_turns_an_expired_ticket_away(
    hub: HubProcess, sign: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = tickets.now_ms()
    monkeypatch.setattr(tickets, "now_ms", lambda: now - 61_000)
    old = sign("user-1", seconds=60)
    with Browser(hub.port).open() as browser:
        browser.say({"ticket": old})
        assert browser.close_code() == 4401
