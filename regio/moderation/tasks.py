"""What the worker does every night."""

from procrastinate.contrib.django import app

from regio.moderation.actions.person import forget_strangers
from regio.moderation.actions.report import purge_hidden


@app.periodic(cron="41 2 * * *")
@app.task(name="moderation.tidy", queueing_lock="moderation.tidy")
def tidy(timestamp: int) -> None:
    """Delete what was taken down when nobody can appeal any more, and addresses of people without account."""
    while purge_hidden():
        pass
    forget_strangers()
