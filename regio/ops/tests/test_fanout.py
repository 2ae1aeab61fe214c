import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from regio.ops.bench import fanout


@pytest.mark.slow
def test_small_fanout_measures_all_three_figures_beside_their_limit(django_db_setup: None) -> None:
    at = connection.settings_dict
    url = make_conninfo("", dbname=at["NAME"], user=at["USER"], host=at["HOST"], port=at["PORT"] or None)
    figures = {figure.name: figure for figure in fanout.run({"DATABASE_URL": url}, sockets=100)}
    assert figures.keys() == {"fanout10k_p99_ms", "fanout_cpu_s", "socket_kb"}
    assert figures["fanout10k_p99_ms"].value > 0
    assert all(figure.value >= 0 and figure.limit is not None for figure in figures.values())
