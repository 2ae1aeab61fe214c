"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from regio.chat.choices import DEEDS


class ChatConfig(AppConfig):
    name = "regio.chat"

    def ready(self) -> None:
        """Say who may hear conversations and what is known of a person, and follow organisations that are merged."""
        # Models cannot be imported before the apps are ready.
        from regio.accounts.registry import register_bond  # noqa: PLC0415
        from regio.audit.registry import describe  # noqa: PLC0415
        from regio.chat import actions, queries, rules  # noqa: PLC0415
        from regio.chat.queries import reports  # noqa: PLC0415
        from regio.core import privacy  # noqa: PLC0415
        from regio.live import streams  # noqa: PLC0415
        from regio.moderation import registry as cases  # noqa: PLC0415
        from regio.organisations.signals import organisations_merged  # noqa: PLC0415

        describe(DEEDS)
        streams.register("conversation", rules.can_hear)
        register_bond("letter", holds=rules.has_written_to, people=rules.people_who_wrote_to)
        organisations_merged.connect(actions.move_conversations, dispatch_uid="chat")
        cases.register_target(
            cases.Target(
                reports.KIND,
                _("Message"),
                find=reports.reported_message,
                hide=lambda key, by: actions.hide_message(key, by=by),
                restore=lambda key, by: actions.restore_message(key, by=by),
                people=reports.people_answering_for,
                purge=actions.purge_message,
            )
        )
        cases.register_owned(reports.KIND, reports.own_reported_messages)
        privacy.register("chat", export=queries.parts_about, erase=actions.erase_person)
