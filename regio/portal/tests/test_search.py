"""The one search and its suggestions."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from conftest import make_organisation
from regio.accounts.models import User
from regio.portal.tests.conftest import make_found
from regio.region.models import Municipality

AsUser = Callable[[User], Client]


def titles(html: str) -> list[str]:
    return re.findall(r'class="r-card__link" href="/verzeichnis/[^"]+">([^<]+)<', html)


def test_search_finds_by_a_word_without_umlaut(client: Client, found: None) -> None:
    html = client.get("/suche/?q=baeckerei").content.decode()
    assert titles(html) == ["Bäckerei Morgenröte"]


def test_search_can_be_narrowed_to_open_now_and_kind(client: Client, found: None) -> None:
    assert titles(client.get("/suche/?offen=1").content.decode()) == ["Bäckerei Morgenröte"]
    assert titles(client.get("/suche/?art=administration").content.decode()) == ["Rathaus Sexau"]


def test_search_without_result_says_the_next_step(client: Client, found: None) -> None:
    html = client.get("/suche/?q=xylophonwerkstatt&offen=1").content.decode()
    assert "Nichts gefunden" in html
    assert 'href="/suche/?q=xylophonwerkstatt"' in html


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=" + "x" * 5000, "art=foo&ort=bar&nach=baz", "q=%22%3Cscript%3E", "nach=%ff", "offen=ja&q=' OR 1=1"],
)
def test_search_answers_nonsense_with_a_page(client: Client, found: None, query: str) -> None:
    answer = client.get(f"/suche/?{query}")
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()


def test_search_answers_htmx_with_the_results_only(client: Client, found: None) -> None:
    html = client.get("/suche/?q=morgen", headers={"HX-Request": "true", "HX-Request-Type": "partial"}).content.decode()
    assert "<html" not in html
    assert titles(html) == ["Bäckerei Morgenröte"]


def test_next_page_goes_on_where_the_first_ended(client: Client, town: Municipality) -> None:
    for number in range(23):
        make_found(make_organisation(f"Laden {number:02}", municipality=town))
    first = client.get("/suche/?q=laden").content.decode()
    following = re.findall(r'<a class="kern-btn[^"]*" href="(/suche/[^"]+)" rel="next"', first)[0].replace("&amp;", "&")
    second = client.get(following).content.decode()
    assert len(titles(first)) == 20
    assert len(titles(second)) == 3
    assert not set(titles(first)) & set(titles(second))
    part = client.get(following, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert titles(part) == titles(second)


@pytest.mark.parametrize("shops", [1, 3])
def test_search_costs_the_same_for_one_and_three_results(
    as_user: AsUser, resident: User, town: Municipality, django_assert_num_queries: Callable, shops: int
) -> None:
    for number in range(shops):
        make_found(make_organisation(f"Laden {number}", municipality=town))
    client = as_user(resident)
    client.get("/suche/?q=laden")
    with django_assert_num_queries(3):  # session with person, what is new, results
        client.get("/suche/?q=laden")


def test_suggestions_are_lines_without_a_page(client: Client, found: None) -> None:
    html = client.get("/suche/vorschlaege/?q=mor").content.decode()
    assert re.findall(r'<li><a href="([^"]+)">([^<]+)<small>([^<]+)</small>', html) == [
        ("/verzeichnis/baeckerei-morgenroete/", "Bäckerei Morgenröte", "Bäckerei")
    ]
    assert client.get("/suche/vorschlaege/?q=m").content.strip() == b""
    assert client.get("/suche/vorschlaege/").content.strip() == b""


def test_suggestions_cost_one_query_also_for_persons(
    as_user: AsUser, resident: User, found: None, django_assert_num_queries: Callable
) -> None:
    client = as_user(resident)
    with django_assert_num_queries(1):
        client.get("/suche/vorschlaege/?q=mor")
