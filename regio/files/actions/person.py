"""What the room forgets of a person (GDPR Art. 17)."""

from typing import TYPE_CHECKING

from django.db import transaction

from regio.core.text import without
from regio.files.actions.file import remove
from regio.files.choices import Purpose
from regio.files.models import File

if TYPE_CHECKING:
    from regio.accounts.models import User


@transaction.atomic
def erase_person(person: "User") -> None:
    """Evidence they gave is deleted; what they uploaded for an organisation or a Gemeinde stays without their name.

    Also where they called a file or described a picture by it. What stands in the file itself is the owner's word.
    """
    mine = File.objects.filter(uploaded_by=person)
    for file in mine.filter(purpose=Purpose.EVIDENCE):
        remove(file)
    words = [person.email, person.name, *(part for part in person.name.split() if len(part) > 2)]
    for file in mine:
        file.name, file.alt = without(file.name, words), without(file.alt, words)
        file.save(update_fields=["name", "alt"])
    mine.update(uploaded_by=None)
