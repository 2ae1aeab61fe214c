from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from regio.accounts.models import User
from regio.audit.models import Entry
from regio.core.time import now
from regio.files import rules
from regio.files.actions import arrange, bring_back, describe, drop
from regio.files.actions.file import remove_dropped
from regio.files.errors import NoRoom, TooLarge, TooManyFiles, TooManyToday
from regio.files.models import File
from regio.files.queries import files_of, files_of_many
from regio.files.tests.conftest import OWNER, Room, paper, paths, picture

type Stored = Callable[..., File]


def jobs(name: str) -> list[dict[str, str]]:
    return list(ProcrastinateJob.objects.filter(task_name=name).order_by("id").values_list("args", flat=True))


def test_a_picture_waits_for_its_sizes(stored: Stored, resident: User, tmp_path: Path) -> None:
    file = stored(picture(), alt="  Unser\nLaden ", by=resident)
    assert (file.state, file.width, file.height, file.media_type) == ("waiting", 800, 600, "image/jpeg")
    assert (file.name, file.alt, file.uploaded_by) == ("foto.webp", "Unser Laden", resident)
    assert paths(tmp_path) == {f"{file.pk}/original"}
    assert jobs("files.make_sizes") == [{"file_id": str(file.pk)}]
    assert list(Entry.objects.values_list("deed", "by")) == [("files.stored", resident.pk)]


def test_a_document_is_ready_at_once(stored: Stored, room: Room, tmp_path: Path) -> None:
    file = stored(paper(), name="Satzung 2026.PDF", purpose="document")
    assert (file.state, file.name, file.media_type, file.width) == (
        "ready",
        "Satzung 2026.pdf",
        "application/pdf",
        None,
    )
    assert paths(tmp_path) == {f"{file.pk}/datei"}
    assert room.changes == [("1", "document")]
    assert jobs("files.make_sizes") == []


def test_evidence_may_be_a_picture_or_a_document(stored: Stored) -> None:
    assert stored(paper(), purpose="evidence").media_type == "application/pdf"
    assert stored(picture("PNG"), purpose="evidence").media_type == "image/png"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.png", "passwd.webp"),
        ("..\\..\\boot.jpg", "boot.webp"),
        ("a\r\nSet-Cookie: x=1.jpg", "a Set-Cookie x=1.webp"),
        ("nul\0l.jpg", "null.webp"),
        ("shop.php.jpg", "shop.php.webp"),
        ("\u202egpj.exe", "gpj.webp"),
        ("….jpg", "….webp"),
        (".htaccess", "datei.webp"),
        ("x" * 300 + ".jpg", "x" * 120 + ".webp"),
    ],
)
def test_names_are_only_names(stored: Stored, tmp_path: Path, given: str, kept: str) -> None:
    file = stored(picture(), name=given)
    assert file.name.replace(":", "") == kept
    assert paths(tmp_path) == {f"{file.pk}/original"}


def test_too_large_is_refused_before_it_is_read(
    stored: Stored, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(TooLarge):
        stored(b"\xff\xd8\xff" + b"0" * rules.MOST_BYTES)
    assert not File.objects.exists()
    assert paths(tmp_path) == set()


def test_there_is_room_for_so_many(stored: Stored, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(rules.MOST_FILES, "photo", 2)
    kept = {stored(picture()).pk, stored(picture()).pk}
    with pytest.raises(TooManyFiles):
        stored(picture())
    stored(paper(), purpose="document")  # another purpose
    assert set(File.objects.filter(purpose="photo").values_list("pk", flat=True)) == kept
    assert len(paths(tmp_path)) == 3


def test_removed_files_make_room(stored: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(rules.MOST_FILES, "photo", 1)
    first = stored(picture())
    drop(first, by=None)
    stored(picture())
    with pytest.raises(TooManyFiles):
        bring_back(first, by=None)


def test_all_files_together_have_an_end(stored: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regio.files.actions.file.MOST_BYTES_OF_OWNER", len(paper()) * 2 - 1)
    stored(paper(), purpose="document")
    with pytest.raises(NoRoom):
        stored(paper(), purpose="evidence")
    assert File.objects.count() == 1


def test_one_person_uploads_so_many_a_day(
    stored: Stored, monkeypatch: pytest.MonkeyPatch, resident: User, neighbour: User
) -> None:
    monkeypatch.setattr("regio.files.actions.file.MOST_A_DAY", 1)
    stored(picture(), by=resident)
    with pytest.raises(TooManyToday):
        stored(picture(), by=resident)
    stored(picture(), by=neighbour)


def test_a_new_logo_takes_the_place_of_the_old_one(stored: Stored) -> None:
    old, new = stored(picture(), purpose="logo"), stored(picture("PNG"), purpose="logo")
    assert [shown.id for shown in files_of(OWNER, purpose="logo")] == [new.pk]
    old.refresh_from_db()
    assert old.dropped_at


def test_the_first_one_is_the_cover(stored: Stored, room: Room, resident: User) -> None:
    one, two, three = (stored(picture()) for _ in range(3))
    arrange(OWNER, [three.pk, uuid4(), one.pk, three.pk], by=resident)
    assert [shown.id for shown in files_of(OWNER, purpose="photo")] == [three.pk, one.pk, two.pk]
    assert room.changes == [("1", "photo")]
    before = Entry.objects.count()
    arrange(OWNER, [three.pk], by=resident)  # nothing changed, nothing noted
    assert Entry.objects.count() == before


def test_pictures_are_described(stored: Stored) -> None:
    file = stored(picture())
    assert describe(file, " Die\r\nTheke ", by=None).alt == "Die Theke"
    assert describe(file, "x" * 500, by=None).alt == "x" * 200


def test_removed_files_come_back_for_a_while(stored: Stored, room: Room, tmp_path: Path) -> None:
    file = stored(picture())
    drop(file, by=None)
    drop(file, by=None)
    assert files_of(OWNER, purpose="photo") == []
    assert jobs("files.remove") == [{"file_id": str(file.pk)}]
    remove_dropped(file.pk)  # too early
    assert bring_back(file, by=None).dropped_at is None
    remove_dropped(file.pk)  # brought back
    assert [shown.id for shown in files_of(OWNER, purpose="photo")] == [file.pk]
    assert room.changes == [("1", "photo")] * 2
    assert paths(tmp_path) == {f"{file.pk}/original"}


def test_afterwards_row_and_bytes_are_deleted(stored: Stored, tmp_path: Path) -> None:
    file = stored(picture())
    drop(file, by=None)
    File.objects.update(dropped_at=now() - rules.UNDO - timedelta(seconds=1))
    remove_dropped(file.pk)
    remove_dropped(file.pk)
    assert not File.objects.exists()
    assert jobs("files.forget_bytes") == [{"file_id": str(file.pk)}]


def test_files_of_many_records_cost_one_query(stored: Stored, django_assert_num_queries: Callable[..., object]) -> None:
    file = stored(paper(), purpose="evidence")
    stored(picture(), purpose="evidence")  # not ready
    owners = [OWNER, ("test.record", "2"), ("test.record", "3")]
    with django_assert_num_queries(1):
        found = files_of_many(owners, purpose="evidence")
    assert {owner: [shown.id for shown in files] for owner, files in found.items()} == {
        OWNER: [file.pk],
        owners[1]: [],
        owners[2]: [],
    }
