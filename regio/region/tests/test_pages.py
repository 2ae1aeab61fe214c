import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conftest import make_municipality
from regio.accounts.models import User
from regio.audit.models import Entry
from regio.core.errors import Forbidden
from regio.core.geo import Point
from regio.region.actions import found_county, grant_duty, revoke_duty
from regio.region.choices import Duty
from regio.region.errors import CountyFounded
from regio.region.models import County, Municipality, OwnerRole
from regio.region.queries import nearest, neighbours_of
from regio.region.rules import holds_duty


@pytest.mark.parametrize("who", ["", "resident", "shopkeeper", "owner"])
def test_pages_of_the_region_show_for_everybody(
    who: str, town: Municipality, client: Client, as_user: Callable[[User], Client], request: pytest.FixtureRequest
) -> None:
    browser = as_user(request.getfixturevalue(who)) if who else client
    assert "Emmendingen" in browser.get("/gemeinden/").content.decode()
    page = browser.get("/gemeinden/emmendingen/").content.decode()
    assert "79312" in page
    assert 'hx-get="/verzeichnis/in/emmendingen/"' in page
    assert 'href="/verzeichnis/in/emmendingen/"' in page


def test_other_counties_and_unknown_places_look_the_same(town: Municipality, client: Client) -> None:
    make_municipality("Kiel", "01002000")
    answers = [client.get(f"/gemeinden/{slug}/") for slug in ("kiel", "atlantis")]
    assert [answer.status_code for answer in answers] == [404, 404]
    bodies = [re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode()) for answer in answers]
    assert bodies[0].replace("kiel", "atlantis") == bodies[1]


def test_region_without_municipalities_says_the_next_step(county: County, client: Client) -> None:
    assert 'class="r-empty"' in client.get("/gemeinden/").content.decode()
    assert client.get("/gemeinden/grenzen.json").json()["features"] == []


def test_foreign_names_are_escaped(town: Municipality, client: Client) -> None:
    nasty = '"><script>alert(1)</script>'
    Municipality.objects.update(name=nasty, kind=nasty, association=nasty, county_name=nasty)
    for address in ("/gemeinden/", "/gemeinden/emmendingen/"):
        assert "<script>alert" not in client.get(address).content.decode()


def test_list_costs_the_same_queries_for_one_and_for_three(town: Municipality, client: Client) -> None:
    counts = []
    for names in ((), ("Freiamt", "Reute")):
        for number, name in enumerate(names, start=1):
            make_municipality(name, f"0831690{number}", lat=48.13, lon=7.86)
        for address in ("/gemeinden/", "/gemeinden/emmendingen/"):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
    assert 0 < max(counts) <= 8


def test_neighbours_come_nearest_first_and_only_from_the_own_county(town: Municipality, village: Municipality) -> None:
    make_municipality("Fern", "08316999", lat=48.9, lon=8.9)
    make_municipality("Fremd", "08315999", lat=48.12, lon=7.86)
    make_municipality("Ohne Ort", "08316998")
    found = neighbours_of(town, km=20)
    assert [near.municipality.pk for near in found] == [village.pk]
    assert found[0].km == pytest.approx(4.98, abs=0.1)
    found = nearest(Point(48.1, 7.9))
    assert found and found.pk == village.pk
    assert nearest(Point(0, 0)) is None


def test_installation_serves_one_county(county: County) -> None:
    with pytest.raises(CountyFounded):
        found_county("01002", name="Kiel", kind="Kreisfreie Stadt", land="SH")
    found_county("08316", name="Landkreis Emmendingen", kind="Landkreis", land="BW", phone="07641 000-0")
    found_county("08316", name="Landkreis Emmendingen", kind="Landkreis", land="BW", phone="07641 000-0")
    assert County.objects.get().phone == "07641 000-0"
    assert list(Entry.objects.values_list("deed", flat=True)) == ["region.county_changed"]


def test_duties_are_granted_and_revoked_once_and_on_the_trail(owner: User, resident: User, town: Municipality) -> None:
    for _twice in range(2):
        grant_duty(resident, duty=Duty.EDITOR, municipality=town, by=owner)
    assert holds_duty(resident, Duty.EDITOR, municipality=town)
    assert not holds_duty(resident, Duty.EDITOR)
    for _twice in range(2):
        revoke_duty(resident, duty=Duty.EDITOR, municipality=town, by=owner)
    assert not holds_duty(resident, Duty.EDITOR, municipality=town)
    deeds = list(Entry.objects.order_by("pk").values_list("deed", "by"))
    assert deeds == [("region.duty_granted", owner.pk), ("region.duty_revoked", owner.pk)]


def test_nobody_gives_duties_to_themselves(resident: User, owner: User) -> None:
    before = OwnerRole.objects.count()
    with pytest.raises(Forbidden):
        grant_duty(resident, duty=Duty.TECHNICAL, by=resident)
    owner.is_active = False
    with pytest.raises(Forbidden):
        grant_duty(resident, duty=Duty.TECHNICAL, by=owner)
    assert OwnerRole.objects.count() == before
    assert not Entry.objects.exists()
