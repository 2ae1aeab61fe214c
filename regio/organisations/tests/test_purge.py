"""What the desk hid goes for good when nobody can appeal any more, and not before."""

from datetime import timedelta

import pytest

from conftest import make_person
from regio.accounts.models import User
from regio.core.time import now
from regio.moderation.actions import appeal, decide, report
from regio.moderation.actions.report import purge_hidden
from regio.moderation.models import Case, Party
from regio.organisations.actions.organisation import Facts, put_organisations
from regio.organisations.models import Hiding, Organisation
from regio.region.choices import Duty
from regio.region.models import County, OwnerRole


@pytest.fixture
def hidden(county: County, shop: Organisation, shopkeeper: User, resident: User) -> Case:
    moderator = make_person("Mona Moderator")
    OwnerRole.objects.create(person=moderator, duty=Duty.MODERATOR)
    Organisation.objects.filter(pk=shop.pk).update(description="Betrug", phone="07641 1")
    about = ("organisations.organisation", str(shop.pk))
    case = report(about, by=resident, reason="fraud", statement="Das ist Betrug.").case
    return decide(case, outcome="hide", reasons="Betrug.", ground="law", by=moderator)


def over() -> None:
    Case.objects.filter(keep_until__isnull=False).update(keep_until=now() - timedelta(minutes=1))


def test_hidden_organisation_keeps_its_name_only(hidden: Case, shop: Organisation) -> None:
    assert purge_hidden() == 0
    over()
    assert purge_hidden() == 1
    found = Organisation.objects.get(pk=shop.pk)
    assert (found.name, found.description, found.phone, found.published_at) == (shop.name, "", "", None)
    assert Hiding.objects.filter(organisation=shop).exists()


def test_an_open_check_keeps_everything(hidden: Case, shop: Organisation, shopkeeper: User) -> None:
    appeal(Party.objects.get(case=hidden, person=shopkeeper), "Das stimmt nicht.")
    over()
    assert purge_hidden() == 0
    assert Organisation.objects.get(pk=shop.pk).description == "Betrug"


def test_an_import_does_not_fill_it_again(hidden: Case, shop: Organisation) -> None:
    over()
    purge_hidden()
    Organisation.objects.filter(pk=shop.pk).update(external_ref="node/7")
    shop.memberships.all().delete()
    assert put_organisations([Facts("node/7", shop.name, {"description": "Betrug"})]).changed == 0
    assert Organisation.objects.get(pk=shop.pk).description == ""
