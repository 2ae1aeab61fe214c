"""Names for invented people, streets and numbers."""

from random import Random

SURNAMES = """
Grimmer Sütterlin Kaltenbach Wehrle Grafmüller Lehmann Burkhart Schillinger Ketterer Hettich Wernet Trenkle Disch Schätzle
Bührer Reichenbach Nopper Haberstroh Kern Ganter Fehrenbach Dufner Moser Hug Ringwald Schwehr Blattmann Storz Rieder Vollmer
Zimber Mutterer Ehret Jägle Zipfel Gutmann Leimenstoll Bürklin Herbstrith Göppert Weis Danzeisen Engler Heß Schopp Klausmann
Tritschler Winterhalter Schmieder Obergföll Imhof Kiefer Höfflin Bohnert Nübling Spürgin Merz Holzer Allgaier Fuchs
""".split()  # fmt: skip
FIRST_NAMES = """
Petra Hannes Ruth Jonas Marlene Emil Gisela Tarek Sabine Lukas Ayşe Werner Monika Felix Ingrid Matteo Heike Bernd Nadja Uwe
Christa Leon Silke Anton Beate Samir Ursula Klaus Elif Rolf Helga Timo Katharina Jürgen Miriam Stefan Olga Dieter Franziska Ali
""".split()  # fmt: skip
STREETS = [
    "Hauptstraße", "Kirchgasse", "Im Oberdorf", "Mühlenweg", "Am Bächle", "Schulstraße", "Winzerweg", "Lindenstraße", "Bahnhofstraße",
    "Im Grün", "Rebstraße", "Brunnengasse", "Steinackerstraße", "Talstraße", "Am Sportplatz", "Rathausplatz", "Gartenstraße",
    "Kirschenweg", "Sägewerkstraße", "Hinter den Höfen", "Lößweg", "Burgblick", "Dorfplatz", "Eichbergstraße",
]  # fmt: skip


def surname(luck: Random) -> str:
    """A family name of the region."""
    return luck.choice(SURNAMES)


def person(luck: Random) -> str:
    """First and last name."""
    return f"{luck.choice(FIRST_NAMES)} {surname(luck)}"


def address(luck: Random) -> tuple[str, str]:
    """Street and house number."""
    return luck.choice(STREETS), f"{luck.randint(1, 96)}{luck.choice(['', '', '', '', 'a', 'b'])}"


def phone(luck: Random) -> str:
    """A number that cannot exist: no German subscriber number begins with a zero."""
    return f"07641 000-{luck.randint(100, 999)}"
