"""Somebody who has done everything one can do here, and in whose every word stands a mark."""

from datetime import timedelta
from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from conftest import PASSWORD, make_member, make_organisation, make_person
from regio.accounts.actions.address import change_address
from regio.accounts.actions.recovery import ask_for_recovery
from regio.accounts.actions.second import switch_on_app
from regio.accounts.models import Recovery, User
from regio.chat.actions import mark_read, open_conversation, send_message
from regio.files import actions as files
from regio.files.tests.conftest import paper
from regio.moderation.actions import answer, appeal, ask_back, decide, open_case, report
from regio.moderation.actions.dialogue import add_remark
from regio.moderation.actions.private import keep_template, look_into, wish_mails
from regio.moderation.choices import REPORT
from regio.moderation.models import Case
from regio.notifications.actions import tell, tell_address
from regio.organisations.actions import add_member, save_imprint
from regio.organisations.actions.claim import ABOUT, CLAIM, claim_organisation, send_claim_code
from regio.organisations.actions.contacts import save_contact
from regio.organisations.actions.follow import follow
from regio.organisations.actions.letters import prepare_letters
from regio.organisations.actions.publication import hide_organisation, verify
from regio.organisations.actions.registration import register_organisation, send_for_checking
from regio.organisations.actions.team import ask_to_join, grant_right, invite, offer_handover
from regio.organisations.actions.work_now import call_region, end_call, say_work_now
from regio.organisations.choices import Role
from regio.organisations.models import Invitation, Merger, Organisation
from regio.organisations.tests.test_imprint import SOLE
from regio.pages.actions import create_page, publish_page, save_draft
from regio.pages.documents import Content
from regio.pages.tests.conftest import owner as owner_of
from regio.pages.tests.conftest import text_block
from regio.portal.actions import put_guide_away
from regio.region.actions.duty import grant_duty
from regio.region.choices import Duty
from regio.region.models import DutyProposal, LegalText, Municipality, OwnerRole

MARK = "Quittenmarmelade"  # stands in everything the marked person is, says and is told
NAME = f"Mia {MARK}"


def evidence(word: str) -> SimpleUploadedFile:
    """A PDF that says the mark, called so too."""
    return SimpleUploadedFile(f"{MARK}-{word}.pdf", paper(f"(Ausweis {MARK} {word})".encode()))


def signed_in(person: User) -> Client:
    """On a device of theirs."""
    client = Client(headers={"user-agent": "Mozilla/5.0 (Android) Firefox/1"})
    client.post("/konto/anmelden/", {"login": person.email, "password": PASSWORD})
    return client


def make_account(town: Municipality) -> User:
    """With a former address, a second step, passkeys, devices and a way back that was asked for."""
    person = make_person(NAME, home=town)
    change_address(person, f"neu-{person.email}", by=person)
    person.refresh_from_db()
    signed_in(person)
    Client().post("/konto/code/", {"email": person.email})  # asked for on a device that nobody then signed in with
    switch_on_app(person, "JBSWY3DPEHPK3PXP", by=person)
    Authenticator.objects.create(user=person, type="webauthn", data={"name": f"Telefon {MARK}"})
    ask_for_recovery(name=MARK, old=person.email, new=f"{MARK.lower()}@weg.example", reach=f"Fragen Sie {MARK}")
    Recovery.objects.create(person=person, email=f"{MARK.lower()}@weg.example")
    put_guide_away(person, "resident")
    return person


def make_words(person: User, shop: Organisation, shopkeeper: User) -> None:
    """Conversations on both sides, and what they were told."""
    talk = open_conversation(shop, by=person)
    send_message(talk, by=person, text=f"Haben Sie {MARK}?", id=uuid4(), for_organisation=False)
    send_message(talk, by=shopkeeper, text=f"Ja, Frau {MARK}.", id=uuid4(), for_organisation=True)
    mark_read(talk, by=person, seq=2)
    tell(person, kind="test.told", title=f"Guten Tag, {MARK}", text="", url="/mein/")
    tell_address(person.email, title="Guten Tag", text=f"An {MARK}")
    tell_address("amt@test.example", title="Barriere", text=f"Gemeldet von {NAME}, {person.email}")
    tell(shopkeeper, kind="test.told", title=f"{NAME} war hier", text=f"Antworten Sie {person.email}")


def make_member_of(shop: Organisation, person: User, shopkeeper: User, stranger: User) -> None:
    """Manages `shop` beside another one, who stays; says who they are on its page and in its imprint."""
    make_member(shop, person, role=Role.MANAGER)
    contact = {"name": NAME, "function": "Backstube", "email": person.email, "mobile": "0170 1"}
    save_contact(shop, values=contact, by=person)
    save_contact(shop, values={"name": "Frau Weber", "email": person.email}, by=person)
    save_imprint(
        shop, values=SOLE | {"legal_name": NAME, "email": person.email, "is_trader_certified": True}, by=person
    )
    Organisation.objects.filter(pk=shop.pk).update(email=person.email)
    notice = SimpleUploadedFile(f"Aushang-{MARK}.pdf", paper(b"(Wir backen)"))
    files.store(notice, by=person, owner=(ABOUT, str(shop.pk)), purpose="document", alt=f"Liste {NAME}")
    say_work_now(shop, ways=["pickup"], sentence="Am Fenster", hours_note="", until=None, by=person)
    membership = add_member(shop, person=stranger, role=Role.MEMBER, by=person)
    grant_right(membership, right="page", until=timezone.now() + timedelta(days=3), by=person)
    invite(shop, email="jemand@test.example", role=Role.EDITOR, by=person)
    offer_handover(shop, taker=shopkeeper, by=person)
    page = create_page(owner_of("organisation", shop.pk), kind="page", title="Backkurs", by=person)
    page = save_draft(page, Content(title="Backkurs", blocks=[text_block("Brot")]), revision=page.revision, by=person)
    page = publish_page(page, by=person)
    save_draft(page, Content(title="Backkurs", blocks=[text_block("Mehr")]), revision=page.revision, by=person)
    talk = open_conversation(shop, by=stranger)
    send_message(talk, by=person, text="Ja, bis sechs.", id=uuid4(), for_organisation=True)


