import json
import subprocess
import sys

import psutil
import psycopg
import pytest

from regio.ops.postgres import Postgres
from regio.ops.stack import Stack

PARTS = ("web", "live", "worker", "postgres")
NORMAL_USER = ("unshare", "--user", "--map-user=65534", "--map-group=65534")


def is_well(stack):
    return stack.get("/healthz")[0] == 200


def regio(stack, *words):
    command = [sys.executable, "-m", "regio.ops.cli", *words, "--data", str(stack.data)]
    environment = {**stack.environment(), "LC_ALL": "en"}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=60)


def test_ready_means_that_every_part_answers(house):
    status, text = house.get("/healthz")
    assert status == 200
    assert json.loads(text) == {"database": "ok", "live": "ok", "worker": "ok"}


@pytest.mark.parametrize("part", PARTS)
def test_killed_part_is_started_again(house, until, part):
    old = house.main_of(part)
    old.kill()
    old.wait(5)
    until(lambda: house.has(part))
    until(lambda: is_well(house))
    assert house.main_of(part).pid != old.pid


def test_killed_web_worker_is_replaced(house, until):
    old = house.main_of("web").children()
    assert len(old) == 2
    old[0].kill()
    until(lambda: old[0] not in house.main_of("web").children() and len(house.main_of("web").children()) == 2)
    until(lambda: is_well(house))


def test_second_house_in_the_same_folder_is_refused(house):
    second = Stack(house.data, command="up").launch()
    said = second.communicate(timeout=20)
    assert said == ("", f"regio: The folder {house.data} is in use by process {house.processes()[0].pid}.\n")
    assert second.returncode == 1
    assert is_well(house)


def test_port_of_another_program_is_told(house, tmp_path):
    second = Stack(tmp_path / "data", command="up", port=house.port).launch()
    out, error = second.communicate(timeout=20)
    assert (out, second.returncode) == ("", 1)
    assert f"Port {house.port} is taken" in error


def test_second_house_runs_beside_it_as_a_normal_user_and_leaves_no_process(house, tmp_path):
    with Stack(tmp_path / "data", command="up", prefix=NORMAL_USER) as second:
        assert is_well(second)
        assert is_well(house)
        everything = second.processes()
        assert second.stop() == 0
    assert psutil.wait_procs(everything, timeout=2)[1] == []


def test_county_is_founded_while_the_house_runs_and_survives_its_death(house, table, until):
    for _again in range(2):
        done = regio(house, "init", "--county", "08316", "--municipalities", str(table), "--admin", "chef@amt.example")
        assert (done.returncode, done.stderr.splitlines()[-1]) == (0, "[##############################] 100 %  2/2")
    assert done.stdout.splitlines()[0] == "0 new, 0 changed, 2 unchanged, 0 rows left out"

    everything = house.processes()
    everything[0].kill()
    assert psutil.wait_procs(everything, timeout=10)[1] == []

    house.start()
    with psycopg.connect(Postgres(house.data).dsn) as connection:
        assert connection.execute("SELECT key, name FROM region_county").fetchall() == [
            ("08316", "Landkreis Emmendingen")
        ]
        assert connection.execute("SELECT count(*) FROM region_ownerrole").fetchone() == (5,)
    assert is_well(house)


def test_check_finds_a_running_house_in_order(house):
    done = regio(house, "check")
    assert done.returncode == 0
    levels = [line.split()[0] for line in done.stdout.splitlines()]
    assert "fail" not in levels
    assert any(line.startswith("ok    Workers that work: ") for line in done.stdout.splitlines())
