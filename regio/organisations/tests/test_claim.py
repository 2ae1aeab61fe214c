import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from conftest import make_organisation
from regio.accounts.models import User
from regio.core.errors import Forbidden, TooMany
from regio.files.models import File
from regio.moderation.actions import decide
from regio.moderation.errors import OwnCase
from regio.moderation.models import Case, Insight
from regio.notifications.models import Notice
from regio.organisations.actions import publish_organisation, save_imprint
from regio.organisations.actions.claim import claim_by_code, claim_organisation, send_claim_code
from regio.organisations.choices import Role
from regio.organisations.errors import CodeWrong
from regio.organisations.models import ClaimCode, JoinRequest, Membership, Organisation, Verification
from regio.organisations.tests.test_imprint import SOLE
from regio.region.models import Municipality
from regio.search.models import SearchEntry


@pytest.fixture
def entry(town: Municipality) -> Organisation:
    """Of an open source, public, looked after by nobody."""
    return make_organisation(
        "Hofladen", municipality=town, source="OSM", external_ref="node/1", email="laden@hof.example"
    )


def code_in_mail() -> str:
    job = ProcrastinateJob.objects.filter(task_name="notifications.mail_to_address").latest("id")
    found = re.search(r"\b(\d{4} \d{4})\b", job.args["text"])
    assert found and job.args["email"] == "laden@hof.example"
    return found[1]


def claim(entry: Organisation, by: User) -> Case:
    return claim_organisation(entry, by=by, statement="Mein Laden", proof="call")


def test_accepted_claim_makes_a_manager_and_the_page_public_again_with_its_imprint(
    entry: Organisation, resident: User, owner: User
) -> None:
    case = decide(claim(entry, resident), outcome="accept", reasons="", by=owner)
    entry.refresh_from_db()
    assert entry.published_at is None  # until it says who answers for it
    assert Membership.objects.get().role == Role.MANAGER
    assert Verification.objects.get().by == owner
    kinds = set(Notice.objects.filter(person=resident).values_list("kind", flat=True))
    assert "organisations.imprint_needed" in kinds and len(kinds) == 2
    save_imprint(entry, values=SOLE, by=resident)
    publish_organisation(entry, by=resident)
    assert SearchEntry.objects.filter(kind="organisation").count() == 1
    assert case.outcome == "accept"


def test_refused_claim_changes_nothing(entry: Organisation, resident: User, owner: User) -> None:
    decide(claim(entry, resident), outcome="refuse", reasons="Kein Nachweis.", by=owner)
    entry.refresh_from_db()
    assert entry.published_at is not None
    assert not Membership.objects.exists()
    assert not Verification.objects.exists()


def test_of_two_claims_the_second_never_slips_in(
    entry: Organisation, resident: User, neighbour: User, owner: User
) -> None:
    first, second = claim(entry, resident), claim(entry, neighbour)
    assert Case.objects.filter(kind="organisations.claim").count() == 2
    decide(first, outcome="accept", reasons="", by=owner)
    decide(second, outcome="accept", reasons="Auch belegt.", by=owner)
    assert set(Membership.objects.values_list("person", flat=True)) == {resident.pk}
    assert JoinRequest.objects.get().person == neighbour
    assert Notice.objects.filter(person=resident, kind="organisations.claim").count() == 1


def test_desk_can_add_beside_present_managers_who_are_told(
    shop: Organisation, shopkeeper: User, resident: User, owner: User
) -> None:
    decide(claim(shop, resident), outcome="add", reasons="Miteigentümerin.", by=owner)
    assert set(Membership.objects.filter(role=Role.MANAGER).values_list("person", flat=True)) == {
        shopkeeper.pk,
        resident.pk,
    }
    assert Notice.objects.filter(person=shopkeeper).count() == 1


def test_claiming_twice_is_one_case(entry: Organisation, resident: User) -> None:
    assert claim(entry, resident) == claim(entry, resident)


def test_managers_and_locked_accounts_cannot_claim(shop: Organisation, shopkeeper: User, resident: User) -> None:
    resident.is_active = False
    for person in (shopkeeper, resident):
        with pytest.raises(Forbidden):
            claim(shop, person)
    assert not Case.objects.exists()


def test_nobody_decides_their_own_claim(entry: Organisation, owner: User) -> None:
    with pytest.raises(OwnCase):
        decide(claim(entry, owner), outcome="accept", reasons="", by=owner)
    assert not Membership.objects.exists()


