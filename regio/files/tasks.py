"""Periodic work of the room."""

from procrastinate.contrib.django import app

from regio.files import actions


@app.periodic(cron="*/2 * * * *")
@app.task(name="files.catch_up", queueing_lock="files.catch_up")
def catch_up(timestamp: int = 0) -> None:
    """Every two minutes: pictures whose worker was killed begin again."""
    actions.catch_up()


@app.periodic(cron="27 * * * *")
@app.task(name="files.sweep", queueing_lock="files.sweep")
def sweep(timestamp: int = 0) -> None:
    """Each hour: delete bytes that belong to nothing."""
    actions.sweep()
