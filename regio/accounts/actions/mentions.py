"""Where a person who has gone is still named: jobs that wait or failed, mails in the outbox, drafts nobody signed in for.

What the worker has to do knows the person only by digests: neither the job nor its failure names them.
"""

import json
import os
import re
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.crypto import salted_hmac
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from regio.accounts.models import Session
from regio.accounts.sessions import SessionStore
from regio.core.text import without

TRIES = RetryStrategy(max_attempts=8, exponential_wait=3)
AGAIN_SECONDS = 10
_WORDS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\w+")  # an address is one word
_NAMING = """
SELECT id, status = 'todo', args FROM procrastinate_jobs
 WHERE status <> 'doing' AND EXISTS (SELECT FROM unnest(%s::text[]) word WHERE strpos(lower(args::text), word) > 0)
   FOR UPDATE SKIP LOCKED
"""


def forget_jobs(addresses: Collection[str], *, words: Collection[str]) -> None:
    """Part of erasing a person. Mails to them are not sent, mails to others go without the name, failed ones are deleted."""
    mine = {address.lower() for address in addresses}
    inside = [json.dumps(word.lower(), ensure_ascii=False)[1:-1] for word in words if word.strip()]
    with connection.cursor() as cursor:
        cursor.execute(_NAMING, [inside])
        for key, is_waiting, args in cursor.fetchall():
            args = json.loads(args) if isinstance(args, str) else args
            to = str(args.get("to") or args.get("email") or "").lower()
            if not is_waiting or to in mine:
                cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [key])
                continue
            said = {name: without(value, words) if isinstance(value, str) else value for name, value in args.items()}
            cursor.execute("UPDATE procrastinate_jobs SET args = %s WHERE id = %s", [json.dumps(said), key])


@app.task(name="accounts.forget_mentions", retry=TRIES)
def forget_mentions_later(*, digests: list[str], longest: int, person_id: int, joined_at: str) -> None:
    """Twin of `forget_mentions`. Comes again while a mail that names the person is just being sent."""
    note_erased(person_id, joined_at)
    if not forget_mentions(digests, longest=longest):
        again = forget_mentions_later.configure(schedule_in={"seconds": AGAIN_SECONDS})
        again.defer(digests=list(digests), longest=longest, person_id=person_id, joined_at=joined_at)


def forget_mentions(digests: Sequence[str], *, longest: int) -> bool:
    """Delete mails in the outbox and sessions without person that name somebody. False while a job under way does."""
    known = frozenset(digests)
    for file in sorted(Path(settings.MAIL_OUTBOX).glob("*")):  # of an installation without mail server
        if file.is_file() and any(_names(text, known, longest) for text in _texts_of(file.read_bytes())):
            file.unlink(missing_ok=True)
    for session in Session.objects.filter(person=None).iterator(chunk_size=500):
        if _names(json.dumps(SessionStore().decode(session.session_data), ensure_ascii=False), known, longest):
            session.delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs WHERE status = 'doing'")
        return not any(_names(args, known, longest) for [args] in cursor.fetchall())


def note_erased(person_id: int, joined_at: str) -> None:
    """Remember outside the database that this account is gone: a restored backup brings it back (erase_again)."""
    path = Path(settings.ERASED)
    line = f"{person_id} {joined_at}\n"
    if path.exists() and line in path.read_text():
        return
    with os.fdopen(os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600), "a") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def noted_as_erased() -> list[tuple[int, datetime]]:
    """Key and day of joining of each account that is gone. The key alone may be given to somebody else after a restore."""
    path = Path(settings.ERASED)
    lines = path.read_text().splitlines() if path.exists() else []
    pairs = (line.split(" ", 1) for line in lines if line.strip())
    return [(int(key), datetime.fromisoformat(joined_at)) for key, joined_at in pairs]


def digests_of(words: Collection[str]) -> list[str]:
    """What the worker gets instead of `words`."""
    return sorted({_digest(_parts(word)) for word in words if _parts(word)})


def longest_of(words: Collection[str]) -> int:
    """Of how many words the longest of `words` is made."""
    return max((len(_parts(word)) for word in words), default=0)


def _names(text: str, known: Collection[str], longest: int) -> bool:
    parts = _parts(text)
    runs = (parts[start : start + length] for length in range(1, longest + 1) for start in range(len(parts)))
    return any(_digest(run) in known for run in runs)


def _parts(text: str) -> list[str]:
    return [part.lower() for part in _WORDS.findall(text)]


def _digest(parts: Sequence[str]) -> str:
    return salted_hmac("regio.accounts.mentions", " ".join(parts), algorithm="sha256").hexdigest()


def _texts_of(data: bytes) -> Iterator[str]:
    """Address, subject and text of each mail in a file of the outbox."""
    for part in re.split(rb"\n-{70,}\n", data):
        mail: Any = message_from_bytes(part, policy=policy.default)
        body = mail.get_body(("plain",))
        yield f"{mail['To']} {mail['Subject']} {body.get_content() if body else ''}"
