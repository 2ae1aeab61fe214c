"""Whom to ask, further places and how some of the cast work now: written as their own people would."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from regio.organisations.actions import save_contact, save_hours, save_place, save_place_hours, say_work_now
from regio.organisations.models import Organisation
from regio.region.models import Municipality

CONTACTS: dict[str, list[dict[str, Any]]] = {
    "demo/landratsamt": [
        {"name": "Bürgerbüro", "duties": "Auskunft, Anträge, Termine", "phone": "07641 000-101", "room": "001",
         "hours_text": "Montag bis Freitag, 8 bis 12 Uhr"},
        {"name": "Anja Ruf", "function": "Wohngeldstelle", "duties": "Wohngeld, Lastenzuschuss", "phone": "07641 000-131",
         "room": "214"},
        {"name": "Zulassungsstelle", "duties": "Auto anmelden, Kennzeichen, Führerschein", "phone": "07641 000-140",
         "room": "E 12"},
        {"name": "Martin Kopf", "function": "Abfallberatung", "duties": "Sperrmüll, Mülltonne, Abfallkalender",
         "phone": "07641 000-155"},
    ],
    "demo/stadt-emmendingen-kita": [
        {"name": "Sabine Ketterer", "function": "Kita-Anmeldung", "duties": "Kindergartenplatz, Krippe, Kita-Gebühren",
         "phone": "07641 000-212", "room": "2.08"},
    ],
    "demo/hofladen-lindenbuehl": [
        {"name": "Petra Grimmer", "function": "Hofladen", "duties": "Bestellungen, Gemüsekiste, Geschenkkörbe",
         "phone": "07645 000-12"},
        {"name": "Käserei", "duties": "Ziegenkäse, Führungen für Gruppen", "hours_text": "mittwochs am Nachmittag"},
    ],
}  # fmt: skip
HOURS = {
    "demo/hofladen-lindenbuehl": "Tu-Fr 09:00-12:30,14:00-18:00; Sa 08:00-13:00; PH off; "
    'Dec 24 08:00-12:00; Dec 25-Dec 31 off "Betriebsferien"',
}


def load_presence() -> None:
    """All by the platform itself, like the rest of the demo."""
    for reference, contacts in CONTACTS.items():
        for values in contacts:
            save_contact(named(reference), values=values, by=None)
    for reference, text in HOURS.items():
        save_hours(named(reference), text=text, by=None)
    add_places()
    until = timezone.localdate() + timedelta(days=30)
    say_work_now(
        named("demo/radwerkstatt-speichenglueck"),
        ways=["pickup"],
        sentence="Wir holen Ihr Rad in Emmendingen ab und bringen es repariert zurück.",
        until=until,
        by=None,
    )


def add_places() -> None:
    """A stall on the market, and an office in the south of the county."""
    town = Municipality.objects.own().by_name().filter(name__startswith="Emmendingen")[0]
    stall = save_place(
        named("demo/hofladen-lindenbuehl"),
        values={**there(town), "name": "Marktstand Emmendingen", "street": "Marktplatz"},
        by=None,
    )
    save_place_hours(stall, text="Fr 08:00-13:00; PH off", by=None)
    village = Municipality.objects.own().by_name().filter(name__startswith="Herbolzheim")[0]
    office = save_place(
        named("demo/landratsamt"),
        values={**there(village), "name": "Außenstelle Herbolzheim", "phone": "07643 000-20"},
        by=None,
    )
    save_place_hours(office, text="Tu,Th 08:00-12:00, Th 14:00-18:00; PH off", by=None)


def named(reference: str) -> Organisation:
    return Organisation.objects.get(external_ref=reference)


def there(place: Municipality) -> dict[str, Any]:
    """In the middle of a Gemeinde."""
    postcode = place.postcodes[0] if place.postcodes else ""
    return {"municipality": place, "city": place.name, "postcode": postcode, "lat": place.lat, "lon": place.lon}
