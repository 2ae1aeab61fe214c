"""German is complete and polite, English is the source."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from regio.ops import translations

ROOT = Path(__file__).resolve().parents[2]
GERMAN = ROOT / "regio" / "locale" / "de" / "LC_MESSAGES" / "django.po"
FAMILIAR = re.compile(r"\b(du|dich|dir|dein|deine|deinem|deinen|deiner|deines|euch|euer|eure)\b", re.IGNORECASE)


def messages() -> Iterator[Message]:
    with GERMAN.open("rb") as file:
        yield from (message for message in read_po(file) if message.id)


def texts(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def identity(message: Message) -> tuple[str, str]:
    return (message.context or "", message.id if isinstance(message.id, str) else message.id[0])


def test_every_source_text_has_a_german_one() -> None:
    german = {identity(message): message for message in messages()}
    missing = [
        key for key in map(identity, translations.extracted()) if key not in german or not all(texts(german[key]))
    ]
    assert missing == []
    assert [key for key, message in german.items() if message.fuzzy] == []


def test_no_german_text_says_du() -> None:
    assert [text for message in messages() for text in texts(message) if FAMILIAR.search(text)] == []


def test_interface_has_no_exclamation_marks() -> None:
    assert [text for message in messages() for text in texts(message) if "!" in text] == []


def test_no_special_characters_inside_words() -> None:
    assert [
        text for message in messages() for text in texts(message) if re.search(r"\w[*:_]innen\b|\wInnen\b", text)
    ] == []


@pytest.mark.parametrize("pattern", [r"%\((\w+)\)[sd]"])
def test_placeholders_are_the_same_in_both_languages(pattern: str) -> None:
    different = []
    for message in messages():
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        wanted = set(re.findall(pattern, sources[-1]))
        different += [text for text in texts(message) if text and not set(re.findall(pattern, text)) <= wanted]
    assert different == []
