"""The net: every URL name, asked with GET by every kind of person, and what each of them gets. A URL missing here fails.

200 a page · 302 asks to sign in or goes elsewhere · 403 refused · 404 does not exist for this person · 405 only by POST.
"""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from regio.accounts.models import User
from tests.conftest import url_names

PEOPLE = ("anonymous", "resident", "neighbour", "shopkeeper", "clerk", "town_editor", "owner")
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
    "portal:steps": signed_in(),
    "portal:language": POST_ONLY,
    "portal:appearance": POST_ONLY,
    "portal:imprint": OPEN,
    "portal:terms": OPEN,
    "portal:how": OPEN,
    "portal:ranking": OPEN,
    "portal:easy": OPEN,
    "portal:privacy": OPEN,
    "portal:accessibility": OPEN,
    "portal:help": OPEN,
    "portal:security_txt": OPEN,
    "portal:healthz": everybody(503),  # neither hub nor worker run beside this test
    "portal:metrics": OPEN,  # this test asks from the same machine; others get 404 (regio.portal)
    "organisations:directory": OPEN,
    "organisations:page": OPEN,
    "organisations:imprint": OPEN,
    "organisations:edit_imprint": only("shopkeeper", "owner"),
    "organisations:publish": only("shopkeeper", "owner"),
    "organisations:register": OPEN,  # strangers see how it goes
    "organisations:claim": OPEN | {"shopkeeper": 404},  # likewise
    "organisations:claim_code": signed_in(302) | {"shopkeeper": 404},  # this one has no mailed code
    "organisations:claim_send_code": signed_in(405),
    "organisations:choose_merge": signed_in(405),
    "organisations:in_municipality": everybody(302),  # a panel; without htmx the directory of that Gemeinde
    "organisations:offices": everybody(302),  # a panel, like the next one
    "organisations:more": everybody(302),  # a part; without htmx the directory of its Gemeinde
    "organisations:edit": only("shopkeeper", "owner"),
    "organisations:edit_team": only("shopkeeper", "owner"),
    "organisations:member": only(),
    "organisations:member_removal": POST_ONLY,
    "organisations:handover": POST_ONLY,
    "organisations:right_removal": POST_ONLY,
    "organisations:invitation_removal": POST_ONLY,
    "organisations:join_answer": POST_ONLY,
    "organisations:invitation": everybody(404),  # only with a token that holds
    "organisations:join": signed_in(),
    "organisations:leaving": signed_in(405),
    "organisations:handover_answer": signed_in(405),
    "situation:call": only("owner"),
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
    "organisations:following": signed_in(),
    "organisations:followed": signed_in(),
    "organisations:embed": OPEN,
    "organisations:edit_embed": only("shopkeeper", "owner"),
    "organisations:claim_letter": only() | {"anonymous": 200},  # only with a letter; strangers see how it goes
    "letters:home": only("town_editor", "owner"),
    "letters:run": only(),  # no such run
    "letters:result": only(),
    "organisations:edit_sign": only("shopkeeper", "owner"),
    "organisations:sign": only("shopkeeper", "owner"),
    "organisations:edit_photos": only("shopkeeper", "owner"),
    "organisations:edit_logo": only("shopkeeper", "owner"),
    "organisations:edit_documents": only("shopkeeper", "owner"),
    "organisations:file_order": POST_ONLY,
    "organisations:file": POST_ONLY,
    "organisations:file_removal": POST_ONLY,
    "organisations:file_comeback": POST_ONLY,
    **dict.fromkeys(("pages:of_organisation", "pages:news_of_organisation", "pages:feed_of_organisation"), OPEN),
    **dict.fromkeys(
        ("pages:of_municipality", "pages:news_of_municipality", "pages:feed_of_municipality", "pages:near"), OPEN
    ),
    **dict.fromkeys(
        ("pages:list", "pages:edit", "pages:preview", "pages:history", "pages:version"), only("shopkeeper", "owner")
    ),
    **dict.fromkeys(("pages:publication", "pages:deletion", "pages:place"), signed_in(405)),
    "region:municipalities": OPEN,
    "region:municipality": OPEN,
    "region:boundaries": OPEN,
    "desk:home": only("town_editor", "owner"),
    "desk:people": only("owner"),
    "desk:person": only("owner"),
    "desk:leave": only("owner"),
    "desk:duty": POST_ONLY,
    "locking:accounts": only("owner"),
    "locking:account": only("owner"),
    "desk:proposal": POST_ONLY,
    "desk:texts": only("owner"),
    "desk:settings": only("owner"),
    "region:edit": only("town_editor", "owner"),
    "region:editors": POST_ONLY,
    "region:editor": POST_ONLY,
    "portal:crest_of_county": only("owner"),
    "portal:crest_of_municipality": only("town_editor", "owner"),
    "audit:log": only("owner"),
    "audit:export": POST_ONLY,
    "desk:text": only("owner"),
    "desk:text_publish": POST_ONLY,
    "desk:text_discard": POST_ONLY,
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
    "chat:report": only("resident", "shopkeeper"),
    "chat:read": signed_in(405),
    "chat:write": OPEN | {"resident": 302, "shopkeeper": 302},  # their conversation; the inbox they answer from
    "notifications:notices": signed_in(),
    "notifications:read_all": signed_in(405) | {"anonymous": 405},
    "notifications:follow": everybody(404) | {"anonymous": 302, "resident": 302},
    "files:show": everybody(404),  # no such file; who sees one is tested in the room
    "files:status": everybody(404),
    "moderation:cases": only("owner"),
    "moderation:case": only("owner"),
    "moderation:decide": only("owner"),
    "moderation:figures": only("owner"),
    "moderation:figures_table": only("owner"),
    "moderation:mails": only("owner"),
    "moderation:texts": only("owner"),
    "moderation:text": everybody(404) | {"anonymous": 302},  # no such text
    "moderation:take": POST_ONLY,
    "moderation:give_back": POST_ONLY,
    "moderation:ask": POST_ONLY,
    "moderation:remark": POST_ONLY,
    "moderation:insight": POST_ONLY,
    "report:new": OPEN,
    "report:thanks": OPEN,
    "report:figures": OPEN,
    "report:who_sees": OPEN,
    "report:mine": signed_in(),
    "report:case": only("resident"),
    "report:appeal": everybody(404) | {"anonymous": 302, "resident": 302},  # nothing is decided yet
    "report:answer": POST_ONLY,
    "report:withdraw": POST_ONLY,
    "report:evidence": POST_ONLY,
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


def test_every_address_stands_in_the_table() -> None:
    assert url_names() == set(TABLE)


@pytest.fixture
def everyone(
    resident: User, neighbour: User, shopkeeper: User, clerk: User, town_editor: User, owner: User
) -> dict[str, User | AnonymousUser]:
    people = (AnonymousUser(), resident, neighbour, shopkeeper, clerk, town_editor, owner)
    return dict(zip(PEOPLE, people, strict=True))


@pytest.mark.parametrize("name", sorted(TABLE))
def test_access(
    name: str,
    everyone: dict[str, User | AnonymousUser],
    as_user: Callable[[User], Client],
    address_of: Callable[[str], str],
) -> None:
    address = address_of(name)
    answers = {
        kind: (as_user(person) if isinstance(person, User) else Client()).get(address).status_code
        for kind, person in everyone.items()
    }
    assert answers == TABLE[name]
