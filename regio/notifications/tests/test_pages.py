from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from regio.accounts.models import User
from regio.core import privacy
from regio.notifications.actions import erase_person, tell
from regio.notifications.models import Notice
from regio.notifications.queries import PAGE, notices_of, parts_about

SignIn = Callable[[User], Client]


def told(person: User, title: str = "Entschieden") -> Notice:
    return tell(
        person, kind="test.told", title=title, text="Ihr Antrag ist angenommen.", url="/verzeichnis/", mail=False
    )


def test_the_list_shows_own_notices_only(resident: User, neighbour: User, as_user: SignIn) -> None:
    told(resident, "Ihr Eintrag ist geprüft")
    told(neighbour, "Nicht für alle")
    page = as_user(resident).get("/hinweise/").content.decode()
    assert "Ihr Eintrag ist geprüft" in page
    assert "Nicht für alle" not in page


def test_an_empty_list_says_what_comes_here(resident: User, as_user: SignIn) -> None:
    assert "r-empty" in as_user(resident).get("/hinweise/").content.decode()


def test_following_a_notice_marks_it_read(resident: User, as_user: SignIn) -> None:
    notice = told(resident)
    answer = as_user(resident).get(f"/hinweise/{notice.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, "/verzeichnis/")
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_nobody_follows_the_notice_of_another(resident: User, neighbour: User, as_user: SignIn) -> None:
    notice = told(resident)
    assert as_user(neighbour).get(f"/hinweise/{notice.pk}/").status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_all_are_marked_read_by_one_button(resident: User, as_user: SignIn) -> None:
    told(resident)
    told(resident)
    as_user(resident).post("/hinweise/gelesen/")
    assert notices_of(resident).unread == 0


def test_long_lists_come_in_pages(resident: User) -> None:
    made = [told(resident).pk for _number in range(PAGE + 1)]
    first = notices_of(resident)
    second = notices_of(resident, after=first.next)
    assert [notice.pk for notice in (*first.notices, *second.notices)] == made[::-1]
    assert second.next == ""


@pytest.mark.parametrize("cursor", ["", "x", "-1", "9" * 40, "²"])
def test_damaged_cursors_show_the_first_page(cursor: str, resident: User) -> None:
    notice = told(resident)
    assert [found.pk for found in notices_of(resident, after=cursor).notices] == [notice.pk]


def test_one_and_three_notices_cost_the_same(
    resident: User, as_user: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_user(resident)
    told(resident)
    client.get("/hinweise/")  # the county is known to the process from then on
    with django_assert_max_num_queries(20) as one:
        client.get("/hinweise/")
    told(resident)
    told(resident)
    with django_assert_max_num_queries(20) as three:
        client.get("/hinweise/")
    assert len(one) == len(three) <= 8


def test_export_and_erasure_know_the_notices(resident: User, neighbour: User) -> None:
    told(resident)
    kept = told(neighbour)
    [part] = parts_about(resident)
    assert [row["title"] for row in part.content] == ["Entschieden"]
    erase_person(resident)
    assert list(Notice.objects.all()) == [kept]
    assert "notifications" in [handler.room for handler in privacy.handlers()]


def test_erasure_takes_the_name_out_of_what_others_were_told(resident: User, neighbour: User) -> None:
    told(neighbour, f"{resident.name} möchte mitarbeiten, {resident.name}s Freund nicht")
    erase_person(resident)
    assert Notice.objects.get().title == f"… möchte mitarbeiten, {resident.name}s Freund nicht"
