"""Sign-ins on devices: noted, ended."""

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from regio.accounts.models import Session, User
from regio.accounts.rules import can_edit_profile, public_key
from regio.accounts.sessions import DEVICE
from regio.audit import actions as audit
from regio.core.permissions import require
from regio.live import cut_on_commit
from regio.live.streams import EVERY


def note_sign_in(session: SessionBase, person: User, *, device: str) -> None:
    """Remember on which device a sign-in began, for the list of devices and the events of the person."""
    session[DEVICE] = device
    audit.record("accounts.signed_in", by=person, of=person, device=device)


@transaction.atomic
def end_session(public: str, *, by: User) -> int:
    """End one sign-in of one's own, named by its public key, with its sockets. Returns how many: 0 when it is gone."""
    found = [row.session_key for row in Session.objects.filter(person=by) if public_key(row) == public]
    return _end(by, found, deed="accounts.session_ended")


@transaction.atomic
def end_sessions(person: User, *, by: User | None, but: str | None = "") -> int:
    """End every sign-in of `person` except the session `but`, with all sockets. None is the platform itself.

    Sockets are cut for the whole person; a page of the session that stays hears again with its next ticket.
    """
    require(by is None or can_edit_profile(by, person))
    rows = Session.objects.filter(person=person).exclude(session_key=but or "")
    return _end(person, list(rows.values_list("session_key", flat=True)), deed="accounts.sessions_ended", by=by)


def _end(person: User, keys: list[str], *, deed: str, by: User | None = None) -> int:
    count, _rows = Session.objects.filter(session_key__in=keys).delete()
    if count:
        audit.record(deed, by=by or person, of=person, count=count)
        cut_on_commit(EVERY, user_id=person.pk)
    return count
