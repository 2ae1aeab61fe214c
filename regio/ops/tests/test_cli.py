import os
import subprocess
import sys
import tarfile

import psycopg
import pytest

from regio.ops.postgres import Postgres
from regio.ops.stack import OURS, Stack


def regio(*words, **environment):
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    command = [sys.executable, "-m", "regio.ops.cli", *map(str, words)]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        env=inherited | {"LC_ALL": "en"} | environment,
        check=False,
        timeout=120,
    )


def rows(folder, statement):
    server = Postgres(folder)
    server.start()
    try:
        with psycopg.connect(server.dsn) as connection:
            return connection.execute(statement).fetchall()
    finally:
        server.stop()


@pytest.fixture
def founded(tmp_path, table):
    """A data folder with a county, nothing running."""
    folder = tmp_path / "data"
    done = regio("init", "--county", "08316", "--municipalities", table, "--admin", "it@amt.example", "--data", folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_help_comes_without_loading_django():
    program = "import sys, regio.ops.cli as c\ntry: c.main(['--help'])\nfinally: print('django' in sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "False\n")
    for command in ("demo", "up", "init", "import", "check", "backup", "restore", "bench", "soak"):
        assert f"    {command} " in done.stdout


def test_unknown_kind_of_import_names_the_known_ones():
    done = regio("import", "weather", "file.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert all(kind in done.stderr for kind in ("boundaries", "municipalities", "organisations"))


def test_port_that_is_no_number_is_told():
    done = regio("up", PORT="eighty")
    assert (done.returncode, done.stderr) == (1, "regio: PORT must be a port number, not “eighty”.\n")


@pytest.mark.slow
def test_bad_row_is_told_with_its_line_and_the_good_ones_are_kept(tmp_path, table):
    lines = table.read_text().splitlines()
    table.write_text("\n".join([*lines[:2], lines[1].replace("08316011,", "0831,"), lines[2]]))
    folder = tmp_path / "data"
    done = regio("import", "municipalities", table, "--data", folder)
    assert done.returncode == 1
    first, last = done.stdout.splitlines()
    assert first.startswith("line 3: ")
    assert last == "2 new, 0 changed, 0 unchanged, 1 rows left out"
    assert rows(folder, "SELECT name FROM region_municipality ORDER BY ars") == [("Emmendingen",), ("Sexau",)]


def test_wrong_words_of_init_found_nothing(tmp_path, table):
    folder = tmp_path / "data"
    for key, mail, said in (
        ("08316", "no-address", "is not an e-mail address"),
        ("99999", "it@amt.example", "no county with this key"),
    ):
        done = regio("init", "--county", key, "--municipalities", table, "--admin", mail, "--data", folder)
        assert (done.returncode, said in done.stderr, done.stdout) == (1, True, "")
    assert not (folder / "postgres").exists()


@pytest.mark.slow
def test_backup_comes_back_in_another_folder(founded, tmp_path):
    (founded / "files").mkdir()
    (founded / "files" / "picture.webp").write_bytes(b"picture")
    archive = tmp_path / "backup.tar"
    assert regio("backup", archive, "--data", founded).returncode == 0
    assert archive.stat().st_mode & 0o777 == 0o600

    other = tmp_path / "other"
    assert regio("restore", archive, "--data", other).returncode == 0
    everything = (
        "SELECT key, (SELECT count(*) FROM region_municipality), (SELECT email FROM accounts_user) FROM region_county"
    )
    assert rows(other, everything) == rows(founded, everything) == [("08316", 2, "it@amt.example")]
    assert (other / "files" / "picture.webp").read_bytes() == b"picture"
    assert (other / "secret_key").read_text() == (founded / "secret_key").read_text()

    refused = regio("restore", archive, "--data", other)
    assert (refused.returncode, "--force" in refused.stderr) == (1, True)
    assert regio("restore", archive, "--force", "--data", other).returncode == 0
    assert rows(other, everything) == [("08316", 2, "it@amt.example")]


@pytest.mark.slow
def test_who_was_deleted_after_the_backup_stays_deleted(founded, tmp_path):
    archive, other = tmp_path / "backup.tar", tmp_path / "other"
    regio("backup", archive, "--data", founded)
    other.mkdir()
    [(key, joined_at)] = rows(founded, "SELECT id, joined_at FROM accounts_user")
    (other / "erased").write_text(f"{key} {joined_at.isoformat()}\n")
    assert regio("restore", archive, "--data", other).returncode == 0
    with Stack(other, command="up"):
        pass
    assert rows(other, "SELECT email FROM accounts_user") == []
    assert rows(founded, "SELECT email FROM accounts_user") == [("it@amt.example",)]


def test_foreign_archive_is_refused_and_changes_nothing(tmp_path):
    archive = tmp_path / "foreign.tar"
    with tarfile.open(archive, "w") as file:
        file.add(__file__, "about.json")
    folder = tmp_path / "data"
    done = regio("restore", archive, "--data", folder)
    assert done.returncode == 1
    assert "is no backup of a Regio-Plattform" in done.stderr
    assert not (folder / "postgres").exists()


def test_archive_that_reaches_out_of_its_folder_is_refused(tmp_path):
    archive = tmp_path / "evil.tar"
    with tarfile.open(archive, "w") as file:
        file.add(__file__, "../../evil.py")
    done = regio("restore", archive, "--data", tmp_path / "data")
    assert done.returncode == 1
    assert not (tmp_path.parent / "evil.py").exists()
