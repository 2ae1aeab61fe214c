"""Who may read and write what. A conversation has two sides: its person, and whoever answers for its organisation."""

from typing import TypeGuard
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from regio.accounts.models import User
from regio.chat.models import Conversation
from regio.organisations.models import Membership, Organisation
from regio.organisations.rules import can_answer_for

Visitor = User | AnonymousUser
LONGEST = 5000  # characters of one message
# A leaky bucket: nobody types faster, and a script is slowed to 30 messages a minute.
BURST = 40
PER_SECOND = 0.5


def can_write_as_person(user: Visitor, organisation: Organisation) -> bool:
    """Anybody signed in may write to a published organisation, except those who would answer themselves."""
    return is_signed_in(user) and organisation.published_at is not None and not can_answer_for(user, organisation)


def can_read_conversation(user: Visitor, conversation: Conversation) -> bool:
    """Its person, and everybody who may answer for its organisation now."""
    return is_person_of(user, conversation) or can_answer(user, conversation)


def can_answer(user: Visitor, conversation: Conversation) -> bool:
    """Editors and managers of its organisation, except in a conversation of their own."""
    if not is_signed_in(user) or conversation.person_id == user.pk:
        return False
    return answering(user).filter(organisation=conversation.organisation_id).exists()


def can_send(user: Visitor, conversation: Conversation, *, for_organisation: bool) -> bool:
    """The person writes as itself, the others for the organisation."""
    return can_answer(user, conversation) if for_organisation else is_person_of(user, conversation)


def can_hear(user: Visitor, key: str) -> bool:
    """Whether `user` may go on hearing the stream `conversation-<key>`; a damaged key is nobody's."""
    try:
        pk = UUID(key)
    except ValueError:
        return False
    return Conversation.objects.filter(visible_conversations(user), pk=pk).exists()


def visible_conversations(user: Visitor) -> Q:
    """Twin of `can_read_conversation`: condition on conversations."""
    if not is_signed_in(user):
        return Q(pk__in=[])
    return Q(person=user) | Q(organisation__in=answering(user).values("organisation"))


def answering(user: User) -> QuerySet[Membership]:
    """The memberships by which `user` answers for organisations."""
    return Membership.objects.filter(Membership.answering(), person=user)


def is_person_of(user: Visitor, conversation: Conversation) -> bool:
    """True on the person's side of the conversation."""
    return is_signed_in(user) and conversation.person_id == user.pk


def is_signed_in(user: Visitor) -> TypeGuard[User]:
    """Signed in, and not locked since."""
    return user.is_authenticated and user.is_active


def has_written_to(viewer: User, person: User) -> bool:
    """True when `person` wrote to an organisation of `viewer`: whoever writes shows their name (accounts.rules.is_near)."""
    theirs = Conversation.objects.filter(person=person, last_seq__gt=0)
    return theirs.filter(organisation__memberships__person=viewer).exists()


def people_who_wrote_to(viewer: User) -> Q:
    """Twin of `has_written_to`."""
    ours = Conversation.objects.filter(organisation__memberships__person=viewer, last_seq__gt=0)
    return Q(pk__in=ours.values("person"))
