"""The net: every URL name, asked with GET by every kind of person, and what each of them gets. A URL missing here fails.

200 a page · 302 asks to sign in or goes elsewhere · 403 refused · 404 does not exist for this person · 405 only by POST.
"""

from collections.abc import Callable, Iterator
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from regio.accounts.models import User
from regio.chat.actions import open_conversation, send_message
from regio.moderation.actions import open_case
from regio.moderation.choices import REPORT
from regio.notifications.actions import tell
from regio.organisations.models import Organisation
from regio.region.models import Municipality

PEOPLE = ("anonymous", "resident", "neighbour", "shopkeeper", "clerk", "owner")
Row = dict[str, int]


def everybody(status: int) -> Row:
    return dict.fromkeys(PEOPLE, status)


def signed_in(status: int = 200) -> Row:
    """Who is not signed in is asked to."""
    return everybody(status) | {"anonymous": 302}


def visitors(status: int = 200) -> Row:
    """Only for people who are not signed in yet; the others go home."""
    return everybody(302) | {"anonymous": status}


def only(*people: str) -> Row:
    """For everybody else it does not exist."""
    return everybody(404) | {"anonymous": 302} | dict.fromkeys(people, 200)


OPEN, POST_ONLY = everybody(200), everybody(405)
TABLE: dict[str, Row] = {
    "portal:home": OPEN,
    "portal:search": OPEN,
    "portal:suggest": OPEN,
    "portal:theme": OPEN,
    "portal:manifest": OPEN,
    "portal:service_worker": OPEN,
    "portal:offline": OPEN,
    "portal:mine": signed_in(),
    "portal:language": POST_ONLY,
    "portal:appearance": POST_ONLY,
    "portal:imprint": OPEN,
    "portal:privacy": OPEN,
    "portal:accessibility": OPEN,
    "portal:help": OPEN,
    "portal:security_txt": OPEN,
    "portal:healthz": everybody(503),  # neither hub nor worker run beside this test
    "portal:metrics": OPEN,  # this test asks from the same machine; others get 404 (regio.portal)
    "organisations:directory": OPEN,
    "organisations:page": OPEN,
    "organisations:in_municipality": everybody(302),  # a panel; without htmx the directory of that Gemeinde
    "organisations:edit": only("shopkeeper", "owner"),
    "organisations:edit_now": only("shopkeeper", "owner"),
    "organisations:edit_hours": only("shopkeeper", "owner"),
    "organisations:edit_facts": only("shopkeeper", "owner"),
    "organisations:edit_contacts": only("shopkeeper", "owner"),
    "organisations:new_contact": only("shopkeeper", "owner"),
    "organisations:edit_contact": only(),
    "organisations:edit_places": only("shopkeeper", "owner"),
    "organisations:new_place": only("shopkeeper", "owner"),
    "organisations:edit_place": only(),
    "organisations:edit_place_hours": only(),
    "organisations:edit_photos": only("shopkeeper", "owner"),
    "organisations:edit_logo": only("shopkeeper", "owner"),
    "organisations:edit_documents": only("shopkeeper", "owner"),
    "organisations:file_order": POST_ONLY,
    "organisations:file": POST_ONLY,
    "organisations:file_removal": POST_ONLY,
    "organisations:file_comeback": POST_ONLY,
    "region:municipalities": OPEN,
    "region:municipality": OPEN,
    "region:boundaries": OPEN,
    "desk:home": only("owner"),
    "accounts:profile": signed_in(),
    "accounts:data": everybody(302),  # proves once more who it is
    "accounts:export": POST_ONLY,
    "accounts:erase": everybody(302),  # the same
    "accounts:erased": OPEN,
    "accounts:demo_login": everybody(404),  # only in the demo
    "accounts:security": signed_in(),
    "accounts:sign_out_devices": POST_ONLY,
    "accounts:app": everybody(302),  # these ask for a fresh proof first
    "accounts:app_off": everybody(302),
    "accounts:recovery_codes": everybody(302),
    "accounts:passkey_new": everybody(302),
    "accounts:passkey": everybody(302),
    "accounts:proof_code": everybody(302),  # only after a code was asked for
    "accounts:address_code": everybody(302),
    "accounts:address_undo": everybody(404),  # only by the link of a mail
    "accounts:recovery_ask": OPEN,
    "accounts:recovery_asked": OPEN,
    "accounts:recovery": everybody(404),
    "accounts:recovery_stop": everybody(404),
    "mfa_login_webauthn": everybody(302),  # to the sign-in page; scripts get JSON
    "mfa_authenticate": everybody(302),  # only after the first step
    "chat:inbox": signed_in(),
    "chat:conversation": only("resident", "shopkeeper"),
    "chat:messages": everybody(404) | {"anonymous": 302, "resident": 302, "shopkeeper": 302},  # JSON for scripts only
    "chat:read": signed_in(405),
    "chat:write": OPEN | {"resident": 302, "shopkeeper": 302},  # their conversation; the inbox they answer from
    "notifications:notices": signed_in(),
    "notifications:read_all": signed_in(405) | {"anonymous": 405},
    "notifications:follow": everybody(404) | {"anonymous": 302, "resident": 302},
    "files:show": everybody(404),  # no such file; who sees one is tested in the room
    "files:status": everybody(404),
    "moderation:case": only("owner"),
    "report:case": only("resident"),
    "live:ticket": POST_ONLY,
    "account_login": visitors(),
    "account_signup": visitors(),
    "account_logout": signed_in(),
    "account_request_login_code": visitors(),
    "account_confirm_login_code": everybody(302),  # only after a code was asked for
    "account_email_verification_sent": everybody(302),  # only after signing up
    "account_change_password": signed_in(),
    "account_set_password": everybody(302),  # only for who has none
    "account_reset_password": OPEN,
    "account_confirm_password_reset_code": everybody(302),
    "account_complete_password_reset": everybody(302),
    "account_password_reset_completed": OPEN,
    "account_reauthenticate": signed_in(),
    "account_inactive": OPEN,
    "account_email": everybody(302),
}


