"""A page is reported, hidden by a decision and comes back."""

import pytest
from django.contrib.auth.models import AnonymousUser

from regio.accounts.models import User
from regio.moderation.actions import appeal, decide, report
from regio.moderation.errors import NothingThere
from regio.moderation.tests.conftest import make_moderator
from regio.organisations.actions.page_reports import KIND, TARGET
from regio.organisations.models import Organisation
from regio.pages.models import Page
from regio.pages.tests.conftest import make_page, owner
from regio.region.choices import Duty
from regio.region.models import Municipality


@pytest.fixture
def page(shop: Organisation, town: Municipality) -> Page:
    return make_page(owner("organisation", shop.pk), "Unser Team", "Wir backen.")


def test_a_reported_page_is_hidden_and_restored_by_another(
    page: Page, resident: User, shopkeeper: User, owner: User, town: Municipality
) -> None:
    case = report((KIND, str(page.pk)), by=resident, reason="wrong", statement="Stimmt nicht.").case
    assert case.municipality == town
    assert "Wir backen." in case.data["text"]
    local = make_moderator("Lena Local", duty=Duty.MODERATOR, place=town)
    decide(case, outcome="hide", ground="terms", reasons="Falsch.", by=local)
    assert not Page.objects.live().filter(pk=page.pk).exists()
    assert TARGET.find(AnonymousUser(), str(page.pk)) is None
    check = appeal(case.parties.get(person=shopkeeper), "Stimmt doch.")
    decide(check, outcome="none", reasons="Belegt.", by=owner)
    assert Page.objects.live().filter(pk=page.pk).exists()


def test_drafts_and_damaged_keys_are_not_reported(shop: Organisation, resident: User) -> None:
    draft = make_page(owner("organisation", shop.pk), "Entwurf", is_published=False)
    for key in (str(draft.pk), "x", "", str(shop.pk)):
        with pytest.raises(NothingThere):
            report((KIND, key), by=resident, reason="wrong", statement="x")
