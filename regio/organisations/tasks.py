"""Periodic work of the room."""

from django.utils import timezone
from procrastinate.contrib.django import app

from regio.organisations import actions


@app.periodic(cron="7 0,1 * * *")
@app.task(queueing_lock="organisations.forget_ended")
def forget_ended(timestamp: int = 0) -> None:
    """After midnight: what held until yesterday leaves pages and cards."""
    actions.forget_ended(timezone.localdate())
