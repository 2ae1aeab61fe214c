"""Sign-ins: a session knows its person, so that every page reads both with one statement."""

from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from regio.accounts.choices import BROWSERS, SYSTEMS
from regio.accounts.models import Session, User

SEEN_MINUTES = 5  # a page view writes at most every so many minutes
DEVICE = "device"


class SessionStore(DatabaseStore):
    """Django's sessions in the database; loading one brings its person along. Named so by SESSION_ENGINE."""

    person: User | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        """What is stored, empty for an unknown or ended session. By hand: the ORM takes longer than the database."""
        self.person = None
        with connection.cursor() as cursor:
            cursor.execute(_statement(), [(self.session_key or "").replace("\0", "")])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        data, is_stale, *values = row
        if values[0] is not None:
            self.person = User.from_db(connection.alias, _fields(), values)
            if is_stale:
                self._touch()
        found: dict[str, Any] = self.decode(data)
        return found

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row to store, with its person."""
        row = super().create_model_instance(data)
        assert isinstance(row, Session)
        row.person_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.device = str(data.get(DEVICE, ""))[:40]
        return row

    def _touch(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE accounts_session SET seen_at = now() WHERE session_key = %s", [self.session_key])


class PersonMiddleware(AuthenticationMiddleware):
    """`request.user`, without a statement of its own where the session brought the person along."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: person_of(request))  # type: ignore[assignment]  # as Django does


def person_of(request: HttpRequest) -> AbstractBaseUser | AnonymousUser:
    """Who is signed in. Anything unusual (old password, inactive person, other backend) is left to Django to judge."""
    session: Any = request.session
    signed_in = session.get(SESSION_KEY)  # loads the session
    person: User | None = getattr(session, "person", None)
    if person is None or not is_proven(person, session, signed_in):
        return get_user(request)
    return person


def is_proven(person: User, session: Any, signed_in: str | None) -> bool:
    """True when `session` is a sign-in of this very person by a way in use, with the password they have now."""
    return (
        signed_in == str(person.pk)
        and person.is_active
        and session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
        and constant_time_compare(session.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash())
    )


def device_of(agent: str) -> str:
    """`Firefox|Android`: what a person recognises a device by. Nothing that tells two phones of a kind apart."""
    browser = next((name for sign, name in BROWSERS.items() if sign in agent), "")
    system = next((name for sign, name in SYSTEMS.items() if sign in agent), "")
    return f"{browser}|{system}" if browser or system else ""


@cache
def _fields() -> list[str]:
    return [field.attname for field in User._meta.concrete_fields]


@cache
def _statement() -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(f"p.{quote(str(field.column))}" for field in User._meta.concrete_fields)
    return (
        f"SELECT s.session_data, s.seen_at < now() - interval '{SEEN_MINUTES} minutes', {columns} FROM {quote(Session._meta.db_table)} s "  # noqa: S608 - names of our own tables
        f"LEFT JOIN {quote(User._meta.db_table)} p ON p.id = s.person_id WHERE s.session_key = %s AND s.expire_date > now()"
    )
