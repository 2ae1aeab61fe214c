"""The worker part: deferred and periodic work. It waits out a database that is away.

WORKER_JOBS jobs at a time (2). A job that is not done when the grace is over is taken up again by the next worker.
"""

import asyncio
import logging
import os
import signal
from contextlib import suppress

import django
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from psycopg import OperationalError

AT_START = ("regio.search.tasks.refresh_open_times",)  # periodic work that a machine switched off may have missed
WATCH_SECONDS = 30
GRACE_SECONDS = 4  # for jobs under way; the supervisor waits six

log = logging.getLogger("regio.worker")


def main() -> None:
    """Work until SIGTERM."""
    os.umask(0o077)  # mails of the outbox hold codes
    django.setup()
    asyncio.run(work(app))


async def work(app: App) -> None:
    """One worker after the other, each until the database goes away."""
    task = asyncio.current_task()
    assert task

    def end() -> None:
        signal.alarm(GRACE_SECONDS + 1)  # kills us when the good end hangs on a database that is gone
        task.cancel()

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, end)
    try:
        while True:
            await _work_while_connected(app)
            await asyncio.sleep(0.5)
    except asyncio.CancelledError:
        log.info("ended")


async def _work_while_connected(app: App) -> None:
    assert isinstance(app.connector, DjangoConnector)
    connector = app.connector.get_worker_connector()
    try:
        with app.replace_connector(connector) as ours:
            async with ours.open_async():
                await catch_up(ours)
                watch = asyncio.create_task(_watch(ours))
                try:
                    await ours.run_worker_async(
                        concurrency=int(os.environ.get("WORKER_JOBS", "2")),
                        install_signal_handlers=False,
                        delete_jobs="successful",  # a mail that was sent is not kept: it holds an address and a code
                        shutdown_graceful_timeout=GRACE_SECONDS,
                    )
                finally:
                    watch.cancel()
    except (ConnectorException, OperationalError) as error:
        log.warning("database away, trying again: %s", str(error).split("\n", 1)[0])


async def _watch(app: App) -> None:
    with suppress(ConnectorException, OperationalError):  # the work itself notices too and begins anew
        while True:
            await take_up_again(app)
            await asyncio.sleep(WATCH_SECONDS)


async def take_up_again(app: App) -> int:
    """Queue again what a killed worker had in hand (no heartbeat for half a minute). Jobs are safe to run twice."""
    stalled = list(await app.job_manager.get_stalled_jobs())
    for job in stalled:
        log.warning("taking up again: %s", job.task_name)
        await app.job_manager.retry_job(job)
    return len(stalled)


async def catch_up(app: App) -> None:
    """Queue what should not wait for its hour, once."""
    app.perform_import_paths()
    for name in AT_START:
        with suppress(AlreadyEnqueued):
            await app.tasks[name].defer_async()


if __name__ == "__main__":
    main()
