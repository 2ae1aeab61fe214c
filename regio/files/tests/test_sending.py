from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from regio.accounts.models import User
from regio.core import privacy
from regio.files.actions import drop, erase_person, make_sizes
from regio.files.models import File
from regio.files.queries import parts_about
from regio.files.tests.conftest import Room, paper, paths, picture

type Stored = Callable[..., File]
type AsUser = Callable[[User], Client]


def address(file: File, variant: str = "320") -> str:
    return reverse("files:show", args=[file.pk, variant])


def ready(file: File) -> File:
    make_sizes(file.pk)
    file.refresh_from_db()
    return file


def test_public_pictures_are_kept_by_caches(stored: Stored, room: Room, client: Client) -> None:
    room.is_public = True
    file = ready(stored(picture()))
    answer = client.get(address(file))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert b"".join(answer)[:4] == b"RIFF"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "Cookie" not in answer.get("Vary", "")
    again = client.get(address(file), headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_private_files_are_for_those_who_may_see_them_and_for_no_cache(
    stored: Stored, room: Room, as_user: AsUser, resident: User, neighbour: User, client: Client
) -> None:
    room.allowed = {resident.pk}
    file = stored(paper(), purpose="evidence", name='Gewerbe\r\nschein".pdf')
    answer = as_user(resident).get(address(file, "datei"))
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert "no-store" in answer["Cache-Control"]
    assert "ETag" not in answer
    assert b"".join(answer) == paper()
    for other in (as_user(neighbour), client):
        assert other.get(address(file, "datei")).status_code == 404
        assert other.get(reverse("files:status", args=[file.pk])).status_code == 404


def test_who_may_no_longer_see_it_gets_404_at_once(stored: Stored, room: Room, as_user: AsUser, resident: User) -> None:
    room.allowed = {resident.pk}
    file, browser = ready(stored(picture(), purpose="evidence")), as_user(resident)
    first = browser.get(address(file))
    assert first.status_code == 200
    room.allowed = set()
    assert browser.get(address(file)).status_code == 404
    assert browser.get(address(file), headers={"If-None-Match": '"' + file.pk.hex + '-320"'}).status_code == 404


def test_what_is_not_there_is_not_found(stored: Stored, room: Room, client: Client) -> None:
    room.is_public = True
    waiting, dropped, lost = stored(picture()), ready(stored(picture())), ready(stored(picture()))
    drop(dropped, by=None)
    File.objects.filter(pk=lost.pk).update(owner_kind="nobody.knows")
    for file in (waiting, dropped, lost):
        for variant in ("320", "datei", "original"):
            assert client.get(address(file, variant)).status_code == 404
    good = ready(stored(picture()))
    for variant in ("original", "321", "0", "1920x"):
        assert client.get(address(good, variant)).status_code == 404
    assert client.get(address(good, "datei"))["Content-Disposition"] == 'attachment; filename="foto.webp"'
    assert client.get(f"/dateien/{uuid4()}/320/").status_code == 404
    assert client.post(address(good)).status_code == 405


def test_a_page_asks_until_the_picture_is_there(stored: Stored, room: Room, as_user: AsUser, resident: User) -> None:
    room.allowed = {resident.pk}
    file, browser = stored(picture(), alt="Theke"), as_user(resident)
    status, htmx = reverse("files:status", args=[file.pk]), {"HX-Request": "true"}
    assert f'hx-get="{status}"' in browser.get(status, headers=htmx).text
    ready(file)
    after = browser.get(status, headers=htmx).text
    assert "hx-get" not in after
    assert 'alt="Theke"' in after
    assert f"{address(file)} 320w" in after
    assert browser.get(status)["Location"] == address(file, "1280")


def test_people_get_what_they_uploaded_and_evidence_goes_with_them(
    stored: Stored, resident: User, neighbour: User, tmp_path: Path
) -> None:
    assert "files" in [handler.room for handler in privacy.handlers()]
    proof = stored(paper(), purpose="evidence", by=resident, name="Nachweis.pdf")
    photo = stored(picture(), by=resident)
    foreign = stored(paper(), purpose="evidence", by=neighbour)
    parts = {part.path: part.content for part in parts_about(resident)}
    assert set(parts) == {"files/files.json", f"files/{proof.pk}-Nachweis.pdf"}
    assert parts[f"files/{proof.pk}-Nachweis.pdf"] == paper()
    erase_person(resident)
    erase_person(resident)
    assert dict(File.objects.values_list("pk", "uploaded_by")) == {photo.pk: None, foreign.pk: neighbour.pk}
    assert list(parts_about(resident)) == []
    assert f"{proof.pk}/datei" in paths(tmp_path)  # deleted by the job, when this commits
