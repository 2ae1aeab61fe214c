"""A large invented county as search documents: words as unevenly frequent as in real texts, the same at every run."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random

from regio.search.documents import Document

PLACES = [
    ("Emmendingen", 48.121, 7.849), ("Waldkirch", 48.094, 7.961), ("Teningen", 48.128, 7.810), ("Denzlingen", 48.067, 7.884),
    ("Herbolzheim", 48.221, 7.777), ("Endingen am Kaiserstuhl", 48.141, 7.700), ("Kenzingen", 48.191, 7.768),
    ("Elzach", 48.174, 8.071), ("Freiamt", 48.171, 7.905), ("Gutach im Breisgau", 48.116, 7.985), ("Simonswald", 48.098, 8.057),
    ("Sexau", 48.103, 7.909), ("Reute", 48.082, 7.821), ("Vörstetten", 48.069, 7.847), ("Bahlingen am Kaiserstuhl", 48.121, 7.741),
    ("Riegel am Kaiserstuhl", 48.151, 7.750), ("Forchheim", 48.164, 7.701), ("Malterdingen", 48.158, 7.786),
    ("Rheinhausen", 48.238, 7.715), ("Sasbach am Kaiserstuhl", 48.142, 7.612), ("Weisweil", 48.201, 7.675),
    ("Wyhl am Kaiserstuhl", 48.166, 7.650), ("Biederbach", 48.199, 8.030), ("Winden im Elztal", 48.151, 8.048),
]  # fmt: skip
FACETS = {
    "business": [
        "Bäckerei",
        "Fahrradwerkstatt",
        "Hofladen",
        "Metzgerei",
        "Tischlerei",
        "Apotheke",
        "Gasthaus",
        "Weingut",
        "Friseur",
    ],
    "association": ["Sportverein", "Musikverein", "Gesangverein", "Obstbauverein", "Turnverein", "Naturschutzverein"],
    "church": ["Kirchengemeinde", "Pfarramt"],
    "ngo": ["Repaircafé", "Nachbarschaftshilfe", "Tauschring"],
    "social_service": ["Pflegedienst", "Beratungsstelle", "Kindertagesstätte", "Jugendzentrum"],
    "administration": ["Rathaus", "Bürgerbüro", "Standesamt", "Bauamt"],
    "offer": """
        Kurs Verleih Führung Gutschein Ausbildungsplatz Nachhilfe Mietwohnung Stellenangebot Brennholz Weinprobe Kommode
        Werkstattplatz Catering Umzugshilfe Gartenpflege Kinderkleidung Gitarre Ferienwohnung Geschenkkorb Gemüsekiste
        """.split(),
    "event": """
        Konzert Wochenmarkt Straßenfest Vortrag Lesung Wanderung Flohmarkt Theaterabend Filmabend Weinfest Gottesdienst
        Turnier Ausstellung Workshop Tanzabend Kindernachmittag Blutspende Gemeinderatssitzung Seniorentreff Chorprobe
        """.split(),
}
# Of 100,000 documents 12,000 are organisations, as many as a county has (DESIGN §6 counts 10,000).
SHARES = {
    "offer": 48.0,
    "event": 40.0,
    "business": 6.0,
    "association": 3.0,
    "social_service": 1.0,
    "ngo": 0.8,
    "church": 0.6,
    "administration": 0.6,
}
_STEMS = """
Apfel Arbeit Bach Bahn Bau Berg Bienen Blumen Boden Brot Brücken Buch Burg Computer Dach Dorf Eier Eltern Energie Fahrrad Familien
Feld Fenster Ferien Feuer Film Fisch Fluss Frauen Freizeit Frühling Fuß Garten Gast Geld Gemüse Gesundheit Getränke Glas Gold Hand
Haus Heimat Herbst Hilfe Hof Holz Honig Hunde Jugend Kaffee Käse Kartoffel Kinder Kirchen Kirschen Kleider Kraft Kräuter Küchen
Kultur Kunst Land Laub Leder Lehr Lesen Licht Lieder Lohn Markt Maschinen Maurer Mehl Menschen Metall Milch Mittag Möbel Most Mühlen
Musik Nachbar Nacht Natur Nuss Obst Ofen Ohr Öl Papier Pferde Pflanzen Pflege Platz Post Preis Rad Raum Reben Recht Regen Reise
Rinder Rock Rosen Ruhe Saat Säge Salz Samen Sand Schaf Schmuck Schreib Schuh Schul Schwarzwald See Senioren Sommer Sonnen Spiel
Sport Sprach Stadt Stein Stoff Strom Stuhl Suppen Tag Tal Tanz Technik Tee Theater Tier Tisch Ton Trauben Turm Uhr Umwelt Verkehr
Vogel Volks Wald Wand Wander Wasser Weg Wein Werk Wetter Wiesen Winter Wolle Woche Wohn Ziegel Ziegen Zimmer Zucker
""".split()  # fmt: skip
_ENDS = """
abend arbeit ausstellung beratung betrieb bedarf dienst fest freunde gruppe handel haus hilfe hof kreis kurs laden markt meister
pflege platz projekt raum reparatur schule service spende stand stelle tag technik treff unterricht verein verkauf verleih verwaltung
vortrag wanderung weg werkstatt zentrum zeit
""".split()
NAMES = "Grimmer Sütterlin Kaltenbach Wehrle Müller Schillinger Ketterer Hettich Trenkle Disch Bührer Haberstroh Ganter Jägle Weiß".split()
_PLAIN = "täglich frisch gern gemeinsam persönlich regional neue offen freitags samstags kostenlos Anmeldung Termin Familie Region".split()


_BEGINNINGS = """
Ba Be Bo Bra Bru Da Di Dra Du Fa Fe Fi Fla Fre Ga Ge Gla Gro Ha He Ho Ka Ki Kla Kno Kra La Le Lu Ma Me Mo Na Ne No Pa Pfe Pla
Ra Re Ro Sa Scha Schwe Si Spa Ste Stra Ta Te Tra Wa We Wi Za Zi Zwe
""".split()
_ENDINGS = """
ber bel bner cher del der fel gel gen hler kel ker lbe lden lme lter men mpel nde nger nke nsel ppel rbe rden rken rmel rten
sche sel ssel sten tel ten tter tzel wer zel
""".split()


def vocabulary() -> tuple[list[str], list[float]]:
    """About 34,000 words by falling frequency (Zipf) and their cumulated weights; the first is in every fifth text.

    Invented words beside the real ones: with few stems each would begin the words of every other text.
    """
    luck = Random(7)  # noqa: S311 - the same at every run
    invented = [beginning + ending for beginning in _BEGINNINGS for ending in _ENDINGS]
    luck.shuffle(invented)
    single = _STEMS + invented
    compounds = [stem + end for stem in _STEMS + invented[:600] for end in _ENDS]
    luck.shuffle(single)
    luck.shuffle(compounds)
    words = _PLAIN + single + compounds
    return words, list(accumulate(1 / (rank + 30) for rank in range(len(words))))


def documents(number: int, municipality_ids: list[int], *, begin: datetime) -> Iterator[Document]:
    """`number` documents; opening times for organisations, four weeks from `begin`."""
    luck = Random(42)  # noqa: S311 - the same at every run
    words, weights = vocabulary()
    names, shares = list(SHARES), list(accumulate(SHARES.values()))
    for serial in range(number):
        facet = luck.choices(names, cum_weights=shares)[0]
        category = luck.choice(FACETS[facet])
        place = min(int(luck.expovariate(0.22)), len(PLACES) - 1)
        name, lat, lon = PLACES[place]
        text = luck.choices(words, cum_weights=weights, k=45)
        is_organisation = facet not in {"offer", "event"}
        title = f"{category} {luck.choice(NAMES)}" if is_organisation else f"{category} {text[0]} {text[1]}"
        yield Document(
            kind="organisation" if is_organisation else facet,
            key=str(serial),
            facet=facet,
            title=title,
            url=f"/verzeichnis/{serial}/",
            summary=" ".join(text[2:10]),
            keywords=" ".join(text[10:13]),
            words=" ".join(text[13:]),
            card={
                "category": category,
                "city": name,
                "picture": "/static/organisations/art/rad.svg",
                "step_free": luck.random() < 0.3,
            },
            municipality_id=municipality_ids[place],
            lat=lat + luck.gauss(0, 0.015),
            lon=lon + luck.gauss(0, 0.02),
            open_ranges=_hours(begin, luck) if is_organisation else None,
        )


def _hours(begin: datetime, luck: Random) -> list[tuple[datetime, datetime]]:
    first, last = luck.choice([(8, 12), (9, 18), (6, 13), (10, 20)])
    days = [begin + timedelta(days=day) for day in range(28)]
    return [(day + timedelta(hours=first), day + timedelta(hours=last)) for day in days if day.weekday() != 6]
