import os
import signal
import subprocess
import sys

import psutil
import psycopg
import pytest

from regio.ops.errors import OpsError
from regio.ops.postgres import SMALL, UNSAFE, Postgres


@pytest.fixture
def folder(tmp_path):
    tmp_path.chmod(0o700)
    return tmp_path


def make(folder):
    return Postgres(folder, settings=SMALL | UNSAFE)


def test_only_its_owner_reaches_it(folder):
    server = make(folder)
    server.start()
    with psycopg.connect(server.dsn) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW data_checksums").fetchone() == ("on",)
        assert connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = 'regio'").fetchone() == (False,)
    server.stop()
    assert server.socket_dir.stat().st_mode & 0o777 == 0o700
    assert server.cluster.stat().st_mode & 0o777 == 0o700
    assert server.cluster.stat().st_uid == os.geteuid()


def test_rows_survive_a_killed_server(folder):
    server = Postgres(folder)
    server.start()
    with psycopg.connect(server.dsn) as connection:
        connection.execute("CREATE TABLE kept (id int)")
        connection.execute("INSERT INTO kept SELECT generate_series(1, 1000)")
    assert server.process
    server.process.kill()
    server.process.wait()
    again = Postgres(folder)
    again.start()
    with psycopg.connect(again.dsn) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1000,)
    again.stop()


def test_path_too_long_for_a_socket_falls_back_to_a_short_private_folder(folder):
    deep = folder / ("d" * 60) / ("e" * 60)
    server = make(deep)
    server.start()
    assert server.socket_dir != deep / "run"
    assert make(deep).dsn == server.dsn
    assert server.socket_dir.stat().st_mode & 0o777 == 0o700
    psycopg.connect(server.dsn).close()
    server.stop()


def test_folder_with_blanks_and_quotes_works(folder):
    server = make(folder / "Ämter & 'Co'")
    server.start()
    psycopg.connect(server.dsn).close()
    server.stop()


def test_leftover_pid_file_does_not_hinder_the_start(folder):
    server = make(folder)
    server.start()
    pid_file = server.cluster / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    server.stop()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]))
    server.start()
    psycopg.connect(server.dsn).close()
    server.stop()


def test_orphan_of_a_killed_house_is_ended_first(folder):
    orphan = make(folder)
    orphan.start()
    server = make(folder)
    server.start()
    assert orphan.process.wait(5) == 0
    psycopg.connect(server.dsn).close()
    server.stop()


def test_user_without_an_entry_in_the_list_of_users_can_run_it(folder):
    """Some containers run everything under a number of their own."""
    program = (
        "import sys, pathlib, regio.ops.postgres as p; s = p.Postgres(pathlib.Path(sys.argv[1])); s.start(); s.stop()"
    )
    stranger = ["unshare", "--user", "--map-user=4711", "--map-group=4711"]
    subprocess.run([*stranger, sys.executable, "-c", program, str(folder)], check=True)
    assert (folder / "postgres" / "PG_VERSION").read_text() == "18\n"


def test_broken_cluster_is_told_in_a_sentence(folder):
    server = make(folder)
    server.start()
    server.stop()
    (server.cluster / "global" / "pg_control").write_bytes(b"")
    with pytest.raises(OpsError, match="did not start"):
        server.start()
    assert server.process is None


def test_stop_ends_it_even_while_somebody_is_connected(folder):
    server = make(folder)
    server.start()
    with psycopg.connect(server.dsn) as connection:
        process = psutil.Process(server.process.pid)
        connection.execute("BEGIN")
        server.stop()
        assert not process.is_running()
        connection.close()


def test_interrupt_of_the_terminal_does_not_reach_it(folder):
    server = make(folder)
    server.start()
    assert os.getpgid(server.process.pid) != os.getpgrp()
    assert server.process.poll() is None
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(5) == 0
