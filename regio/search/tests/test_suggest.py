import pytest

from regio.search.queries import suggest

from .test_find import HOSTILE


def names(prefix, **options):
    return [found.title for found in suggest(prefix, **options)]


def test_titles_that_begin_so_come_before_words_inside_before_categories(write):
    write("Zum Fahrwerk")
    write("Zweirad Ganter", card={"category": "Fahrradwerkstatt"})
    write("Fahrschule Nord")
    write("Museum", summary="Alte Fahrräder")
    assert names("fahr") == ["Fahrschule Nord", "Zum Fahrwerk", "Zweirad Ganter"]


@pytest.mark.parametrize("prefix", ["bä", "ba", "bae", "BÄCK", "bäckerei mü", "baeckerei mueller", "mull"])
def test_every_spelling_is_completed(write, prefix):
    write("Bäckerei Müller")
    write("Rathaus")
    assert names(prefix) == ["Bäckerei Müller"]


def test_one_letter_suggests_nothing(write, django_assert_num_queries):
    write("Bäckerei")
    with django_assert_num_queries(0):
        assert (names("b"), names(""), names("%_")) == ([], [], [])


def test_only_so_many_and_of_the_kinds_asked(write, django_assert_num_queries):
    for number in range(12):
        write(f"Laden {number:02}", kind="organisation" if number % 2 else "offer")
    with django_assert_num_queries(1):
        assert names("laden", limit=3) == ["Laden 00", "Laden 01", "Laden 02"]
    assert names("laden", kinds=("offer",), limit=2) == ["Laden 00", "Laden 02"]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_beginnings_are_answered(write, words):
    write("Bäckerei")
    assert names(words) is not None
