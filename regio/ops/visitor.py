"""A person of the demo cast as a script: signs in, reads and writes over HTTP. For measurements and long proofs."""

import http.client
import json
import re
import urllib.parse
from http.cookies import SimpleCookie
from typing import Any

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_TICKET = re.compile(r'ticket="([^"]+)"')
_SOCKET = re.compile(r'<regio-live[^>]*\burl="([^"]+)"')


class Refused(Exception):  # noqa: N818 - reads as what happened
    """An answer other than the one expected; `status` says which."""

    def __init__(self, status: int, body: str) -> None:
        super().__init__(f"{status}: {body[:200]}")
        self.status = status


class Visitor:
    """One signed-in person with one connection that is kept open. Not for several threads at once."""

    def __init__(self, address: str, name: str, *, seconds: float = 5.0) -> None:
        self.name = name
        self._place = urllib.parse.urlsplit(address)
        self.origin = address
        self._seconds = seconds
        self._cookies: dict[str, str] = {}
        self._line: http.client.HTTPConnection | None = None
        self._token = ""

    def sign_in(self) -> "Visitor":
        """By the one-click form of the demo."""
        self._token = _TOKEN.findall(self.text("/konto/anmelden/"))[0]
        self.post(f"/konto/demo/{self.name}/", {}, expect=(302, 303))
        self._token = _TOKEN.findall(self.text("/konto/"))[0]
        return self

    def enter(self, cookies: str, *, token: str) -> "Visitor":
        """With a session that was made elsewhere: `name=value; name=value`, and the token for forms."""
        self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(cookies).items()}
        self._token = token
        return self

    @property
    def cookie(self) -> str:
        """What the browser sends with every request."""
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def text(self, path: str) -> str:
        """A page."""
        return self._ask("GET", path, expect=(200,)).decode()

    def json(self, path: str) -> Any:
        """A JSON answer."""
        return json.loads(self._ask("GET", path, expect=(200,), accept="application/json"))

    def post(self, path: str, values: dict[str, object], *, expect: tuple[int, ...] = (200, 201, 204)) -> Any:
        """Send a form as a script does; the JSON answer, None when there is none."""
        form = urllib.parse.urlencode({**values, "csrfmiddlewaretoken": self._token})
        body = self._ask("POST", path, body=form.encode(), expect=expect, accept="application/json")
        return json.loads(body) if body[:1] in (b"{", b"[") else None

    def line_of(self, path: str) -> tuple[str, str]:
        """Address and ticket of the socket that the page at `path` opens."""
        page = self.text(path)
        return _SOCKET.findall(page)[0], _TICKET.findall(page)[0]

    def _ask(
        self, method: str, path: str, *, expect: tuple[int, ...], body: bytes | None = None, accept: str = "text/html"
    ) -> bytes:
        headers = {
            "Accept": accept,
            "Accept-Language": "de",
            "Cookie": self.cookie,
            "Origin": self.origin,
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if self._line is None:
            self._line = http.client.HTTPConnection(self._place.hostname or "", self._place.port, timeout=self._seconds)
        try:
            self._line.request(method, path, body, headers)
            answer = self._line.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            self._line.close()
            self._line = None
            raise
        for header in answer.headers.get_all("Set-Cookie") or ():
            self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        if answer.status not in expect:
            raise Refused(answer.status, content.decode(errors="replace"))
        return content
