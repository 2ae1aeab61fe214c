import time
from dataclasses import replace

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regio.core.geo import Point
from regio.region.queries import own_places
from regio.search.actions import put_many
from regio.search.queries import Ask, find

from .conftest import make_document, titles

HOSTILE = [
    "'", '"', "\\", "%", "_", "%%", "a & b | !c", "foo:*", "<->", "(((", ")", "a\x00b", "\x00", "\x01\x1f\x7f", "_connector", "x__class",
    "'; DROP TABLE search_searchentry; --", "-", "--", "!", "{}", "{0}", "%(words)s", "%s", "\ud7ff\u202e\ufeff", "٣٤٥ абв 日本語", "²³¼ªº",
    "\u0301" * 500, "a" * 5000, "Wort " * 1000, "E-" * 2500, "ﬃ ﷺ", "1e999 -0x1f 1.2.3.4", "http://x.example/?a=b&c=d a@b.example",
]  # fmt: skip


@pytest.mark.parametrize(
    "words", ["Bäckereien", "bäckerei", "BAECKEREI", "Backerei", "backer", "Bäck", "Mueller", "Muller", "müllers"]
)
def test_stems_spellings_and_beginnings_find(write, words):
    write("Bäckerei Müller")
    write("Rathaus")
    assert titles(words) == ["Bäckerei Müller"]


def test_beginning_longer_than_the_stem_finds(write):
    write("Wanderung zum Turm")
    assert titles("Wanderun") == ["Wanderung zum Turm"]


def test_both_spellings_of_sharp_s_find(write):
    write("Laden", words="Hauptstraße 3")
    assert titles("Hauptstrasse") == titles("hauptstraße") == ["Laden"]


def test_title_comes_before_category_before_summary_before_the_rest(write):
    write("Drei", summary="Wir reparieren jedes Fahrrad")
    write("Vier", words="Zubehör, Fahrrad, Anhänger")
    write("Fahrrad Ganter")
    write("Zwei", card={"category": "Fahrrad"})
    found = find(Ask(words="Fahrrad"))
    assert [(hit.title, hit.why) for hit in found.hits] == [
        ("Fahrrad Ganter", "title"),
        ("Zwei", "category"),
        ("Drei", "text"),
        ("Vier", "text"),
    ]


def test_short_title_comes_before_a_long_one(write):
    write("Apotheke am Rathaus in der Altstadt")
    write("Rathaus")
    assert titles("Rathaus")[0] == "Rathaus"


def test_every_word_must_fit_somewhere(write, town, village):
    write("Bäckerei Ost", municipality_id=town.pk)
    write("Bäckerei West", municipality_id=village.pk)
    assert titles("Bäckerei Sexau") == ["Bäckerei West"]


def test_nearer_of_two_equal_names_comes_first_but_titles_before_near_texts(write):
    write("Bäckerei Nord", key="far", lat=48.30, lon=7.85)
    write("Bäckerei Süd", key="near", lat=48.121, lon=7.85)
    write("Café", key="text", summary="mit Bäckerei", lat=48.12, lon=7.85)
    here = find(Ask(words="Bäckerei")).hits[0]
    assert here.distance_km is None
    found = find(Ask(words="Bäckerei", centre=Point(48.12, 7.85))).hits
    assert [hit.key for hit in found] == ["near", "far", "text"]
    with translation.override("en"):
        assert [hit.distance_text for hit in found] == ["under 1 km", "20 km", "under 1 km"]


@pytest.mark.parametrize("words", ["Bäkerei", "Bäckeri", "Fahradwerkstatt", "Fahrradwrkstatt"])
def test_mistyped_word_finds_what_is_spelled_alike(write, words):
    write("Bäckerei Nord")
    write("Fahrradwerkstatt Süd")
    found = find(Ask(words=words))
    assert [hit.why for hit in found.hits] == ["alike"]
    assert found.is_alike
    assert found.total == 1
    assert found.hits[0].title[0] == words[0]


def test_mistyped_word_is_not_corrected_where_somebody_has_it(write):
    write("Bäckerei Nord")
    write("Herr Bäkerei")
    assert titles("Bäkerei") == ["Herr Bäkerei"]


def test_words_that_nobody_has_together_find_those_who_have_one(write):
    write("Bäckerei Nord")
    write("Rathaus Süd")
    write("Museum")
    found = find(Ask(words="Rathaus Bäckerei"))
    assert {hit.title for hit in found.hits} == {"Bäckerei Nord", "Rathaus Süd"}
    assert {hit.why for hit in found.hits} == {"alike"}


def test_word_like_no_other_finds_nothing(write):
    write("Bäckerei Nord")
    found = find(Ask(words="Xylophon"))
    assert (found.hits, found.total, found.next) == ([], 0, None)


def test_filter_that_leaves_nothing_does_not_guess_other_words(write):
    write("Bäckerei Nord", facet="business")
    write("Bäkerei-Verein", facet="association")
    found = find(Ask(words="Bäckerei", facets=("church",)))
    assert found.hits == []
    assert found.facets == {"business": 1}


def test_hit_carries_what_a_card_shows(write, town):
    card = {"category": "Bäckerei", "picture": "/static/b.svg", "tags": ["Bio"]}
    write("Bäckerei Nord", summary="Brot", card=card, municipality_id=town.pk, lat=48.1, lon=7.8)
    hit = find(Ask(words="Brot")).hits[0]
    assert (hit.kind, hit.facet, hit.title, hit.summary) == ("organisation", "business", "Bäckerei Nord", "Brot")
    assert (hit.card, hit.municipality, hit.lat, hit.lon) == (card, "Emmendingen", 48.1, 7.8)
    assert (hit.open_now, hit.hours_text) == (None, "")


@pytest.mark.parametrize(
    ("ask", "statements"),
    [
        (Ask(words="Laden"), 1),
        (Ask(words="Landen"), 1),
        (Ask(words="Laden", facets=("business",)), 1),
        (Ask(words="Laden", sort="name"), 1),
        (Ask(), 2),
    ],
)
def test_page_costs_at_most_two_statements_and_the_next_one(db, django_assert_num_queries, ask, statements):
    own_places()  # kept per process
    put_many(make_document(f"Laden {number:02}") for number in range(30))
    with django_assert_num_queries(statements):
        first = find(ask)
    with django_assert_num_queries(1):
        second = find(replace(ask, after=first.next))
    assert (first.total, len(first.hits), len(second.hits), second.next, second.total) == (30, 20, 10, None, None)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_answered_quickly(write, words):
    write("Bäckerei Nord")
    begun = time.perf_counter()
    assert find(Ask(words=words, after=words[:600])).hits is not None
    assert time.perf_counter() - begun < 1


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=80), after=st.text(max_size=40))
def test_whatever_is_typed_is_answered(write, words, after):
    find(Ask(words=words, after=after))
