"""What the room forgets of a person (GDPR Art. 17)."""

from typing import TYPE_CHECKING

from django.db import transaction

from regio.files.actions.file import remove
from regio.files.choices import Purpose
from regio.files.models import File

if TYPE_CHECKING:
    from regio.accounts.models import User


@transaction.atomic
def erase_person(person: "User") -> None:
    """Evidence they gave is deleted; what they uploaded for an organisation or a Gemeinde stays without their name."""
    mine = File.objects.filter(uploaded_by=person)
    for file in mine.filter(purpose=Purpose.EVIDENCE):
        remove(file)
    mine.update(uploaded_by=None)
