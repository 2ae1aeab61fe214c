"""Who wants to hear of whom."""

from django.conf import settings
from django.db import models

from regio.organisations.models.organisation import Organisation


class Follow(models.Model):
    """A person sees the news of an organisation on their desk. Nobody but the person sees who follows; the others a number."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="follows")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "organisation"], name="follow_once")]
        # The desk of a person reads by `person` (the constraint's index), the number of followers by `organisation`.

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.organisation_id}"
