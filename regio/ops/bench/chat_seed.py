"""People for the chat measurement: runs inside Django, prints as JSON what their browsers would know."""

import json
import secrets
import string
import sys
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from regio import live
from regio.accounts.models import User
from regio.chat.actions import open_conversation
from regio.core.time import now
from regio.organisations.choices import Kind, Role
from regio.organisations.models import Membership, Organisation

HEARD_AT_ONCE = 40  # conversations one socket listens to


def main(people: int) -> None:
    """An organisation, somebody who answers there, and `people` who write to it."""
    shop, _ = Organisation.objects.get_or_create(
        slug="bench-chat",
        defaults={"name": "Bench", "sort_key": "bench", "kind": Kind.BUSINESS, "published_at": now()},
    )
    clerk, _ = User.objects.get_or_create(email="bench-clerk@bench.example", defaults={"name": "Clerk"})
    Membership.objects.get_or_create(organisation=shop, person=clerk, defaults={"role": Role.MANAGER})
    run = secrets.token_hex(4)
    writers, conversations = [], []
    for number in range(people):
        person = User.objects.create_user(f"bench-{run}-{number}@bench.example", name=f"Person {number}")
        conversation = open_conversation(shop, by=person)
        conversations.append(conversation.pk)
        writers.append({"path": f"/postfach/{conversation.pk}/nachrichten/", **cookies(person)})
    print(json.dumps({"writers": writers, "tickets": tickets(clerk, conversations)}))


def cookies(person: User) -> dict[str, str]:
    """A session, as signing in makes it."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    token = "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(32))
    names = f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={token}"
    return {"cookie": names, "csrf": token}


def tickets(clerk: User, conversations: list[UUID]) -> list[str]:
    """What the pages of the one who answers show the hub."""
    groups = [conversations[at : at + HEARD_AT_ONCE] for at in range(0, len(conversations), HEARD_AT_ONCE)]
    return [live.ticket(clerk.pk, [f"conversation-{pk}" for pk in group]) for group in groups]


if __name__ == "__main__":
    main(int(sys.argv[1]))
