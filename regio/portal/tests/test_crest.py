"""Crests: uploaded by those who answer for the page, shown when ready, seen by everybody."""

from collections.abc import Callable
from io import BytesIO

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from regio.accounts.models import User
from regio.files.actions import make_sizes
from regio.files.models import File
from regio.region.models import County, Municipality


def picture() -> SimpleUploadedFile:
    buffer = BytesIO()
    Image.new("RGBA", (200, 240), (0, 120, 60, 255)).save(buffer, "PNG")
    return SimpleUploadedFile("wappen.png", buffer.getvalue(), content_type="image/png")


def test_crest_of_a_place_is_shown_when_ready_and_gone_when_removed(
    town: Municipality, town_editor: User, as_user: Callable[[User], Client], client: Client
) -> None:
    browser = as_user(town_editor)
    assert browser.post("/gemeinden/emmendingen/wappen/", {"crest": picture()}).status_code == 302
    town.refresh_from_db()
    assert town.crest_file is None
    file = File.objects.get()
    make_sizes(file.pk)
    town.refresh_from_db()
    assert town.crest_file == file.pk
    address = f"/dateien/{file.pk}/320/"
    assert address in client.get("/gemeinden/emmendingen/").content.decode()
    assert client.get(address).status_code == 200
    browser.post("/gemeinden/emmendingen/wappen/", {"remove": "1"})
    town.refresh_from_db()
    assert town.crest_file is None


def test_crest_of_the_county_stands_at_the_top(
    county: County, owner: User, as_user: Callable[[User], Client], client: Client
) -> None:
    as_user(owner).post("/traeger/einstellungen/wappen/", {"crest": picture()})
    make_sizes(File.objects.get().pk)
    cache.clear()
    assert f"/dateien/{File.objects.get().pk}/320/" in client.get("/").content.decode()


def test_drawing_with_scripts_is_refused_with_a_sentence(
    town: Municipality, town_editor: User, as_user: Callable[[User], Client]
) -> None:
    svg = SimpleUploadedFile(
        "w.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", content_type="image/png"
    )
    answer = as_user(town_editor).post("/gemeinden/emmendingen/wappen/", {"crest": svg})
    assert answer.status_code == 200
    assert "kern-alert--danger" in answer.content.decode()
    assert not File.objects.exists()
