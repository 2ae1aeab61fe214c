"""Health, metrics, and what people see while the database is away."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from regio.region.models import County


@contextmanager
def hub(status: int) -> Iterator[int]:
    """Something that answers on the hub's port."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


def worker(age: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s::interval)", [age])


@contextmanager
def database_away() -> Iterator[None]:
    host = connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["HOST"] = "/nonexistent"
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["HOST"] = host


def test_health_is_good_when_every_part_is(client: Client, db: None, settings: Any) -> None:
    worker("5 seconds")
    with hub(200) as settings.LIVE_PORT:
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "worker": "ok", "live": "ok"})
    assert not answer.cookies


@pytest.mark.parametrize(("age", "live", "part"), [("10 minutes", 200, "worker"), ("1 second", 503, "live")])
def test_health_names_the_part_that_is_down(
    client: Client, db: None, settings: Any, age: str, live: int, part: str
) -> None:
    worker(age)
    with hub(live) as settings.LIVE_PORT:
        answer = client.get("/healthz")
    assert answer.status_code == 503
    assert [name for name, state in answer.json().items() if state != "ok"] == [part]


def test_hub_that_does_not_answer_is_down(client: Client, db: None, settings: Any) -> None:
    worker("1 second")
    with hub(200) as port:
        pass
    settings.LIVE_PORT = port
    assert client.get("/healthz").json()["live"] == "down"


def test_health_is_cheap_and_without_session(
    as_user: Callable, resident: object, django_assert_num_queries: Callable
) -> None:
    client = as_user(resident)
    with django_assert_num_queries(1):
        client.get("/healthz")


@pytest.mark.django_db(transaction=True)
def test_without_database_health_says_so_and_people_see_a_german_page_and_it_recovers(
    client: Client, county: County
) -> None:
    with database_away():
        health = client.get("/healthz")
        page = client.get("/verzeichnis/")
    assert (health.status_code, health.json()["database"]) == (503, "down")
    assert page.status_code == 503
    assert '<html lang="de"' in page.content.decode()
    assert page["Retry-After"] == "10"
    assert client.get("/hilfe/").status_code == 200
    assert client.get("/verzeichnis/").status_code == 200


def test_metrics_are_for_this_machine_only(client: Client, db: None) -> None:
    worker("5 seconds")
    answer = client.get("/metrics")
    lines = dict(line.rsplit(" ", 1) for line in answer.content.decode().splitlines() if not line.startswith("#"))
    assert lines['regio_jobs{status="todo"}'] == "0"
    assert 5 <= int(lines["regio_worker_heartbeat_age_seconds"]) < 60
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.7").status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "1.2.3.4"}).status_code == 404
    assert client.get("/metrics", REMOTE_ADDR="").status_code == 404
