"""Deferred and periodic work of the room."""

from procrastinate.contrib.django import app

from regio.search import actions


@app.periodic(cron="12 * * * *")
@app.task(queueing_lock="search.refresh_open_times")
def refresh_open_times(timestamp: int = 0) -> None:
    """Each hour: move the opening times on when a new day has begun. Cheap when there is nothing to do."""
    actions.refresh_open_times(only_stale=True)


@app.periodic(cron="47 3 * * *")
@app.task(queueing_lock="search.tidy_words")
def tidy_words(timestamp: int = 0) -> None:
    """Each night: forget words that nothing contains any more."""
    actions.tidy_words()
