"""Run as a program: kiosks that issue and counters that call, each over its own kept-open line, for some seconds.

Reads its orders as JSON from standard input, and writes every acknowledged answer as one JSON line, flushed at once:
a crowd whose server dies has still told what it was promised.
"""

import http.client
import json
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

SERVICES = ("CT", "HT", "CTRU", "DD", "XD", "KD", "ASXH", "VHGD", "NN", "TD")


class Crowd:
    """Hold the orders: port, tokens, how many kiosks and counters, for how long, how long to rest between tickets."""

    def __init__(self, orders: dict[str, Any]) -> None:
        self.orders = orders
        self.until = time.monotonic() + orders["seconds"]
        self._writing = threading.Lock()

    def run(self) -> None:
        """Let all of them work until the time is up."""
        jobs: list[tuple[Callable[[int], None], int]] = [
            (self._kiosk, n) for n in range(self.orders["kiosks"])
        ]
        jobs += [(self._counter, n) for n in range(1, self.orders["counters"] + 1)]
        threads = [threading.Thread(target=job, args=(number,)) for job, number in jobs]
        for one in threads:
            one.start()
        for one in threads:
            one.join()

    def _kiosk(self, number: int) -> None:
        line = self._line()
        taken = 0
        while time.monotonic() < self.until:
            order = {"service": SERVICES[(number + taken) % len(SERVICES)]}
            key = f"{self.orders['name']}-{number}-{taken}"
            taken += 1
            if not self._ask(
                line, "/tickets", order, self.orders["kiosk"], {"Idempotency-Key": key}, "issued"
            ):
                return
            time.sleep(self.orders["rest_s"])

    def _counter(self, number: int) -> None:
        line, desk = self._line(), self.orders["desk"]
        while time.monotonic() < self.until:
            call = self._ask(line, f"/counters/{number}/calls", {}, desk, {}, "called")
            if call is None:
                return
            if call["status"] != 201:
                time.sleep(0.01)
                continue
            for move in ("serve", "finish"):
                if self._ask(line, f"/tickets/{call['body']['ticket']}/{move}", None, desk, {}, move) is None:
                    return

    def _line(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.orders["port"], timeout=20)

    def _ask(
        self,
        line: http.client.HTTPConnection,
        path: str,
        body: object,
        token: str,
        headers: dict[str, str],
        what: str,
    ) -> dict[str, Any] | None:
        """Ask, and tell what was answered; None when the server is gone."""
        data = None if body is None else json.dumps(body).encode()
        sent = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", **headers}
        begun = time.perf_counter()
        try:
            line.request("POST", f"/api/v1{path}", data, sent)
            response = line.getresponse()
            answer = json.loads(response.read())
        except (OSError, http.client.HTTPException, ValueError):
            return None
        took_ms = (time.perf_counter() - begun) * 1000
        told = {"what": what, "status": response.status, "ms": round(took_ms, 2), "body": _brief(answer)}
        told |= {"key": headers.get("Idempotency-Key")}
        with self._writing:
            sys.stdout.write(json.dumps(told) + "\n")
            sys.stdout.flush()
        return told


def _brief(answer: dict[str, Any]) -> dict[str, Any]:
    return {
        name: answer.get(name) for name in ("id", "number", "token", "ticket", "counter", "print_job", "code")
    }


if __name__ == "__main__":
    Crowd(json.load(sys.stdin)).run()