def names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names(pattern.url_patterns, inner)
        elif pattern.name:
            yield f"{prefix}{pattern.name}"


def test_every_address_stands_in_the_table() -> None:
    assert set(names(get_resolver().url_patterns)) == set(TABLE)


@pytest.fixture
def talk(resident: User, shop: Organisation, shopkeeper: User) -> UUID:
    """A conversation of the resident with the shop."""
    conversation = open_conversation(shop, by=resident)
    send_message(conversation, by=resident, text="Guten Tag", id=uuid4(), for_organisation=False)
    return conversation.pk


@pytest.fixture
def everyone(
    resident: User, neighbour: User, shopkeeper: User, clerk: User, owner: User
) -> dict[str, User | AnonymousUser]:
    people = (AnonymousUser(), resident, neighbour, shopkeeper, clerk, owner)
    return dict(zip(PEOPLE, people, strict=True))


@pytest.mark.parametrize("name", sorted(TABLE))
def test_access(
    name: str,
    everyone: dict[str, User | AnonymousUser],
    as_user: Callable[[User], Client],
    town: Municipality,
    shop: Organisation,
    talk: UUID,
) -> None:
    case = open_case(REPORT, by=everyone["resident"], about=("test.thing", "1"), label="Anzeige").pk
    notice = tell(everyone["resident"], kind="test.told", title="Entschieden", text="", url="/", mail=False)
    arguments = {
        "notifications:follow": {"pk": notice.pk},
        "organisations:page": {"slug": shop.slug},
        **{
            f"organisations:{name}": {"slug": shop.slug}
            for name in (
                "edit_now",
                "edit_hours",
                "edit_facts",
                "edit_contacts",
                "new_contact",
                "edit_places",
                "new_place",
            )
        },
        **{
            f"organisations:{name}": {"slug": shop.slug, "key": 10**6}
            for name in ("edit_contact", "edit_place", "edit_place_hours")
        },
        "organisations:edit": {"slug": shop.slug},
        "organisations:edit_photos": {"slug": shop.slug},
        "organisations:edit_logo": {"slug": shop.slug},
        "organisations:edit_documents": {"slug": shop.slug},
        "organisations:file_order": {"slug": shop.slug},
        "organisations:file": {"slug": shop.slug, "id": uuid4()},
        "organisations:file_removal": {"slug": shop.slug, "id": uuid4()},
        "organisations:file_comeback": {"slug": shop.slug, "id": uuid4()},
        "organisations:in_municipality": {"slug": town.slug},
        "region:municipality": {"slug": town.slug},
        "accounts:demo_login": {"name": "buergerin"},
        "accounts:passkey": {"pk": 1},
        "accounts:address_undo": {"token": "x"},
        "accounts:recovery": {"token": "x"},
        "accounts:recovery_stop": {"token": "x"},
        "files:show": {"id": uuid4(), "variant": "320"},
        "files:status": {"id": uuid4()},
        "moderation:case": {"id": case},
        "report:case": {"id": case},
        "chat:conversation": {"id": talk},
        "chat:messages": {"id": talk},
        "chat:read": {"id": talk},
        "chat:write": {"slug": shop.slug},
    }
    address = reverse(name, kwargs=arguments.get(name))
    answers = {
        kind: (as_user(person) if isinstance(person, User) else Client()).get(address).status_code
        for kind, person in everyone.items()
    }
    assert answers == TABLE[name]
