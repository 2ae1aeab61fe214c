"""Reads the environment: everything an operator can say is said here, once."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict


def flag(name: str) -> bool:
    """True when the variable says yes (1, true, yes, on)."""
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def data_dir(default: Path) -> Path:
    """Folder for everything that must survive: database, uploads, keys, mail outbox of the demo."""
    return Path(os.environ.get("REGIO_DATA") or default).resolve()


def database(url: str) -> dict[str, object]:
    """Django's database settings for a libpq URL or key=value string."""
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError:
        # The error repeats what it could not read, and that may be the password.
        raise SystemExit("DATABASE_URL cannot be read. Special letters in a password are written like %40.") from None
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    options = {key: value for key, value in parts.items() if key not in known}
    return {
        "ENGINE": "regio.core.postgresql",
        **{django: str(parts.get(libpq) or "") for libpq, django in known.items()},
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 3, **options},
    }


def secret_key(folder: Path) -> str:
    """The signing key from REGIO_SECRET_KEY, else from a private file that is made on first use."""
    if key := os.environ.get("REGIO_SECRET_KEY"):
        return key
    file = folder / "secret_key"
    if not file.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
                out.write(secrets.token_urlsafe(50))
        except FileExistsError:
            pass  # another process was faster; its key counts
    return file.read_text()


def mail(url: str, outbox: Path) -> dict[str, Any]:
    """Django's one mailer: SMTP_URL (smtp://user:pw@host:587 or smtps://), else a folder of files."""
    if not url:
        return {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": {"file_path": str(outbox)}}
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise SystemExit("SMTP_URL cannot be read. Special letters in a password are written like %40.") from None
    is_wrapped = parts.scheme == "smtps"  # RFC 8314; the other one begins plain and changes to TLS
    options = {
        "host": parts.hostname or "localhost",
        "port": port or (465 if is_wrapped else 587),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": not is_wrapped and port != 25,
        "use_ssl": is_wrapped,
        "timeout": 10,
    }
    return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}
