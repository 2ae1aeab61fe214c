"""A town hall edits the page of its Gemeinde, and only of its own."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conftest import make_municipality
from regio.accounts.models import User
from regio.audit.models import Entry
from regio.core.errors import Forbidden
from regio.region.actions import change_municipality, grant_duty, name_editor, revoke_duty
from regio.region.choices import Duty
from regio.region.models import Municipality, OwnerRole

type SignIn = Callable[[User], Client]
WORDS = {
    "claim": "Stadt am Fluss",
    "welcome": "**Guten Tag**",
    "website": "https://stadt.example",
    "email": "a@stadt.example",
}
FORM = {**WORDS, "phone": "07641 1", "address": "Markt 1\n79312 Ort", "hue": "210", "shown": ["organisations"]}


def test_town_hall_changes_its_page_and_everybody_sees_it_at_once(
    town: Municipality, town_editor: User, as_user: SignIn, client: Client
) -> None:
    client.get("/gemeinden/emmendingen/")
    assert as_user(town_editor).post("/gemeinden/emmendingen/bearbeiten/", FORM).status_code == 302
    page = client.get("/gemeinden/emmendingen/").content.decode()
    for text in ("Stadt am Fluss", "<strong>Guten Tag</strong>", "Markt 1<br>79312 Ort", "/thema.css?marke=210"):
        assert text in page
    assert 'id="panel-organisations"' in page
    assert 'id="panel-pages"' not in page
    entry = Entry.objects.get(deed="region.municipality_changed")
    assert entry.by == town_editor
    assert entry.data == {"fields": ["claim", "welcome", "website", "email", "phone", "address", "hue", "switches"]}


def test_saving_the_same_writes_nothing(town: Municipality, town_editor: User, as_user: SignIn) -> None:
    for _time in range(2):
        as_user(town_editor).post("/gemeinden/emmendingen/bearbeiten/", FORM)
    assert Entry.objects.filter(deed="region.municipality_changed").count() == 1


def test_editors_of_one_place_cannot_touch_another(
    village: Municipality, town_editor: User, neighbour: User, as_user: SignIn
) -> None:
    grant_duty(neighbour, duty=Duty.EDITOR, municipality=village)
    role = OwnerRole.objects.get(person=neighbour)
    browser = as_user(town_editor)
    before = Entry.objects.count()
    assert browser.get("/gemeinden/sexau/bearbeiten/").status_code == 404
    assert browser.post("/gemeinden/sexau/bearbeiten/", FORM).status_code == 404
    assert browser.post("/gemeinden/sexau/redaktion/", {"email": town_editor.email}).status_code == 404
    assert browser.post(f"/gemeinden/sexau/redaktion/{role.pk}/").status_code == 404
    assert browser.post(f"/gemeinden/emmendingen/redaktion/{role.pk}/").status_code == 404
    assert browser.get("/gemeinden/sexau/wappen/").status_code == 404
    for deed in (
        lambda: change_municipality(village, values={"claim": "x"}, by=town_editor),
        lambda: name_editor(village, email=town_editor.email, by=town_editor),
        lambda: revoke_duty(neighbour, duty=Duty.EDITOR, municipality=village, by=town_editor),
    ):
        with pytest.raises(Forbidden):
            deed()
    village.refresh_from_db()
    assert village.claim == ""
    assert OwnerRole.objects.filter(person=neighbour).exists()
    assert Entry.objects.count() == before


def test_other_duties_do_not_edit_the_page(town: Municipality, resident: User, as_user: SignIn) -> None:
    grant_duty(resident, duty=Duty.MODERATOR, municipality=town)
    assert as_user(resident).get("/gemeinden/emmendingen/bearbeiten/").status_code == 404


def test_editor_who_lost_the_duty_is_out_at_once(town: Municipality, town_editor: User, as_user: SignIn) -> None:
    browser = as_user(town_editor)
    assert browser.get("/gemeinden/emmendingen/bearbeiten/").status_code == 200
    revoke_duty(town_editor, duty=Duty.EDITOR, municipality=town)
    assert browser.get("/gemeinden/emmendingen/bearbeiten/").status_code == 404


def test_editor_names_a_further_one_and_takes_it_back(
    town: Municipality, town_editor: User, neighbour: User, as_user: SignIn
) -> None:
    browser = as_user(town_editor)
    assert browser.post("/gemeinden/emmendingen/redaktion/", {"email": neighbour.email, "until": ""}).status_code == 302
    role = OwnerRole.objects.get(person=neighbour)
    assert (role.duty, role.municipality, role.granted_by) == (Duty.EDITOR, town, town_editor)
    assert "Nico Neighbour" in browser.get("/gemeinden/emmendingen/bearbeiten/").content.decode()
    assert as_user(neighbour).post(f"/gemeinden/emmendingen/redaktion/{role.pk}/").status_code in (302, 403)
    OwnerRole.objects.filter(person=neighbour).delete()
    browser.post("/gemeinden/emmendingen/redaktion/", {"email": neighbour.email, "until": ""})
    role = OwnerRole.objects.get(person=neighbour)
    browser.post(f"/gemeinden/emmendingen/redaktion/{role.pk}/")
    assert not OwnerRole.objects.filter(person=neighbour).exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("hue", "360"), ("hue", "-1"), ("website", "javascript:alert(1)"), ("email", "no"), ("claim", "x" * 121)],
)
def test_nonsense_is_told_and_nothing_written(
    town: Municipality, town_editor: User, as_user: SignIn, field: str, value: str
) -> None:
    answer = as_user(town_editor).post("/gemeinden/emmendingen/bearbeiten/", FORM | {field: value})
    assert answer.status_code == 200
    assert "kern-error" in answer.content.decode()
    town.refresh_from_db()
    assert town.claim == ""


def test_scripts_in_words_of_a_town_hall_stay_words(town: Municipality, client: Client) -> None:
    nasty = '"><script>alert(1)</script>'
    change_municipality(town, values={"claim": nasty, "welcome": nasty, "address": nasty, "phone": nasty[:40]}, by=None)
    assert "<script>alert" not in client.get("/gemeinden/emmendingen/").content.decode()


def test_resident_sees_home_first_and_then_the_radius(
    town: Municipality, village: Municipality, resident: User, as_user: SignIn, client: Client
) -> None:
    make_municipality("Fernau", "08316999", lat=48.5, lon=8.3)
    User.objects.filter(pk=resident.pk).update(radius_km=10)
    page = as_user(resident).get("/gemeinden/").content.decode()
    near = page[page.index('aria-labelledby="nah"') : page.index("</nav>", page.index('aria-labelledby="nah"'))]
    assert near.index("Emmendingen") < near.index("Sexau")
    assert "Fernau" not in near
    assert 'aria-labelledby="nah"' not in client.get("/gemeinden/").content.decode()


def test_page_costs_few_queries(town: Municipality, town_editor: User, as_user: SignIn) -> None:
    browser = as_user(town_editor)
    browser.get("/gemeinden/emmendingen/")
    with CaptureQueriesContext(connection) as seen:
        browser.get("/gemeinden/emmendingen/")
    assert len(seen) <= 8
