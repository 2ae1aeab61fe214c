"""Pages go out compressed: a quarter of the bytes on a village's mobile network for a tenth of a millisecond."""

import gzip
import secrets
from collections.abc import Callable

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

TEXT = ("text/", "application/json", "application/manifest+json", "application/geo+json")
LEAST_BYTES = 800
MOST_PADDING = 64


class CompressionMiddleware:
    """Brotli, or gzip for clients without it. Static files are compressed at build and pass through."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.streaming or response.has_header("Content-Encoding") or len(response.content) < LEAST_BYTES:
            return response
        if not response.headers.get("Content-Type", "").startswith(TEXT):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        accepted = request.headers.get("Accept-Encoding", "")
        if "br" in accepted:
            response.content, encoding = brotli.compress(response.content, quality=3), "br"
        elif "gzip" in accepted:
            response.content, encoding = gzip.compress(response.content, 3, mtime=0), "gzip"
        else:
            return response
        response.headers["Content-Encoding"] = encoding
        response.headers["Content-Length"] = str(len(response.content))
        # BREACH: whoever can watch lengths must not learn secrets of a page by what they make it repeat.
        response.headers["X-Padding"] = "0" * secrets.randbelow(MOST_PADDING)
        if etag := response.headers.get("ETag"):
            response.headers["ETag"] = etag if etag.startswith("W/") else f"W/{etag}"
        return response
