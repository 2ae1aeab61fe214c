"""Renewing is for pages of our own, at the pace of pages."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from regio import live
from regio.live import views

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Client:
    client = Client()
    user = get_user_model().objects.create_user("rosa@test.example", name="Rosa Resident")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.ticket = live.ticket(user.pk, [])  # type: ignore[attr-defined]
    return client


@pytest.mark.parametrize(
    ("site", "status"), [("same-origin", 200), ("same-site", 403), ("cross-site", 403), ("none", 403)]
)
def test_pages_of_other_sites_renew_nothing(person: Client, site: str, status: int) -> None:
    answer = person.post(reverse("live:ticket"), {"ticket": person.ticket}, headers={"Sec-Fetch-Site": site})
    assert answer.status_code == status
    assert ("ticket" in answer.json()) is (status == 200)


def test_a_script_is_slowed_down(person: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "OFTEN", 3)
    answers = [person.post(reverse("live:ticket"), {"ticket": person.ticket}).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 429, 429]
