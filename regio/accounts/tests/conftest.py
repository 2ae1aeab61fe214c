"""What the tests of this room share."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.core.cache import caches
from procrastinate.contrib.django.models import ProcrastinateJob

from regio.accounts.tasks import send_mail_later


@dataclass(frozen=True)
class Letter:
    """One mail that was handed to the mail server."""

    to: str
    subject: str
    body: str

    @property
    def code(self) -> str:
        return re.findall(r"^    (\d{6})$", self.body, re.M)[0]


@pytest.fixture
def post(db: None, mailoutbox: list) -> Callable[[], list[Letter]]:
    """`post()` does the worker's work: sends what waits and returns all mails so far."""

    def deliver() -> list[Letter]:
        waiting = ProcrastinateJob.objects.filter(task_name=send_mail_later.name, status="todo").order_by("id")
        for job in list(waiting)[len(mailoutbox) :]:
            send_mail_later(**job.args)
        return [Letter(mail.to[0], mail.subject, str(mail.body)) for mail in mailoutbox]

    return deliver


@pytest.fixture(autouse=True)
def _no_tries_yet(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests that commit leave their counts behind."""
    yield
    if "transactional_db" in request.fixturenames:
        caches["limits"].clear()
