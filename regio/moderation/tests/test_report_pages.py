"""Pages of who reports and of who is reported."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import translation

from regio.accounts.models import User
from regio.moderation.actions import ask_back, decide, report
from regio.moderation.choices import State
from regio.moderation.documents import token_for
from regio.moderation.models import Case, Party, Remark
from regio.moderation.tests.conftest import make_moderator
from regio.organisations.models import Organisation
from regio.region.choices import Duty

AsUser = Callable[[User], Client]
ABOUT = "organisations.organisation"
REPORTED = {"reason": "wrong", "statement": "Der Laden ist geschlossen.", "good_faith": "on"}


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def moderator(county: object) -> User:
    return make_moderator("Mona Moderator", duty=Duty.MODERATOR)


@pytest.fixture
def english() -> Client:
    return Client(headers={"accept-language": "en"})


def address(shop: Organisation) -> str:
    return f"/melden/?was={ABOUT}&key={shop.pk}"


def test_anybody_reports_and_follows_it_by_the_link_only(
    shop: Organisation, shopkeeper: User, english: Client, as_user: AsUser, neighbour: User
) -> None:
    assert shop.name in english.get(address(shop)).content.decode()
    assert english.post(address(shop), REPORTED | {"good_faith": ""}).status_code == 422
    answer = english.post(address(shop), REPORTED | {"email": "frei@test.example"})
    case = Case.objects.get()
    assert answer.headers["Location"] == f"/melden/{case.pk}/"
    assert "Der Laden ist geschlossen." in english.get(f"/melden/{case.pk}/").content.decode()
    stranger = Client()
    assert stranger.get(f"/melden/{case.pk}/").status_code == 302
    assert stranger.post(f"/melden/{case.pk}/zurueckziehen/").status_code == 404
    for person in (neighbour, shopkeeper):  # the shop learns the decision, not the report
        assert as_user(person).get(f"/melden/{case.pk}/").status_code == 404
    link = f"/melden/{case.pk}/?zeichen={token_for(Party.objects.get(side='opener'))}"
    assert stranger.get(link).headers["Location"] == f"/melden/{case.pk}/"
    assert stranger.get(f"/melden/{case.pk}/").status_code == 200
    assert Client().get(link + "x", follow=True).redirect_chain[-1][0].startswith("/konto/anmelden/")


def test_robots_and_floods_store_nothing(shop: Organisation, english: Client) -> None:
    answer = english.post(address(shop), REPORTED | {"website": "http://spam.example"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/melden/danke/")
    assert Case.objects.count() == 0
    caches["limits"].clear()
    codes = [english.post(address(shop), REPORTED).status_code for _ in range(12)]
    assert codes == [302] * 10 + [422] * 2
    assert Case.objects.count() == 1


def test_unknown_things_are_not_reported(english: Client, county: object) -> None:
    for query in ("was=x&key=1", f"was={ABOUT}&key=999999", f"was={ABOUT}&key=%00", f"was={ABOUT}&key=a' OR 1=1"):
        assert english.get(f"/melden/?{query}").status_code == 404
        assert english.post(f"/melden/?{query}", REPORTED).status_code == 404
    assert english.get("/melden/").status_code == 200


def test_the_other_side_sees_the_decision_and_nothing_of_the_reporter(
    shop: Organisation, shopkeeper: User, resident: User, moderator: User, as_user: AsUser
) -> None:
    case = report((ABOUT, str(shop.pk)), by=resident, reason="insult", statement="Geheime Worte von Rosa.").case
    assert str(case.pk) not in as_user(shopkeeper).get("/melden/meine/").content.decode()
    decide(case, outcome="hide", ground="law", reasons="Gegen das Gesetz.", by=moderator)
    shop.refresh_from_db()
    assert shop.published_at is None
    page = as_user(shopkeeper).get(f"/melden/{case.pk}/").content.decode()
    assert "Gegen das Gesetz." in page
    assert "Geheime" not in page and "Rosa" not in page
    assert str(case.pk) in as_user(shopkeeper).get("/melden/meine/").content.decode()
    asked = as_user(shopkeeper).post(f"/melden/{case.pk}/pruefung/", {"text": "Bitte noch einmal."})
    assert asked.status_code == 302
    check = Case.objects.get(appeal_of=case)
    assert as_user(moderator).get(f"/traeger/faelle/{check.pk}/entscheiden/").status_code == 302
    assert as_user(shopkeeper).post(f"/melden/{case.pk}/pruefung/", {"text": "Und noch einmal."}).status_code == 302
    assert Case.objects.filter(appeal_of=case).count() == 1


def test_questions_are_answered_on_the_own_page(claim: Case, verifier: User, resident: User, as_user: AsUser) -> None:
    client = as_user(resident)
    at = f"/melden/{claim.pk}/antwort/"
    assert client.post(at, {"answer-text": "Ungefragt"}).status_code == 403
    ask_back(claim, "Seit wann?", by=verifier)
    assert "Seit wann?" in client.get(f"/melden/{claim.pk}/").content.decode()
    assert client.post(at, {"answer-text": " "}).status_code == 422
    assert client.post(at, {"answer-text": "Seit 1990."}).status_code == 302
    assert Remark.objects.filter(text="Seit 1990.", by=resident).count() == 1
    as_user(verifier).post(f"/traeger/faelle/{claim.pk}/vermerk/", {"remark-text": "Nur für uns."})
    assert "Nur für uns." not in client.get(f"/melden/{claim.pk}/").content.decode()
    assert client.post(f"/melden/{claim.pk}/zurueckziehen/").status_code == 302
    assert Case.objects.get().state == State.WITHDRAWN


def test_somebody_who_joined_without_address_cannot_answer_for_the_first(
    shop: Organisation, moderator: User, english: Client
) -> None:
    english.post(address(shop), REPORTED)
    second = Client()
    second.post(address(shop), REPORTED | {"statement": "Ich auch."})
    case = Case.objects.get()
    ask_back(case, "Woher wissen Sie das?", by=moderator)
    assert "Woher" not in second.get(f"/melden/{case.pk}/").content.decode()
    assert second.post(f"/melden/{case.pk}/antwort/", {"answer-text": "x"}).status_code == 403
    assert english.post(f"/melden/{case.pk}/antwort/", {"answer-text": "Gesehen."}).status_code == 302
