"""What the owner decides about the platform."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from regio.accounts.models import User
from regio.audit.models import Entry
from regio.core.errors import Forbidden
from regio.region.actions import change_settings, grant_duty
from regio.region.choices import Duty
from regio.region.models import County

type SignIn = Callable[[User], Client]
ADDRESS = "/traeger/einstellungen/"
FORM: dict[str, Any] = {
    "name": "Kreis Neu", "claim": "Gut hier", "brand_hue": "232", "accent_hue": "30", "land_hue": "105", "phone": "07641 1",
    "imprint_name": "Kreis Neu, Körperschaft des öffentlichen Rechts", "imprint_address": "Weg 1\n79312 Ort",
    "imprint_representative": "Landrätin Lena Lang", "imprint_vat": "DE1", "case_mail": "none", "audit_months": "24",
    "four_eyes": ["technical"],
}  # fmt: skip


def test_settings_show_at_once(
    county: County, owner: User, as_user: SignIn, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    client.get("/")
    with django_capture_on_commit_callbacks(execute=True):
        assert as_user(owner).post(ADDRESS, FORM).status_code == 302
    page = client.get("/impressum/").content.decode()
    for text in ("Kreis Neu, Körperschaft", "Weg 1", "Landrätin Lena Lang", "DE1", "Gut hier"):
        assert text in page
    assert "/thema.css?marke=232&amp;akzent=30&amp;land=105" in page
    assert "--county-hue:232;--county-accent-hue:30;--county-land-hue:105" in client.get("/thema.css").content.decode()
    own = County.objects.get()
    assert (own.four_eyes, own.case_mail, own.audit_months) == (["technical"], "none", 24)
    entry = Entry.objects.get(deed="region.settings_changed")
    assert entry.by == owner
    assert "Kreis Neu" not in str(entry.data)


def test_preview_stores_nothing(county: County, owner: User, as_user: SignIn) -> None:
    page = as_user(owner).post(ADDRESS, FORM | {"preview": "1"}).content.decode()
    assert "thema.css?marke=232&amp;akzent=30&amp;land=105" in page
    assert County.objects.get().brand_hue == 164


@pytest.mark.parametrize(
    ("field", "value"), [("brand_hue", "360"), ("name", ""), ("audit_months", "3"), ("email", "x")]
)
def test_nonsense_is_told(county: County, owner: User, as_user: SignIn, field: str, value: str) -> None:
    answer = as_user(owner).post(ADDRESS, FORM | {field: value})
    assert answer.status_code == 200
    assert "kern-error" in answer.content.decode()
    assert County.objects.get().name == "Landkreis Emmendingen"


def test_editor_changes_words_but_not_how_decisions_are_made(county: County, resident: User, as_user: SignIn) -> None:
    grant_duty(resident, duty=Duty.EDITOR)
    page = as_user(resident).get(ADDRESS).content.decode()
    assert 'name="four_eyes"' not in page
    as_user(resident).post(ADDRESS, FORM)
    own = County.objects.get()
    assert (own.name, own.four_eyes, own.audit_months) == ("Kreis Neu", [], 36)
    with pytest.raises(Forbidden):
        change_settings(values={"four_eyes": ["technical"]}, by=resident)


def test_editor_of_one_place_does_not_change_the_county(town: object, resident: User, as_user: SignIn) -> None:
    grant_duty(resident, duty=Duty.EDITOR, municipality=town)  # type: ignore[arg-type]
    assert as_user(resident).get(ADDRESS).status_code == 404


@pytest.mark.parametrize("query", ["marke=999;x", "marke=1;}body{display:none", "marke=", "farbe=3", "marke=-1"])
def test_style_sheet_takes_nothing_but_hues(county: County, client: Client, query: str) -> None:
    body = client.get("/thema.css", {query.partition("=")[0]: query.partition("=")[2]}).content.decode()
    assert body == ":root{--county-hue:164;--county-accent-hue:42;--county-land-hue:128}\n"
