"""Fixed words of the room."""

from django.utils.translation import gettext_lazy as _

DEEDS = {  # what the trail calls what this room does (audit.registry)
    "chat.conversation_opened": _("Conversation begun"),
    "chat.message_hidden": _("Message hidden"),
    "chat.message_restored": _("Message shown again"),
    "chat.message_purged": _("Hidden message deleted for good"),
}
