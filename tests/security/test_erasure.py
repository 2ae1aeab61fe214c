"""Erasing a person leaves no trace: every column of every table and every file is searched for a mark they carry.

What a new room stores about persons fails here until the marked person (marked.py) has it, the export tells it and
erasure removes it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.mail import EmailMessage
from django.db import connection, models
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from regio.accounts.actions.erasure import erase_person
from regio.accounts.models import Session, User
from regio.accounts.views.privacy import packed
from regio.chat.actions import open_conversation, send_message
from regio.core import privacy
from regio.notifications.models import Notice
from regio.organisations.models import Contact, Imprint, Membership, Organisation
from regio.region.models import Municipality
from tests.security.marked import MARK, NAME, make_marked

# Each column that links to a person → the file of the export that tells it, and a word which stands there.
TOLD = {
    "account.emailaddress.user": ("account/profile.json", "neu-mia"),
    "accounts.addresschange.person": ("account/addresses.json", "mia-quitten"),
    "accounts.recovery.person": ("account/recoveries.json", "weg.example"),
    "accounts.session.person": ("account/devices.json", "Firefox"),
    "audit.entry.by": ("audit/trail.json", "organisations.claimed"),
    "chat.conversation.person": ("chat/conversations.json", "Haben Sie"),
    "chat.message.author": ("chat/written_for_organisations.json", "bis sechs"),
    "chat.readposition.person": ("chat/conversations.json", '"read_up_to": 2'),
    "files.file.uploaded_by": ("files/files.json", "Aushang"),
    "mfa.authenticator.user": ("account/ways_to_sign_in.json", "Telefon"),
    "moderation.case.decided_by": ("moderation/desk.json", "decided_by"),
    "moderation.case.opened_by": ("moderation/cases.json", "Unrecht gegen"),
    "moderation.case.proposed_by": ("moderation/desk.json", "proposed_by"),
    "moderation.case.taken_by": ("moderation/desk.json", "taken_by"),
    "moderation.insight.by": ("moderation/looked_into.json", "decide"),
    "moderation.mailwish.person": ("moderation/mails.json", "organisations.claim"),
    "moderation.party.person": ("moderation/cases.json", "Doch, sagt"),
    "moderation.reasontemplate.changed_by": ("moderation/desk.json", "Mit freundlichem"),
    "moderation.remark.by": ("moderation/desk.json", "Kommt mir bekannt vor"),
    "notifications.notice.person": ("notifications/notices.json", "Guten Tag"),
    "organisations.claimcode.person": ("organisations/codes.json", "Hofladen"),
    "organisations.follow.person": ("organisations/follows.json", "Hofladen"),
    "organisations.handover.giver": ("organisations/done.json", '"handover offered"'),
    "organisations.handover.taker": ("organisations/done.json", "handover offered to me"),
    "organisations.hiding.by": ("organisations/done.json", "hidden"),
    "organisations.imprint.trader_certified_by": ("organisations/done.json", "imprint certified"),
    "organisations.invitation.accepted_by": ("organisations/invitations.json", "Verein 0"),
    "organisations.invitation.invited_by": ("organisations/done.json", "invited"),
    "organisations.joinrequest.person": ("organisations/requests.json", "aus der Küche"),
    "organisations.letterrun.by": ("organisations/letters.json", "Es grüßt"),
    "organisations.membership.person": ("organisations/memberships.json", "Imkerei"),
    "organisations.merger.by": ("organisations/done.json", "merged"),
    "organisations.right.granted_by": ("organisations/done.json", "right granted"),
    "organisations.verification.by": ("organisations/done.json", "verified"),
    "organisations.workcall.ended_by": ("organisations/done.json", "asking ended"),
    "organisations.workcall.started_by": ("organisations/done.json", "region asked"),
    "organisations.worknow.updated_by": ("organisations/done.json", "how it works now"),
    "pages.page.draft_by": ("pages/written.json", '"draft"'),
    "pages.pageversion.by": ("pages/written.json", '"version"'),
    "portal.dismissal.person": ("portal/first_steps.json", "resident"),
    "region.dutyproposal.person": ("region/done.json", '"for_me": true'),
    "region.dutyproposal.proposed_by": ("region/done.json", '"for_me": false'),
    "region.legaltext.published_by": ("region/done.json", "text published"),
    "region.ownerrole.granted_by": ("region/done.json", "duty granted"),
    "region.ownerrole.person": ("region/duties.json", "moderator"),
}
NOT_TOLD = {"chat.pace.person": "how fast somebody wrote in the last minutes; a count against floods"}
# Tables that say the mark without a link to the person.
NAMING = {
    "accounts_user": ("account/profile.json", NAME),
    "organisations_contact": ("organisations/named.json", "Backstube"),
    "organisations_organisation": ("organisations/named.json", '"entry"'),
    "organisations_imprint": ("organisations/named.json", '"imprint"'),
}
COPIES = {
    "procrastinate_jobs": "on its way into a mail",
    "search_searchentry": "words of the contact, which is told",
    "search_searchword": "the same",
}
# Texts in which the mark does not stand: those of organisations and owners about themselves, and words of the platform.
OF_OTHERS = {
    "audit.entry": "keys and fixed words",
    "chat.conversation": "",
    "organisations.letter": "address of the organisation",
    "organisations.oldaddress": "address of a page",
    "organisations.organisation": "its own words; an address of the person is taken out",
    "organisations.place": "its own words",
    "organisations.verification": "fixed word",
    "organisations.workcall": "words of the county",
    "organisations.worknow": "its own words",
    "pages.page": "the word of its owner",
    "pages.pageversion": "the word of its owner",
    "portal.dismissal": "fixed word",
    "region.county": "of the owner",
    "region.legaltext": "of the owner",
    "region.municipality": "of the owner",
    "search.searchentry": "copy of the organisation",
}
WITHOUT_MARK = {
    "accounts.session": "session_key session_data device",  # the data is opened below
    "accounts.user": "password language theme",
    "files.file": "owner_kind owner_key media_type sha256 refusal",
    "moderation.case": "kind about_kind about_key url outcome",
    "moderation.mailwish": "kind",
    "moderation.party": "language",
    "moderation.reasontemplate": "kind outcome name",
    "notifications.notice": "kind url circle",
    "organisations.claimcode": "digest",
    "organisations.contact": "function duties phone mobile room hours_text",
    "organisations.imprint": "street postcode city representatives phone register_court register_number vat_id "
    "business_id authority profession content_responsible",
    "organisations.invitation": "token_hash",
    "organisations.letterrun": "problems",
}


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """The data folder of this installation."""
    settings.MEDIA_ROOT, settings.MAIL_OUTBOX = tmp_path / "files", tmp_path / "outbox"
    settings.ERASED = tmp_path / "erased"
    (tmp_path / "outbox").mkdir()
    return tmp_path


@pytest.fixture
def marked(
    town: Municipality, village: Municipality, shop: Organisation, shopkeeper: User, owner: User, folder: Path
) -> User:
    """Somebody who has done everything here; mails to them and about them lie in the outbox."""
    person = make_marked(town, village, shop, shopkeeper, owner)
    for number, (text, to) in enumerate([(MARK, person.email), (f"Über {NAME}", "amt@test.example")]):
        mail = EmailMessage("Hallo", text, to=[to]).message().as_bytes()
        (folder / "outbox" / f"{number}.log").write_bytes(mail + b"\n" + b"-" * 79 + b"\n")
    return person


def links() -> Iterator[tuple[type[models.Model], Any]]:
    """Every column of every table that names a person."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is User:
                yield model, field


