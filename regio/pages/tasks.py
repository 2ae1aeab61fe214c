"""Periodic work of the room."""

from procrastinate.contrib.django import app

from regio.pages import actions


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="pages.empty_bin")
def empty_bin(timestamp: int = 0) -> None:
    """Each night: what was deleted 30 days ago goes for good."""
    actions.empty_bin()
