from collections.abc import Iterator

import pytest

from regio.core import privacy
from regio.core.privacy import Part


@pytest.fixture
def no_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(privacy, "_handlers", {})


def test_rooms_are_asked_from_the_top(no_handlers: None) -> None:
    def export(room: str) -> Iterator[Part]:
        yield Part(f"{room}/rows.json", [])

    for room in ("region", "accounts", "chat"):
        privacy.register(room, export=lambda person, room=room: export(room), erase=lambda person: None)
    assert [part.path for part in privacy.export_of(None)] == [
        "chat/rows.json",
        "accounts/rows.json",
        "region/rows.json",
    ]
