"""Work of the room that the worker does."""

from django.db import connection
from procrastinate.contrib.django import app

from regio.accounts.actions.address import forget_address_changes
from regio.accounts.emails import send_mail_later

__all__ = ["forget_limits", "send_mail_later"]  # the worker finds its tasks here


@app.periodic(cron="17 * * * *")
@app.task(name="accounts.forget_limits", queueing_lock="accounts.forget_limits")
def forget_limits(timestamp: int) -> None:
    """Delete what has had its time: counts (they hold network addresses, privacy notice: at most a day), old sign-ins,
    mails that could not be sent (they hold an address and a dead code), and changed addresses that stay."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_limits WHERE expires < now()")
        cursor.execute("DELETE FROM accounts_session WHERE expire_date < now()")
        cursor.execute(
            "UPDATE procrastinate_jobs SET args = '{}' WHERE task_name = %s AND status = 'failed'",
            [send_mail_later.name],
        )
    forget_address_changes()
