"""Text that people mark up a little (a small part of Markdown): everything else stays text.

rich("**Bold**, *slanted*, [a link](https://example.org)\n\n- a point")      safe HTML
rich(text, headings=2)      lines beginning with # become headings from <h2> on
plain(text)                 the same words without any marks
"""

from functools import lru_cache
from html import unescape

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

SCHEMES = {"http", "https", "mailto", "tel"}
TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h2", "h3", "h4"}
_INLINE = ["emphasis", "link", "autolink", "linkify", "newline", "escape"]


def _parser(*more: str) -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "linkify": True, "breaks": True})
    parser.enable([*_INLINE, "list", *more])
    assert parser.linkify
    parser.linkify.set({"fuzzy_link": False, "fuzzy_email": True, "fuzzy_ip": False})  # only what is clearly an address
    return parser


_TEXT, _DOCUMENT = _parser(), _parser("heading")


@lru_cache(maxsize=1024)
def rich(text: str, *, headings: int = 0) -> Markup:
    """`text` as HTML of the few elements above. Links lead to the web, a mailbox or a telephone, and vouch for nobody.

    Remembered per process: a public page shows the same text a thousand times. The sanitiser has the last word,
    whatever the parser made of it.
    """
    parser = _DOCUMENT if headings else _TEXT
    tokens = parser.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + headings - 1, 4)}"
    return Markup(cleaned(parser.renderer.render(tokens, parser.options, {})))  # noqa: S704 - sanitised


def cleaned(html: str) -> str:
    """Foreign HTML reduced to the elements and addresses we allow."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes=SCHEMES,
        link_rel="nofollow noopener",
        strip_comments=True,
    )


def plain(text: str) -> str:
    """The words of `text` on one line, without marks."""
    return " ".join(unescape(nh3.clean(rich(text), tags=set())).split())
