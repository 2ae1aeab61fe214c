"""Connections that are kept between requests."""

from collections.abc import Iterator

import pytest
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper


@pytest.fixture
def line(transactional_db: None) -> Iterator[BaseDatabaseWrapper]:
    second = connections.create_connection("default")
    second.ensure_connection()
    yield second
    second.close()


def test_idle_connection_is_usable_without_a_statement(line: BaseDatabaseWrapper) -> None:
    asked: list[str] = []
    with line.execute_wrapper(lambda execute, sql, *rest: asked.append(sql) or execute(sql, *rest)):
        assert line.is_usable()
    assert asked == []


def test_connection_that_was_ended_is_not_usable(line: BaseDatabaseWrapper) -> None:
    with line.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [backend] = cursor.fetchone()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
        assert cursor.fetchone() == (True,)
    assert not line.is_usable()


def test_closed_connection_is_not_usable(line: BaseDatabaseWrapper) -> None:
    line.connection.close()
    assert not line.is_usable()
