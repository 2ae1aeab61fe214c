"""Texts the law asks for: drafts, versions, what is in force."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from regio.accounts.models import User
from regio.audit.models import Entry
from regio.core.errors import Forbidden
from regio.core.time import today
from regio.region.actions import publish_text, save_draft
from regio.region.choices import TextKind
from regio.region.errors import BeginsInThePast, NothingToPublish
from regio.region.models import County, LegalText
from regio.region.queries.text import shipped, text_in_force

type SignIn = Callable[[User], Client]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("kind", [kind for kind in TextKind if kind != TextKind.IMPRINT])
def test_product_brings_every_text_in_both_languages(county: County, kind: TextKind, language: str) -> None:
    County.objects.update(phone="07641 1", email="a@b.example")
    text = shipped(kind, language)
    assert len(text) > 500
    assert "{{" not in text
    assert "# " in text


def test_name_of_the_county_stands_unescaped_in_the_text(county: County) -> None:
    County.objects.update(name="Kreis Müller & Söhne")
    assert "Kreis Müller & Söhne" in shipped(TextKind.HOW, "de")


def test_draft_is_seen_by_nobody_outside(county: County, owner: User, client: Client) -> None:
    save_draft(TextKind.TERMS, "de", body="# Geheim", by=owner)
    assert "Geheim" not in client.get("/nutzungsbedingungen/").content.decode()


def test_published_text_counts_and_old_versions_stay_readable(county: County, owner: User, client: Client) -> None:
    for body in ("# Erste Regel", "# Zweite Regel"):
        save_draft(TextKind.TERMS, "de", body=body, by=owner)
        publish_text(TextKind.TERMS, "de", valid_from=today(), by=owner)
    page = client.get("/nutzungsbedingungen/").content.decode()
    assert "<h2>Zweite Regel</h2>" in page
    assert "Erste Regel" not in page
    assert 'href="?fassung=1"' in page
    old = client.get("/nutzungsbedingungen/?fassung=1").content.decode()
    assert "<h2>Erste Regel</h2>" in old
    assert [
        client.get(f"/nutzungsbedingungen/?fassung={word}").status_code for word in ("3", "0", "x", "99999999")
    ] == [404] * 4
    assert list(LegalText.objects.values_list("version", flat=True)) == [1, 2]
    last = Entry.objects.latest("pk")
    assert (last.deed, last.by, last.data["version"]) == ("region.text_published", owner, 2)


def test_text_of_tomorrow_does_not_count_today(county: County, owner: User) -> None:
    save_draft(TextKind.TERMS, "de", body="Morgen", by=owner)
    publish_text(TextKind.TERMS, "de", valid_from=today() + timedelta(days=1), by=owner)
    assert text_in_force(TextKind.TERMS, "de").version == 0


def test_text_only_in_german_is_shown_in_german_to_everybody(county: County, owner: User) -> None:
    save_draft(TextKind.PRIVACY, "de", body="Nur deutsch", by=owner)
    publish_text(TextKind.PRIVACY, "de", valid_from=today(), by=owner)
    page = Client(headers={"accept-language": "en"}).get("/datenschutz/").content.decode()
    assert 'lang="de"' in page
    assert "Nur deutsch" in page


def test_publishing_needs_a_draft_and_a_day_to_come(county: County, owner: User) -> None:
    with pytest.raises(NothingToPublish):
        publish_text(TextKind.TERMS, "de", valid_from=today(), by=owner)
    save_draft(TextKind.TERMS, "de", body="x", by=owner)
    with pytest.raises(BeginsInThePast):
        publish_text(TextKind.TERMS, "de", valid_from=today() - timedelta(days=1), by=owner)
    assert not LegalText.objects.published().exists()


def test_only_the_countys_people_write_texts(county: County, resident: User) -> None:
    with pytest.raises(Forbidden):
        save_draft(TextKind.TERMS, "de", body="x", by=resident)
    assert not LegalText.objects.exists()


def test_texts_never_carry_scripts(county: County, owner: User, client: Client) -> None:
    save_draft(
        TextKind.TERMS,
        "de",
        body="<script>alert(1)</script> [x](javascript:alert(1)) ![y](http://e.example/x)",
        by=owner,
    )
    publish_text(TextKind.TERMS, "de", valid_from=today(), by=owner)
    page = client.get("/nutzungsbedingungen/").content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "<img" not in page


def test_editor_saves_previews_and_publishes(county: County, owner: User, as_user: SignIn) -> None:
    desk, address = as_user(owner), "/traeger/texte/how/de/"
    assert "Neutral, weil sie allen gehört" in desk.get(address).content.decode()
    desk.post(address, {"body": "# Unser Haus"})
    assert "<h3>Unser Haus</h3>" in desk.get(address).content.decode()
    assert desk.post(f"{address}veroeffentlichung/", {"valid_from": today().isoformat()}).status_code == 302
    assert "<h2>Unser Haus</h2>" in Client().get("/so-funktioniert-es/").content.decode()
    assert desk.post(f"{address}veroeffentlichung/", {"valid_from": today().isoformat()}).status_code == 409
    assert desk.get("/traeger/texte/nonsense/de/").status_code == 404
