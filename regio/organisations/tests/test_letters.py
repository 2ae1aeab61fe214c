"""Invitations: a letter proves a postal address once; tables tell what they could not take."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone, translation
from procrastinate.contrib.django.models import ProcrastinateJob

from conftest import make_organisation, make_person
from regio.accounts.models import User
from regio.audit.models import Entry
from regio.core.errors import Forbidden, TooMany
from regio.files.models import File
from regio.moderation.models import Case
from regio.organisations.actions import letters
from regio.organisations.actions.letters import claim_by_letter, digest_of, prepare_letters, print_letters
from regio.organisations.errors import CodeWrong
from regio.organisations.forms.letters import read_table
from regio.organisations.models import Letter, LetterRun, Membership, Organisation, Verification
from regio.organisations.queries.letters import Row, may_see_run, pdf_of_run, unclaimed
from regio.region.choices import Duty
from regio.region.models import Municipality, OwnerRole

As = Callable[[User], Client]
ADDRESS = {"street": "Lindenbühl", "housenumber": "4", "postcode": "79312", "city": "Emmendingen"}
CODE = "ABCDEFGHJKLM"


@pytest.fixture
def farm(town: Municipality) -> Organisation:
    return make_organisation("Hofladen", municipality=town, source="OpenStreetMap", external_ref="osm:1", **ADDRESS)


@pytest.fixture
def letter(farm: Organisation, owner: User) -> Letter:
    run = prepare_letters([farm], text="Guten Tag", by=owner)
    found = run.letters.get()
    found.digest, found.expires_at = digest_of(farm.pk, CODE), timezone.now() + timedelta(days=1)
    found.save()
    return found


def test_letter_hands_the_entry_over_once(farm: Organisation, letter: Letter, resident: User, neighbour: User) -> None:
    claim_by_letter(farm, by=resident, code="abcd-efgh jklm")
    assert list(Membership.objects.values_list("person", "role")) == [(resident.pk, "manager")]
    assert Verification.objects.get(organisation=farm).way == "letter"
    assert Case.objects.get(kind="organisations.code_claim").data == {"person": resident.pk}
    with pytest.raises(Forbidden):
        claim_by_letter(farm, by=neighbour, code=CODE)
    Membership.objects.all().delete()
    with pytest.raises(CodeWrong):
        claim_by_letter(farm, by=neighbour, code=CODE)


@pytest.mark.parametrize("change", [{"expires_at": timezone.now() - timedelta(days=1)}, {"digest": ""}])
def test_old_and_unprinted_codes_do_nothing(
    farm: Organisation, letter: Letter, resident: User, change: dict[str, object]
) -> None:
    Letter.objects.update(**change)
    with pytest.raises(CodeWrong):
        claim_by_letter(farm, by=resident, code=CODE)
    assert not Membership.objects.exists() and not Case.objects.filter(kind="organisations.code_claim").exists()


def test_code_of_another_letter_does_nothing(
    farm: Organisation, letter: Letter, shop: Organisation, owner: User, resident: User
) -> None:
    prepare_letters([shop], text="x", by=owner)
    with pytest.raises(CodeWrong):
        claim_by_letter(shop, by=resident, code=CODE)


def test_page_of_the_code_asks_before_it_takes(farm: Organisation, letter: Letter, resident: User, as_user: As) -> None:
    path = f"/verzeichnis/{farm.slug}/uebernehmen/brief/"
    stranger = Client().get(f"{path}?code={CODE}").content.decode()
    assert f"/konto/registrieren/?next={path}%3Fcode%3D{CODE}" in stranger
    assert farm.name not in stranger  # not public yet
    client = as_user(resident)
    assert f'value="{CODE}"' in client.get(f"{path}?code={CODE}").content.decode()
    assert not Membership.objects.exists()
    assert client.post(path, {"code": "WRONG"}).status_code == 409
    assert client.post(path, {"code": CODE}).url == f"/verzeichnis/{farm.slug}/bearbeiten/impressum/"


def test_printing_keeps_only_digests_and_a_file_for_the_desk(
    farm: Organisation, shop: Organisation, owner: User, resident: User
) -> None:
    run = prepare_letters([farm, shop], text="Guten Tag <script>alert(1)</script>", by=owner)
    assert ProcrastinateJob.objects.filter(task_name="organisations.print_letters").count() == 1
    print_letters(run.pk)
    shown = pdf_of_run(run)
    assert shown is not None
    assert [len(one.digest) for one in run.letters.all()] == [64, 64]
    assert may_see_run(owner, str(run.pk), "document") and not may_see_run(resident, str(run.pk), "document")
    print_letters(run.pk)
    assert File.objects.count() == 1
    LetterRun.objects.update(created_at=timezone.now() - timedelta(days=8))
    letters.forget_letters()
    assert not File.objects.exists() and Letter.objects.count() == 2
    assert "Hofladen" not in str(list(Entry.objects.values_list("data", flat=True)))


def test_editors_of_a_gemeinde_invite_only_there(
    farm: Organisation, village: Municipality, office: Organisation
) -> None:
    editor = make_person("Edda Editor")
    OwnerRole.objects.create(person=editor, duty=Duty.EDITOR, municipality=village)
    assert not unclaimed(editor).exists()
    with pytest.raises(Forbidden):
        prepare_letters([farm], text="x", by=editor)
    assert not LetterRun.objects.exists()


def test_bad_lines_are_named_with_the_reason(town: Municipality) -> None:
    table = "Name;Straße;PLZ;Ort;E-Mail\nLaden;Weg 1;79312;Emmendingen;\n;Weg 2;79312;Emmendingen;\nX;Weg 3;7931;E;\nY;W;79312;E;a@\n"
    found = list(read_table(table))
    assert [line for line, one in found if isinstance(one, Row)] == [2]
    assert [line for line, one in found if isinstance(one, str)] == [3, 4, 5]


def test_table_finds_known_ones_and_hides_new_ones(farm: Organisation, owner: User, as_user: As) -> None:
    table = "name,strasse,plz,ort\nHofladen,Lindenbühl 4,79312,Emmendingen\nNeu GmbH,Gasse 1,79312,Emmendingen\nohne,,79312,E\n"
    upload = SimpleUploadedFile("t.csv", table.encode(), "text/csv")
    answer = as_user(owner).post("/traeger/einladen/", {"table_sent": "1", "table": upload, "text": "Guten Tag"})
    run = LetterRun.objects.get()
    assert answer.url == f"/traeger/einladen/{run.pk}/"
    assert {(one.organisation.name, one.organisation.published_at is None) for one in run.letters.all()} == {
        ("Hofladen", False),
        ("Neu GmbH", True),
    }
    assert [line for line, _reason in run.problems] == [4]


def test_choice_leaves_out_who_is_looked_after_or_invited(
    farm: Organisation, shop: Organisation, shopkeeper: User, owner: User, as_user: As
) -> None:
    Organisation.objects.filter(pk=shop.pk).update(**ADDRESS)
    client = as_user(owner)
    assert client.post("/traeger/einladen/", {"text": "Guten Tag"}).status_code == 302
    assert [one.organisation for one in Letter.objects.all()] == [farm]
    assert client.post("/traeger/einladen/", {"text": "Guten Tag"}).status_code == 422


def test_result_is_no_formula(farm: Organisation, letter: Letter, owner: User, as_user: As) -> None:
    Organisation.objects.filter(pk=farm.pk).update(name="=1+1")
    body = as_user(owner).get(f"/traeger/einladen/{letter.run_id}/ergebnis.csv").content.decode()
    assert "'=1+1;" in body


def test_guessing_ends_after_ten_codes(farm: Organisation, letter: Letter, resident: User, as_user: As) -> None:
    translation.activate("de")
    client, path = as_user(resident), f"/verzeichnis/{farm.slug}/uebernehmen/brief/"
    for _try in range(10):
        assert str(TooMany.text) not in client.post(path, {"code": "WRONG"}).content.decode()
    assert str(TooMany.text) in client.post(path, {"code": CODE}).content.decode()
    assert not Membership.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_one_letter_used_by_many_at_once_has_one_holder(farm: Organisation, letter: Letter) -> None:
    people = [make_person(f"Person {number}") for number in range(20)]
    barrier, won = Barrier(len(people)), []

    def claim(person: User) -> None:
        barrier.wait()
        try:
            won.append(claim_by_letter(farm, by=person, code=CODE).person_id)
        except (CodeWrong, Forbidden):
            pass
        finally:
            connection.close()

    threads = [Thread(target=claim, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert won == list(Membership.objects.values_list("person", flat=True))
    assert len(won) == 1
