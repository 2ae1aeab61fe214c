"""People for the proof by kills: runs inside Django, gives what their browsers would know."""

from typing import Any

from regio.accounts.actions import create_person
from regio.accounts.models import User
from regio.chat.actions import open_conversation
from regio.ops.bench.chat_seed import cookies
from regio.organisations.actions import add_member, put_organisation
from regio.organisations.choices import Kind, Role


def conversations(number: str) -> list[dict[str, Any]]:
    """So many conversations between two people each: one who asks and one who answers for an organisation."""
    return [conversation(serial) for serial in range(int(number))]


def conversation(serial: int) -> dict[str, Any]:
    asking = create_person(f"asks-{serial}@kills.example", name=f"Asks {serial}")
    keeper = create_person(f"answers-{serial}@kills.example", name=f"Answers {serial}")
    shop = put_organisation(f"kills/{serial}", name=f"Kills {serial}", kind=Kind.BUSINESS)
    add_member(shop, person=keeper, role=Role.EDITOR, by=None)
    found = open_conversation(shop, by=asking)
    return {"id": str(found.pk), "people": [browser(asking), browser(keeper)]}


def browser(person: User) -> dict[str, str]:
    return {"name": person.name, **cookies(person)}
