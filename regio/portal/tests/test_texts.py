"""Pages of text that the law or good manners ask for."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from regio.accounts.models import User
from regio.moderation.actions import decide
from regio.moderation.models import Case
from regio.region.models import County

PAGES = ["/impressum/", "/datenschutz/", "/barrierefreiheit/", "/hilfe/"]
FAMILIAR = re.compile(r"\b(du|dich|dir|dein\w*|euch|euer)\b", re.IGNORECASE)


@pytest.fixture
def known(county: County) -> County:
    County.objects.update(email="buero@kreis.example", phone="07641 000-0", imprint="Landratsamt\nBahnhofstraße 2")
    return county


@pytest.mark.parametrize("path", PAGES)
def test_text_pages_speak_both_languages(client: Client, known: County, path: str) -> None:
    german = client.get(path).content.decode()
    english = Client(headers={"accept-language": "en"}).get(path).content.decode()
    assert '<html lang="de"' in german
    assert '<html lang="en"' in english
    title = re.compile(r"<h1[^>]*>(.*?)</h1>")
    assert title.findall(german) != title.findall(english)
    assert not FAMILIAR.search(re.sub(r"<[^>]+>", " ", german))


def test_legal_notice_has_the_countys_data(client: Client, known: County) -> None:
    html = client.get("/impressum/").content.decode()
    assert "Landratsamt<br>Bahnhofstraße 2" in html
    assert 'href="tel:07641000-0"' in html
    assert 'href="mailto:buero@kreis.example"' in html


def test_missing_legal_notice_is_admitted(client: Client, county: County) -> None:
    assert "hat sein Impressum noch nicht eingetragen" in client.get("/impressum/").content.decode()


def test_legal_notice_is_text_and_not_markup(client: Client, county: County) -> None:
    County.objects.update(imprint="<script>alert(1)</script>")
    assert "<script>alert" not in client.get("/impressum/").content.decode()


def test_security_txt_is_as_rfc_9116_wants_it(client: Client, known: County) -> None:
    answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert lines["Contact"] == "mailto:buero@kreis.example"
    assert lines["Canonical"] == "http://testserver/.well-known/security.txt"
    until = datetime.fromisoformat(lines["Expires"])
    assert timedelta(days=90) < until - datetime.now(UTC) < timedelta(days=366)


def test_security_txt_always_names_a_contact(client: Client, county: County) -> None:
    assert b"Contact: http://testserver/impressum/\n" in client.get("/.well-known/security.txt").content


def test_barrier_becomes_a_case_of_the_desk_and_is_answered(
    client: Client, known: County, owner: User, as_user: Callable[[User], Client]
) -> None:
    said = {"text": "Der Knopf spricht nicht.", "page": "/suche/", "email": "frei@test.example"}
    assert client.post("/barrierefreiheit/", said).status_code == 302
    case = Case.objects.get()
    assert (case.kind, case.statement, case.opened_email) == (
        "portal.barrier",
        "Der Knopf spricht nicht.\n\n/suche/",
        "frei@test.example",
    )
    assert set(mails()) == {"frei@test.example", "buero@kreis.example"}
    desk = as_user(owner)
    assert "Der Knopf spricht nicht." in desk.get(f"/traeger/faelle/{case.pk}/").content.decode()
    decide(case, outcome="mended", reasons="Er spricht jetzt.", by=owner)
    assert mails()[-1] == "frei@test.example"


def test_barrier_also_goes_to_the_address_chosen_for_it(client: Client, county: County) -> None:
    County.objects.update(feedback_email="barrieren@kreis.example")
    client.post("/barrierefreiheit/", {"text": "a"})
    client.post("/barrierefreiheit/", {"text": "a"})
    assert Case.objects.count() == 2
    assert mails() == ["barrieren@kreis.example"] * 2


def mails() -> list[str]:
    jobs = ProcrastinateJob.objects.filter(task_name="notifications.mail_to_address").order_by("id")
    return [job.args["email"] for job in jobs]
