"""Work of the room that the worker does."""

from procrastinate.contrib.django import app

from regio.region.actions import end_expired_duties


@app.periodic(cron="7 0 * * *")
@app.task(name="region.end_expired_duties", queueing_lock="region.end_expired_duties")
def end_duties_of_substitutes(timestamp: int) -> None:
    """Put yesterday's ends on the trail."""
    end_expired_duties()
