"""A kind of case that only notes what was carried out, and the owner's people who decide."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection

from conftest import make_person
from regio.accounts.models import User
from regio.moderation import registry
from regio.moderation.actions import open_case
from regio.moderation.models import Case
from regio.region.choices import Duty
from regio.region.models import County, Municipality, OwnerRole
from regio.region.queries import CACHED

CLAIM = "test.claim"


def make_moderator(name: str, *, duty: str = Duty.VERIFICATION, place: Municipality | None = None) -> User:
    person = make_person(name)
    OwnerRole.objects.create(person=person, duty=duty, municipality=place)
    return person


@pytest.fixture
def carried() -> Iterator[list[tuple[str, str]]]:
    """Registers the kind "test.claim"; what its decisions carried out, in order: (label, outcome)."""
    done: list[tuple[str, str]] = []
    outcomes = {
        "accepted": registry.Outcome("Angenommen", needs_reasons=False),
        "refused": registry.Outcome("Abgelehnt"),
    }
    registry.register(
        registry.CaseKind(
            name=CLAIM,
            label="Übernahme",
            duty=Duty.VERIFICATION,
            outcomes=outcomes,
            carry_out=lambda case, outcome, by: done.append((case.label, outcome)),
            can_be_appealed=True,
        )
    )
    yield done
    del registry._kinds[CLAIM]


@pytest.fixture
def open_claim(carried: list[tuple[str, str]]) -> Callable[..., Case]:
    """`open_claim(resident, municipality=town)`: a claim about record 12."""

    def claim(by: User | None, **more: Any) -> Case:
        values: dict[str, Any] = {"about": ("test.thing", "12"), "label": "Hofladen", "statement": "Mein Laden."}
        return open_case(CLAIM, by=by, **(values | more))

    return claim


@pytest.fixture
def claim(open_claim: Callable[..., Case], resident: User, town: Municipality) -> Case:
    return open_claim(resident, municipality=town)


@pytest.fixture
def verifier(county: County) -> User:
    """Verifies in the whole county."""
    return make_moderator("Vera Verifier")


@pytest.fixture
def second(county: County) -> User:
    """Her colleague."""
    return make_moderator("Sven Second")


@pytest.fixture
def four_eyes(county: County) -> None:
    county.four_eyes = [CLAIM]
    county.save()
    cache.delete_many(CACHED)


@pytest.fixture
def at_once() -> Callable[..., list[Any]]:
    """`at_once(2, task)`: results of `task(0)`, `task(1)`, begun together in threads; an exception is a result."""

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
