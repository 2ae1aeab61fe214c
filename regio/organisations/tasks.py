"""Periodic work of the room."""

from django.utils import timezone
from procrastinate.contrib.django import app

from regio.organisations import actions
from regio.organisations.actions import letters


@app.periodic(cron="7 0,1 * * *")
@app.task(queueing_lock="organisations.forget_ended")
def forget_ended(timestamp: int = 0) -> None:
    """After midnight: what held until yesterday leaves pages and cards."""
    actions.forget_ended(timezone.localdate())


@app.periodic(cron="23 2 * * *")
@app.task(name="organisations.forget_letters", queueing_lock="organisations.forget_letters")
def forget_letters(timestamp: int = 0) -> None:
    """Each night: printed letters after seven days, their codes after 90."""
    letters.forget_letters()
