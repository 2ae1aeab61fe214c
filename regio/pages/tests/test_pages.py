"""The addresses of the room: public pages, news, feed, editor without script."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import UUID
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from regio.accounts.models import User
from regio.files.actions import make_sizes
from regio.files.models import File
from regio.organisations.models import Organisation
from regio.pages.documents import Content, Owner, fresh
from regio.pages.models import Page
from regio.pages.queries import content_of, news_near
from regio.pages.tests.conftest import make_page, text_block
from regio.region.models import Municipality

AsUser = Callable[[User], Client]


def field(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, name
    return found[1]


def send(client: Client, page: Page, do: str, **fields: Any) -> Any:
    html = client.get(f"/seiten/{page.pk}/").content.decode()
    form = {"revision": field(html, "revision"), "order": field(html, "order"), "do": do} | fields
    return client.post(f"/seiten/{page.pk}/", form)


def test_public_page(client: Client, town_owner: Owner) -> None:
    make_page(town_owner, "Freibad", "Von **9 bis 20** Uhr.")
    html = client.get("/gemeinden/emmendingen/seiten/freibad/").content.decode()
    assert "<h1>Freibad</h1>" in html and "<strong>9 bis 20</strong>" in html
    assert '"@type": "WebPage"' in html


@pytest.mark.parametrize("state", ["draft", "hidden_at", "deleted_at"])
def test_what_is_not_public_does_not_exist(client: Client, town_owner: Owner, state: str) -> None:
    page = make_page(town_owner, "Freibad", is_published=state != "draft")
    if state != "draft":
        Page.objects.filter(pk=page.pk).update(**{state: page.created_at})
    assert client.get("/gemeinden/emmendingen/seiten/freibad/").status_code == 404


def test_pages_of_a_draft_organisation_do_not_exist(client: Client, shop: Organisation, shop_owner: Owner) -> None:
    make_page(shop_owner, "Backkurs")
    address = f"/verzeichnis/{shop.slug}/seiten/backkurs/"
    assert client.get(address).status_code == 200
    Organisation.objects.update(published_at=None)
    assert client.get(address).status_code == 404
    assert client.get(f"/verzeichnis/{shop.slug}/feed.atom").status_code == 404


def test_news_panel_feed_and_near(
    client: Client, town_owner: Owner, shop_owner: Owner, resident: User, neighbour: User
) -> None:
    make_page(town_owner, "Straße gesperrt", "Bis <Freitag> & länger.", kind="news")
    make_page(shop_owner, "Neues Brot", kind="news")
    panel = client.get("/gemeinden/emmendingen/neuigkeiten/", headers={"HX-Request": "true"}).content.decode()
    assert "Straße gesperrt" in panel and "<html" not in panel
    feed = client.get("/gemeinden/emmendingen/feed.atom").content
    atom = "{http://www.w3.org/2005/Atom}"
    [entry] = ElementTree.fromstring(feed).iter(f"{atom}entry")
    assert entry.findtext(f"{atom}title") == "Straße gesperrt"
    assert {listed.page.title for listed in news_near(resident)} == {"Straße gesperrt", "Neues Brot"}
    assert {listed.page.title for listed in news_near(neighbour)} == {"Straße gesperrt", "Neues Brot"}  # some km away
    neighbour.radius_km = 2
    assert news_near(neighbour) == []


def test_a_page_of_twenty_blocks_costs_few_queries(
    client: Client, shop_owner: Owner, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page = make_page(shop_owner, "Lang")
    blocks = [text_block(f"Absatz {number}") for number in range(16)]
    blocks += [fresh("contact") | {"source": "general"}, fresh("hours"), fresh("map"), fresh("list") | {"items": ["a"]}]
    Page.objects.filter(pk=page.pk).update(blocks=blocks)
    client.get("/verzeichnis/baeckerei-morgenroete/seiten/lang/")
    with django_assert_max_num_queries(8):
        client.get("/verzeichnis/baeckerei-morgenroete/seiten/lang/")


def test_editing_without_script(as_user: AsUser, town_owner: Owner, town_editor: User) -> None:
    client = as_user(town_editor)
    answer = client.post("/seiten/gemeinden/emmendingen/", {"kind": "news", "title": "Markt"})
    page = Page.objects.get()
    assert answer["Location"] == f"/seiten/{page.pk}/"
    [text] = page.draft["blocks"]
    send(client, page, "add:list", title="Markt am Samstag", **{f"{text['id']}-text": "Kommen Sie."})
    page.refresh_from_db()
    _text, points = page.draft["blocks"]
    send(client, page, f"up:{points['id']}", **{f"{points['id']}-items": "- Obst\r\n2. Brot\r\n\r\n"})
    send(client, page, f"delete:{text['id']}")
    send(client, page, "undo")
    answer = send(client, page, "publish", lead="Um acht Uhr.")
    page.refresh_from_db()
    assert answer["Location"] == "/gemeinden/emmendingen/seiten/markt/"
    assert (page.title, page.lead, page.draft) == ("Markt am Samstag", "Um acht Uhr.", None)
    assert [block["kind"] for block in page.blocks] == ["list", "text"]
    assert page.blocks[0]["items"] == ["Obst", "Brot"]
    assert page.blocks[1]["text"] == "Kommen Sie."


def test_of_two_editors_the_second_keeps_what_was_typed(
    as_user: AsUser, town_owner: Owner, town_editor: User, owner: User
) -> None:
    page = make_page(town_owner, "Freibad")
    mine, theirs = as_user(town_editor), as_user(owner)
    html = mine.get(f"/seiten/{page.pk}/").content.decode()
    form = {"revision": field(html, "revision"), "order": field(html, "order"), "do": "save"}
    send(theirs, page, "save", title="Ihre Fassung")
    answer = mine.post(f"/seiten/{page.pk}/", form | {"title": "Meine Fassung"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Otto Owner" in html and 'value="Meine Fassung"' in html
    page.refresh_from_db()
    assert content_of(page).title == "Ihre Fassung"
    assert field(html, "revision") == form["revision"]
    mine.post(f"/seiten/{page.pk}/", form | {"do": "take_over", "title": "Meine Fassung"})
    page.refresh_from_db()
    assert content_of(page).title == "Meine Fassung"
    assert page.versions.filter(title="Ihre Fassung", is_published=False).exists()


@pytest.mark.parametrize("order", ["1234abcd:script", "1234abcd:", "x:text", "1234abcd:text,1234abcd:text"])
def test_unknown_sections_are_refused_with_a_sentence(
    as_user: AsUser, town_owner: Owner, town_editor: User, order: str
) -> None:
    page = make_page(town_owner, "Freibad")
    form = {"revision": str(page.revision), "order": order, "do": "save"}
    answer = as_user(town_editor).post(f"/seiten/{page.pk}/", form)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    page.refresh_from_db()
    assert page.draft is None


def test_autosave_answers_scripts(as_user: AsUser, town_owner: Owner, town_editor: User) -> None:
    page = make_page(town_owner, "Freibad")
    client = as_user(town_editor)
    form = {"revision": str(page.revision), "title": "Neu", "order": f"{page.blocks[0]['id']}:text", "do": "save"}
    answer = client.post(f"/seiten/{page.pk}/", form, headers={"Accept": "application/json"})
    assert answer.json()["revision"] == page.revision + 1
    answer = client.post(f"/seiten/{page.pk}/", form | {"title": "Alt"}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (409, "saved_meanwhile")


def test_editors_of_one_gemeinde_do_not_see_the_others(
    as_user: AsUser, village: Municipality, town_owner: Owner, town_editor: User, resident: User, shopkeeper: User
) -> None:
    page = make_page(town_owner, "Freibad")
    assert as_user(town_editor).get("/seiten/gemeinden/sexau/").status_code == 404
    for stranger in (resident, shopkeeper):
        client = as_user(stranger)
        for part in ("", "vorschau/", "verlauf/", "verlauf/1/"):
            assert client.get(f"/seiten/{page.pk}/{part}").status_code == 404
        for part in ("", "sichtbarkeit/", "papierkorb/", "platz/", "verlauf/1/"):
            assert client.post(f"/seiten/{page.pk}/{part}", {"do": "publish", "title": "x"}).status_code == 404
    page.refresh_from_db()
    assert page.is_live and page.title == "Freibad"


def test_history_preview_and_restoring(as_user: AsUser, town_owner: Owner, town_editor: User) -> None:
    page = make_page(town_owner, "Eins")
    client = as_user(town_editor)
    send(client, page, "publish", title="Zwei")
    assert "noindex" in client.get(f"/seiten/{page.pk}/vorschau/").content.decode()
    assert "Tara Town" in client.get(f"/seiten/{page.pk}/verlauf/").content.decode()
    assert "<h1>Eins</h1>" in client.get(f"/seiten/{page.pk}/verlauf/1/").content.decode()
    client.post(f"/seiten/{page.pk}/verlauf/1/")
    page.refresh_from_db()
    assert (page.title, content_of(page).title) == ("Zwei", "Eins")


def test_deleted_pages_can_be_had_back(as_user: AsUser, town_owner: Owner, town_editor: User) -> None:
    page = make_page(town_owner, "Freibad")
    client = as_user(town_editor)
    client.post(f"/seiten/{page.pk}/papierkorb/")
    assert client.get("/gemeinden/emmendingen/seiten/freibad/").status_code == 404
    assert "Freibad" in client.get("/seiten/gemeinden/emmendingen/").content.decode()
    client.post(f"/seiten/{page.pk}/papierkorb/", {"do": "back"})
    assert client.get("/gemeinden/emmendingen/seiten/freibad/").status_code == 200


def test_content_round_trip() -> None:
    content = Content(title="x", blocks=[fresh("text")])
    assert Content.of(content.as_json()) == content


def test_a_picture_and_a_pdf_go_up_through_the_editor(
    as_user: AsUser, client: Client, town_owner: Owner, town_editor: User
) -> None:
    page = make_page(town_owner, "Freibad", is_published=False)
    editor = as_user(town_editor)
    send(editor, page, "add:pictures")
    send(editor, page, "add:files")
    page.refresh_from_db()
    pictures, files = page.draft["blocks"][-2:]
    Image.new("RGB", (700, 400), "teal").save(drawn := BytesIO(), "JPEG")
    pdf = b"%PDF-1.4\n1 0 obj<<>>endobj\nstartxref\n9\n%%EOF\n"
    photo = SimpleUploadedFile("becken.jpg", drawn.getvalue(), "image/jpeg")
    send(editor, page, f"upload:{pictures['id']}", **{f"{pictures['id']}-upload": photo})
    plan = SimpleUploadedFile("plan.pdf", pdf, "application/pdf")
    send(editor, page, "publish", **{f"{files['id']}-upload": plan})
    page.refresh_from_db()
    shown = {block["kind"]: block for block in page.blocks}
    [picture], [document] = shown["pictures"]["pictures"], shown["files"]["files"]
    assert document["title"] == "plan.pdf"
    assert client.get(f"/dateien/{document['file']}/datei/").status_code == 200
    make_sizes(UUID(picture["file"]))
    html = client.get("/gemeinden/emmendingen/seiten/freibad/").content.decode()
    assert f"/dateien/{picture['file']}/" in html and f"/dateien/{document['file']}/datei/" in html


def test_a_script_called_picture_is_refused_with_a_sentence(
    as_user: AsUser, town_owner: Owner, town_editor: User
) -> None:
    page = make_page(town_owner, "Freibad", kind="news")
    bad = SimpleUploadedFile("x.jpg", b"<svg onload=alert(1)>", "image/jpeg")
    answer = send(as_user(town_editor), page, "upload:teaser", **{"teaser-upload": bad})
    assert answer.status_code in (415, 422) and 'role="alert"' in answer.content.decode()
    assert not File.objects.exists()
