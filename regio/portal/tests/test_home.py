"""The front page and the desk."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conftest import make_member, make_municipality, make_organisation
from regio.accounts.models import User
from regio.chat.models import Conversation
from regio.organisations.choices import Role
from regio.organisations.models import Organisation
from regio.portal.tests.conftest import make_found
from regio.region.models import County, Municipality

AsUser = Callable[[User], Client]


def html_of(client: Client, path: str = "/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_front_page_shows_who_is_open_now_and_nobody_else(client: Client, found: None) -> None:
    html = html_of(client)
    assert "Jetzt geöffnet in Ihrer Nähe" in html
    assert "Bäckerei Morgenröte" in html
    assert "Rathaus Sexau" not in html


def test_front_page_without_anybody_open_promises_nothing(client: Client, town: Municipality) -> None:
    assert "Jetzt geöffnet in Ihrer Nähe" not in html_of(client)


def test_front_page_without_a_county_still_answers(client: Client, db: None) -> None:
    html_of(client)


def test_front_page_names_every_gemeinde_where_no_map_was_imported(
    client: Client, town: Municipality, village: Municipality
) -> None:
    html = html_of(client)
    assert re.findall(r'href="/gemeinden/(\w+)/"', html) == ["emmendingen", "sexau"]
    assert "aus 2 Gemeinden" in html


def test_front_page_draws_the_outlines_and_keeps_the_list(client: Client, county: County) -> None:
    square = {"type": "Polygon", "coordinates": [[[7.8, 48.1], [7.9, 48.1], [7.9, 48.2], [7.8, 48.2], [7.8, 48.1]]]}
    make_municipality("Sexau", "08316038", boundary=square, lat=48.1, lon=7.9)
    html = html_of(client)
    assert '<a href="/gemeinden/sexau/" aria-label="Sexau"><title>Sexau</title><path class="r-map__place"' in html
    assert 'href="/gemeinden/">Als Liste</a>' in html


def test_resident_sees_the_home_gemeinde_first(
    as_user: AsUser, neighbour: User, found: None, village: Municipality
) -> None:
    html = html_of(as_user(neighbour))
    assert re.findall(r'<option value="(\w*)"( selected)?>', html) == [
        ("sexau", " selected"),
        ("", ""),
        ("emmendingen", ""),
    ]
    assert "Guten Tag, Nico Neighbour." in html
    assert "/verzeichnis/?offen=1&amp;ort=sexau&amp;umkreis=10" in html


def test_front_page_invites_strangers_only(client: Client, as_user: AsUser, resident: User) -> None:
    invitation = "Name und E-Mail-Adresse genügen"
    assert invitation in html_of(client)
    assert invitation not in html_of(as_user(resident))


@pytest.mark.parametrize("shops", [1, 3])
def test_front_page_costs_eight_queries_at_most(
    as_user: AsUser, shopkeeper: User, town: Municipality, django_assert_max_num_queries: Callable, shops: int
) -> None:
    for number in range(shops):
        make_found(make_organisation(f"Laden {number}", municipality=town, lat=48.12, lon=7.85))
    client = as_user(shopkeeper)
    client.get("/")
    with django_assert_max_num_queries(8) as counted:
        html_of(client)
    assert len(counted) == 6  # session with person, what is new, who is open, who opens next, both with their number


def test_front_page_for_strangers_costs_four_queries(
    client: Client, found: None, django_assert_num_queries: Callable
) -> None:
    client.get("/")
    with django_assert_num_queries(4):
        html_of(client)


def test_front_page_shows_no_two_of_one_sort_while_there_are_others(client: Client, town: Municipality) -> None:
    sorts = ["Gasthaus", "Gasthaus", "Bäckerei", "Friseur", "Apotheke"]
    for number, sort in enumerate(sorts):
        laden = make_organisation(
            f"Laden {number}", municipality=town, category=sort, lat=48.12 + number / 1e4, lon=7.85
        )
        make_found(laden)
    html = html_of(client)
    assert re.findall(r'class="r-card__link"[^>]*>([^<]+)<', html) == ["Laden 0", "Laden 2", "Laden 3", "Laden 4"]
    assert "Alle 5 anzeigen" in html
    assert "Öffnet als Nächstes" not in html


def test_front_page_says_who_opens_next_where_little_is_open(client: Client, town: Municipality) -> None:
    later = timezone.now() + timedelta(hours=9)
    for number, hours in ((1, 4), (2, 2)):
        laden = make_organisation(f"Laden {number}", municipality=town, category=f"Sorte {number}", lat=48.12, lon=7.85)
        make_found(laden, open_ranges=[(later + timedelta(hours=hours), later + timedelta(hours=hours + 1))])
    html = html_of(client)
    assert "Jetzt geöffnet in Ihrer Nähe" not in html
    assert "Öffnet als Nächstes" in html
    assert re.findall(r'class="r-card__link"[^>]*>([^<]+)<', html) == ["Laden 2", "Laden 1"]


def test_tiles_count_what_they_lead_to(client: Client, found: None) -> None:
    html = html_of(client)
    assert "<b>Läden und Betriebe</b><small>1 jetzt geöffnet</small>" in html
    assert "<b>Ämter</b><small>1 im Landkreis</small>" in html
    assert "<b>Vereine und Gruppen</b><small>Mitmachen in der Nähe</small>" in html


def test_desk_is_only_for_who_is_signed_in(client: Client, county: County) -> None:
    assert client.get("/mein/")["Location"] == "/konto/anmelden/?next=/mein/"


def test_empty_desk_says_the_next_step(as_user: AsUser, resident: User) -> None:
    html = html_of(as_user(resident), "/mein/")
    assert "Im Moment gibt es nichts Neues." in html
    assert "Sie haben noch niemandem geschrieben." in html
    assert "<b>Emmendingen</b>" in html


def write(person: User, organisation: Organisation, text: str) -> Conversation:
    return Conversation.objects.create(
        person=person, organisation=organisation, last_seq=1, last_at=timezone.now(), last_text=text
    )


def test_desk_shows_who_waits_for_an_answer_and_only_to_those_who_may_give_it(
    as_user: AsUser, shopkeeper: User, clerk: User, resident: User, shop: Organisation
) -> None:
    conversation = write(resident, shop, "Gibt es noch Brezeln?")
    html = html_of(as_user(shopkeeper), "/mein/")
    assert "Noch nicht beantwortet" in html
    assert f'href="/postfach/{conversation.pk}/"' in html
    assert "Bäckerei Morgenröte" in html
    assert "Brezeln" not in html_of(as_user(clerk), "/mein/")
    assert "Brezeln" in html_of(as_user(resident), "/mein/")


def test_member_without_the_right_to_answer_sees_nothing_of_the_inbox(
    as_user: AsUser, neighbour: User, resident: User, shop: Organisation
) -> None:
    make_member(shop, neighbour, role=Role.MEMBER)
    write(resident, shop, "Geheime Frage")
    assert "Geheime Frage" not in html_of(as_user(neighbour), "/mein/")


@pytest.mark.parametrize("organisations", [1, 3])
def test_desk_costs_the_same_for_one_and_three_organisations(
    as_user: AsUser, resident: User, neighbour: User, town: Municipality, organisations: int
) -> None:
    for number in range(organisations):
        organisation = make_organisation(f"Laden {number}", municipality=town)
        make_member(organisation, resident, role=Role.MANAGER)
        write(neighbour, organisation, "Frage")
    client = as_user(resident)
    client.get("/mein/")
    with CaptureQueriesContext(connection) as counted:
        html_of(client, "/mein/")
    assert len(counted) == 7
