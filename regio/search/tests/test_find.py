import pytest

from regio.search.actions import put_many
from regio.search.documents import Document
from regio.search.queries import Ask, find, suggest

pytestmark = pytest.mark.django_db


def test_smoke():
    put_many([Document(kind="organisation", key="1", title="Bäckerei Müller", url="/x/", summary="Brot am Hofweg", card={"category": "Bäckerei"})])
    for words in ("Bäckerei", "Mueller", "Muller", "backer", "brote", "bakerei", "Bäckerei Hofweg", "", "Bäkerei Hofweg", "bäckereien"):
        found = find(Ask(words=words))
    assert found.total == 1
