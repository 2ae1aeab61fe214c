"""Conversations between a person and an organisation, how far everybody has read, and how fast a person writes."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from regio.organisations.models import Organisation


class Conversation(models.Model):
    """What a person and an organisation write to each other. The organisation's staff share it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="conversations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="conversations")
    opened_at = models.DateTimeField(auto_now_add=True)
    last_seq = models.PositiveIntegerField(default=0)  # counter of messages; moved under the row lock
    last_at = models.DateTimeField(null=True)
    last_text = models.CharField(max_length=140, blank=True)
    is_last_from_person = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "person"], name="conversation_once")]
        indexes = [
            models.Index(fields=["person", "-last_at"], name="conversation_of_person"),  # a person's inbox
            models.Index(fields=["organisation", "-last_at"], name="conversation_of_organisation"),  # a shared inbox
            models.Index(  # unread_count of staff: the few conversations that wait for an answer
                fields=["organisation", "last_at"], condition=Q(is_last_from_person=True), name="conversation_waiting"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Message(models.Model):
    """One message. Its id is made by the writer's device, so that sending twice stores once."""

    id = models.UUIDField(primary_key=True)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages", db_index=False)
    seq = models.PositiveIntegerField()  # 1, 2, 3 … without gaps: the order everybody sees
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    is_from_organisation = models.BooleanField(default=False)  # written for the organisation, by `author`
    text = models.TextField(max_length=5000)
    sent_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True)  # by a decision of the desk; kept until nobody can appeal any more

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "seq"], name="message_order")]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.seq}"


class ReadPosition(models.Model):
    """How far a person has read; one row per reader, none per message."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="positions", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seq = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "person"], name="read_position_once")]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.person_id} {self.seq}"


class Pace(models.Model):
    """How much of their allowance a person has written lately; one row per writer, a leaky bucket (rules.BURST)."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    level = models.FloatField(default=0)  # messages in the bucket at the moment `at`
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id} {self.level}"
