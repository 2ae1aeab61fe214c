import os
import subprocess
import sys
import time
from collections.abc import Callable

import psycopg

from regio.live.tests.wire import CLOSE, Browser, HubProcess

Sign = Callable[..., str]
Publish = Callable[..., None]


def event(number: int) -> dict[str, object]:
    return {"type": "test", "id": number}


def test_hub_starts_without_django() -> None:
    code = "import sys, regio.live.hub; print('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"


def test_hub_says_which_settings_are_missing() -> None:
    env = {name: value for name, value in os.environ.items() if name != "REGIO_SECRET_KEY"}
    env |= {"DATABASE_URL": "dbname=x", "LIVE_ORIGINS": "http://x"}
    done = subprocess.run([sys.executable, "-m", "regio.live.hub"], env=env, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (1, "live hub: please set REGIO_SECRET_KEY\n")


def test_200_sockets_hear_every_event_of_their_streams_in_order(hub: HubProcess, sign: Sign, publish: Publish) -> None:
    browsers = [
        Browser(hub.port).open(sign(f"user-{n}", "conversation-a" if n % 2 else "conversation-b", user_id=n))
        for n in range(200)
    ]
    for number in range(0, 60, 2):
        publish("conversation-a", event(number), event(number + 1))
        publish("conversation-b", event(1000 + number))
    for n, browser in enumerate(browsers):
        publish(f"user-{n}", event(n))
        heard = [browser.hear() for _ in range(61 if n % 2 else 31)]
        own = [message["e"]["id"] for message in heard if message["s"] != f"user-{n}"]
        assert own == (list(range(60)) if n % 2 else list(range(1000, 1060, 2)))
        assert heard[-1] == {"s": f"user-{n}", "e": event(n)}
        browser.socket.close()


def test_burst_of_large_events_drops_no_reader(hub: HubProcess, sign: Sign, publish: Publish) -> None:
    with Browser(hub.port).open(sign("user-1")) as browser:
        publish("user-1", *({"type": "test", "id": n, "text": "x" * 7_000} for n in range(200)))
        assert [browser.hear()["e"]["id"] for _ in range(200)] == list(range(200))


def test_socket_without_ticket_hears_nothing(hub: HubProcess, sign: Sign, publish: Publish) -> None:
    with Browser(hub.port).open() as browser, Browser(hub.port).open(sign("user-1")) as hearer:
        publish("user-1", event(1))
        assert hearer.hear()["e"] == event(1)
        browser.say({"ticket": sign("user-1")})
        assert browser.hear()["type"] == "ready"
        publish("user-1", event(2))
        assert browser.hear()["e"] == event(2)


def test_stream_outside_the_ticket_is_not_heard(hub: HubProcess, sign: Sign, publish: Publish) -> None:
    with Browser(hub.port).open(sign("conversation-1")) as browser:
        for other in ("conversation-2", "conversation-", "conversation-11", "user-1"):
            publish(other, event(1))
        publish("conversation-1", event(2))
        assert browser.hear() == {"s": "conversation-1", "e": event(2)}


def test_next_ticket_takes_the_place_of_the_first(hub: HubProcess, sign: Sign, publish: Publish) -> None:
    with Browser(hub.port).open(sign("conversation-1", seconds=60)) as browser:
        browser.say({"ticket": sign("conversation-2", seconds=600)})
        ready = browser.hear()
        assert (ready["type"], 590 <= ready["seconds"] <= 600) == ("ready", True)
        publish("conversation-1", event(1))
        publish("conversation-2", event(2))
        assert browser.hear()["e"] == event(2)


def test_socket_is_closed_when_its_ticket_ends(hub: HubProcess, sign: Sign, publish: Publish) -> None:
    start = time.monotonic()
    with Browser(hub.port).open(sign("user-1", seconds=1)) as browser:
        assert browser.close_code() == 4401
        assert 0.9 <= time.monotonic() - start <= 4


def test_cut_ends_one_stream_of_one_person_at_once(hub: HubProcess, sign: Sign, publish: Publish) -> None:
    with (
        Browser(hub.port).open(sign("conversation-1", "user-1", user_id=1)) as former,
        Browser(hub.port).open(sign("conversation-1", user_id=2)) as member,
    ):
        publish.raw(['{"cut":"conversation-1","user":1}'])  # type: ignore[attr-defined]
        publish("conversation-1", event(1))
        publish("user-1", event(2))
        assert former.hear() == {"type": "renew"}
        assert former.hear() == {"s": "user-1", "e": event(2)}
        assert member.hear() == {"s": "conversation-1", "e": event(1)}


def test_old_ticket_does_not_bring_a_cut_stream_back(hub: HubProcess, sign: Sign, publish: Publish) -> None:
    old = sign("conversation-3", "user-3", user_id=3)
    with Browser(hub.port).open(old) as browser:
        publish.raw(['{"cut":"conversation-3","user":3}'])  # type: ignore[attr-defined]
        publish("user-3", event(1))
        assert browser.hear() == {"type": "renew"}
        assert browser.hear()["e"] == event(1)
        browser.say({"ticket": old})
        assert [browser.hear()["type"] for _ in range(2)] == ["ready", "renew"]
        with Browser(hub.port).open(old) as second:
            assert second.hear() == {"type": "renew"}
            publish("conversation-3", event(2))
            publish("user-3", event(3))
            assert browser.hear()["e"] == second.hear()["e"] == event(3)
            second.say({"ticket": sign("conversation-3", user_id=3)})
            assert second.hear()["type"] == "ready"
            publish("conversation-3", event(4))
            assert second.hear()["e"] == event(4)


def test_cut_of_everything_silences_a_person(hub: HubProcess, sign: Sign, publish: Publish) -> None:
    with (
        Browser(hub.port).open(sign("conversation-4", "user-4", user_id=4)) as gone,
        Browser(hub.port).open(sign("conversation-4", user_id=5)) as other,
    ):
        publish.raw(['{"cut":"*","user":4}'])  # type: ignore[attr-defined]
        publish("user-4", event(1))
        publish("conversation-4", event(2))
        assert other.hear()["e"] == event(2)
        gone.say({"ticket": sign("user-9", user_id=4)})
        assert [gone.hear()["type"] for _ in range(2)] == ["renew", "ready"]  # nothing else came before


def test_notification_that_is_none_of_ours_harms_nobody(hub: HubProcess, sign: Sign, publish: Publish) -> None:
    with Browser(hub.port).open(sign("user-1")) as browser:
        publish.raw(["", "x", "[]", "{}", '"s"', '{"s":[]}', '{"s":{}}', '{"cut":[],"user":[]}', '{"cut":1}', "null"])  # type: ignore[attr-defined]
        publish("user-1", event(1))
        assert browser.hear()["e"] == event(1)


def test_laggard_is_dropped_and_the_others_miss_nothing(own_hub: HubProcess, sign: Sign, publish: Publish) -> None:
    with (
        Browser(own_hub.port, receive_buffer=4_096).open(sign("user-1")),
        Browser(own_hub.port).open(sign("user-1")) as reader,
    ):
        for start in range(0, 3_000, 50):
            publish("user-1", *({"type": "test", "id": start + n, "text": "x" * 7_000} for n in range(50)))
            assert [reader.hear()["e"]["id"] for _ in range(50)] == list(range(start, start + 50))
            if own_hub.health()[1]["sockets"] == 1:
                break
        assert own_hub.health()[1]["sockets"] == 1
    own_hub.stop()
    assert any("laggard" in line for line in own_hub.lines)


def test_lost_line_to_the_database_ends_in_a_resync(
    own_hub: HubProcess, sign: Sign, publish: Publish, database_url: str
) -> None:
    with Browser(own_hub.port).open(sign("user-1")) as browser, Browser(own_hub.port).open() as stranger:
        with psycopg.connect(database_url) as line:
            line.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE application_name = 'regio-live' AND datname = current_database()"
            )
        assert browser.hear() == {"type": "resync", "seconds": 60}
        publish("user-1", event(1))
        assert browser.hear()["e"] == event(1)
        stranger.say({"ticket": sign("user-1")})
        assert stranger.hear()["type"] == "ready"  # without a ticket there was nothing to fetch


