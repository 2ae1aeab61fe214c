"""Puts the invented county into the database, by the actions of the product."""

import tomllib
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from regio.accounts.actions import create_person
from regio.accounts.models import User
from regio.chat.actions import mark_read, open_conversation, send_message
from regio.chat.models import Conversation, Message
from regio.core.text import slug
from regio.core.time import now
from regio.ops.demo import county
from regio.ops.demo.county import Invented
from regio.ops.demo.pages import load_pages
from regio.ops.demo.presence import load_presence
from regio.organisations.actions import Facts, add_member, put_imprints, put_organisations
from regio.organisations.choices import LegalForm
from regio.organisations.models import Imprint, Membership, Organisation
from regio.region.actions import found_county, grant_duty
from regio.region.choices import Duty, Land
from regio.region.importers import import_boundaries, import_municipalities
from regio.region.models import Municipality

PASSWORD = "Regio-Demo-2026"  # noqa: S105 - public: every demo has it
SOURCE = "Regio-Plattform, Demo: frei erfunden"


@transaction.atomic
def load() -> None:
    """Everything or nothing."""
    found_county(
        county.KEY,
        name="Landkreis Emmendingen",
        kind="Landkreis",
        land=Land.BW,
        claim="Die Plattform der Region",
        phone="07641 000-0",
        phone_hours="Montag bis Freitag, 8 bis 16 Uhr",
        email="plattform@demo.example",
        imprint="Landkreis Emmendingen (Demo)\nBahnhofstraße 2, 79312 Emmendingen",
    )
    import_municipalities(county.MUNICIPALITIES)
    import_boundaries(county.BOUNDARIES)
    cast = tomllib.loads((county.DATA / "cast.toml").read_text(encoding="utf-8"))
    invented = list(county.organisations())
    put_organisations([*map(named, cast["organisation"]), *map(drawn, invented)])
    put_imprints(imprints({one.ref: one.responsible for one in invented} | who_answers(cast["organisation"])))
    people = {entry["key"]: person(entry) for entry in cast["person"]}
    Membership.objects.update(since=now() - timedelta(days=90))  # or what was written before would not count as new
    for talk in cast["talk"]:
        converse(talk, people)
    load_pages(people)
    load_presence()


@cache
def gemeinde(name: str) -> Municipality:
    """By its short name: `Endingen`."""
    return Municipality.objects.own().by_name().filter(name__startswith=name)[0]


@cache
def gemeinde_by_ags(ags: str) -> Municipality:
    return Municipality.objects.get(ags=ags)


def named(entry: dict[str, Any]) -> Facts:
    """An organisation of the cast."""
    place = gemeinde(entry["ort"])
    copied = (
        "kind",
        "category",
        "claim",
        "street",
        "housenumber",
        "lat",
        "lon",
        "opening_hours",
        "picture",
    )
    values = {field: entry[field] for field in (*copied, "words")}
    values["access"] = ["step_free" if entry["is_step_free"] else "steps"]
    values |= {
        "description": entry["description"].strip(),
        "email": mail(entry["name"]),
        "phone": f"07641 000-{200 + len(entry['name'])}",
    }
    return Facts(entry["ref"], entry["name"], values | common(place))


def drawn(one: Invented) -> Facts:
    """One that was drawn by lot."""
    values = {
        "kind": one.kind, "category": one.category, "claim": one.claim, "description": one.description, "street": one.street,
        "housenumber": one.housenumber, "lat": one.lat, "lon": one.lon, "opening_hours": one.opening_hours, "phone": one.phone,
        "email": mail(one.name),
        "access": one.access, "picture": one.picture, "words": one.words,
    }  # fmt: skip
    return Facts(one.ref, one.name, values | common(gemeinde_by_ags(one.place.ags)))


def who_answers(entries: list[dict[str, Any]]) -> dict[str, str]:
    """Reference of the cast's organisations → the text that names who is responsible."""
    return {entry["ref"]: entry["responsible"] for entry in entries}


