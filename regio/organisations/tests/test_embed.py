"""The card for other websites may stand in any frame, and nothing else may."""

from collections.abc import Callable

from django.test import Client
from django.utils.html import escape

from conftest import make_organisation
from regio.accounts.models import User
from regio.organisations.models import Organisation
from regio.organisations.queries.embed import snippets_of
from regio.region.models import Municipality

As = Callable[[User], Client]


def test_card_may_stand_in_any_frame(shop: Organisation) -> None:
    answer = Client().get(f"/verzeichnis/{shop.slug}/einbetten/")
    assert answer.status_code == 200
    assert "X-Frame-Options" not in answer
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors *" in policy and "script-src" not in policy and "default-src 'none'" in policy
    assert "form-action 'none'" in policy
    assert set(answer["Cache-Control"].split(", ")) == {"max-age=300", "public"}


def test_card_knows_nobody(shop: Organisation, shopkeeper: User, as_user: As) -> None:
    client = as_user(shopkeeper)
    before = dict(client.cookies)
    answer = client.get(f"/verzeichnis/{shop.slug}/einbetten/")
    assert answer.content == Client().get(f"/verzeichnis/{shop.slug}/einbetten/").content
    assert not answer.cookies and dict(client.cookies) == before
    assert b"<script" not in answer.content and b"<form" not in answer.content


def test_all_other_pages_stay_out_of_frames(shop: Organisation, shopkeeper: User, as_user: As) -> None:
    client = as_user(shopkeeper)
    pages = ("/", f"/verzeichnis/{shop.slug}/", f"/verzeichnis/{shop.slug}/bearbeiten/einbetten/", "/mein/")
    for path in (*pages, "/verzeichnis/gibt-es-nicht/einbetten/"):
        answer = client.get(path)
        assert answer["X-Frame-Options"] == "DENY", path
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"], path


def test_what_is_not_public_has_no_card(town: Municipality, shopkeeper: User, shop: Organisation, as_user: As) -> None:
    Organisation.objects.filter(pk=shop.pk).update(published_at=None)
    assert as_user(shopkeeper).get(f"/verzeichnis/{shop.slug}/einbetten/").status_code == 404


def test_snippets_escape_names(town: Municipality) -> None:
    evil = '"><script>alert(1)</script>'
    shop = make_organisation(evil, municipality=town, slug="evil", street=evil)
    found = snippets_of(shop)
    assert "<script" not in found.frame + found.plain
    assert escape(evil) in found.frame and escape(evil) in found.plain


def test_snippets_stand_in_the_hub(shop: Organisation, shopkeeper: User, as_user: As) -> None:
    page = as_user(shopkeeper).get(f"/verzeichnis/{shop.slug}/bearbeiten/einbetten/").content.decode()
    found = snippets_of(shop)
    assert escape(found.frame) in page.replace("&#34;", "&quot;")
    assert escape(found.plain) in page.replace("&#34;", "&quot;")
