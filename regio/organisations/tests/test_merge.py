from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from conftest import make_member, make_organisation
from regio.accounts.models import User
from regio.chat.actions import mark_read, open_conversation, send_message
from regio.chat.models import Conversation, Message, ReadPosition
from regio.core.errors import Forbidden
from regio.moderation.actions import decide
from regio.moderation.models import Case
from regio.notifications.models import Notice
from regio.organisations.actions import Facts, put_organisations
from regio.organisations.actions.merge import choose_for_merge, merge_organisations, open_duplicates
from regio.organisations.choices import Role
from regio.organisations.errors import CheckedStays, Merged
from regio.organisations.importers.places import import_organisations
from regio.organisations.models import Contact, JoinRequest, Membership, Merger, OldAddress, Organisation, Verification
from regio.organisations.queries.duplicates import likely_twins
from regio.region.models import Municipality
from regio.search.models import SearchEntry

HERE = {"lat": 48.12, "lon": 7.85}
CSV = """osm_id,name,category,lat,lon,ags
node/1,Hofladen Sonne,shop=farm,48.12,7.85,08316011
way/2,Hofladen Sonne,shop=farm,48.1201,7.8501,08316011
node/3,Hofladen Mond,shop=farm,48.2,7.9,08316011
"""


@pytest.fixture
def pair(town: Municipality) -> tuple[Organisation, Organisation]:
    facts = {"municipality": town, "source": "OSM"}
    one = make_organisation("Hofladen Sonne", external_ref="node/1", phone="07641 1234567", **facts, **HERE)
    other = make_organisation(
        "Hofladen  Sonne", slug="sonne-2", external_ref="way/2", description="Eier", lat=48.1201, lon=7.8501, **facts
    )
    return one, other


def test_twins_are_found_by_name_place_telephone_and_website(town: Municipality, village: Municipality) -> None:
    sun = make_organisation(
        "Hofladen Sonne", municipality=town, phone="+49 7641 1234567", website="https://www.sonne.example/"
    )
    make_organisation("Fahrrad Müller", municipality=village, lat=48.5, lon=8.5)
    make_organisation("Entwurf Hofladen Sonne", municipality=town, published_at=None)
    same = {"municipality_id": town.pk}
    for typed in (
        Organisation(name="Hofladen Sonne", **same),
        Organisation(name="Hofladen zur Sonne", phone="07641/123 45 67", **same),
        Organisation(name="Sonne Hofladen", website="http://sonne.example", municipality_id=village.pk),
    ):
        assert [twin.organisation for twin in likely_twins(typed)] == [sun], typed.name
    assert likely_twins(Organisation(name="Bäckerei Mond", **same)) == []


def test_import_puts_pairs_before_the_desk_once(town: Municipality, tmp_path: Path) -> None:
    file = tmp_path / "places.csv"
    file.write_text(CSV, encoding="utf-8")
    for _run in range(2):
        import_organisations(file)
    case = Case.objects.get()
    assert case.about_kind == "organisations.pair"
    assert set(case.about_key.split("-")) == {
        str(key) for key in Organisation.objects.filter(name="Hofladen Sonne").values_list("pk", flat=True)
    }


def test_a_pair_judged_different_is_never_asked_again(pair: tuple[Organisation, Organisation], owner: User) -> None:
    keys = [one.pk for one in pair]
    assert open_duplicates(keys) == 1
    decide(Case.objects.get(), outcome="different", reasons="", by=owner)
    assert open_duplicates(keys) == 0
    assert Case.objects.count() == 1
    assert not Merger.objects.exists()


def test_things_called_what_they_are_make_no_case(town: Municipality) -> None:
    facts = {"municipality": town, "category": "Spielplatz"}
    ground = make_organisation("Spielplatz", **facts, **HERE)
    make_organisation("Spielplatz", slug="spielplatz-2", **facts, **HERE)
    assert open_duplicates([ground.pk]) == 0


def test_desk_compares_chooses_and_merges(
    pair: tuple[Organisation, Organisation], owner: User, as_user: Callable[[User], Client], resident: User
) -> None:
    one, other = pair
    open_duplicates([one.pk])
    case, browser = Case.objects.get(), as_user(owner)
    page = f"/traeger/faelle/{case.pk}/"
    assert "Eier" in browser.get(page).content.decode()
    choice = {"keep": one.pk, "feld": ["description", "nonsense"]}
    assert as_user(resident).post(f"/verzeichnis/doppelt/{case.pk}/", choice).status_code == 404
    assert browser.post(f"/verzeichnis/doppelt/{case.pk}/", choice).url == page
    case.refresh_from_db()
    assert case.data == {"keep": one.pk, "fields": ["description"]}
    decide(case, outcome="merge", reasons="", by=owner)
    one.refresh_from_db()
    assert (one.description, one.phone) == ("Eier", "07641 1234567")
    assert set(SearchEntry.objects.values_list("key", flat=True)) == {str(one.pk)}
    answer = Client().get("/verzeichnis/sonne-2/")
    assert (answer.status_code, answer.url) == (301, "/verzeichnis/hofladen-sonne/")


def test_next_import_makes_nothing_anew(pair: tuple[Organisation, Organisation], town: Municipality) -> None:
    merge_organisations(*pair, by=None)
    values = {"kind": "business", "municipality_id": town.pk, "source": "OSM", **HERE}
    report = put_organisations([Facts("way/2", "Hofladen Sonne", values)])
    assert (report.created, report.changed, report.unchanged) == (0, 0, 1)
    assert Organisation.objects.published().count() == 1


