"""Messages as things that can be reported (moderation.registry.Target): only the one message comes to the desk."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from regio.accounts.models import User
from regio.chat.models import Conversation, Message
from regio.chat.rules import Visitor, is_person_of, visible_conversations
from regio.moderation.models import Case
from regio.moderation.registry import Subject
from regio.organisations.models import Membership

KIND = "chat.message"
SHOWN = 50


def reported_message(user: Visitor, key: str) -> Subject | None:
    """The message `key`, when it was written to the side of `user`. Its text goes to the desk, the conversation does not."""
    try:
        pk = UUID(key)
    except ValueError:
        return None
    seen = Conversation.objects.filter(visible_conversations(user))
    found = Message.objects.filter(pk=pk, conversation__in=seen, hidden_at=None)
    message = found.select_related("conversation__organisation").first()
    if message is None or message.is_from_organisation != is_person_of(user, message.conversation):
        return None
    organisation = message.conversation.organisation
    label = _("Message in the conversation with %(name)s") % {"name": organisation.name}
    url = reverse("chat:conversation", args=[message.conversation_id])
    return Subject(label, url, organisation.municipality_id, message.text, is_private=True)


def people_answering_for(key: str) -> Iterable[User]:
    """Who wrote it; of an organisation also its people who could have."""
    message = Message.objects.filter(pk=key).select_related("author", "conversation").first()
    if message is None:
        return []
    found = {message.author} if message.author and message.author.is_active else set()
    if message.is_from_organisation:
        held = Membership.objects.filter(Membership.answering(), organisation=message.conversation.organisation_id)
        found |= {one.person for one in held.select_related("person") if one.person.is_active}
    return sorted(found, key=lambda person: person.pk)


def own_reported_messages(user: User) -> Iterable[str]:
    """Keys of reported messages in conversations that `user` takes part in: they do not decide about them."""
    reported = [UUID(key) for key in Case.objects.filter(about_kind=KIND).values_list("about_key", flat=True)]
    mine = Conversation.objects.filter(visible_conversations(user))
    return [
        str(pk) for pk in Message.objects.filter(pk__in=reported, conversation__in=mine).values_list("pk", flat=True)
    ]


def reportable(conversation: Conversation, *, as_organisation: bool) -> list[Message]:
    """The newest messages of the other side, newest first."""
    theirs = Message.objects.filter(conversation=conversation, is_from_organisation=not as_organisation, hidden_at=None)
    return list(theirs.order_by("-seq")[:SHOWN])
