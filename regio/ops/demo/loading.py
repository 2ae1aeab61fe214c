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
from regio.core.time import now
from regio.ops.demo import county
from regio.ops.demo.county import Invented
from regio.organisations.actions import Facts, add_member, put_organisations
from regio.organisations.models import Membership, Organisation
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
    put_organisations([*map(named, cast["organisation"]), *map(drawn, county.organisations())])
    people = {entry["key"]: person(entry) for entry in cast["person"]}
    Membership.objects.update(since=now() - timedelta(days=90))  # or what was written before would not count as new
    for talk in cast["talk"]:
        converse(talk, people)


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
    values = {field: entry[field] for field in (*copied, "responsible", "words")}
    values["access"] = ["step_free" if entry["is_step_free"] else "steps"]
    values |= {"description": entry["description"].strip(), "phone": f"07641 000-{200 + len(entry['name'])}"}
    return Facts(entry["ref"], entry["name"], values | common(place))


def drawn(one: Invented) -> Facts:
    """One that was drawn by lot."""
    values = {
        "kind": one.kind, "category": one.category, "claim": one.claim, "description": one.description, "street": one.street,
        "housenumber": one.housenumber, "lat": one.lat, "lon": one.lon, "opening_hours": one.opening_hours, "phone": one.phone,
        "access": one.access, "picture": one.picture, "responsible": one.responsible, "words": one.words,
    }  # fmt: skip
    return Facts(one.ref, one.name, values | common(gemeinde_by_ags(one.place.ags)))


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
