"""News around somebody."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from regio.accounts.models import User
from regio.pages.documents import Owner
from regio.pages.models import Page
from regio.pages.queries import news_near, one_of_each_lane
from regio.pages.tests.conftest import make_page, owner
from regio.region.models import Municipality


def test_news_of_the_home_gemeinde_come_before_newer_ones_around_and_visitors_get_the_county(
    client: Client, town_owner: Owner, neighbour: User, village: Municipality
) -> None:
    at_home = make_page(owner("municipality", village.pk), "Holz am Weg", kind="news")
    Page.objects.filter(pk=at_home.pk).update(day=timezone.localdate() - timedelta(days=3))
    make_page(town_owner, "Straße gesperrt", kind="news")
    assert [listed.page.title for listed in news_near(neighbour)] == ["Holz am Weg", "Straße gesperrt"]
    assert [listed.page.title for listed in news_near(AnonymousUser())] == ["Straße gesperrt", "Holz am Weg"]
    panel = client.get("/neuigkeiten/", headers={"HX-Request": "true"}).content.decode()
    assert "Holz am Weg" in panel and "<html" not in panel


def test_each_lane_comes_before_a_second_of_any(town_owner: Owner, shop_owner: Owner, neighbour: User) -> None:
    for number in range(3):
        make_page(town_owner, f"Amtlich {number}", kind="news")
    bread = make_page(shop_owner, "Neues Brot", kind="news")
    Page.objects.filter(pk=bread.pk).update(day=timezone.localdate() - timedelta(days=3))
    shown = one_of_each_lane(news_near(neighbour), 2)
    assert [listed.owner.lane for listed in shown] == ["official", "organisation"]
