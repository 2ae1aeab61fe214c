import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regio.search.documents import spelled, telling, words_of
from regio.search.queries.ask import read_cursor, write_cursor
from regio.search.queries.match import MOST_TERMS, terms_of


@pytest.mark.parametrize(
    ("spellings", "one"),
    [
        (["Müller", "Mueller", "Muller", "MÜLLER", "Mu\u0308ller"], "muller"),
        (["Straße", "Strasse", "STRASSE", "Stra\u1e9ee"], "strasse"),
        (["Bäume", "Baeume", "Baume"], "baume"),
        (["Köhler", "Koehler"], "kohler"),
    ],
)
def test_spellings_become_one(spellings, one):
    assert {spelled(word) for word in spellings} == {one}


@pytest.mark.parametrize("word", ["bauer", "neue", "steuer", "quelle", "feuerwehr"])
def test_vowels_that_are_no_umlaut_stay(word):
    assert spelled(word) == word


def test_hyphened_words_are_found_apart_and_together():
    assert words_of("E-Bike, Café/Bar") == ["e", "bike", "cafe", "bar", "ebike", "cafebar"]


def test_telling_words_stand_once_and_without_stop_words():
    assert telling(["chor", "der", "fur", "chor", "musik"], beside=["musik"]) == ["chor"]


def test_question_leaves_out_stop_words_unless_there_is_nothing_else():
    assert terms_of("Verein für die Musik") == [(("verein",),), (("musik",),)]
    assert terms_of("Bäcker jetzt offen") == [(("backer",),)]  # a wish for the filter beside it, not for a name
    assert terms_of("Wer sind wir") == [(("wer",),), (("sind",),), (("wir",),)]
    assert terms_of("E-Bike") == [(("e", "bike"), ("ebike",))]
    assert terms_of(" %_\\ '\"():*&|!<-> ") == []


@given(st.text())
def test_any_text_gives_few_plain_words(text):
    terms = terms_of(text)
    assert len(terms) <= MOST_TERMS
    assert all(word.replace("_", "!").isalnum() and len(word) <= 60 for term in terms for way in term for word in way)


@settings(max_examples=300)
@given(st.text(max_size=300), st.sampled_from(["fit", "name", "distance"]))
def test_garbage_is_no_cursor(text, order):
    assert read_cursor(text, order) is None


@given(st.floats(-20_000, 20_000), st.integers(0, 2**63 - 1))
def test_cursor_keeps_the_place_exactly(value, key):
    assert read_cursor(write_cursor("fit", (value, key)), "fit") == (value, key)


@pytest.mark.parametrize(
    "place",
    [
        (float("nan"), 1),
        (float("inf"), 1),
        ("a\x00", 1),
        (True, 1),
        (1.0, -1),
        (1.0, 2**63),
        (1.0, True),
        (None, 1),
        ([], 1),
    ],
)
def test_cursor_that_no_page_gave_is_refused(place):
    assert read_cursor(write_cursor("fit", place), "fit") is None
    assert read_cursor(write_cursor("name", (place[0] if place[0] != "a\x00" else place[0], place[1])), "fit") is None


def test_cursor_of_another_order_is_refused():
    assert read_cursor(write_cursor("name", ("abc", 1)), "distance") is None
    assert read_cursor(write_cursor("distance", (None, 1)), "distance") == (None, 1)
