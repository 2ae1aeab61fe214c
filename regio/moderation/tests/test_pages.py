"""Pages of the desk and of those concerned."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from procrastinate.contrib.django.models import ProcrastinateJob

from conftest import make_person
from regio.accounts.models import User
from regio.audit.models import Entry
from regio.files.choices import Purpose
from regio.files.models import File
from regio.moderation import rules
from regio.moderation.actions import decide, open_case, report
from regio.moderation.choices import REPORT, State
from regio.moderation.documents import filled, unknown_placeholders
from regio.moderation.models import Case, Insight, MailWish, ReasonTemplate, Remark
from regio.moderation.queries.cases import Wanted, cases_for, queue
from regio.moderation.queries.figures import figures_of
from regio.moderation.tests.conftest import CLAIM, make_moderator
from regio.notifications.models import Notice
from regio.organisations.models import Organisation
from regio.region.choices import Duty
from regio.region.models import County, Municipality

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


def test_the_rule_and_its_twin_agree_for_the_whole_cast(
    open_claim: Callable[..., Case],
    town: Municipality,
    village: Municipality,
    resident: User,
    verifier: User,
    owner: User,
    shopkeeper: User,
    shop: Organisation,
    moderator: User,
) -> None:
    local = make_moderator("Lena Local", place=town)
    cases = [
        open_claim(resident),
        open_claim(resident, about=("test.thing", "13"), municipality=town),
        open_claim(verifier, about=("test.thing", "14"), municipality=village),
        open_case(REPORT, by=resident, about=(ABOUT, str(shop.pk)), label="Laden", municipality=town),
        open_claim(owner),
    ]
    make_moderator("Sina Two", duty=Duty.MODERATOR)
    shopkeeper.owner_roles.create(duty=Duty.MODERATOR)
    for person in (local, resident, verifier, owner, shopkeeper, moderator):
        seen = set(cases_for(person).values_list("pk", flat=True))
        assert seen == {case.pk for case in cases if rules.can_see_case(person, case)}, person.name
    assert cases[3].pk not in set(cases_for(shopkeeper).values_list("pk", flat=True))  # her own shop was reported
    assert cases[3].pk in set(cases_for(moderator).values_list("pk", flat=True))
    assert set(cases_for(local).values_list("pk", flat=True)) == {cases[1].pk}


def test_the_queue_is_oldest_first_and_filters(
    open_claim: Callable[..., Case], resident: User, verifier: User, town: Municipality, as_user: AsUser
) -> None:
    old = open_claim(resident, label="Alt", municipality=town)
    new = open_claim(resident, about=("test.thing", "13"), label="Neu")
    Case.objects.filter(pk=old.pk).update(opened_at=timezone.now() - timedelta(days=3))
    assert [row.label for row in queue(verifier, Wanted()).rows] == ["Alt", "Neu"]
    assert [row.age for row in queue(verifier, Wanted()).rows][0] == "3\xa0days"
    assert [row.label for row in queue(verifier, Wanted(place=town.slug)).rows] == ["Alt"]
    assert queue(verifier, Wanted(kind=REPORT)).rows == queue(verifier, Wanted(mine=True)).rows == []
    decide(new, outcome="accepted", reasons="", by=verifier)
    assert [row.label for row in queue(verifier, Wanted()).rows] == ["Alt"]
    assert [row.label for row in queue(verifier, Wanted(state=State.DECIDED)).rows] == ["Neu"]
    page = as_user(verifier).get("/traeger/faelle/?art=nichts&stand=unsinn&ort=nirgends&nach=kaputt_x").content.decode()
    assert "r-empty" in page


def test_the_queue_goes_on_where_it_stopped_and_asks_the_same_for_any_length(
    open_claim: Callable[..., Case], resident: User, verifier: User, as_user: AsUser
) -> None:
    client = as_user(verifier)
    counts = []
    for until in (1, 3, 35):
        for number in range(Case.objects.count(), until):
            open_claim(resident, about=("test.thing", f"q{number}"), label=f"Fall {number:02}")
        client.get("/traeger/faelle/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/traeger/faelle/")
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]
    first = queue(verifier, Wanted())
    rest = queue(verifier, Wanted(after=first.next))
    assert [row.label for row in first.rows + rest.rows] == [f"Fall {number:02}" for number in range(35)]
    assert rest.next == ""
    part = client.get(f"/traeger/faelle/?nach={first.next}".replace("+", "%2B"), headers={"hx-request": "true"})
    assert part.content.decode().count('class="r-line"') == 5
    assert "<html" not in part.content.decode()


def test_deciding_takes_two_steps_and_shows_what_both_read(
    claim: Case, verifier: User, resident: User, as_user: AsUser, carried: list[tuple[str, str]]
) -> None:
    client = as_user(verifier)
    at = reverse("moderation:decide", args=[claim.pk])
    assert client.post(at, {"outcome": "refused", "reasons": ""}).status_code == 422
    said = {"outcome": "refused", "reasons": "Erste Zeile\r\n<b>Zweite</b>"}
    preview = client.post(at, said).content.decode()
    assert "Erste Zeile\n&lt;b&gt;Zweite" in preview
    assert (carried, Notice.objects.count()) == ([], 0)
    again = client.post(at, said | {"edit": "1"}).content.decode()
    assert "Erste Zeile" in again and "<textarea" in again
    assert client.post(at, said | {"confirm": "1"}).status_code == 302
    assert carried == [("Hofladen", "refused")]
    assert Notice.objects.get().person == resident
    assert client.get(at).status_code == 302  # nothing more to decide
    assert "Erste Zeile" in client.get(f"/traeger/faelle/{claim.pk}/").content.decode()


def test_a_proposal_is_confirmed_from_the_page(
    claim: Case, four_eyes: None, verifier: User, second: User, as_user: AsUser, carried: list[tuple[str, str]]
) -> None:
    at = reverse("moderation:decide", args=[claim.pk])
    said = {"outcome": "refused", "reasons": "Eins\r\nZwei", "confirm": "1"}
    as_user(verifier).post(at, said)
    assert carried == []
    page = as_user(second).get(at).content.decode()
    assert "Vera Verifier" in page and "Eins\nZwei" in page
    as_user(second).post(at, said)
    assert carried == [("Hofladen", "refused")]


def test_evidence_opens_after_a_reason_and_that_is_audited(
    claim: Case,
    verifier: User,
    second: User,
    resident: User,
    neighbour: User,
    as_user: AsUser,
    settings: Any,
    tmp_path: Any,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
    upload = SimpleUploadedFile("ausweis.pdf", pdf, "application/pdf")
    sent = as_user(resident).post(f"/melden/{claim.pk}/nachweis/", {"datei": upload})
    assert (sent.status_code, File.objects.get().purpose) == (302, Purpose.EVIDENCE)
    key = str(claim.pk)
    assert rules.can_see_file(resident, key, "evidence")
    for person in (verifier, second, neighbour):
        assert not rules.can_see_file(person, key, "evidence")
    client = as_user(verifier)
    assert "ausweis" not in client.get(f"/traeger/faelle/{key}/").content.decode()
    assert client.post(f"/traeger/faelle/{key}/einsicht/", {"need": "curious"}).status_code == 422
    assert not Entry.objects.filter(deed="moderation.private_seen").exists()
    client.post(f"/traeger/faelle/{key}/einsicht/", {"need": "decide"})
    entry = Entry.objects.get(deed="moderation.private_seen")
    assert (entry.by, entry.data) == (verifier, {"need": "decide"})
    assert "ausweis" in client.get(f"/traeger/faelle/{key}/").content.decode()
    assert rules.can_see_file(verifier, key, "evidence") and not rules.can_see_file(second, key, "evidence")
    Insight.objects.update(at=timezone.now() - rules.INSIGHT_TIME - timedelta(minutes=1))
    assert not rules.can_see_file(verifier, key, "evidence")


def test_who_lost_the_duty_sees_no_evidence(claim: Case, verifier: User) -> None:
    Insight.objects.create(case=claim, by=verifier, need="decide")
    assert rules.can_see_file(verifier, str(claim.pk), "evidence")
    verifier.owner_roles.all().delete()
    assert not rules.can_see_file(verifier, str(claim.pk), "evidence")
    assert not rules.can_see_file(verifier, "not-a-key", "evidence")


def test_texts_of_reasons_take_listed_placeholders_only(claim: Case, verifier: User, as_user: AsUser) -> None:
    client = as_user(verifier)
    good = {"name": "Nachweis", "kind": CLAIM, "text": "Zu {label} fehlt der Nachweis ({opened})."}
    for text in ("{label.__class__}", "{case}", "{0}", "{}"):
        assert client.post("/traeger/faelle/texte/", good | {"text": text}).status_code == 422
    assert ReasonTemplate.objects.count() == 0
    assert client.post("/traeger/faelle/texte/", good).status_code == 302
    one = ReasonTemplate.objects.get()
    form = client.get(f"/traeger/faelle/{claim.pk}/entscheiden/?text=t:{one.pk}").content.decode()
    assert "Zu Hofladen fehlt der Nachweis (" in form
    assert client.get(f"/traeger/faelle/{claim.pk}/entscheiden/?text=t:999").status_code == 404
    client.post(f"/traeger/faelle/texte/{one.pk}/", {"drop": "1"})
    assert ReasonTemplate.objects.count() == 0
    assert filled("{label} {{x}} {region}", {"label": "{region}", "region": "R"}) == "{region} {{x}} R"
    assert unknown_placeholders("{a!r} {label}") == ["a!r"]


def test_mails_about_new_cases_come_to_who_wants_them(
    open_claim: Callable[..., Case], resident: User, verifier: User, second: User, as_user: AsUser
) -> None:
    as_user(verifier).post("/traeger/faelle/mails/", {"kinds": [CLAIM]})
    open_claim(resident)
    assert [notice.person for notice in Notice.objects.filter(kind="moderation.new")] == [verifier]
    open_claim(verifier)  # her own case is not hers to see
    assert Notice.objects.filter(kind="moderation.new").count() == 1
    as_user(verifier).post("/traeger/faelle/mails/", {})
    assert MailWish.objects.count() == 0


def test_figures_count_and_the_table_is_safe(
    shop: Organisation, shopkeeper: User, resident: User, neighbour: User, moderator: User, as_user: AsUser
) -> None:
    case = report((ABOUT, str(shop.pk)), by=resident, reason="wrong", statement="x").case
    report((ABOUT, str(shop.pk)), by=neighbour, reason="fraud", statement="y")
    Case.objects.update(opened_at=timezone.now() - timedelta(hours=6))
    decide(case, outcome="hide", ground="terms", reasons="Weil.", by=moderator)
    year = timezone.localdate().year
    values = [figure.value for figure in figures_of(year)]
    assert values[:7] == [2, 0, 0, 1, 1, 0, 0]
    assert values[7:15] == [1, 1, 0, 0, 0, 0, 1, 6.0]
    assert {figure.value for figure in figures_of(year - 1)} == {0}
    answer = as_user(moderator).get("/traeger/faelle/jahresbericht/tabelle.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == len(values)
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@\t\r" and cell]
    for wrong in ("x", "99999999999999999999", "1"):
        assert as_user(moderator).get(f"/traeger/faelle/jahresbericht/?jahr={wrong}").status_code == 404
    assert Client().get(f"/melden/zahlen/?jahr={year}").status_code == 200


def test_nobody_without_duty_gets_to_the_desk(claim: Case, resident: User, as_user: AsUser) -> None:
    editor = make_moderator("Edda Editor", duty=Duty.EDITOR)
    for person in (resident, editor, make_person("Paul Passer")):
        for path in ("", f"{claim.pk}/", f"{claim.pk}/entscheiden/", "texte/", "jahresbericht/", "mails/"):
            assert as_user(person).get(f"/traeger/faelle/{path}").status_code == 404
        for verb in ("uebernehmen", "abgeben", "rueckfrage", "vermerk", "einsicht", "entscheiden"):
            assert as_user(person).post(f"/traeger/faelle/{claim.pk}/{verb}/", {"confirm": "1"}).status_code == 404
    claim.refresh_from_db()
    assert (claim.state, claim.taken_by, Remark.objects.count()) == (State.OPEN, None, 0)


def test_address_of_the_county_hears_of_new_cases_where_the_settings_want_it(
    open_claim: Callable[..., Case],
    resident: User,
    neighbour: User,
    verifier: User,
    county: County,
    four_eyes: None,
) -> None:
    County.objects.update(email="buero@kreis.example")
    case = open_claim(resident, statement="Nur für den Schreibtisch.")
    decide(case, outcome="accepted", reasons="", by=verifier)
    jobs = ProcrastinateJob.objects.filter(task_name="notifications.mail_to_address").order_by("id")
    said = [(job.args["email"], job.args["title"], job.args["text"]) for job in jobs]
    assert [one[0] for one in said] == ["buero@kreis.example"] * 2
    assert all("Übernahme" in title and text == "Hofladen" for _email, title, text in said)
    County.objects.update(case_mail="none")
    cache.clear()
    open_claim(neighbour)
    assert jobs.all().count() == 2
