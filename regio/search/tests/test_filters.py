from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localtime

from conftest import make_municipality
from regio.core.geo import Point, distance_km
from regio.core.hours import Now, OpenNow
from regio.search.queries import Ask, find

from .conftest import titles

HERE = Point(48.12, 7.85)


@pytest.fixture
def several(write, town, village):
    write("Laden A", facet="business", municipality_id=town.pk)
    write("Laden B", facet="business", municipality_id=village.pk)
    write("Verein C", facet="association", municipality_id=town.pk, summary="Laden")
    write("Amt D", kind="office", facet="administration", municipality_id=town.pk, summary="Laden")


def test_counts_say_what_each_choice_would_show(several, town, village):
    found = find(Ask(words="Laden"))
    assert found.total == 4
    assert found.facets == {"business": 2, "association": 1, "administration": 1}
    assert found.municipalities == {town.pk: 3, village.pk: 1}


def test_chosen_facet_narrows_all_counts_but_its_own(several, town, village):
    found = find(Ask(words="Laden", facets=("business", "association")))
    assert (found.total, len(found.hits)) == (3, 3)
    assert found.facets == {"business": 2, "association": 1, "administration": 1}
    assert found.municipalities == {town.pk: 2, village.pk: 1}


def test_chosen_municipality_narrows_all_counts_but_its_own(several, town, village):
    found = find(Ask(municipality_ids=(town.pk,), kinds=("organisation",)))
    assert (found.total, len(found.hits)) == (2, 2)
    assert found.facets == {"business": 1, "association": 1}
    assert found.municipalities == {town.pk: 2, village.pk: 1}


def test_several_choices_of_one_filter_add_up(several, town, village):
    assert titles(municipality_ids=(town.pk, village.pk), facets=("association", "administration")) == [
        "Amt D",
        "Verein C",
    ]
    assert titles(kinds=("office", "organisation"), words="Laden", sort="name") == [
        "Amt D",
        "Laden A",
        "Laden B",
        "Verein C",
    ]


def test_radius_is_a_circle_not_a_box(write):
    inside, corner = Point(48.205, 7.85), Point(48.20, 7.965)  # 9.5 km north; inside the box, 12.3 km away
    write("Im Kreis", lat=inside.lat, lon=inside.lon)
    write("In der Ecke", lat=corner.lat, lon=corner.lon)
    write("Ohne Ort")
    assert titles(centre=HERE, radius_km=10.0) == ["Im Kreis"]
    assert titles(centre=HERE, radius_km=13.0) == ["Im Kreis", "In der Ecke"]
    assert titles("ecke", centre=HERE, radius_km=10.0) == []


def test_whole_county_leaves_out_what_lies_beyond_and_a_radius_finds_it(write, county, town):
    beyond = make_municipality("Fremd", "08315999")
    for title, place in (("Hier", town), ("Drüben", beyond), ("Irgendwo", None)):
        write(title, municipality_id=place and place.pk, lat=48.1, lon=7.9)
    assert titles() == ["Hier", "Irgendwo"]
    assert find(Ask()).total == 2
    assert set(titles(centre=Point(48.1, 7.9), radius_km=5.0)) == {"Hier", "Drüben", "Irgendwo"}


def test_distance_is_the_way_over_ground(write):
    there = Point(48.094, 7.961)
    write("Drüben", lat=there.lat, lon=there.lon)
    assert find(Ask(centre=HERE)).hits[0].distance_km == pytest.approx(distance_km(HERE, there), rel=1e-6)


def test_without_words_the_nearest_come_first_and_those_without_place_last(write):
    write("Nirgends")
    write("Fern", lat=48.3, lon=7.9)
    write("Nah", lat=48.121, lon=7.851)
    assert titles(centre=HERE) == ["Nah", "Fern", "Nirgends"]
    assert titles(centre=HERE, sort="name") == ["Fern", "Nah", "Nirgends"]
    assert [hit.why for hit in find(Ask(centre=HERE)).hits] == ["nearby", "nearby", "listed"]


def test_without_words_and_place_names_are_in_german_order(write):
    for name in ("Zebra", "Äpfel", "apfel", "Öl"):
        write(name)
    assert titles() == ["Äpfel", "apfel", "Öl", "Zebra"]
    assert titles("Zebra", sort="distance") == ["Zebra"]


def test_open_now_follows_the_clock(write):
    at = localtime(timezone.now()).replace(hour=10, minute=0)  # a day is a local one
    write("Mittags", open_ranges=[(at - timedelta(hours=2), at + timedelta(hours=3))])
    write("Morgens", open_ranges=[(at + timedelta(hours=2), at + timedelta(hours=3))])
    write("Nie", open_ranges=[])
    write("Unbekannt")
    found = find(Ask(open_now=True), at=at)
    assert [(hit.title, hit.open_now and hit.open_now.state) for hit in found.hits] == [("Mittags", Now.OPEN)]
    assert found.total == 1
    later = find(Ask(open_now=True, words="Morgens Mittags"), at=at + timedelta(hours=2, minutes=30))
    assert {hit.title for hit in later.hits} == {"Mittags", "Morgens"}
    assert find(Ask(open_now=True), at=at + timedelta(hours=3)).hits == []


def test_hits_say_when_they_open(write):
    at = timezone.now().replace(hour=10, minute=0)
    write("Zu", open_ranges=[(at + timedelta(days=1), at + timedelta(days=1, hours=3))])
    write("Nie", open_ranges=[])
    hits = {hit.title: hit for hit in find(Ask(), at=at).hits}
    assert hits["Zu"].open_now == OpenNow(Now.CLOSED, opens_at=at + timedelta(days=1))
    assert hits["Nie"].open_now == OpenNow(Now.CLOSED)


def test_step_free_is_what_its_room_says(write):
    write("Mit Rampe", card={"step_free": True})
    write("Mit Stufe", card={"step_free": False})
    write("Unbekannt")
    assert titles(step_free=True) == ["Mit Rampe"]


def test_too_many_are_not_counted(write, town, monkeypatch):
    monkeypatch.setattr("regio.search.queries.hits.COUNTED", 2)
    for number in range(4):
        write(f"Laden {number}")
    write("Verein", facet="association", summary="Laden", municipality_id=town.pk)
    found = find(Ask(words="Laden"))
    assert (found.total, found.is_capped, found.facets, found.municipalities) == (2, True, {}, {})
    chosen = find(Ask(words="Laden", facets=("association",)))
    assert [hit.title for hit in chosen.hits] == ["Verein"]
    assert (chosen.total, chosen.is_capped, chosen.facets) == (1, False, {})
