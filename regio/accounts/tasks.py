"""Work of the room that the worker does."""

from django.core.mail import EmailMessage
from django.db import connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

TRIES = RetryStrategy(max_attempts=6, exponential_wait=2)


@app.task(name="accounts.send_mail", retry=TRIES)
def send_mail_later(*, to: str, subject: str, body: str) -> None:
    """Hand one mail to the mail server; after some tries within minutes give up, for by then its code is dead."""
    EmailMessage(subject, body, to=[to]).send()


@app.periodic(cron="17 * * * *")
@app.task(name="accounts.forget_limits", queueing_lock="accounts.forget_limits")
def forget_limits(timestamp: int) -> None:
    """Delete counts whose time is over, for they hold network addresses (privacy notice: at most a day), and old sign-ins."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_limits WHERE expires < now()")
        cursor.execute("DELETE FROM accounts_session WHERE expire_date < now()")
