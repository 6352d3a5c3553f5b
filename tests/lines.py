"""A kept-open HTTP line to a running centre, as a device, an integration or a browser would use it. No server here."""

import http.client
import itertools
import json
import re
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

API = "/api/v1"
TIMEOUT_S = 20.0

_CSRF = re.compile(r'name="csrf[-_]token"[^>]*?(?:content|value)="([^"]+)"')
_keys = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, headers with lower-case names, and the body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """Read the body as UTF-8."""
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        """Read the body as JSON."""
        return json.loads(self.body)

    @property
    def code(self) -> str | None:
        """Give the code of a problem document; None when this is none."""
        if self.headers.get("content-type", "").startswith("application/problem+json"):
            code: str = self.json["code"]
            return code
        return None


def new_key(prefix: str = "key") -> str:
    """Make an Idempotency-Key that no other test has used."""
    return f"{prefix}-{next(_keys)}"


class Line:
    """Speak to a centre with a device's token, or as a browser that keeps cookies and sends its CSRF token."""

    def __init__(self, base_url: str, token: str | None = None) -> None:
        parts = urlsplit(base_url)
        self.http = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=TIMEOUT_S)
        self.token = token
        self.cookies: dict[str, str] = {}
        self.csrf = ""

    def ask(
        self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None
    ) -> Answer:
        """Send one request; a body that is not bytes goes as JSON."""
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        sent = self._headers(has_body=data is not None) | (headers or {})
        self.http.request(method, path, data, sent)
        response = self.http.getresponse()
        raw = response.read()
        for value in response.headers.get_all("Set-Cookie") or []:
            self.cookies.update({name: one.value for name, one in SimpleCookie(value).items()})
        return Answer(response.status, {k.lower(): v for k, v in response.headers.items()}, raw)

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        """Read a resource of the API."""
        return self.ask("GET", API + path, headers=headers)

    def post(self, path: str, body: object = None, headers: dict[str, str] | None = None) -> Answer:
        """Act through the API."""
        return self.ask("POST", API + path, body, headers)

    def page(self, path: str) -> Answer:
        """Open a page as a person's browser does."""
        return self.ask("GET", path, headers={"Accept": "text/html"})

    def issue(self, service: str = "HT", *, key: str | None = None, **order: object) -> Answer:
        """Take a ticket."""
        headers = {"Idempotency-Key": key or new_key()}
        return self.post("/tickets", {"service": service, **order}, headers)

    def sign_in(self, name: str, password: str) -> Answer:
        """Fill in the login page, and keep the CSRF token of the page that follows."""
        form = {"csrf_token": self._csrf_of("/login"), "name": name, "password": password, "next": "/"}
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = self.ask("POST", "/login", urlencode(form).encode(), kind)
        self.csrf = self._csrf_of("/counter?other") if answer.status == 303 else ""
        return answer

    def close(self) -> None:
        """Hang up."""
        self.http.close()

    def _csrf_of(self, path: str) -> str:
        found = _CSRF.search(self.page(path).text)
        assert found, f"{path} carries no CSRF token"
        return found.group(1)

    def _headers(self, *, has_body: bool) -> dict[str, str]:
        sent = {"Accept": "application/json"}
        if has_body:
            sent["Content-Type"] = "application/json"
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if self.csrf:
            sent["X-CSRFToken"] = self.csrf
        return sent
