"""What the worker does before it waits for work."""

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from regio.ops.worker import catch_up, take_up_again


@pytest.fixture(autouse=True)
def _no_jobs(transactional_db: None) -> None:
    """Their tables are not emptied between tests."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute("DELETE FROM procrastinate_workers")


def test_worker_catches_up_with_missed_work_once() -> None:
    for _start in range(2):
        async_to_sync(catch_up)(app)
    assert list(ProcrastinateJob.objects.values_list("task_name", "status")) == [
        ("regio.search.tasks.refresh_open_times", "todo")
    ]


def test_what_a_killed_worker_had_in_hand_is_taken_up_again() -> None:
    async_to_sync(catch_up)(app)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing'"
        )  # by a worker that no longer stands in the table
    assert async_to_sync(take_up_again)(app) == 1
    assert async_to_sync(take_up_again)(app) == 0
    assert ProcrastinateJob.objects.get().status == "todo"


def test_what_a_living_worker_has_in_hand_stays_there() -> None:
    async_to_sync(catch_up)(app)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM procrastinate_workers)"
        )
    assert async_to_sync(take_up_again)(app) == 0
    assert ProcrastinateJob.objects.get().status == "doing"