def texts() -> Iterator[tuple[type[models.Model], Any]]:
    """Every column of our rooms that people can write into."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields if model.__module__.startswith("regio.") else ():
            if isinstance(field, models.CharField | models.TextField | models.JSONField) and not field.choices:
                yield model, field


def tables_with_mark(column: str = "t", *, only: str = "") -> set[str]:
    with connection.cursor() as cursor:
        found = set()
        for table in [only] if only else connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}" t WHERE {column}::text ILIKE %s)', [f"%{MARK}%"])
            if cursor.fetchone()[0]:
                found.add(table)
    return found


def sessions_with_mark() -> int:
    return sum(MARK.lower() in str(session.get_decoded()).lower() for session in Session.objects.all())


def files_with_mark(folder: Path) -> set[str]:
    return {
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*")
        if file.is_file() and (MARK.lower() in str(file).lower() or MARK.lower().encode() in file.read_bytes().lower())
    }


def let_the_worker_work() -> None:
    for job in ProcrastinateJob.objects.filter(status="todo", task_name__contains=".forget_"):
        app.tasks[job.task_name](**job.args)


def test_the_marked_person_has_done_everything_there_is(marked: User, folder: Path) -> None:
    untouched = {
        f"{model._meta.label_lower}.{field.name}"
        for model, field in links()
        if not model._default_manager.filter(**{field.name: marked}).exists()
    }
    unmarked = {
        f"{model._meta.label_lower}.{field.name}"
        for model, field in texts()
        if model._meta.label_lower not in OF_OTHERS
        and field.name not in WITHOUT_MARK.get(model._meta.label_lower, "").split()
        and not tables_with_mark(f't."{field.column}"', only=model._meta.db_table)
    }
    assert (untouched, unmarked) == (set(), set())
    assert len(files_with_mark(folder)) == 5  # two mails, evidence of a claim, a registration and a report
    assert sessions_with_mark() == 2  # signed in, and a code asked for on a device without


def test_export_tells_what_stands_in_each_table(marked: User) -> None:
    archive = ZipFile(packed(privacy.export_of(marked)))
    inside = {name: archive.read(name).decode(errors="replace") for name in archive.namelist()}
    assert {f"{model._meta.label_lower}.{field.name}" for model, field in links()} == {*TOLD, *NOT_TOLD}
    linked = {model._meta.db_table for model, _field in links()}
    assert tables_with_mark() - linked - {*COPIES} <= {*NAMING}
    missing = {key: said for key, said in {**TOLD, **NAMING}.items() if said[1] not in inside.get(said[0], "")}
    assert missing == {}
    assert sum(name.endswith(".pdf") for name in inside) == 3


def test_erasure_removes_the_mark_from_every_table_and_file(marked: User, folder: Path) -> None:
    erase_person(marked, by=marked)
    let_the_worker_work()
    assert tables_with_mark() == set()
    assert sessions_with_mark() == 0
    assert files_with_mark(folder) == set()
    assert (folder / "erased").read_text() == f"{marked.pk} {marked.joined_at.isoformat()}\n"


def test_erasure_touches_nothing_else(marked: User, shop: Organisation, shopkeeper: User, resident: User) -> None:
    conversation = open_conversation(shop, by=resident)
    send_message(conversation, by=resident, text="Und Brot?", id=uuid4(), for_organisation=False)
    notices = Notice.objects.exclude(person=marked).count()
    erase_person(marked, by=marked)
    assert [message.text for message in conversation.messages.all()] == ["Und Brot?"]
    assert set(User.objects.all()) >= {resident, shopkeeper}
    asked = Notice.objects.filter(kind="organisations.imprint_needed")
    assert Notice.objects.count() == notices + asked.count()
    assert [notice.person for notice in asked] == [shopkeeper]


def test_a_page_names_the_person_no_more_and_asks_the_others(
    marked: User, shop: Organisation, shopkeeper: User
) -> None:
    erase_person(marked, by=marked)
    contacts = Contact.objects.filter(organisation=shop).values_list("name", "function", "email", "mobile")
    assert list(contacts) == [("Backstube", "", "", ""), ("Frau Weber", "", "", "")]
    shop.refresh_from_db()
    assert (shop.email, shop.published_at) == ("", None)  # without an imprint no page is public
    assert not Imprint.objects.filter(organisation=shop).exists()
    assert Membership.objects.filter(organisation=shop, person=shopkeeper).exists()
