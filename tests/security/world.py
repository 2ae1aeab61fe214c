"""A small county in which every table that holds words has rows, and every page something to show."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.db import connection
from django.utils import timezone

from conftest import make_member, make_organisation, make_person
from regio.accounts.models import AddressChange, Recovery, User
from regio.audit.actions import record
from regio.chat.models import Conversation, Message
from regio.files.choices import Purpose
from regio.files.choices import State as FileState
from regio.files.models import File
from regio.moderation.actions import open_case
from regio.moderation.choices import APPEAL, REPORT, Ground, Side, State
from regio.moderation.models import Case, Party, ReasonTemplate, Remark
from regio.notifications.actions import tell
from regio.organisations.actions.organisation import keep_findable
from regio.organisations.choices import Access, LegalForm, Role, Way
from regio.organisations.models import (
    Contact,
    Follow,
    Imprint,
    Invitation,
    JoinRequest,
    Letter,
    LetterRun,
    Organisation,
    Place,
    WorkCall,
    WorkNow,
)
from regio.pages.choices import BlockKind
from regio.pages.documents import fresh
from regio.pages.models import Page, PageVersion
from regio.region.choices import TextKind
from regio.region.models import LegalText, Municipality
from regio.region.queries import people
from regio.search.models import SearchWord
from tests.security.fields import MARK

PARTS = 8  # rows of tables whose words stand in an index
SHOP, DESK = "organisations.organisation", "moderation.case"


@dataclass
class World:
    """Who looks, what addresses speak of, and addresses beside those of the URL table."""

    people: dict[str, User]
    shop: Organisation
    town: Municipality
    talk: Conversation
    real: dict[str, Any]
    more: list[str] = field(default_factory=list)


def build(world: World) -> World:
    """Fill every table."""
    shops = organisations(world)
    presence(world)
    pages(world)
    files(world)
    team(world)
    letters(world)
    cases(world)
    account(world)
    texts()
    notices(world)
    conversation(world)
    keep_findable(one.pk for one in shops)
    for number in range(PARTS):
        SearchWord.objects.create(word=f"harmlos{number}")
    return world


def organisations(world: World) -> list[Organisation]:
    found = [world.shop]
    for number in range(PARTS - 1):
        name = f"{MARK} {number}"
        one = make_organisation(name, municipality=world.town, lat=48.12, lon=7.85, external_ref=f"x{number}")
        found.append(one)
    keys = [one.pk for one in found]
    Organisation.objects.filter(pk__in=keys).update(
        name=MARK, category=MARK, claim=MARK, description=MARK, street="x", city="x", postcode="x", words=MARK, phone="x",
        email="x", website="https://x.example/", source_url="https://x.example/", source="x", access=[Access.STEP_FREE],
        opening_hours_text="x", external_ref=None,
    )  # fmt: skip
    for number, one in enumerate(found):
        one.refresh_from_db()
        Organisation.objects.filter(pk=one.pk).update(external_ref=f"x{number}")
    return found


def presence(world: World) -> None:
    shop, town = world.shop, world.town
    Imprint.objects.create(organisation=shop, legal_form=LegalForm.values[0])
    contact = Contact.objects.create(organisation=shop, name=MARK)
    place = Place.objects.create(organisation=shop, name=MARK, municipality=town, lat=48.1, lon=7.8)
    world.real |= {"organisations:edit_contact.key": contact.pk, "organisations:edit_place.key": place.pk}
    world.real |= {"organisations:edit_place_hours.key": place.pk}
    WorkNow.objects.create(organisation=shop, ways=[Way.values[0]])
    WorkCall.objects.create(text=MARK, started_by=world.people["owner"])
    Follow.objects.create(organisation=shop, person=world.people["resident"])
    Municipality.objects.update(website="https://x.example/", postcodes=["79312"], boundary_source=MARK)


def blocks() -> list[dict[str, Any]]:
    """One of each kind; words in every place that takes any."""
    made = {kind: fresh(kind) for kind in BlockKind.values}
    for kind in (BlockKind.HEADING, BlockKind.TEXT):
        made[kind]["text"] = MARK
    made[BlockKind.LIST]["items"] = [MARK, MARK]
    made[BlockKind.CONTACT] |= {"name": MARK, "role": MARK, "phone": MARK, "email": MARK, "note": MARK}
    made[BlockKind.MAP] |= {"label": MARK, "lat": 48.1, "lon": 7.8}
    made[BlockKind.HOURS]["note"] = MARK
    return list(made.values())


def pages(world: World) -> None:
    today = timezone.localdate()
    for kind, owner in (("organisation", world.shop), ("municipality", world.town)):
        picture = picture_of("pages.page", world)
        paper = picture_of("pages.page", world, media_type="application/pdf")
        shown = blocks()
        teaser = {"file": str(picture.pk), "alt": MARK, "caption": MARK}
        for block in shown:
            if block["kind"] == BlockKind.PICTURES:
                block["pictures"] = [teaser]
            if block["kind"] == BlockKind.FILES:
                block["files"] = [{"file": str(paper.pk), "title": MARK}]
        for page in Page.objects.filter(owner_kind=kind, owner_key=str(owner.pk)):
            draft = {"title": MARK, "menu_title": MARK, "lead": MARK, "day": None, "until": None, "teaser": teaser}
            draft |= {"blocks": shown, "removed": []}
            now = timezone.now()
            Page.objects.filter(pk=page.pk).update(blocks=shown, draft=draft, draft_at=now, title=MARK, lead=MARK)
            rest = {"menu_title": MARK, "lead": MARK, "teaser": None, "day": None, "until": None}
            PageVersion.objects.filter(page=page).update(blocks=shown, rest=rest)
            File.objects.filter(owner_kind="pages.page", owner_key="x").update(owner_key=str(page.pk))
        news = {"kind": "news", "slug": "neues", "day": today, "published_at": timezone.now(), "teaser": teaser}
        Page.objects.create(
            owner_kind=kind, owner_key=str(owner.pk), municipality=world.town, title=MARK, blocks=shown, **news
        )
    world.more += [f"/verzeichnis/{world.shop.slug}/seiten/neues/", f"/gemeinden/{world.town.slug}/seiten/neues/"]


def picture_of(kind: str, world: World, *, key: str = "x", media_type: str = "image/webp", **more: Any) -> File:
    size = {"width": 640, "height": 480} if media_type.startswith("image/") else {}
    values = (
        {"purpose": Purpose.PAGE, "state": FileState.READY, "alt": MARK, "refusal": "x", "sha256": "0"} | size | more
    )
    values |= {
        "owner_kind": kind,
        "owner_key": key,
        "media_type": media_type,
        "uploaded_by": world.people["shopkeeper"],
    }
    return File.objects.create(name="x", size=1, **values)


def files(world: World) -> None:
    key = str(world.shop.pk)
    for purpose in (Purpose.PHOTO, Purpose.LOGO):
        picture_of(SHOP, world, key=key, purpose=purpose)
    picture_of(SHOP, world, key=key, purpose=Purpose.PHOTO, state=FileState.REFUSED)
    paper = picture_of(SHOP, world, key=key, purpose=Purpose.DOCUMENT, media_type="application/pdf")
    world.real |= {"files:status.id": paper.pk}


def team(world: World) -> None:
    shop, week = world.shop, timezone.now() + timedelta(days=7)
    member = make_member(shop, make_person("Mia Member"), role=Role.EDITOR)
    world.real["organisations:member.key"] = member.memberships.get().pk
    for number in range(PARTS):
        Invitation.objects.create(
            organisation=shop, email=f"{number}@x.example", role=Role.MEMBER, token_hash=str(number), expires_at=week
        )
    JoinRequest.objects.create(organisation=shop, person=world.people["neighbour"], statement=MARK)


def letters(world: World) -> None:
    run = LetterRun.objects.create(
        by=world.people["owner"], text=MARK, problems=[[2, MARK]], finished_at=timezone.now()
    )
    Letter.objects.create(run=run, organisation=world.shop, position=1, street="x", city="x")
    world.real["letters.id"] = run.pk


def cases(world: World) -> None:
    """Of each kind an open and a decided one, a report with everything, and an appeal."""
    shop, people_ = world.shop, world.people
    other = Organisation.objects.exclude(pk=shop.pk).filter(municipality=world.town)[0]
    about = {"organisations.duplicate": ("organisations.pair", f"{shop.pk}-{other.pk}")}
    about["accounts.recovery"] = ("accounts.user", str(people_["neighbour"].pk))
    found = []
    for name in ("organisations.claim", "organisations.registration", "organisations.duplicate", "accounts.recovery"):
        what = about.get(name, (SHOP, str(shop.pk)))
        data = {"proof": "papers", "new": MARK, "said_name": MARK, "reach": MARK}
        found.append(open_case(name, by=people_["neighbour"], about=what, label=MARK, statement=MARK, data=data))
    for number in range(PARTS):
        more = {"label": MARK, "statement": MARK, "email": f"{number}@x.example", "name": MARK}
        data = {"text": MARK, "is_private": False}
        found.append(open_case(REPORT, by=None, about=(SHOP, str(number + 10**6)), data=data, **more))
    real = (SHOP, str(shop.pk))
    reported = open_case(REPORT, by=people_["resident"], about=real, label=MARK, statement=MARK, data={"text": MARK})
    Party.objects.create(case=reported, side=Side.AUTHOR, person=people_["shopkeeper"], statement=MARK, name=MARK)
    decided = {"state": State.DECIDED, "outcome": "hide", "ground": Ground.LAW, "decided_at": timezone.now()}
    Case.objects.filter(pk=reported.pk).update(**decided, decided_by=people_["owner"], reasons=MARK)
    appeal = open_case(
        APPEAL,
        by=people_["shopkeeper"],
        about=real,
        label=MARK,
        statement=MARK,
        data={"text": MARK},
        appeal_of=reported,
    )
    talk_about([*found, reported, appeal], world)
    text = [ReasonTemplate.objects.create(name=f"x{number}", text=MARK) for number in range(PARTS)][0]
    world.real |= {"moderation:text.pk": text.pk, "report.id": reported.pk}
    shown = [*found[:5], reported, appeal]
    world.more += [f"/traeger/faelle/{case.pk}/" for case in shown] + [
        f"/melden/{appeal.pk}/",
        f"/melden/{found[0].pk}/",
    ]
    world.more += [f"/traeger/faelle/{appeal.pk}/entscheiden/", f"/melden/?was={SHOP}&key={shop.pk}"]


def talk_about(about: list[Case], world: World) -> None:
    for case in about:
        Remark.objects.create(case=case, by=world.people["owner"], is_from_desk=True, text=MARK)
        Remark.objects.create(case=case, by=world.people["owner"], is_from_desk=True, is_internal=True, text=MARK)
        picture_of(DESK, world, key=str(case.pk), purpose=Purpose.EVIDENCE, media_type="application/pdf")


def account(world: World) -> None:
    passkey = {"name": MARK, "credential": {}}  # enough for the list; nobody could sign in with it
    Authenticator.objects.create(user=world.people["neighbour"], type=Authenticator.Type.WEBAUTHN, data=passkey)
    for number, person in enumerate(User.objects.order_by("pk")):
        AddressChange.objects.create(person=person, old=f"{number}@x.example", new="x")
        Recovery.objects.create(person=person, email="x")
    person = world.people["neighbour"]
    record("accounts.passkey_added", by=person, of=person, device=MARK)
    record("organisations.member_added", by=world.people["owner"], of=world.shop, word=MARK)
    world.real["desk.word"] = people.address_of(person)


def texts() -> None:
    today = timezone.localdate()
    for kind in TextKind.values:
        for version in (None, 1, 2):
            published = {"version": version, "valid_from": today, "published_at": timezone.now()} if version else {}
            LegalText.objects.create(kind=kind, language="de", body=MARK, **published)


def notices(world: World) -> None:
    for person in world.people.values():
        for _number in range(2):
            tell(person, kind="test.told", title=MARK, text=MARK, url="/x", mail=False)


def conversation(world: World) -> None:
    talk = world.talk
    for seq in range(2, 8):
        from_shop = bool(seq % 2)
        author = world.people["shopkeeper" if from_shop else "resident"]
        Message.objects.create(
            id=uuid4(), conversation=talk, seq=seq, author=author, is_from_organisation=from_shop, text=MARK,
            sent_at=timezone.now(),
        )  # fmt: skip
    Conversation.objects.filter(pk=talk.pk).update(last_seq=7, last_text=MARK, last_at=timezone.now())


def check_constraints_now() -> None:
    """What is deferred to the end of the transaction would stop the columns from being widened."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
