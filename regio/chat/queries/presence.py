"""What is new for somebody, for the shell of every page."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from regio.accounts.models import User
from regio.core.time import today
from regio.organisations.choices import ANSWERING

_PRESENCE = """
WITH heard AS MATERIALIZED (
    SELECT organisation_id, since FROM organisations_membership WHERE person_id = %(person)s AND (
        role = ANY(%(roles)s) OR id IN (SELECT membership_id FROM organisations_right WHERE "right" = 'answer' AND until > now()))
), news AS (
    SELECT id, last_seq FROM chat_conversation WHERE person_id = %(person)s AND NOT is_last_from_person
    UNION ALL
    SELECT id, last_seq FROM heard JOIN chat_conversation USING (organisation_id)
    WHERE is_last_from_person AND last_at > since AND person_id <> %(person)s
)
SELECT (SELECT count(*) FROM news LEFT JOIN chat_readposition p ON p.conversation_id = news.id AND p.person_id = %(person)s
        WHERE news.last_seq > coalesce(p.seq, 0)),
       ARRAY(SELECT organisation_id FROM heard ORDER BY organisation_id),
       EXISTS (SELECT 1 FROM region_ownerrole WHERE person_id = %(person)s AND (until IS NULL OR until >= %(today)s)),
       (SELECT count(*) FROM notifications_notice WHERE person_id = %(person)s AND read_at IS NULL),
       (SELECT min(r.until) FROM organisations_right r JOIN organisations_membership m ON m.id = r.membership_id
        WHERE m.person_id = %(person)s AND r."right" = 'answer' AND r.until > now() AND m.role <> ALL(%(roles)s))
"""


@dataclass(frozen=True, slots=True)
class Presence:
    """How many conversations have something new, the organisations the person answers for, whether they hold a duty,
    how many notices they have not seen, and when the first of their rights to answer ends.
    """

    unread: int
    organisations: list[int]
    is_on_duty: bool
    notices: int = 0
    ends_at: datetime | None = None


def unread_count(user: User) -> int:
    """Conversations with something new for `user`: own ones, and those of shared inboxes that nobody has answered yet.

    One statement, no look at messages. What happened before a membership began is not new.
    """
    return presence(user).unread


def presence(user: User) -> Presence:
    """What every page of somebody signed in shows and hears. By hand: composing it would take longer than asking."""
    with connection.cursor() as cursor:
        cursor.execute(_PRESENCE, {"person": user.pk, "roles": [str(role) for role in ANSWERING], "today": today()})
        return Presence(*cursor.fetchone())
