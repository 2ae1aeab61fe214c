"""What the worker does before it waits for work."""

import pytest
from asgiref.sync import async_to_sync
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from regio.ops.worker import catch_up


@pytest.mark.django_db(transaction=True)
def test_worker_catches_up_with_missed_work_once() -> None:
    for _start in range(2):
        async_to_sync(catch_up)(app)
    assert list(ProcrastinateJob.objects.values_list("task_name", "status")) == [
        ("regio.search.tasks.refresh_open_times", "todo")
    ]
