"""The process that sets type: order as JSON on stdin, number of pages, a new line and the PDF on stdout.

It fetches nothing but the fonts it was handed, and the system ends it when it takes too much time or memory.
"""

import json
import resource
import sys
from pathlib import Path

MEMORY = 2 * 2**30
FONT = "font:"


def main() -> None:
    """Typeset one order."""
    order = json.load(sys.stdin.buffer)
    resource.setrlimit(resource.RLIMIT_CPU, (order["seconds"], order["seconds"]))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    import weasyprint  # noqa: PLC0415 - heavy, and only this process needs it (DESIGN §9)
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class OwnFonts(URLFetcher):
        """No network, no files: only the fonts of the order."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            weight = url.removeprefix(FONT)
            if not url.startswith(FONT) or weight not in order["fonts"]:
                raise ValueError("nothing is fetched")
            return URLFetcherResponse(url, Path(order["fonts"][weight]).read_bytes(), {"Content-Type": "font/woff2"})

    fetcher, config = OwnFonts(), FontConfiguration()
    css = weasyprint.CSS(string=faces(order["fonts"]) + order["css"], font_config=config, url_fetcher=fetcher)
    document = weasyprint.HTML(string=order["html"], url_fetcher=fetcher).render(font_config=config, stylesheets=[css])
    sys.stdout.buffer.write(b"%d\n" % len(document.pages))
    sys.stdout.buffer.write(document.write_pdf())


def faces(fonts: dict[str, str]) -> str:
    """The typeface of the pages for paper."""
    rule = '@font-face{{font-family:"Fira Sans";font-weight:{0};src:url("font:{0}") format("woff2")}}\n'
    return "".join(map(rule.format, fonts))


if __name__ == "__main__":
    main()
