"""Every link of the demo leads somewhere, and no page would load anything from a foreign host."""

import re
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter, deque
from html.parser import HTMLParser

from regio.ops.stack import Stack
from regio.ops.visitor import Refused, Visitor

from .test_pages import FAMILIAR

LOADING = {
    "src",
    "srcset",
    "poster",
    "data",
    "action",
    "formaction",
    "hx-get",
    "hx-post",
    "data-url",
    "data-boundaries",
}
FILES = re.compile(r"\.(pdf|csv|atom|json)(\?|$)|/dateien/")
SAMPLE = 8  # pages looked at of each kind of address
TEXTLESS = {"script", "style", "template"}


class Reader(HTMLParser):
    """Links, what a page loads, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.words: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)
        for name, value in attrs:
            if name == "href" and value:
                (self.links if tag == "a" else self.loads).append(value)
            elif name in LOADING and value:
                self.loads.append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not TEXTLESS & set(self._open):
            self.words.append(data)


def kind_of(path: str) -> str:
    """`/verzeichnis/hofladen/?q=x` and `/verzeichnis/rathaus/?q=y` are the same kind."""
    parts = urllib.parse.urlsplit(path)
    words = [word for word in parts.path.split("/") if word]
    return (
        "/".join([*words[:1], *("*" for _ in words[1:])]) + "?" + ",".join(sorted(urllib.parse.parse_qs(parts.query)))
    )


def own_path(stack: Stack, here: str, link: str) -> str | None:
    """Path and query of a link that stays here."""
    target = urllib.parse.urlsplit(urllib.parse.urljoin(stack.address + here, link))
    if target.netloc != urllib.parse.urlsplit(stack.address).netloc or target.path.startswith("/static/"):
        return None
    return urllib.parse.urlunsplit(("", "", target.path, target.query, ""))


def crawl(stack: Stack, visitor: Visitor | None, start: str) -> tuple[list[str], int]:
    """What is wrong, and how many pages were read."""
    wrong: list[str] = []
    seen, looked, waiting = {start}, Counter[str](), deque([start])
    while waiting:
        path = waiting.popleft()
        if FILES.search(path):
            continue  # not a page; rooms test their files themselves
        try:
            page = visitor.text(path) if visitor else fetch(stack, path)
        except (Refused, urllib.error.HTTPError) as error:
            if getattr(error, "status", 0) in (301, 302):
                continue  # an old or lazy address; where it leads is linked elsewhere too
            wrong.append(f"{path}: {error}")
            continue
        reader = Reader()
        reader.feed(page)
        for loaded in reader.loads:
            host = urllib.parse.urlsplit(urllib.parse.urljoin(stack.address, loaded)).hostname
            if host not in {"127.0.0.1", None}:
                wrong.append(f"{path} loads {loaded}")
        wrong += [f"{path} says {hit[0]}" for hit in FAMILIAR.finditer(" ".join(reader.words))]
        for link in reader.links:
            target = own_path(stack, path, link)
            if target and target not in seen and looked[kind_of(target)] < SAMPLE:
                seen.add(target)
                looked[kind_of(target)] += 1
                waiting.append(target)
    return wrong, len(seen)


def fetch(stack: Stack, path: str) -> str:
    request = urllib.request.Request(stack.address + path, headers={"Accept-Language": "de"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return str(answer.read().decode()) if "html" in answer.headers["Content-Type"] else ""


def test_visitors_find_no_dead_end(stack: Stack) -> None:
    wrong, pages = crawl(stack, None, "/")
    assert wrong == []
    assert pages > 60


def test_residents_find_no_dead_end(stack: Stack) -> None:
    wrong, pages = crawl(stack, Visitor(stack.address, "buergerin").sign_in(), "/mein/")
    assert wrong == []
    assert pages > 60


def test_shopkeepers_find_no_dead_end(stack: Stack) -> None:
    wrong, pages = crawl(stack, Visitor(stack.address, "haendlerin").sign_in(), "/mein/")
    assert wrong == []
    assert pages > 60


def test_every_page_names_its_language_and_title(stack: Stack) -> None:
    page = fetch(stack, "/")
    assert re.search(r'<html lang="de"', page)
    assert re.search(r"<title>[^<]+ – Landkreis Emmendingen</title>", page)
