from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from conftest import make_member
from regio.accounts.models import User
from regio.core.errors import Forbidden
from regio.core.time import now
from regio.files.actions import make_sizes
from regio.files.actions.upkeep import catch_up
from regio.files.errors import NotThere
from regio.files.models import File
from regio.files.tests.conftest import paper, paths, picture, upload
from regio.notifications.models import Notice
from regio.organisations.actions.membership import remove_member
from regio.organisations.actions.photos import add_file, bring_file_back, describe_file, drop_file, move_file
from regio.organisations.choices import Role
from regio.organisations.models import Organisation
from regio.organisations.queries.photos import KIND, album_of, showcase_of
from regio.organisations.rules import can_see_file_of, is_public_file_of
from regio.search.models import SearchEntry

type AsUser = Callable[[User], Client]
JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def _own_storage(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def photo(shop: Organisation, by: User, *, is_ready: bool = True, purpose: str = "photo") -> File:
    file = add_file(shop, upload(picture()), by=by, purpose=purpose)
    if is_ready:
        make_sizes(file.pk)
    return file


def address(shop: Organisation, name: str = "edit_photos", **more: object) -> str:
    return reverse(f"organisations:{name}", kwargs={"slug": shop.slug, **more})


def card(shop: Organisation) -> Any:
    return SearchEntry.objects.get(kind="organisation", key=str(shop.pk)).card.get("picture", "")


def test_the_first_ready_photo_is_the_cover_of_page_and_cards(shop: Organisation, shopkeeper: User) -> None:
    photo(shop, shopkeeper, is_ready=False)
    shop.refresh_from_db()
    assert shop.picture == ""
    one, two = photo(shop, shopkeeper), photo(shop, shopkeeper)
    shop.refresh_from_db()
    assert shop.picture == card(shop) == f"/dateien/{one.pk}/640/"
    move_file(shop, two.pk, -1, by=shopkeeper)
    shop.refresh_from_db()
    assert shop.picture == card(shop) == f"/dateien/{two.pk}/640/"
    drop_file(shop, two.pk, by=shopkeeper)
    drop_file(shop, one.pk, by=shopkeeper)
    shop.refresh_from_db()
    assert shop.picture == card(shop) == ""
    bring_file_back(shop, two.pk, by=shopkeeper)
    shop.refresh_from_db()
    assert shop.picture == f"/dateien/{two.pk}/640/"


def test_the_picture_of_the_source_stays_until_there_is_a_photo(shop: Organisation, shopkeeper: User) -> None:
    Organisation.objects.filter(pk=shop.pk).update(picture="organisations/art/brot.svg")
    drop_file(shop, photo(shop, shopkeeper, is_ready=False).pk, by=shopkeeper)
    shop.refresh_from_db()
    assert shop.picture == "organisations/art/brot.svg"
    photo(shop, shopkeeper, purpose="logo")
    shop.refresh_from_db()
    assert shop.picture == "organisations/art/brot.svg"


def test_only_its_people_change_its_photos(
    shop: Organisation, office: Organisation, shopkeeper: User, clerk: User, resident: User, owner: User
) -> None:
    file = photo(shop, shopkeeper)
    member = make_member(shop, resident, role=Role.MEMBER)
    for stranger in (clerk, member):
        with pytest.raises(Forbidden):
            add_file(shop, upload(picture()), by=stranger, purpose="photo")
        with pytest.raises(Forbidden):
            drop_file(shop, file.pk, by=stranger)
        with pytest.raises(Forbidden):
            describe_file(shop, file.pk, "X", by=stranger)
    with pytest.raises(NotThere):
        drop_file(office, file.pk, by=clerk)  # somebody else's file through the own organisation
    assert File.objects.get() == file
    assert File.objects.get().dropped_at is None
    describe_file(shop, file.pk, "Theke", by=owner)  # helps on the telephone
    assert File.objects.get().alt == "Theke"


def test_evidence_is_not_taken_here_and_not_shown(shop: Organisation, shopkeeper: User, owner: User) -> None:
    with pytest.raises(Forbidden):
        add_file(shop, upload(paper()), by=shopkeeper, purpose="evidence")
    key = str(shop.pk)
    people = {"nobody": AnonymousUser(), "shopkeeper": shopkeeper, "owner": owner}
    assert {name: can_see_file_of(person, key, "evidence") for name, person in people.items()} == {
        "nobody": False,
        "shopkeeper": False,
        "owner": True,
    }
    assert not is_public_file_of(key, "evidence")
    assert is_public_file_of(key, "photo")


def test_removed_members_lose_the_files_of_an_unpublished_page_at_once(
    shop: Organisation, shopkeeper: User, resident: User, as_user: AsUser
) -> None:
    Organisation.objects.filter(pk=shop.pk).update(published_at=None)
    file = photo(shop, shopkeeper)
    browser = as_user(make_member(shop, resident, role=Role.EDITOR))
    link = reverse("files:show", args=[file.pk, "320"])
    first = browser.get(link)
    assert (first.status_code, "no-store" in first["Cache-Control"]) == (200, True)
    remove_member(shop, person=resident, by=shopkeeper)
    assert browser.get(link).status_code == 404
    assert browser.get(address(shop)).status_code == 404
    assert Client().get(link).status_code == 404


def test_several_photos_arrive_without_script_and_good_ones_stay(
    shop: Organisation, shopkeeper: User, as_user: AsUser, tmp_path: Path
) -> None:
    good, bad = upload(picture(), "Laden.jpg"), upload(b"<svg onload=alert(1)>", "boese.svg")
    answer = as_user(shopkeeper).post(address(shop), {"dateien": [good, bad]})
    assert answer.status_code == 422
    assert "boese.svg: " in answer.text
    assert "<svg onload" not in answer.text
    file = File.objects.get()
    assert (file.name, file.owner, file.purpose) == ("Laden.webp", (KIND, str(shop.pk)), "photo")
    assert paths(tmp_path) == {f"{file.pk}/original"}
    assert f'hx-get="/dateien/{file.pk}/"' in answer.text  # waits and swaps by itself


def test_a_script_sends_one_and_gets_an_answer_it_can_show(
    shop: Organisation, shopkeeper: User, as_user: AsUser
) -> None:
    browser = as_user(shopkeeper)
    assert browser.post(address(shop), {"dateien": upload(picture())}, headers=JSON).status_code == 201
    for content in (b"", b"GIF89a nothing"):
        refused = browser.post(address(shop), {"dateien": upload(content)}, headers=JSON)
        assert refused.status_code == 422
        assert refused["Content-Type"] == "application/problem+json"
        assert refused.json()["title"]
    assert File.objects.count() == 1


def test_a_refused_document_keeps_what_was_typed(shop: Organisation, shopkeeper: User, as_user: AsUser) -> None:
    browser, page = as_user(shopkeeper), address(shop, "edit_documents")
    refused = browser.post(page, {"titel": "Preisliste 2027", "datei": upload(picture(), "liste.pdf")})
    assert refused.status_code == 422
    assert 'value="Preisliste 2027"' in refused.text
    assert not File.objects.exists()
    assert browser.post(page, {"titel": "Preisliste 2027", "datei": upload(paper(), "liste.pdf")}).status_code == 302
    assert [shown.alt for shown in showcase_of(shop).documents] == ["Preisliste 2027"]


def test_each_step_works_as_a_plain_form(shop: Organisation, shopkeeper: User, as_user: AsUser) -> None:
    one, two = photo(shop, shopkeeper), photo(shop, shopkeeper)
    browser = as_user(shopkeeper)
    browser.post(address(shop, "file_order"), {"datei": two.pk, "schritt": "-1"})
    assert [shown.id for shown in album_of(shop, "photo").files] == [two.pk, one.pk]
    browser.post(address(shop, "file_order"), {"id": [one.pk, two.pk]})
    assert [shown.id for shown in album_of(shop, "photo").files] == [one.pk, two.pk]
    for wrong in ({"id": "x"}, {"datei": "x"}, {"datei": one.pk, "schritt": "99"}, {}):
        assert browser.post(address(shop, "file_order"), wrong).status_code == 302
    assert browser.post(address(shop, "file_order"), {"datei": uuid4(), "schritt": "1"}).status_code == 404
    browser.post(address(shop, "file", id=one.pk), {"worte": "Unsere Theke"})
    assert album_of(shop, "photo").files[0].alt == "Unsere Theke"
    gone = browser.post(address(shop, "file_removal", id=one.pk))
    assert gone["Location"].endswith(f"?entfernt={one.pk}#album")
    assert address(shop, "file_comeback", id=one.pk) in browser.get(gone["Location"]).text
    browser.post(address(shop, "file_comeback", id=one.pk))
    assert len(album_of(shop, "photo").files) == 2


def test_steps_are_only_for_its_people(
    shop: Organisation, shopkeeper: User, resident: User, clerk: User, as_user: AsUser
) -> None:
    file = photo(shop, shopkeeper)
    steps = [address(shop, name, id=file.pk) for name in ("file", "file_removal", "file_comeback")]
    steps += [address(shop, name) for name in ("edit_photos", "edit_logo", "edit_documents", "file_order")]
    for person in (resident, clerk):
        assert {as_user(person).post(step, {"worte": "X"}).status_code for step in steps} == {404}
    assert {Client().post(step).status_code for step in steps} == {302}
    assert (File.objects.get().alt, File.objects.get().dropped_at) == ("", None)


def test_the_showcase_has_only_what_is_ready(
    shop: Organisation, shopkeeper: User, django_assert_num_queries: Callable[..., Any]
) -> None:
    one, two = photo(shop, shopkeeper), photo(shop, shopkeeper)
    photo(shop, shopkeeper, is_ready=False)
    logo = photo(shop, shopkeeper, purpose="logo")
    drop_file(shop, two.pk, by=shopkeeper)
    with django_assert_num_queries(1):
        found = showcase_of(shop)
    assert ([shown.id for shown in found.photos], found.documents, found.logo and found.logo.id) == (
        [one.pk],
        [],
        logo.pk,
    )


def test_the_uploader_is_told_when_no_picture_could_be_made(shop: Organisation, shopkeeper: User) -> None:
    photo(shop, shopkeeper, is_ready=False)
    File.objects.update(created_at=now() - timedelta(hours=7))
    catch_up()
    [notice] = Notice.objects.all()
    assert (notice.person, notice.kind, notice.url) == (shopkeeper, "organisations.photo_refused", address(shop))