def imprints(answering: dict[str, str]) -> list[Imprint]:
    """A complete imprint for each, invented like the rest."""
    found = Organisation.objects.filter(external_ref__in=answering)
    return [imprint(one, answering[one.external_ref or ""].split("\n")[0], number) for number, one in enumerate(found)]


def imprint(one: Organisation, person: str, number: int) -> Imprint:
    """By kind: shops belong to one person, associations stand in the register, offices are public bodies."""
    form = {
        **dict.fromkeys(("association", "ngo", "social_service"), LegalForm.REGISTERED_ASSOCIATION),
        **dict.fromkeys(("church", "administration"), LegalForm.PUBLIC),
    }.get(one.kind, LegalForm.SOLE)
    is_ev, is_sole = form == LegalForm.REGISTERED_ASSOCIATION, form == LegalForm.SOLE
    name = person.split(",")[0]
    return Imprint(
        organisation=one,
        legal_form=form,
        legal_name=name if is_sole else f"{one.name} e. V." if is_ev else person if one.kind != "church" else one.name,
        street=f"{one.street} {one.housenumber}".strip() or "Hauptstraße 1",
        postcode=one.postcode,
        city=one.city,
        representatives="" if is_sole else name,
        email=one.email,
        phone=one.phone,
        register_court="Amtsgericht Freiburg" if is_ev else "",
        register_number=f"VR {900_000 + number}" if is_ev else "",
        content_responsible=f"{name}, {one.street} {one.housenumber}, {one.postcode} {one.city}"
        if one.kind == "media"
        else "",
        trader_certified_at=now() if one.kind in ("business", "partner") else None,
    )


def mail(name: str) -> str:
    """An address nobody has: mails to it lie in the outbox of the demo."""
    return f"post@{slug(name, longest=50)}.demo.example"


def common(place: Municipality) -> dict[str, Any]:
    """What all have: their Gemeinde, and that they are invented."""
    return {
        "municipality": place,
        "city": place.name,
        "postcode": place.postcodes[0] if place.postcodes else "",
        "is_invented": True,
        "source": SOURCE,
    }


def person(entry: dict[str, Any]) -> User:
    """One of the cast, with what they act for and are responsible for."""
    found = create_person(
        f"{entry['key']}@demo.example", name=entry["name"], home=gemeinde(entry["home"]), password=PASSWORD
    )
    for organisation, role in entry.get("acts_for", {}).items():
        add_member(by_name_or_reference(organisation), person=found, role=role, by=None)
    if entry.get("edits"):
        grant_duty(found, duty=Duty.EDITOR, municipality=gemeinde(entry["edits"]), by=None)
    if entry.get("duties"):
        for duty in Duty:
            grant_duty(found, duty=duty, municipality=None, by=None)
    return found


def by_name_or_reference(text: str) -> Organisation:
    """`demo/landratsamt` or `Rathaus Emmendingen`."""
    field = "external_ref" if text.startswith("demo/") else "name"
    return Organisation.objects.get(**{field: text})


def converse(talk: dict[str, Any], people: dict[str, User]) -> None:
    """A conversation as it would have been written, moved back in time."""
    writer, organisation = people[talk["person"]], by_name_or_reference(talk["organisation"])
    staff = people.get(talk["staff"])
    conversation = open_conversation(organisation, by=writer)
    for number, (hours, line) in enumerate(talk["lines"]):
        is_answer = line.startswith("> ")
        by = staff if is_answer and staff else writer
        message = send_message(
            conversation,
            by=by,
            text=line.removeprefix("> "),
            id=uuid5(NAMESPACE_URL, f"{talk['organisation']} {talk['person']} {number}"),
            for_organisation=is_answer,
        )
        at = now() - timedelta(hours=hours)
        Message.objects.filter(pk=message.pk).update(sent_at=at)
        Conversation.objects.filter(pk=conversation.pk).update(last_at=at)
    if not talk.get("unread"):
        mark_read(conversation, by=writer, seq=len(talk["lines"]))
