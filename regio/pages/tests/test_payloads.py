"""Every payload in every field of every block: the page and the feed hold no more elements than with harmless words."""

import re
from typing import Any
from xml.etree import ElementTree

from django.test import Client

from regio.pages.documents import Content, Owner, checked, fresh
from regio.pages.documents.blocks import UNREADABLE
from regio.pages.models import Page
from regio.pages.tests.conftest import make_page
from tests.security.payloads import PAYLOADS

FORBIDDEN = re.compile(r"<(?:iframe|object|embed|base|marquee|math|xss|form|style|meta http)|\son\w+=|srcdoc=", re.I)


def blocks_of(text: str) -> list[dict[str, Any]]:
    line = " ".join(UNREADABLE.sub("", text).split())
    return [
        fresh("heading") | {"text": line[:160]},
        fresh("text") | {"text": UNREADABLE.sub("", text)},
        fresh("text") | {"text": f"[x]({line}) <{line}> ![x]({line})"},
        fresh("list") | {"items": [line[:300]]},
        fresh("contact") | {"name": line[:120], "role": line[:120], "phone": line[:40], "note": line[:300]},
        fresh("map") | {"label": line[:120], "lat": 48.1, "lon": 7.8},
    ]


def article(html: str) -> str:
    return html[html.index("<article") : html.index("</article>")]


def test_no_payload_becomes_more_than_text(client: Client, town_owner: Owner) -> None:
    page = make_page(town_owner, "Harmlos", kind="news")
    address, feed = "/gemeinden/emmendingen/seiten/harmlos/", "/gemeinden/emmendingen/feed.atom"
    scripts = client.get(address).content.decode().count("<script")
    for text in PAYLOADS:
        line = " ".join(UNREADABLE.sub("", text).split())[:160]
        blocks = checked(blocks_of(text))
        Content(title=line, lead=line, blocks=blocks).checked()
        Page.objects.filter(pk=page.pk).update(blocks=blocks, title=line or "x", lead=line, menu_title=line[:40])
        html = client.get(address).content.decode()
        assert html.count("<script") == scripts, text
        tags = "".join(re.findall(r"<[a-zA-Z][^>]*>", re.sub(r'"[^"]*"|\'[^\']*\'', '""', article(html))))
        assert not FORBIDDEN.search(tags), text
        assert not re.search(r'href="\s*(?:javascript|data|vbscript):', html, re.I), text
    [entry] = ElementTree.fromstring(client.get(feed).content).iter("{http://www.w3.org/2005/Atom}entry")
    assert entry.find("{http://www.w3.org/2005/Atom}title") is not None
