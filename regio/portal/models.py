"""Tables of the room."""

from django.conf import settings
from django.db import models

from regio.core.time import now


class Dismissal(models.Model):
    """A person does not want to see a list of first steps any more."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    guide = models.CharField(max_length=40)  # "resident", "organisation-12", "municipality-4", "owner"
    at = models.DateTimeField(default=now)

    class Meta:
        # Read for every visit of the desk, by person: the constraint's index.
        constraints = [models.UniqueConstraint(fields=["person", "guide"], name="dismissal_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.guide}"
