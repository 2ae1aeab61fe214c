import gzip

import brotli
import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from regio.core.compression import CompressionMiddleware

TEXT = "Ein Hofladen im Tal. " * 100


def answer(accepted: str, response: HttpResponse | StreamingHttpResponse | None = None) -> HttpResponse:
    request = RequestFactory().get("/", headers={"Accept-Encoding": accepted})
    return CompressionMiddleware(lambda _: response or HttpResponse(TEXT))(request)


@pytest.mark.parametrize(("accepted", "unpack"), [("gzip, br", brotli.decompress), ("gzip", gzip.decompress)])
def test_text_is_compressed_as_the_client_can(accepted: str, unpack: object) -> None:
    response = answer(accepted)
    assert unpack(response.content).decode() == TEXT  # type: ignore[operator]
    assert int(response.headers["Content-Length"]) == len(response.content) < len(TEXT) / 4
    assert response.headers["Vary"] == "Accept-Encoding"


def test_who_cannot_unpack_gets_plain_text() -> None:
    response = answer("")
    assert response.content.decode() == TEXT
    assert not response.has_header("Content-Encoding")


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("short"),
        HttpResponse(TEXT, content_type="image/png"),
        HttpResponse(TEXT, headers={"Content-Encoding": "br"}),
        StreamingHttpResponse([TEXT]),
    ],
)
def test_some_answers_pass_through(response: HttpResponse) -> None:
    before = response.headers.copy()
    assert answer("br", response).headers == before


def test_lengths_of_the_same_page_differ() -> None:
    assert len({answer("br").headers["X-Padding"] for _ in range(50)}) > 5
