"""A kept-open HTTP line to the centre, as any integrator would use it: JSON, bearer token, problem documents."""

import http.client
import json
import time
from typing import Any
from urllib.parse import urlsplit

TIMEOUT_S = 10.0
LONGEST_WAIT_S = 5.0


class Refused(Exception):
    """The centre said no; `code` is the problem's."""

    def __init__(self, status: int, code: str, retry_after_s: float = 0) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code
        self.retry_after_s = retry_after_s


class Line:
    """Speak to the centre with one device's token. Raises Refused, and OSError while the centre is away."""

    def __init__(self, base_url: str, token: str) -> None:
        parts = urlsplit(base_url)
        self._http = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=TIMEOUT_S)
        self._headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}

    def get(self, path: str) -> Any:
        """Read a resource."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, body: object = None, *, key: str = "") -> Any:
        """Do something; `key` is the Idempotency-Key where one is needed."""
        extra = {"Idempotency-Key": key} if key else {}
        return self._ask("POST", path, body, extra)

    def close(self) -> None:
        """Hang up."""
        self._http.close()

    def _ask(self, method: str, path: str, body: object, extra: dict[str, str]) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = self._headers | extra | ({"Content-Type": "application/json"} if data else {})
        try:
            self._http.request(method, f"/api/v1{path}", data, headers)
            response = self._http.getresponse()
            raw = response.read()
        except (http.client.HTTPException, OSError) as error:
            self._http.close()
            raise ConnectionError(str(error)) from error
        if response.status >= 400:
            raise _refusal(response, raw)
        return json.loads(raw) if raw else None


def _refusal(response: http.client.HTTPResponse, raw: bytes) -> Refused:
    try:
        code = str(json.loads(raw).get("code", ""))
    except (ValueError, AttributeError):
        code = ""
    after = response.headers.get("Retry-After", "0")
    wait = min(LONGEST_WAIT_S, float(after)) if after.isdigit() else 0
    return Refused(response.status, code, max(wait, 1.0) if response.status == 429 else wait)


def monotonic_s() -> float:
    """Read a clock that only runs forward."""
    return time.monotonic()
