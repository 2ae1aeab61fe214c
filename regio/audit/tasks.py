"""Work of the room that the worker does."""

from procrastinate.contrib.django import app

from regio.audit.actions import forget_old


@app.periodic(cron="23 3 * * *")
@app.task(name="audit.forget_old", queueing_lock="audit.forget_old")
def forget_old_entries(timestamp: int) -> None:
    """Delete what is older than the county keeps its trail."""
    forget_old()
