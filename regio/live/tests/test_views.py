from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from django.urls import reverse

from regio import live
from regio.live import streams, tickets
from regio.live.actions import ticket_key

AsUser = Callable[[AbstractBaseUser], Client]


@pytest.fixture(autouse=True)
def _rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """`own-<id>` is for that person, `open-…` for everybody; `secret-…` belongs to no room."""
    monkeypatch.setattr(streams, "_rules", {})
    streams.register("own", lambda user, key: str(user.pk) == key)
    streams.register("open", lambda user, key: True)


def renew(client: Client, ticket: str) -> tuple[int, dict[str, object]]:
    answer = client.post(reverse("live:ticket"), {"ticket": ticket})
    return answer.status_code, answer.json()


def test_renewed_ticket_holds_only_what_the_person_may_still_hear(resident: AbstractBaseUser, as_user: AsUser) -> None:
    old = live.ticket(resident.pk, [f"own-{resident.pk}", "own-0", "open-a-b", "secret-1", "open"])
    status, body = renew(as_user(resident), old)
    ticket = tickets.read(ticket_key(), str(body["ticket"]))
    assert (status, body["seconds"]) == (200, 600)
    assert (ticket.user_id, ticket.streams) == (resident.pk, (f"own-{resident.pk}", "open-a-b", "open"))
    assert ticket.issued > tickets.read(ticket_key(), old).issued


def test_key_of_a_stream_is_all_behind_the_first_hyphen() -> None:
    streams.register("conversation", lambda user, key: key == "0192-ab-cd")
    assert streams.can_hear(None, "conversation-0192-ab-cd")
    assert not streams.can_hear(None, "conversation-0192")


def test_prefix_with_a_hyphen_is_refused() -> None:
    with pytest.raises(ValueError, match="hyphen"):
        streams.register("a-b", lambda user, key: True)


def test_expired_ticket_is_renewed_for_a_day(
    resident: AbstractBaseUser, as_user: AsUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = live.ticket(resident.pk, ["open-1"])
    expires, now = tickets.read(ticket_key(), old).expires, tickets.now_ms
    monkeypatch.setattr(tickets, "now_ms", lambda: expires + 86_399_000)
    assert renew(as_user(resident), old)[0] == 200
    monkeypatch.setattr(tickets, "now_ms", lambda: expires + 86_400_000)
    assert renew(as_user(resident), old) == (403, {"error": "ticket"})
    monkeypatch.setattr(tickets, "now_ms", now)


@pytest.mark.django_db
def test_ticket_of_somebody_else_is_refused(
    resident: AbstractBaseUser, neighbour: AbstractBaseUser, as_user: AsUser
) -> None:
    old = live.ticket(resident.pk, ["open-1"])
    assert renew(as_user(neighbour), old) == (403, {"error": "person"})
    assert renew(Client(), old) == (403, {"error": "person"})
    assert renew(as_user(resident), live.ticket(None, ["open-1"])) == (403, {"error": "person"})


@pytest.mark.django_db
def test_signed_out_or_disabled_person_gets_no_ticket(resident: AbstractBaseUser, as_user: AsUser) -> None:
    client, old = as_user(resident), live.ticket(resident.pk, ["open-1"])
    get_user_model().objects.filter(pk=resident.pk).update(is_active=False)
    assert renew(client, old) == (403, {"error": "person"})


@pytest.mark.django_db
def test_visitor_may_renew_an_anonymous_ticket() -> None:
    status, body = renew(Client(), live.ticket(None, ["open-1", "own-1"]))
    assert status == 200
    assert tickets.read(ticket_key(), str(body["ticket"])).streams == ("open-1",)


@pytest.mark.django_db
@pytest.mark.parametrize("ticket", ["", "x", "x.y", "ä.ö", "e30.e30"])
def test_forged_ticket_is_refused(ticket: str) -> None:
    assert renew(Client(), ticket) == (403, {"error": "ticket"})


def test_ticket_is_not_renewed_by_get_and_never_cached(client: Client) -> None:
    assert client.get(reverse("live:ticket")).status_code == 405
    answer = client.post(reverse("live:ticket"), {"ticket": "x"})
    assert "no-store" in answer.headers["Cache-Control"]
