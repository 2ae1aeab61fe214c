"""What stands around every page."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from regio.accounts.models import User
from regio.live import tickets
from regio.live.actions import ticket_key
from regio.organisations.models import Organisation
from regio.portal.context import shell
from regio.region.models import County

AsUser = Callable[[User], Client]
FOREIGN = [
    "//evil.example/",
    "https://evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "http://testserver/",
    "",
]


def shown(client: Client, path: str = "/hilfe/") -> str:
    return client.get(path).content.decode()


def test_current_area_is_marked(client: Client, county: County) -> None:
    html = shown(client, "/hilfe/")
    assert set(re.findall(r'<a href="([^"]+)" aria-current="page"', html)) == {"/hilfe/"}


def test_stranger_sees_sign_in_and_person_sees_desk_and_inbox(client: Client, as_user: AsUser, resident: User) -> None:
    stranger, person = shown(client), shown(as_user(resident))
    assert 'href="/konto/anmelden/"' in stranger
    assert 'href="/postfach/"' not in stranger.split("<main")[0]
    assert 'href="/konto/anmelden/"' not in person
    assert {'href="/postfach/"', 'href="/mein/"'} <= set(re.findall(r'href="[^"]+"', person))


def test_only_persons_keep_a_line_to_the_hub(client: Client, as_user: AsUser, resident: User) -> None:
    assert "<regio-live" not in shown(client)
    assert f'<regio-live url="{settings.LIVE_URL}"' in shown(as_user(resident))


def test_ticket_holds_the_streams_of_person_and_staff(
    as_user: AsUser, shopkeeper: User, shop: Organisation, office: Organisation
) -> None:
    token = re.findall(r'ticket="([^"]+)"', shown(as_user(shopkeeper)))[0]
    ticket = tickets.read(ticket_key(), token)
    assert ticket.user_id == shopkeeper.pk
    assert set(ticket.streams) == {f"user-{shopkeeper.pk}", f"organisation-{shop.pk}"}


def test_page_can_add_streams_of_its_own(shopkeeper: User, rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = shopkeeper
    token = shell(request)["live"].ticket_for(["conversation-x"])
    assert "conversation-x" in tickets.read(ticket_key(), token).streams


def test_part_of_a_page_asks_nothing_about_the_person(
    as_user: AsUser, resident: User, rf: RequestFactory, django_assert_num_queries: Callable
) -> None:
    request = rf.get("/", headers={"HX-Request": "true"})
    request.user = resident
    with django_assert_num_queries(0):
        assert shell(request)["live"] is None


def test_text_page_costs_strangers_no_query_and_persons_two(
    client: Client, as_user: AsUser, shopkeeper: User, django_assert_num_queries: Callable
) -> None:
    person = as_user(shopkeeper)
    client.get("/hilfe/")
    with django_assert_num_queries(0):
        client.get("/hilfe/")
    with django_assert_num_queries(2):
        person.get("/hilfe/")


def test_language_switch_keeps_the_page(client: Client, county: County) -> None:
    answer = client.post("/sprache/", {"language": "en", "next": "/suche/?q=rad"})
    assert (answer.status_code, answer["Location"]) == (302, "/suche/?q=rad")
    assert '<html lang="en"' in shown(client)
    client.post("/sprache/", {"language": "de"})
    assert '<html lang="de"' in shown(client)


def test_language_of_the_browser_counts_until_somebody_chooses(county: County) -> None:
    english = Client(headers={"accept-language": "en-GB,en;q=0.9"})
    assert '<html lang="en"' in shown(english)
    french = Client(headers={"accept-language": "fr"})
    assert '<html lang="de"' in shown(french)


def test_language_switch_is_kept_in_the_profile(as_user: AsUser, resident: User) -> None:
    as_user(resident).post("/sprache/", {"language": "en"})
    resident.refresh_from_db()
    assert resident.language == "en"


def test_unknown_language_changes_nothing(as_user: AsUser, resident: User) -> None:
    client = as_user(resident)
    answer = client.post("/sprache/", {"language": "xx"})
    assert settings.LANGUAGE_COOKIE_NAME not in answer.cookies
    resident.refresh_from_db()
    assert resident.language == ""


@pytest.mark.parametrize("path", ["/sprache/", "/darstellung/"])
@pytest.mark.parametrize("target", FOREIGN)
def test_switches_never_lead_away(client: Client, county: County, path: str, target: str) -> None:
    answer = client.post(path, {"language": "en", "theme": "dark", "next": target})
    assert answer["Location"] == "/"


@pytest.mark.parametrize("path", ["/sprache/", "/darstellung/"])
def test_switches_need_a_click(client: Client, county: County, path: str) -> None:
    assert client.get(path).status_code == 405


def test_appearance_is_kept_for_strangers_and_persons(client: Client, as_user: AsUser, resident: User) -> None:
    for visitor in (client, as_user(resident)):
        assert "data-kern-theme" not in shown(visitor)
        visitor.post("/darstellung/", {"theme": "dark"})
        assert 'data-kern-theme="dark"' in shown(visitor)
        visitor.post("/darstellung/", {"theme": ""})
        assert "data-kern-theme" not in shown(visitor)
    resident.refresh_from_db()
    assert resident.theme == ""


def test_appearance_takes_no_foreign_word(client: Client, county: County) -> None:
    client.cookies["regio_theme"] = '"><script>'
    assert "<script>" not in shown(client)
    assert "regio_theme" not in client.post("/darstellung/", {"theme": "pink"}).cookies


def test_colours_of_the_county_are_a_cacheable_sheet(client: Client, county: County) -> None:
    County.objects.update(brand_hue=200)
    answer = client.get("/thema.css")
    assert answer.content == b":root{--county-hue:200;--county-accent-hue:42;--county-land-hue:128}\n"
    assert answer["Content-Type"].startswith("text/css")
    assert "max-age=86400" in answer["Cache-Control"]
    again = client.get("/thema.css", headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_platform_can_be_installed(client: Client, county: County) -> None:
    body = client.get("/manifest.webmanifest").json()
    assert (body["name"], body["short_name"], body["start_url"]) == ("Landkreis Emmendingen", "Emmendingen", "/")
    assert {icon["sizes"] for icon in body["icons"]} == {"192x192", "512x512"}


def test_service_worker_rules_from_the_root(client: Client, county: County) -> None:
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert '"/offline/"' in answer.content.decode()


def test_offline_page_is_the_same_for_everybody(client: Client, as_user: AsUser, resident: User) -> None:
    assert shown(client, "/offline/") == shown(as_user(resident), "/offline/")
