"""The team: invited once and by the right person, asked, handed over, rights that end, removed at once."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from conftest import make_member, make_organisation, make_person
from regio.accounts.models import User
from regio.audit.models import Entry
from regio.core.errors import Forbidden
from regio.notifications.models import Notice
from regio.organisations import actions
from regio.organisations.choices import Role
from regio.organisations.errors import InvitationGone, LastManager, NotAMember, TooLate, WrongAddress
from regio.organisations.models import Invitation, JoinRequest, Membership, Organisation, Right
from regio.organisations.rules import can_answer_for, may_hear_organisation, role_of
from regio.region.models import Municipality

SignIn = Callable[[User], Client]


def newest_token(email: str) -> str:
    jobs = ProcrastinateJob.objects.filter(task_name="notifications.mail_to_address", args__email=email)
    address = jobs.order_by("-id")[0].args["url"]
    return re.findall(r"/verzeichnis/einladung/([\w-]+)/", address)[0]


def test_colleague_is_invited_by_mail_and_joins_with_one_button(
    shop: Organisation, shopkeeper: User, resident: User, as_user: SignIn
) -> None:
    address = f"/verzeichnis/{shop.slug}/bearbeiten/team/"
    answer = as_user(shopkeeper).post(address, {"email": "Rosa-Resident@TEST.example", "role": "editor"})
    assert answer.status_code == 302
    token = newest_token(resident.email)
    stored = Invitation.objects.get()
    assert token not in str(vars(stored))
    page = f"/verzeichnis/einladung/{token}/"
    assert Client().get(page).status_code == 200
    assert Client().post(page).status_code == 302
    assert not role_of(resident, shop)
    assert as_user(resident).get(page).status_code == 200
    assert not role_of(resident, shop)
    assert as_user(resident).post(page).status_code == 302
    assert role_of(resident, shop) == Role.EDITOR
    assert Notice.objects.get(person=shopkeeper).kind == "organisations.joined"
    assert as_user(resident).get(page).status_code == 404


def test_invitation_is_for_the_invited_address_only(
    shop: Organisation, shopkeeper: User, resident: User, neighbour: User
) -> None:
    actions.invite(shop, email=resident.email, role="manager", by=shopkeeper)
    with pytest.raises(WrongAddress):
        actions.accept_invitation(newest_token(resident.email), by=neighbour)
    assert not role_of(neighbour, shop)
    assert Invitation.objects.get().accepted_at is None


def test_unproven_address_does_not_accept(shop: Organisation, shopkeeper: User, resident: User) -> None:
    actions.invite(shop, email=resident.email, role="editor", by=shopkeeper)
    resident.emailaddress_set.update(verified=False)  # type: ignore[attr-defined]
    with pytest.raises(WrongAddress):
        actions.accept_invitation(newest_token(resident.email), by=resident)
    assert not role_of(resident, shop)


@pytest.mark.parametrize("why", ["old", "revoked", "replaced", "unknown"])
def test_invitation_that_does_not_hold_lets_nobody_in(
    shop: Organisation, shopkeeper: User, resident: User, why: str
) -> None:
    invitation = actions.invite(shop, email=resident.email, role="editor", by=shopkeeper)
    token = newest_token(resident.email)
    if why == "old":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif why == "revoked":
        actions.revoke_invitation(invitation, by=shopkeeper)
    elif why == "replaced":
        actions.invite(shop, email=resident.email.upper(), role="member", by=shopkeeper)
    else:
        token = "x" * 43
    with pytest.raises(InvitationGone):
        actions.accept_invitation(token, by=resident)
    assert not role_of(resident, shop)


@pytest.mark.django_db(transaction=True)
def test_fifty_at_the_same_moment_use_an_invitation_once(shop: Organisation, shopkeeper: User, resident: User) -> None:
    actions.invite(shop, email=resident.email, role="editor", by=shopkeeper)
    token, start = newest_token(resident.email), Barrier(10)

    def accept(number: int) -> bool:
        if number < 10:
            start.wait()
        try:
            actions.accept_invitation(token, by=resident)
        except InvitationGone:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(10) as pool:
        served = list(pool.map(accept, range(50)))
    assert served.count(True) == 1
    assert Membership.objects.filter(person=resident, organisation=shop).count() == 1
    assert Entry.objects.filter(deed="organisations.invitation_accepted").count() == 1


def test_who_belongs_to_it_already_only_rises(shop: Organisation, shopkeeper: User, resident: User) -> None:
    actions.invite(shop, email=resident.email, role="member", by=shopkeeper)
    token = newest_token(resident.email)
    make_member(shop, resident, role=Role.EDITOR)
    actions.accept_invitation(token, by=resident)
    assert role_of(resident, shop) == Role.EDITOR


def test_request_to_join_is_answered_and_told(
    shop: Organisation, shopkeeper: User, resident: User, as_user: SignIn
) -> None:
    assert (
        as_user(resident).post(f"/verzeichnis/{shop.slug}/mitwirken/", {"statement": "Samstags im Laden"}).status_code
        == 302
    )
    asked = JoinRequest.objects.get()
    assert Notice.objects.get(person=shopkeeper).kind == "organisations.join_asked"
    assert "Samstags im Laden" not in str(list(Entry.objects.values_list("data", flat=True)))
    address = f"/verzeichnis/{shop.slug}/bearbeiten/team/anfragen/{asked.pk}/"
    assert as_user(resident).post(address, {"role": "manager"}).status_code == 404
    assert as_user(shopkeeper).post(address, {"role": "editor"}).status_code == 302
    assert role_of(resident, shop) == Role.EDITOR
    assert not JoinRequest.objects.exists()
    assert Notice.objects.get(person=resident).kind == "organisations.join_answered"


def test_declined_request_lets_nobody_in(shop: Organisation, shopkeeper: User, resident: User) -> None:
    asked = actions.ask_to_join(shop, statement="", by=resident)
    actions.answer_join_request(asked, role="", by=shopkeeper)
    assert not role_of(resident, shop)
    assert Notice.objects.filter(person=resident).count() == 1


def test_management_changes_hands_when_both_agree(
    shop: Organisation, shopkeeper: User, resident: User, as_user: SignIn
) -> None:
    make_member(shop, resident, role=Role.EDITOR)
    key = Membership.objects.get(person=resident).pk
    as_user(shopkeeper).post(f"/verzeichnis/{shop.slug}/bearbeiten/team/{key}/uebergabe/")
    assert (role_of(shopkeeper, shop), role_of(resident, shop)) == (Role.MANAGER, Role.EDITOR)
    page = as_user(resident).get(f"/verzeichnis/{shop.slug}/mitwirken/")
    assert 'name="accept"' in page.content.decode()
    as_user(resident).post(f"/verzeichnis/{shop.slug}/mitwirken/uebergabe/", {"accept": "1"})
    assert (role_of(shopkeeper, shop), role_of(resident, shop)) == (Role.EDITOR, Role.MANAGER)


def test_handover_needs_the_taker(shop: Organisation, shopkeeper: User, resident: User, neighbour: User) -> None:
    with pytest.raises(NotAMember):
        actions.offer_handover(shop, taker=neighbour, by=shopkeeper)
    make_member(shop, resident, role=Role.MEMBER)
    actions.offer_handover(shop, taker=resident, by=shopkeeper)
    for person in (neighbour, shopkeeper):
        with pytest.raises(Forbidden):
            actions.answer_handover(shop, accept=True, by=person)
    actions.answer_handover(shop, accept=False, by=shopkeeper)
    with pytest.raises(InvitationGone):
        actions.answer_handover(shop, accept=True, by=resident)
    assert (role_of(shopkeeper, shop), role_of(resident, shop)) == (Role.MANAGER, Role.MEMBER)


def test_right_for_a_time_ends_hearing_too(shop: Organisation, shopkeeper: User, resident: User) -> None:
    make_member(shop, resident, role=Role.MEMBER)
    membership = Membership.objects.get(person=resident)
    right = actions.grant_right(membership, right="answer", until=timezone.now() + timedelta(days=1), by=shopkeeper)
    assert may_hear_organisation(resident, str(shop.pk))
    Right.objects.update(until=timezone.now())
    assert not may_hear_organisation(resident, str(shop.pk))
    assert not can_answer_for(resident, shop)
    actions.take_right(right, by=shopkeeper)
    for until in (timezone.now(), timezone.now() + timedelta(days=400)):
        with pytest.raises(TooLate):
            actions.grant_right(membership, right="page", until=until, by=shopkeeper)
    with pytest.raises(Forbidden):
        actions.grant_right(membership, right="page", until=timezone.now() + timedelta(days=1), by=resident)
    assert not Right.objects.exists()


def test_last_manager_cannot_leave_but_others_can(
    shop: Organisation, shopkeeper: User, resident: User, as_user: SignIn
) -> None:
    make_member(shop, resident, role=Role.MANAGER)
    leave = f"/verzeichnis/{shop.slug}/mitwirken/abschied/"
    assert as_user(resident).post(leave).status_code == 302
    assert not role_of(resident, shop)
    assert as_user(shopkeeper).post(leave).status_code == 409
    assert role_of(shopkeeper, shop) == Role.MANAGER
    with pytest.raises(LastManager):
        actions.remove_member(shop, person=shopkeeper, by=shopkeeper)


def test_removed_member_loses_rights_pages_and_inbox_at_once(
    shop: Organisation, shopkeeper: User, resident: User, as_user: SignIn
) -> None:
    make_member(shop, resident, role=Role.MEMBER)
    membership = Membership.objects.get(person=resident)
    for right in ("page", "answer"):
        actions.grant_right(membership, right=right, until=timezone.now() + timedelta(days=1), by=shopkeeper)
    client = as_user(resident)
    hub = f"/verzeichnis/{shop.slug}/bearbeiten/"
    assert client.get(hub).status_code == 200
    as_user(shopkeeper).post(f"{hub}team/{membership.pk}/abschied/")
    assert client.get(hub).status_code == 404
    assert not may_hear_organisation(resident, str(shop.pk))
    assert not Right.objects.exists()


def test_members_of_other_organisations_do_not_exist(
    shop: Organisation, shopkeeper: User, office: Organisation, clerk: User, as_user: SignIn
) -> None:
    foreign = Membership.objects.get(person=clerk)
    address = f"/verzeichnis/{shop.slug}/bearbeiten/team/{foreign.pk}/"
    client = as_user(shopkeeper)
    assert client.get(address).status_code == 404
    assert client.post(address + "abschied/").status_code == 404
    assert client.post(f"/verzeichnis/{office.slug}/bearbeiten/team/{foreign.pk}/abschied/").status_code == 404
    assert role_of(clerk, office) == Role.EDITOR


def test_whole_region_is_asked_and_answers_are_counted(
    shop: Organisation,
    shopkeeper: User,
    office: Organisation,
    clerk: User,
    owner: User,
    town: Municipality,
    as_user: SignIn,
) -> None:
    make_organisation("Niemandes Laden", municipality=town)
    assert as_user(shopkeeper).get("/traeger/lage/").status_code == 404
    assert (
        as_user(owner).post("/traeger/lage/", {"text": "Hochwasser: Bitte sagen Sie, wie Sie arbeiten."}).status_code
        == 302
    )
    job = ProcrastinateJob.objects.get(task_name="organisations.ask_managers")
    actions.work_now.ask_managers(job.args["call_id"], after=job.args["after"])
    assert [notice.person for notice in Notice.objects.filter(kind="organisations.work_call")] == [shopkeeper]
    form = as_user(shopkeeper).get(f"/verzeichnis/{shop.slug}/bearbeiten/jetzt/")
    assert "Hochwasser" in form.content.decode()
    as_user(shopkeeper).post(f"/verzeichnis/{shop.slug}/bearbeiten/jetzt/", {"usual": "1"})
    html = as_user(owner).get("/traeger/lage/").content.decode()
    assert re.search(r"1 (von|of) 2", html)
    as_user(owner).post("/traeger/lage/", {"end": "1"})
    assert "Hochwasser" not in as_user(shopkeeper).get(f"/verzeichnis/{shop.slug}/bearbeiten/jetzt/").content.decode()


def test_stranger_is_not_told_who_is_in_the_team(shop: Organisation, shopkeeper: User, as_user: SignIn) -> None:
    html = as_user(make_person("Sven Stranger")).get(f"/verzeichnis/{shop.slug}/mitwirken/").content.decode()
    assert shopkeeper.name not in html
    assert shopkeeper.email not in html