def test_people_keep_their_higher_role(
    pair: tuple[Organisation, Organisation], resident: User, neighbour: User
) -> None:
    one, other = pair
    for checked in pair:
        Verification.objects.create(organisation=checked, way="desk")
    make_member(one, resident, role=Role.MEMBER)
    make_member(other, resident, role=Role.MANAGER)
    make_member(other, neighbour, role=Role.EDITOR)
    merge_organisations(one, other, by=None)
    held = dict(Membership.objects.values_list("person", "role"))
    assert held == {resident.pk: Role.MANAGER, neighbour.pk: Role.EDITOR}
    assert set(Membership.objects.values_list("organisation", flat=True)) == {one.pk}


@pytest.mark.parametrize("is_looked_after", [True, False])
def test_people_nobody_checked_have_to_ask(
    pair: tuple[Organisation, Organisation], resident: User, shopkeeper: User, *, is_looked_after: bool
) -> None:
    one, other = pair
    Membership.objects.filter(person=shopkeeper).delete()
    if is_looked_after:
        Verification.objects.create(organisation=one, way="desk")
        make_member(one, shopkeeper, role=Role.MANAGER)
        make_member(other, shopkeeper, role=Role.MANAGER)
    make_member(other, resident, role=Role.MANAGER)
    contact = Contact.objects.create(organisation=other, name="Wer anders", position=1)
    merge_organisations(one, other, by=None)
    assert not Membership.objects.filter(person=resident).exists()
    assert Membership.objects.filter(person=shopkeeper).count() == is_looked_after
    assert JoinRequest.objects.filter(organisation=one, person=resident).exists() == is_looked_after
    assert Notice.objects.get(kind="organisations.merged").person == resident
    contact.refresh_from_db()
    assert contact.organisation == other


def test_people_nobody_checked_get_no_checked_entry(
    pair: tuple[Organisation, Organisation], resident: User, shopkeeper: User
) -> None:
    one, other = pair
    make_member(one, resident, role=Role.MANAGER)
    make_member(other, shopkeeper, role=Role.MANAGER)
    Verification.objects.create(organisation=other, way="desk")
    with pytest.raises(CheckedStays):
        merge_organisations(one, other, by=None)
    assert merge_organisations(other, one, by=None) == other
    assert Membership.objects.get(organisation=other).person == shopkeeper


def test_conversations_become_one_in_the_order_of_time(
    pair: tuple[Organisation, Organisation], resident: User, neighbour: User
) -> None:
    one, other = pair
    for organisation in pair:
        make_member(organisation, neighbour, role=Role.EDITOR)
    start = timezone.now() - timedelta(hours=1)
    talks = [open_conversation(organisation, by=resident) for organisation in pair]
    for number in range(6):
        talk = talks[number % 2]
        sent = send_message(talk, by=resident, text=f"{number}", id=uuid4(), for_organisation=False)
        Message.objects.filter(pk=sent.pk).update(sent_at=start + timedelta(minutes=number))
    mark_read(talks[0], by=neighbour, seq=3)
    mark_read(talks[1], by=neighbour, seq=1)
    merge_organisations(one, other, by=None)
    conversation = Conversation.objects.get()
    assert (conversation.organisation, conversation.last_seq) == (one, 6)
    found = list(Message.objects.order_by("seq").values_list("seq", "text"))
    assert found == [(number + 1, str(number)) for number in range(6)]
    assert dict(ReadPosition.objects.values_list("person", "seq")) == {resident.pk: 6, neighbour.pk: 3}
    assert send_message(conversation, by=resident, text="7", id=uuid4(), for_organisation=False).seq == 7


def test_conversation_with_the_one_that_goes_goes_on(pair: tuple[Organisation, Organisation], resident: User) -> None:
    talk = open_conversation(pair[1], by=resident)
    merge_organisations(*pair, by=None)
    assert Conversation.objects.get(pk=talk.pk).organisation == pair[0]


def test_only_the_desk_merges(pair: tuple[Organisation, Organisation], shopkeeper: User, resident: User) -> None:
    for stranger in (shopkeeper, resident):
        with pytest.raises(Forbidden):
            merge_organisations(*pair, by=stranger)
    open_duplicates([pair[0].pk])
    with pytest.raises(Forbidden):
        choose_for_merge(Case.objects.get(), keep=pair[0].pk, fields=[], by=resident)
    assert not OldAddress.objects.exists()


def test_merging_twice_and_with_itself_is_refused(pair: tuple[Organisation, Organisation]) -> None:
    one, other = pair
    with pytest.raises(Merged):
        merge_organisations(one, one, by=None)
    merge_organisations(one, other, by=None)
    with pytest.raises(Merged):
        merge_organisations(other, one, by=None)


@pytest.mark.django_db(transaction=True)
def test_merged_both_ways_at_once_one_wins(pair: tuple[Organisation, Organisation]) -> None:
    barrier, outcomes = Barrier(2), []

    def merge(keep: Organisation, away: Organisation) -> None:
        barrier.wait()
        try:
            merge_organisations(keep, away, by=None)
            outcomes.append("merged")
        except Merged:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=merge, args=pair), Thread(target=merge, args=pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["merged", "refused"]
    assert Organisation.objects.published().count() == 1