def make_ways_in(town: Municipality, person: User, stranger: User) -> None:
    """Claims, registers, asks, is invited and follows; has a business of their own."""
    entry = make_organisation("Hofladen", municipality=town, source="OSM", external_ref="node/1", email="h@o.example")
    send_claim_code(entry, by=person)
    claim_organisation(entry, by=person, statement=f"Ich bin {MARK}", proof="document", evidence=[evidence("Hof")])
    follow(entry, by=person)
    other = make_organisation("Kiosk", municipality=town)
    make_member(other, stranger, role=Role.MANAGER)
    ask_to_join(other, statement=f"{MARK} aus der Küche", by=person)
    taken = make_organisation("Imkerei", municipality=town)
    make_member(taken, stranger, role=Role.MANAGER)
    make_member(taken, person, role=Role.MEMBER)
    offer_handover(taken, taker=person, by=stranger)
    for number, email in enumerate((person.email, f"{MARK.lower()}@weg.example", person.email.removeprefix("neu-"))):
        invite(make_organisation(f"Verein {number}", municipality=town), email=email, role=Role.EDITOR, by=None)
    Invitation.objects.filter(email=person.email).update(accepted_by=person, accepted_at=timezone.now())
    own = register_organisation("Marmeladen", kind="business", values={"municipality": town}, by=person)
    save_imprint(own, values=SOLE | {"legal_name": NAME, "email": person.email}, by=person)
    send_for_checking(own, by=person, statement=f"Mein {MARK}", proof="document", evidence=[evidence("Laden")])


def make_cases(shop: Organisation, person: User, stranger: User, owner: User, town: Municipality) -> None:
    """Reports, is reported, appeals, is asked and answers."""
    office = make_organisation("Amt", municipality=town)
    report((ABOUT, str(shop.pk)), by=stranger, reason="wrong", statement=f"Frau {NAME} lügt")
    mine = report((ABOUT, str(office.pk)), by=person, reason="wrong", statement=f"Unrecht gegen {MARK}").case
    files.store(evidence("Beweis"), by=person, owner=("moderation.case", str(mine.pk)), purpose="evidence")
    ask_back(mine, f"Frau {MARK}, wann war das?", by=owner)
    answer(Case.objects.get(pk=mine.pk), f"Gestern, {MARK}", by=person)
    decide(mine, outcome="none", reasons=f"Liebe Frau {MARK}, nein.", by=owner)
    appeal(mine.parties.get(person=person), f"Doch, sagt {MARK}")
    kiosk = Organisation.objects.get(name="Kiosk")
    report((ABOUT, str(kiosk.pk)), by=None, reason="wrong", statement=f"Ich, {MARK}", email=person.email, name=NAME)


def make_work(person: User, stranger: User, owner: User, town: Municipality, village: Municipality) -> None:
    """Works for the owner: duties, decisions, texts, letters."""
    for duty in (Duty.EDITOR, Duty.MODERATOR, Duty.VERIFICATION):
        grant_duty(person, duty=duty, by=owner)
    OwnerRole.objects.create(person=stranger, duty=Duty.EDITOR, municipality=village, granted_by=person)
    DutyProposal.objects.create(person=person, duty=Duty.TECHNICAL, proposed_by=owner)
    DutyProposal.objects.create(person=owner, duty=Duty.EDITOR, municipality=town, proposed_by=person)
    shops = [make_organisation(f"Laden {number}", municipality=village) for number in range(5)]
    cases = [
        open_case(CLAIM, by=stranger, about=(ABOUT, str(one.pk)), label=one.name, municipality=village)
        for one in shops[:3]
    ]
    ask_back(cases[0], "Welcher Nachweis?", by=person)
    add_remark(cases[0], "Kommt mir bekannt vor", by=person)
    look_into(cases[0], need="decide", by=person)
    decide(cases[1], outcome="refuse", reasons="Der Nachweis fehlt.", by=person)
    Case.objects.filter(pk=cases[2].pk).update(state="proposed", outcome="refuse", proposed_by=person)
    keep_template(by=person, name="Gruß", text=f"Mit freundlichem Gruß, {NAME}")
    wish_mails([CLAIM, REPORT], by=person)
    verify(shops[0], way="desk", by=person)
    hide_organisation(shops[1], by=person)
    Merger.objects.create(away=shops[2], keep=shops[3], by=person)
    prepare_letters(shops[3:], text=f"Es grüßt {NAME}", by=person)
    end_call(call_region("Wie arbeiten Sie?", by=person), by=person)
    today = timezone.localdate()
    LegalText.objects.create(
        kind="help", language="de", version=1, body="Hilfe", valid_from=today, published_at=timezone.now(),
        published_by=person,
    )  # fmt: skip


def make_marked(town: Municipality, village: Municipality, shop: Organisation, shopkeeper: User, owner: User) -> User:
    """The person with all of it."""
    stranger = make_person("Toni Tester", home=town)
    person = make_account(town)
    make_words(person, shop, shopkeeper)
    make_member_of(shop, person, shopkeeper, stranger)
    make_ways_in(town, person, stranger)
    make_cases(shop, person, stranger, owner, town)
    make_work(person, stranger, owner, town, village)
    return person