def test_evidence_is_seen_by_desk_and_claimant_only(
    entry: Organisation, resident: User, neighbour: User, owner: User, as_user: Callable[[User], Client]
) -> None:
    paper = SimpleUploadedFile(
        "gewerbe.pdf",
        b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n",
    )
    case = claim_organisation(entry, by=resident, statement="x", proof="document", evidence=[paper])
    file = File.objects.get()
    address = f"/dateien/{file.pk}/datei/"
    assert as_user(resident).get(address).status_code == 200
    assert as_user(owner).get(address).status_code == 404  # until they have said why they look
    Insight.objects.create(case=case, by=owner)
    assert as_user(owner).get(address).status_code == 200
    assert as_user(neighbour).get(address).status_code == 404
    assert Client().get(address).status_code == 404


def test_code_hands_over_at_once_and_the_desk_sees_it(entry: Organisation, resident: User, owner: User) -> None:
    send_claim_code(entry, by=resident)
    code = code_in_mail()
    assert code.replace(" ", "") not in str(ClaimCode.objects.values_list("digest", flat=True))
    claim_by_code(entry, by=resident, code=code)
    assert Membership.objects.get().role == Role.MANAGER
    case = Case.objects.get()
    assert (case.kind, case.opened_by) == ("organisations.code_claim", None)
    with pytest.raises(Forbidden):
        claim_by_code(entry, by=resident, code=code)
    decide(case, outcome="undo", reasons="Der Betrieb weiß nichts davon.", by=owner)
    entry.refresh_from_db()
    assert entry.published_at is not None
    assert not Membership.objects.exists() and not Verification.objects.exists()


def test_a_code_is_for_one_person_and_five_tries(entry: Organisation, resident: User, neighbour: User) -> None:
    send_claim_code(entry, by=resident)
    code = code_in_mail()
    with pytest.raises(CodeWrong):
        claim_by_code(entry, by=neighbour, code=code)
    for _try in range(5):
        with pytest.raises(CodeWrong):
            claim_by_code(entry, by=resident, code="00000000")
    with pytest.raises(CodeWrong):
        claim_by_code(entry, by=resident, code=code)
    assert not Membership.objects.exists()


def test_an_old_code_is_worth_nothing(entry: Organisation, resident: User) -> None:
    send_claim_code(entry, by=resident)
    ClaimCode.objects.update(sent_at=timezone.now() - timedelta(minutes=31))
    with pytest.raises(CodeWrong):
        claim_by_code(entry, by=resident, code=code_in_mail())


def test_codes_are_few(entry: Organisation, resident: User, neighbour: User) -> None:
    for person in (resident, neighbour, resident):
        send_claim_code(entry, by=person)
    with pytest.raises(TooMany):
        send_claim_code(entry, by=neighbour)
    assert ClaimCode.objects.count() == 3


def test_no_code_where_somebody_looks_after_it_or_the_source_is_unknown(
    shop: Organisation, shopkeeper: User, entry: Organisation, resident: User, settings: object
) -> None:
    Organisation.objects.filter(pk=shop.pk).update(email="laden@hof.example", external_ref="node/2")
    shop.refresh_from_db()
    entry.external_ref = None
    for one in (shop, entry):
        with pytest.raises(Forbidden):
            send_claim_code(one, by=resident)
    assert not ClaimCode.objects.exists()


def test_pages_lead_from_the_entry_to_the_imprint(
    entry: Organisation, resident: User, as_user: Callable[[User], Client]
) -> None:
    browser, here = as_user(resident), f"/verzeichnis/{entry.slug}/uebernehmen/"
    assert "l…n@hof.example" in browser.get(here).content.decode()
    assert browser.post(f"{here}code/senden/").url == f"{here}code/"
    assert browser.post(f"{here}code/", {"code": "1"}).status_code == 409
    answer = browser.post(f"{here}code/", {"code": code_in_mail()})
    assert answer.url == f"/verzeichnis/{entry.slug}/bearbeiten/impressum/"
    assert browser.get(here).status_code == 404


def test_evidence_page_wants_the_promised_document(
    entry: Organisation, resident: User, as_user: Callable[[User], Client]
) -> None:
    browser, here = as_user(resident), f"/verzeichnis/{entry.slug}/uebernehmen/"
    assert browser.post(here, {"proof": "document", "statement": "Ich"}).status_code == 409
    assert not Case.objects.exists()
    assert browser.post(here, {"proof": "call", "statement": "Ich"}).url == f"/melden/{Case.objects.get().pk}/"


def test_desk_page_shows_what_is_claimed(
    entry: Organisation, resident: User, owner: User, as_user: Callable[[User], Client]
) -> None:
    case = claim(entry, resident)
    html = as_user(owner).get(f"/traeger/faelle/{case.pk}/").content.decode()
    assert "laden@hof.example" in html
