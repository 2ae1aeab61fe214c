"""Writing before signing in: nothing typed is lost."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import caches
from django.test import Client

from conftest import PASSWORD, make_organisation
from regio.accounts.models import User
from regio.chat.models import Conversation, Message
from regio.organisations.models import Organisation
from regio.region.models import Municipality

WORDS = "Guten Tag,\nhaben Sie Mangold & <Spinat>?"


def write(client: Client, organisation: Organisation, text: str = WORDS) -> Any:
    return client.post(f"/postfach/an/{organisation.slug}/", {"id": str(uuid4()), "text": text})


def textarea(body: str) -> str:
    return re.findall(r"<textarea[^>]*>\s*([^<]*)</textarea>", body)[0]


def test_the_draft_survives_signing_in(resident: User, shop: Organisation) -> None:
    client = Client()
    answer = write(client, shop)
    assert answer.headers["Location"] == f"/konto/anmelden/?next=/postfach/an/{shop.slug}/"
    assert not Conversation.objects.exists()

    client.post(answer.headers["Location"], {"login": resident.email, "password": PASSWORD})
    back = client.get(f"/postfach/an/{shop.slug}/")
    assert textarea(back.text) == "Guten Tag,\nhaben Sie Mangold &amp; &lt;Spinat&gt;?"
    sent = client.post(f"/postfach/an/{shop.slug}/", {"id": str(uuid4()), "text": WORDS}, follow=True)
    assert Message.objects.get().text == WORDS
    assert textarea(sent.text) == ""  # the draft is used up


def test_the_draft_goes_on_in_a_conversation_that_stands_already(
    resident: User, shop: Organisation, conversation: Conversation, say: Callable[..., Message]
) -> None:
    say(conversation, resident)
    client = Client()
    write(client, shop)
    client.force_login(resident, backend="allauth.account.auth_backends.AuthenticationBackend")
    back = client.get(f"/postfach/an/{shop.slug}/", follow=True)
    assert back.request["PATH_INFO"] == f"/postfach/{conversation.pk}/"
    assert textarea(back.text).startswith("Guten Tag")


def test_nothing_is_kept_of_an_empty_or_endless_draft(shop: Organisation) -> None:
    client = Client()
    for text in ("", "\x00", "x" * 5001):
        assert write(client, shop, text).status_code == 422
    assert "sessionid" not in client.cookies
    assert "session" not in client.cookies


def test_three_drafts_are_kept(shop: Organisation, town: Municipality) -> None:
    client = Client()
    places = [make_organisation(f"Laden {number}", municipality=town) for number in range(4)]
    for number, place in enumerate(places):
        write(client, place, f"Text {number}")
    texts = [textarea(client.get(f"/postfach/an/{place.slug}/").text) for place in places]
    assert texts == ["", "Text 1", "Text 2", "Text 3"]


def test_strangers_cannot_fill_the_store_of_drafts(shop: Organisation) -> None:
    caches["limits"].clear()
    answers = [write(Client(), shop).status_code for _ in range(31)]
    assert answers == [302] * 30 + [422]
    caches["limits"].clear()


@pytest.mark.parametrize("draft", [True, False])
def test_an_unpublished_organisation_is_not_written_to(shop: Organisation, draft: bool) -> None:
    Organisation.objects.update(published_at=None)
    client = Client()
    answer = write(client, shop) if draft else client.get(f"/postfach/an/{shop.slug}/")
    assert answer.status_code == 404
