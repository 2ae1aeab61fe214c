import json
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conftest import make_organisation
from regio.accounts.models import User
from regio.organisations.actions.organisation import keep_findable
from regio.organisations.choices import Kind
from regio.organisations.models import Organisation
from regio.region.models import Municipality
from regio.search.models import SearchEntry

NASTY = "</title></script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&"
HOURS = "Mo-Fr 09:00-12:30,14:00-18:00; Sa 08:00-13:00"


def listed(*organisations: Organisation) -> None:
    keep_findable(organisation.pk for organisation in organisations)


def same(html: str) -> str:
    """Without the form token, which differs at every request."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", html)


def titles(html: str) -> list[str]:
    return re.findall(r'class="r-card__link"[^>]*>([^<]+)<', html)


@pytest.mark.parametrize("who", ["", "resident", "shopkeeper", "clerk", "owner"])
def test_pages_show_for_everybody(
    who: str, shop: Organisation, as_user: Callable[[User], Client], client: Client, request: pytest.FixtureRequest
) -> None:
    listed(shop)
    browser = as_user(request.getfixturevalue(who)) if who else client
    assert browser.get("/verzeichnis/").status_code == 200
    page = browser.get(f"/verzeichnis/{shop.slug}/")
    assert page.status_code == 200
    inbox = f"/postfach/?fuer={shop.slug}" in page.content.decode()
    assert inbox == (who == "shopkeeper")
    assert ("/postfach/an/" in page.content.decode()) == (who != "shopkeeper")


def test_unknown_and_unpublished_look_the_same(client: Client, town: Municipality) -> None:
    make_organisation("Geheim", municipality=town, published_at=None)
    unknown, hidden = client.get("/verzeichnis/gibtsnicht/"), client.get("/verzeichnis/geheim/")
    assert (unknown.status_code, hidden.status_code) == (404, 404)
    assert same(unknown.content.decode().replace("gibtsnicht", "geheim")) == same(hidden.content.decode())


def test_members_see_their_page_before_it_is_published(
    shop: Organisation, shopkeeper: User, as_user: Callable[[User], Client]
) -> None:
    Organisation.objects.update(published_at=None)
    html = as_user(shopkeeper).get(f"/verzeichnis/{shop.slug}/").content.decode()
    assert "noindex" in html
    assert "application/ld+json" not in html


def test_hours_are_a_table_with_today_marked(client: Client, town: Municipality) -> None:
    make_organisation("Laden", municipality=town, opening_hours=HOURS)
    html = client.get("/verzeichnis/laden/").content.decode()
    assert html.count("<dt data-today>") == 1
    assert html.count("<dt") >= 7
    assert "9–12:30, 14–18" in html or "09:00–12:30, 14:00–18:00" in html


def test_hours_that_nobody_understands_are_shown_as_they_are(client: Client, town: Municipality) -> None:
    make_organisation("Laden", municipality=town, opening_hours_text="wenn die Fahne weht")
    html = client.get("/verzeichnis/laden/").content.decode()
    assert "wenn die Fahne weht" in html
    assert "r-hours--" not in html


def test_page_tells_machines_what_it_tells_people(client: Client, town: Municipality) -> None:
    make_organisation(
        "Laden",
        municipality=town,
        opening_hours=HOURS,
        street="Weg",
        housenumber="1",
        postcode="79312",
        city="Emmendingen",
    )
    html = client.get("/verzeichnis/laden/").content.decode()
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    data = json.loads(text)
    assert (data["@type"], data["name"], data["url"]) == (
        "LocalBusiness",
        "Laden",
        "http://testserver/verzeichnis/laden/",
    )
    assert data["address"]["streetAddress"] == "Weg 1"
    assert {row["dayOfWeek"] for row in data["openingHoursSpecification"]} <= {
        *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    }


def test_imported_entry_shows_source_and_that_nobody_confirmed_it(client: Client, town: Municipality) -> None:
    make_organisation(
        "Laden",
        municipality=town,
        source="© OpenStreetMap contributors",
        source_licence="ODbL",
        source_url="https://www.openstreetmap.org/node/1",
    )
    html = client.get("/verzeichnis/laden/").content.decode()
    assert "© OpenStreetMap contributors</a> (ODbL)" in html
    assert "r-tag--warn" in html
    assert "/postfach/an/" not in html


def test_foreign_text_is_escaped_in_every_field(client: Client, town: Municipality, tmp_path: object) -> None:
    texts = ["name", "category", "claim", "description", "street", "housenumber", "postcode", "city", "phone", "email"]
    texts += ["opening_hours_text", "source", "source_licence"]
    lengths = {field: getattr(Organisation._meta.get_field(field), "max_length", None) or 500 for field in texts}
    found = make_organisation("x", municipality=town, slug="boese", kind=Kind.NGO, lat=48.1, lon=7.8, is_invented=True)
    Organisation.objects.update(**{field: NASTY[: lengths[field]] for field in texts})
    listed(found)
    for address in (
        "/verzeichnis/boese/",
        "/verzeichnis/",
        f"/verzeichnis/in/{town.slug}/",
        f"/verzeichnis/?q={NASTY}",
    ):
        answer = client.get(address, headers={"HX-Request": "true"} if "/in/" in address else {})
        assert answer.status_code == 200, address
        html = answer.content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html


def test_directory_finds_filters_and_orders(client: Client, town: Municipality, village: Municipality) -> None:
    listed(
        make_organisation("Bäckerei Morgenröte", municipality=town, lat=48.121, lon=7.851, access=["step_free"]),
        make_organisation("Bäckerei Abendrot", municipality=village, lat=48.101, lon=7.911),
        make_organisation("Turnverein", municipality=village, kind=Kind.ASSOCIATION, lat=48.102, lon=7.912),
        make_organisation("Fern", municipality=town, lat=49.9, lon=9.9),
    )
    everything = ["Bäckerei Abendrot", "Bäckerei Morgenröte", "Fern", "Turnverein"]
    assert titles(client.get("/verzeichnis/").content.decode()) == everything
    assert titles(client.get("/verzeichnis/?art=association").content.decode()) == ["Turnverein"]
    assert titles(client.get("/verzeichnis/?gemeinde=sexau").content.decode()) == ["Bäckerei Abendrot", "Turnverein"]
    assert titles(client.get("/verzeichnis/?stufenlos=1").content.decode()) == ["Bäckerei Morgenröte"]
    near = client.get("/verzeichnis/?ort=sexau").content.decode()
    assert titles(near) == ["Bäckerei Abendrot", "Turnverein", "Bäckerei Morgenröte"]
    assert titles(client.get("/verzeichnis/?ort=sexau&umkreis=alle").content.decode())[-1] == "Fern"
    assert sorted(titles(client.get("/verzeichnis/?q=bäckerei").content.decode())) == everything[:2]


def test_one_choice_says_where_and_how_far(client: Client, town: Municipality, village: Municipality) -> None:
    listed(
        make_organisation("Hier", municipality=town, lat=48.12, lon=7.85),
        make_organisation("Drüben", municipality=village, lat=48.1, lon=7.9),
    )
    for query, found, chosen in (
        ("ort=emmendingen,0", ["Hier"], "emmendingen,0"),
        ("ort=emmendingen&umkreis=0", ["Hier"], "emmendingen,0"),
        ("ort=emmendingen,10", ["Hier", "Drüben"], "emmendingen,10"),
        ("ort=emmendingen", ["Hier", "Drüben"], "emmendingen,10"),
        ("ort=emmendingen,7", ["Hier", "Drüben"], "emmendingen,10"),
        ("", ["Drüben", "Hier"], ""),
    ):
        html = client.get(f"/verzeichnis/?{query}").content.decode()
        assert titles(html) == found, query
        assert re.findall(r'<option value="([^"]*)" selected>', html)[0] == chosen, query


def test_card_keeps_the_path_of_the_picture_and_shows_its_address(client: Client, town: Municipality) -> None:
    listed(make_organisation("Laden", municipality=town, picture="demo/laden.svg"))
    assert SearchEntry.objects.get().card["picture"] == "demo/laden.svg"
    assert 'src="/static/demo/laden.svg"' in client.get("/verzeichnis/").content.decode()


def test_gemeinde_shows_its_town_hall_first_and_a_mixture(client: Client, town: Municipality) -> None:
    listed(
        make_organisation("Amt", municipality=town, kind=Kind.ADMINISTRATION),
        make_organisation("Rathaus Emmendingen", municipality=town, kind=Kind.ADMINISTRATION, phone="07641 000-1"),
        make_organisation("Bäckerei A", municipality=town, category="Bäckerei"),
        make_organisation("Bäckerei B", municipality=town, category="Bäckerei"),
        make_organisation("Chor", municipality=town, category="Chor", kind=Kind.ASSOCIATION),
    )
    html = client.get("/verzeichnis/in/emmendingen/", headers={"HX-Request": "true"}).content.decode()
    assert titles(html) == ["Rathaus Emmendingen", "Bäckerei A", "Chor", "Bäckerei B"]
    assert 'href="tel:076410001"' in html
    assert 'href="/postfach/an/rathaus-emmendingen/"' in html
    assert re.findall(r'href="/verzeichnis/\?gemeinde=emmendingen&amp;art=(\w+)"', html) == [
        "business", "association", "administration",
    ]  # fmt: skip


def test_gemeinde_without_anybody_says_so_and_unknown_ones_do_not_exist(client: Client, town: Municipality) -> None:
    part = {"HX-Request": "true"}
    assert "r-empty" in client.get("/verzeichnis/in/emmendingen/", headers=part).content.decode()
    assert client.get("/verzeichnis/in/atlantis/", headers=part).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "q=%00%ff",
        "art=x&art=business&gemeinde=..%2F&ort=%27%3B--",
        "umkreis=1e999&ort=sexau",
        "umkreis=-1&sortierung=__class__",
        "nach=garbage",
        "nach=" + "A" * 5000,
        "offen=2&stufenlos=yes",
        "_connector=OR&kind__in=x&pk=1",
        "q=" + "a" * 3000,
    ],
)
def test_damaged_addresses_show_a_page(client: Client, shop: Organisation, village: Municipality, query: str) -> None:
    listed(shop)
    assert client.get(f"/verzeichnis/?{query}").status_code == 200


def test_nothing_found_says_what_to_do_next(client: Client, shop: Organisation) -> None:
    listed(shop)
    html = client.get("/verzeichnis/?q=zzzzqqqq&art=church").content.decode()
    assert titles(html) == []
    assert 'class="r-empty"' in html
    assert 'href="/verzeichnis/?q=zzzzqqqq"' in html


def test_more_shows_everybody_once(client: Client, town: Municipality) -> None:
    listed(*(make_organisation(f"Laden {number:02}", municipality=town) for number in range(45)))
    address, seen = "/verzeichnis/", []
    while address:
        html = client.get(address).content.decode()
        seen += titles(html)
        found = re.search(r'<a class="kern-btn kern-btn--secondary" href="([^"]+)" rel="next"', html)
        address = found[1].replace("&amp;", "&") if found else ""
    assert seen == [f"Laden {number:02}" for number in range(45)]


def test_htmx_gets_only_what_changed(client: Client, shop: Organisation) -> None:
    listed(shop)
    html = client.get("/verzeichnis/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in html
    assert titles(html) == [shop.name]


def test_list_costs_the_same_queries_for_one_and_for_three(
    resident: User, shop: Organisation, town: Municipality, as_user: Callable[[User], Client]
) -> None:
    browser = as_user(resident)
    for address in ("/verzeichnis/", f"/verzeichnis/in/{town.slug}/"):
        counts = []
        for number in (1, 3):
            Organisation.objects.exclude(pk=shop.pk).delete()
            listed(shop, *(make_organisation(f"Nr {n}", municipality=town) for n in range(number - 1)))
            browser.get(address, headers={"HX-Request": "true"})
            with CaptureQueriesContext(connection) as queries:
                browser.get(address, headers={"HX-Request": "true"})
            counts.append(len(queries))
        assert 0 < counts[0] == counts[1] <= 8, address
