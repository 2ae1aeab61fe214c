"""A county of two Gemeinden and a house that is started once for all tests of this room."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from regio.ops.stack import Stack

TABLE = """ars,ags,name,type,kreis_key,kreis,kreis_type,verband,land,area_km2,population,plz_admin,plz_all,lon,lat
083160011011,08316011,Emmendingen,Stadt,08316,Emmendingen,Landkreis,,Baden-Württemberg,33.8,27882,79312,79312,7.85,48.12
083160038038,08316038,Sexau,Gemeinde,08316,Emmendingen,Landkreis,,Baden-Württemberg,16.3,3300,79350,79350,7.91,48.10
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything about the house in one worker: it is started once."""
    for item in items:
        if "house" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("house"))
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """An installation without a county. Tests leave it running."""
    with Stack(tmp_path_factory.mktemp("house") / "data", command="up") as running:
        yield running


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Register of two Gemeinden."""
    path = tmp_path / "table.csv"
    path.write_text(TABLE)
    return path


@pytest.fixture(scope="session")
def until() -> Callable[..., None]:
    """`until(condition)`: wait for something that must become true."""

    def wait(condition: Callable[[], bool], *, seconds: float = 20.0) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, "it did not become true"
            time.sleep(0.05)

    return wait
