"""How SMTP_URL becomes Django's mailer."""

from pathlib import Path

import pytest
from django.core.mail import mailers
from django.core.mail.backends.smtp import EmailBackend

from regio.config import env


def test_without_a_server_mails_become_files(tmp_path: Path, settings) -> None:
    settings.MAILERS = {"default": env.mail("", tmp_path / "outbox")}
    mailers.default.open()
    assert mailers.default.file_path == str(tmp_path / "outbox")


@pytest.mark.parametrize(
    ("url", "host", "port", "is_wrapped", "is_upgraded"),
    [
        ("smtp://user:p%40ss@mail.example:587", "mail.example", 587, False, True),
        ("smtp://user:p%40ss@mail.example", "mail.example", 587, False, True),
        ("smtp://user:p%40ss@relay.example:25", "relay.example", 25, False, False),
        ("smtps://user:p%40ss@mail.example", "mail.example", 465, True, False),
    ],
)
def test_server_is_reached_as_its_address_says(
    url: str, host: str, port: int, is_wrapped: bool, is_upgraded: bool, settings
) -> None:
    settings.MAILERS = {"default": env.mail(url, Path("unused"))}
    mailer = mailers.default
    assert isinstance(mailer, EmailBackend)
    assert (mailer.host, mailer.port, mailer.use_ssl, mailer.use_tls) == (host, port, is_wrapped, is_upgraded)
    assert (mailer.username, mailer.password) == ("user", "p@ss")
