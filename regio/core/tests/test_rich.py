"""Marked-up text: what becomes HTML, and that nothing else does."""

import re
import time

import pytest

from regio.core.rich import TAGS, plain, rich
from tests.security.payloads import PAYLOADS


def test_the_small_language() -> None:
    html = rich("**Markt** am *Samstag*\nbis 12\n\n- Äpfel\n- Most")
    assert html == (
        "<p><strong>Markt</strong> am <em>Samstag</em><br>\nbis 12</p>\n<ul>\n<li>Äpfel</li>\n<li>Most</li>\n</ul>\n"
    )


def test_links_vouch_for_nobody() -> None:
    assert rich("[Plan](https://example.org/a)") == (
        '<p><a href="https://example.org/a" rel="nofollow noopener">Plan</a></p>\n'
    )
    assert 'href="https://example.org/x"' in rich("Siehe https://example.org/x")
    assert 'href="mailto:info@example.org"' in rich("an info@example.org")
    assert 'href="tel:+497641123"' in rich("[anrufen](tel:+497641123)")
    assert "<a" not in rich("example.org und 10.0.0.1")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "JaVaScRiPt:x"]
)
def test_other_addresses_are_no_links(address: str) -> None:
    assert "href" not in rich(f"[x]({address}) <{address}>")


@pytest.mark.parametrize("headings", [0, 2])
def test_no_payload_becomes_more_than_text(headings: int) -> None:
    for text in PAYLOADS:
        for dressed in (text, f"[{text}](https://example.org/{text})", f"[x]({text})", f"- {text}", f"# {text}"):
            html = rich(dressed, headings=headings)
            assert set(re.findall(r"<\s*([a-zA-Z0-9]+)", html)) <= TAGS, dressed
            attributes = {name for tag in re.findall(r"<\w[^>]*>", html) for name in re.findall(r'([\w-]+)="', tag)}
            assert attributes <= {"href", "rel"}, dressed
            assert not re.search(r'href="\s*(?!https?:|mailto:|tel:|/)[a-z]+:', html, re.I), dressed


def test_headings_only_where_asked() -> None:
    assert rich("# Eins\n\n## Zwei", headings=2) == "<h2>Eins</h2>\n<h3>Zwei</h3>\n"
    assert "<h" not in rich("# Eins")


@pytest.mark.parametrize("text", ["*" * 20_000, "[" * 20_000, "- " * 10_000, "\\" * 20_000, "https://" * 2_500, "a@" * 10_000,
                                  "[x](" * 5_000, "<" * 20_000, "_a*" * 7_000])  # fmt: skip
def test_costly_text_is_cheap(text: str) -> None:
    start = time.process_time()
    rich(text)
    assert time.process_time() - start < 1


def test_plain_words() -> None:
    assert plain("**Fisch & Brot**\n\n- [Karte](https://example.org)") == "Fisch & Brot Karte"
