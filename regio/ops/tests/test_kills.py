import pytest

from regio.ops.soak import kills


@pytest.mark.slow
def test_no_acknowledged_message_is_lost_when_parts_are_killed(house):
    counts = kills.prove(house, kills=3, talks=3, seed=2)
    assert sum(counts["kills"].values()) == 3
    assert counts["messages"] >= 6
    assert counts["participants"] == 6