def test_ticket_older_than_the_line_to_the_database_counts_for_a_minute(database_url: str, sign: Sign) -> None:
    old = sign("user-1", seconds=600)
    hub = HubProcess(database_url)
    try:
        with Browser(hub.port).open() as browser:
            browser.say({"ticket": old})
            assert 50 <= browser.hear()["seconds"] <= 60
            browser.say({"ticket": sign("user-1", seconds=600)})
            assert browser.hear()["seconds"] > 500
    finally:
        hub.stop()


def test_health_is_503_without_database() -> None:
    hub = HubProcess("dbname=regio host=/nonexistent", wait_for="database not reachable")
    try:
        assert hub.health() == (503, {"status": "database down", "listening": False, "sockets": 0})
    finally:
        hub.stop()


def test_health_counts_sockets(own_hub: HubProcess, sign: Sign) -> None:
    with Browser(own_hub.port).open(sign("user-1")):
        assert own_hub.health() == (200, {"status": "ok", "listening": True, "sockets": 1})


def test_sigterm_sends_everybody_away_within_two_seconds(own_hub: HubProcess, sign: Sign) -> None:
    browsers = [Browser(own_hub.port).open(sign("user-1")) for _ in range(20)]
    own_hub.process.terminate()
    start = time.monotonic()
    for browser in browsers[:-1]:
        assert browser.close_code() == 1012
    assert browsers[-1].frame() == (CLOSE, (1012).to_bytes(2, "big"))  # this one never answers
    assert own_hub.process.wait(5) == 0
    assert time.monotonic() - start <= 2
    for browser in browsers:
        browser.socket.close()


def test_logs_hold_no_tickets_and_no_persons(own_hub: HubProcess, sign: Sign, publish: Publish) -> None:
    ticket = sign("user-31415926", user_id=31415926)
    with Browser(own_hub.port).open(ticket) as browser:
        publish.raw(['{"cut":"user-31415926","user":31415926}', '{"s":31415926}'])  # type: ignore[attr-defined]
        assert browser.hear() == {"type": "renew"}
        browser.say({"ticket": ticket[:-5]})
        assert browser.close_code() == 4403
    own_hub.stop()
    log = "\n".join(own_hub.lines)
    assert "stopped" in log
    assert "31415926" not in log
    assert ticket[:20] not in log
