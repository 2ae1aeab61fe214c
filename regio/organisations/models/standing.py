"""How an organisation stands with the desk: confirmed, hidden, merged, being proven by a code."""

from django.conf import settings
from django.db import models

from regio.organisations.models.organisation import Organisation


class Verification(models.Model):
    """The desk, or a code sent to the published address, confirmed who looks after the organisation."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, primary_key=True, related_name="verification")
    way = models.CharField(max_length=20)  # "desk", "code"
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.way}"


class Hiding(models.Model):
    """The desk took the organisation out of public view. Its people see it with the reason and can appeal."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, primary_key=True, related_name="hiding")
    published_at = models.DateTimeField(null=True)  # as it was, for restoring
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.organisation_id} hidden"


class Merger(models.Model):
    """`away` turned out to be `keep` under another entry. The row stays hidden: a later import finds its reference."""

    away = models.OneToOneField(Organisation, models.CASCADE, primary_key=True, related_name="merger")
    keep = models.ForeignKey(Organisation, models.CASCADE, related_name="merged")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(away=models.F("keep")), name="merger_is_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.away_id} into {self.keep_id}"


class OldAddress(models.Model):
    """An address under which an organisation could once be found; it leads to the present one for ever."""

    slug = models.SlugField(max_length=80, unique=True)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="old_addresses")

    class Meta:
        verbose_name_plural = "old addresses"

    def __str__(self) -> str:
        return self.slug


class ClaimCode(models.Model):
    """A code mailed to the published address of an entry, for one person. Only its digest is kept; usable once."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField(auto_now_add=True)
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "-sent_at"], name="claim_code_of_organisation")
        ]  # how many lately

    def __str__(self) -> str:
        return f"code for {self.organisation_id}"
