"""One simulated clerk at one counter: opens it, calls, serves, opens dossiers, finishes; leaves a taken counter alone."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from server.demo.line import Line, Refused, monotonic_s
from server.demo.people import People

NOBODY_YET_S = 2.0
LOOK_AGAIN_S = 0.3
SOMEBODY_ELSE_S = 10.0
AFTER_A_REFUSAL_S = 2.0
HIDDEN_FOR_S = 30.0

Step = Callable[[], None]
Later = Callable[[float, Step], None]


class Lobby:
    """What everybody in the hall can see: for which services somebody waits; looked at again after a moment."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._waiting: dict[str, int] = {}
        self._looked_s = -LOOK_AGAIN_S

    def has_somebody_for(self, services: Sequence[str]) -> bool:
        """Say whether anybody waits for one of these services."""
        if monotonic_s() - self._looked_s > LOOK_AGAIN_S:
            self._looked_s = monotonic_s()
            self._waiting = {one["code"]: one["waiting"] for one in self._line.get("/services")}
        return any(self._waiting.get(service) for service in services)

    def look_again(self) -> None:
        """Trust nothing that was seen before a call."""
        self._looked_s = -LOOK_AGAIN_S


class Desk:
    """Hold one counter's play. `later(simulated_s, step)` runs a step after a while, on the same thread; a
    clerk looks into the lobby before calling.
    """

    def __init__(
        self, number: int, name: str, line: Line, people: People, *, later: Later, lobby: Lobby
    ) -> None:
        self.number = number
        self._name = name
        self._line = line
        self._lobby = lobby
        self._services: Sequence[str] = ()
        self._people = people
        self._later = later
        self._round = 0
        self._ticket: int | None = None

    def leave(self) -> None:
        """Keep away from this counter for a while; whoever asked has freed it."""
        self._round += 1
        self._ticket = None
        self._then(HIDDEN_FOR_S, self.arrive)

    def arrive(self) -> None:
        """Take the counter if nobody sits there, and go on with the ticket that lies there."""
        counter = self._counter()
        if counter["clerk"] not in (None, self._name):
            self._then(SOMEBODY_ELSE_S, self.arrive)
            return
        if counter["status"] != "open":
            self._line.post(f"/counters/{self.number}/open")
        self._services = counter["services"]
        if counter["ticket"] is None:
            self._call()
        else:
            self._ticket = counter["ticket"]["id"]
            self._then(self._people.walking_s(), self._finish)

    def go_home(self) -> None:
        """Finish with whoever is here and close the counter."""
        counter = self._counter()
        if counter["clerk"] != self._name:
            return
        if counter["ticket"] is not None:
            self._line.post(f"/tickets/{counter['ticket']['id']}/finish")
        self._line.post(f"/counters/{self.number}/close")

    def _call(self) -> None:
        if not self._lobby.has_somebody_for(self._services):
            self._then(NOBODY_YET_S, self._call)
            return
        self._lobby.look_again()
        try:
            call = self._line.post(f"/counters/{self.number}/calls", {})
        except Refused as refusal:
            if refusal.code != "nobody_waiting":
                raise
            self._then(NOBODY_YET_S, self._call)
            return
        self._ticket = call["ticket"]
        if self._people.is_absent():
            self._then(2 * self._people.walking_s(), self._recall)
        else:
            self._then(self._people.walking_s(), self._serve)

    def _recall(self) -> None:
        self._act("recall")
        self._then(2 * self._people.walking_s(), self._miss)

    def _miss(self) -> None:
        self._act("no-show")
        self._then(self._people.breath_s(), self._call)

    def _serve(self) -> None:
        ticket = self._act("serve")
        lasts_s = self._people.serving_s()
        opened = self._people.dossiers(ticket["service"])
        for place, (procedure, applicant) in enumerate(opened, 1):
            self._then(lasts_s * place / (len(opened) + 2), partial(self._open, procedure, applicant))
        if opened:
            self._then(lasts_s * (len(opened) + 1) / (len(opened) + 2), self._receipt)
        self._then(lasts_s, self._finish)

    def _open(self, procedure: str, applicant: str) -> None:
        body = {"procedure": procedure, "applicant": applicant, "channel": "direct"}
        self._line.post(f"/tickets/{self._ticket}/dossiers", body)

    def _receipt(self) -> None:
        self._act("receipt")

    def _finish(self) -> None:
        self._act("finish")
        self._then(self._people.breath_s(), self._call)

    def _act(self, name: str) -> Any:
        return self._line.post(f"/tickets/{self._ticket}/{name}")

    def _counter(self) -> Any:
        return next(one for one in self._line.get("/counters") if one["number"] == self.number)

    def _then(self, wait_s: float, step: Step) -> None:
        """Go on later, unless the play at this counter has changed by then."""
        planned = self._round

        def run() -> None:
            if planned == self._round:
                self._try(step)

        self._later(wait_s, run)

    def _try(self, step: Step) -> None:
        """Take a refusal for an answer: look again after a while at who sits here and what lies here."""
        try:
            step()
        except Refused as refusal:
            self._round += 1
            self._then(max(AFTER_A_REFUSAL_S, refusal.retry_after_s), self.arrive)

    def begin(self, wait_s: float) -> None:
        """Come to work after a while."""
        self._then(wait_s, self.arrive)
