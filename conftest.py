"""The cast: who and what tests speak of. Everybody is invented. PostgreSQL comes from regio/ops/testbed.py."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from regio.accounts.models import User
from regio.core.text import slug, sort_key
from regio.organisations.choices import Kind, Role
from regio.organisations.models import Membership, Organisation
from regio.region.choices import Duty, Land
from regio.region.models import County, Municipality, OwnerRole

SHARED = Path(__file__).resolve().parent.parent / "shared"
PASSWORD = "Only-4-Tests"  # noqa: S105


def make_person(name: str, *, home: Municipality | None = None) -> User:
    """A person with a proven address and the password `PASSWORD`."""
    user = User.objects.create_user(f"{slug(name)}@test.example", PASSWORD, name=name, home=home)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def make_municipality(name: str, ags: str, **fields: object) -> Municipality:
    values = {"ars": f"{ags[:5]}0000{ags[5:]}", "county_key": ags[:5], "land": Land.BW, "slug": slug(name)}
    return Municipality.objects.create(name=name, ags=ags, sort_key=sort_key(name), **(values | fields))


def make_organisation(
    name: str, *, municipality: Municipality, kind: Kind = Kind.BUSINESS, **fields: object
) -> Organisation:
    """A published organisation; `published_at=None` makes a draft."""
    values = {"slug": slug(name), "sort_key": sort_key(name), "published_at": timezone.now()}
    return Organisation.objects.create(name=name, municipality=municipality, kind=kind, **(values | fields))


def make_member(organisation: Organisation, person: User, *, role: Role) -> User:
    Membership.objects.create(organisation=organisation, person=person, role=role)
    return person


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """What one test remembered is unknown to the next. Rate limits stand in the database and go with its transaction."""
    cache.clear()


@pytest.fixture
def county(db: None) -> County:
    return County.objects.create(pk=1, key="08316", name="Landkreis Emmendingen", land=Land.BW)


@pytest.fixture
def town(county: County) -> Municipality:
    """A Gemeinde of the own county."""
    return make_municipality(
        "Emmendingen", "08316011", kind="Große Kreisstadt", postcodes=["79312"], population=28_000, lat=48.12, lon=7.85
    )


@pytest.fixture
def village(county: County) -> Municipality:
    """Another one, some kilometres away."""
    return make_municipality(
        "Sexau", "08316038", kind="Gemeinde", postcodes=["79350"], population=3_400, lat=48.10, lon=7.91
    )


@pytest.fixture
def resident(town: Municipality) -> User:
    return make_person("Rosa Resident", home=town)


@pytest.fixture
def neighbour(village: Municipality) -> User:
    return make_person("Nico Neighbour", home=village)


@pytest.fixture
def shop(town: Municipality) -> Organisation:
    return make_organisation("Bäckerei Morgenröte", municipality=town, category="Bäckerei", lat=48.121, lon=7.851)


@pytest.fixture
def shopkeeper(shop: Organisation) -> User:
    """Manager of `shop`."""
    return make_member(shop, make_person("Sina Shopkeeper"), role=Role.MANAGER)


@pytest.fixture
def office(village: Municipality) -> Organisation:
    return make_organisation("Rathaus Sexau", municipality=village, kind=Kind.ADMINISTRATION, lat=48.101, lon=7.911)


@pytest.fixture
def clerk(office: Organisation) -> User:
    """Editor of `office`."""
    return make_member(office, make_person("Clara Clerk"), role=Role.EDITOR)


@pytest.fixture
def town_editor(town: Municipality) -> User:
    """Edits the page of `town` for its town hall."""
    person = make_person("Tilda Townhall")
    OwnerRole.objects.create(person=person, duty=Duty.EDITOR, municipality=town)
    return person


@pytest.fixture
def owner(county: County) -> User:
    """Holds every duty for the whole county."""
    person = make_person("Otto Owner")
    OwnerRole.objects.bulk_create(OwnerRole(person=person, duty=duty) for duty in Duty)
    return person


@pytest.fixture
def as_user() -> Callable[[User], Client]:
    """`as_user(resident).get("/")`: a client of its own for each person, signed in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real data of the neighbourhood; tests on it are marked `shared_data` and skipped where it does not lie."""
    if not (SHARED / "data").is_dir():
        pytest.skip("../shared/data is not here")
    return SHARED / "data"


@pytest.fixture
def at_once() -> Callable[..., list[Any]]:
    """`at_once(50, task)`: results of `task(0)` … `task(49)`, begun together in threads; an exception is a result."""

    def run(count: int, task: Callable[[int], Any]) -> list[Any]:
        start = Barrier(count)

        def one(number: int) -> Any:
            try:
                start.wait(30)
                return task(number)
            except Exception as error:  # noqa: BLE001
                return error
            finally:
                connection.close()

        with ThreadPoolExecutor(count) as pool:
            return list(pool.map(one, range(count)))

    return run
