"""The inbox as a list: parts of it, pages of it, and words that stay words."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from conftest import make_organisation
from regio.accounts.models import User
from regio.chat import actions
from regio.chat.models import Conversation, Message
from regio.organisations.models import Organisation
from regio.region.models import Municipality

Say = Callable[..., Message]
SignIn = Callable[[User], Client]
JSON = {"Accept": "application/json"}


def test_the_list_can_be_narrowed_to_offices(
    conversation: Conversation, resident: User, clerk: User, office: Organisation, as_user: SignIn, say: Say
) -> None:
    say(conversation, resident, "Mangold")
    say(actions.open_conversation(office, by=resident), resident, "Ausweis")
    client = as_user(resident)
    everything, offices = client.get("/postfach/").text, client.get("/postfach/?art=aemter").text
    assert ("Mangold" in everything, "Ausweis" in everything) == (True, True)
    assert ("Mangold" in offices, "Ausweis" in offices) == (False, True)


def test_an_inbox_comes_in_pages(resident: User, town: Municipality, as_user: SignIn, say: Say, no_pace: None) -> None:
    for number in range(65):
        place = make_organisation(f"Laden {number:02}", municipality=town)
        say(actions.open_conversation(place, by=resident), resident)
    client, seen, path = as_user(resident), [], "/postfach/"
    for _ in range(3):
        body = client.get(path).text
        seen.append(re.findall(r"<b>(Laden \d\d)</b>", body))
        found = re.search(r'href="([^"]+)" rel="next"', body)
        path = found[1].replace("&amp;", "&") if found else ""
    assert [len(page) for page in seen] == [30, 30, 5]
    assert [name for page in seen for name in page] == [f"Laden {n:02}" for n in reversed(range(65))]
    assert path == ""


@pytest.mark.parametrize("after", ["x", "1_", "9" * 30 + f"_{UUID(int=0)}", "-1_x", "\x00", "1_\x00"])
def test_a_damaged_cursor_shows_the_first_page(
    conversation: Conversation, resident: User, as_user: SignIn, say: Say, after: str
) -> None:
    say(conversation, resident, "Mangold")
    answer = as_user(resident).get("/postfach/", {"ab": after})
    assert answer.status_code == 200
    assert "Mangold" in answer.text


PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' autofocus onfocus='alert(1)",
    "{{ 7*7 }}{% raw %}",
    "</template></textarea></title><script>alert(1)</script>",
    "javascript:alert(1)",
    "%(name)s %s {0}",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_foreign_words_stay_words(
    conversation: Conversation, resident: User, shop: Organisation, shopkeeper: User, as_user: SignIn, say: Say,
    payload: str,
) -> None:  # fmt: skip
    User.objects.filter(pk__in=[resident.pk, shopkeeper.pk]).update(name=payload)
    Organisation.objects.update(name=payload, category=payload)
    say(conversation, resident, payload)
    say(conversation, shopkeeper, payload)
    paths = ["/postfach/", f"/postfach/?fuer={shop.slug}", reverse("chat:conversation", args=[conversation.pk])]
    for person in (resident, shopkeeper):
        for path in paths:
            answer = as_user(person).get(path)
            if answer.status_code == 404:  # the shared inbox is not for the person
                continue
            assert not re.search(r"<script>alert|<img src=x|<svg onload|autofocus onfocus='alert|>49<", answer.text)
            assert not re.search(r"""href=["']?javascript:""", answer.text)
    shown = as_user(resident).get(reverse("chat:messages", args=[conversation.pk]), headers=JSON)
    assert [message["text"] for message in shown.json()["messages"]] == [payload, payload]
    assert shown.headers["Content-Type"] == "application/json"
