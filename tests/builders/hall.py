"""The demo centre on a file with a clock to turn. Ana sits at counter 1, Bruno at 2, Carla manages; Dan is an outsider."""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from server.domain.errors import QueueError
from server.domain.events import Recorded
from server.domain.ticket import Ticket
from server.founding import found_demo
from server.operations import calls, desks, idle, issue, rules, serving
from server.operations.actors import Actor
from server.operations.calls import CallOrder
from server.operations.issue import IssueOrder
from server.operations.verify import verify
from server.store import counters, log, tickets
from server.store.counters import CounterRow
from server.store.store import FILE_NAME, Store
from server.store.transaction import Transaction
from tests.builders.clock import FakeClock

T = TypeVar("T")

ANA = Actor("ana", may_choose=True)
BRUNO = Actor("bruno", may_choose=True)
CARLA = Actor("carla", leads=True)
DAN = Actor("dan")
DESK = Actor("desk", any_counter=True)


@cache
def demo_file() -> bytes:
    """Give the bytes of a newly founded demo centre's file; founded once, for its passwords take long to hash."""
    with tempfile.TemporaryDirectory() as scratch:
        found_demo(Path(scratch) / "centre")
        return (Path(scratch) / "centre" / FILE_NAME).read_bytes()


@dataclass
class Hall:
    """Hold a centre's store, its clock, and everything that its listeners were told."""

    path: Path
    clock: FakeClock
    store: Store
    told: list[Recorded] = field(default_factory=list)

    def write(self, act: Callable[[Transaction], T]) -> T:
        """Run an act."""
        return self.store.write(act)

    def do(self, act: Callable[..., T], *given: Any, **said: Any) -> T:
        """Run an operation with what it is given."""
        return self.write(lambda tx: act(tx, *given, **said))

    def refused(self, act: Callable[..., object], *given: Any, **said: Any) -> QueueError:
        """Run an operation that must be refused; give the refusal. No fact and no row may come of it."""
        before = self.everything()
        try:
            self.do(act, *given, **said)
        except QueueError as refusal:
            assert self.everything() == before, "a refused act left a trace"
            return refusal
        raise AssertionError("it was not refused")

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """Read every row of every table."""
        reader = self.store.reader()
        names = [row["name"] for row in reader.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: [tuple(row) for row in reader.execute(f"SELECT * FROM {name}")] for name in names}

    def issue(
        self, service: str = "HT", priority: str = "normal", key: str | None = None
    ) -> Mapping[str, Any]:
        """Give out a ticket as Kiosk 1 asks for it; only the order's own fields count for a repeated key."""
        order = IssueOrder(service, priority, scope="kiosk:1", key=key)
        answer, _ = self.write(lambda tx: issue.issue(tx, order))
        return answer

    def open(self, counter: int = 1, who: Actor = ANA) -> CounterRow:
        """Take and open a counter."""
        return self.write(lambda tx: desks.open_counter(tx, counter, who))

    def call(self, counter: int = 1, who: Actor = ANA, ticket: int | None = None) -> Mapping[str, Any]:
        """Call the next ticket, or the one named."""
        order = CallOrder(ticket=ticket, reason="đã hẹn với cán bộ" if ticket else "")
        return self.write(lambda tx: calls.call_next(tx, counter, who, order))

    def recall(self, ticket: int, who: Actor = ANA) -> Ticket:
        """Call a ticket again."""
        return self.write(lambda tx: calls.recall(tx, ticket, who))

    def serve(self, ticket: int, who: Actor = ANA) -> Ticket:
        """Note that the citizen is at the counter."""
        return self.write(lambda tx: serving.serve(tx, ticket, who))

    def finish(self, ticket: int, who: Actor = ANA) -> Ticket:
        """End the visit."""
        return self.write(lambda tx: serving.finish(tx, ticket, who))

    def no_show(self, ticket: int, who: Actor = ANA) -> Ticket:
        """Note that nobody came."""
        return self.write(lambda tx: serving.no_show(tx, ticket, who))

    def set_rules(self, **changes: Any) -> None:
        """Change the rules of the hall."""
        self.do(rules.set_rules, changes, CARLA)

    def labels(self, state: str = "waiting") -> list[str]:
        """List the numbers of the tickets in a state, in order of arrival."""
        sql = (
            "SELECT t.label FROM leg l JOIN ticket t ON t.id = l.ticket WHERE l.state = ? ORDER BY l.line_seq"
        )
        return [row["label"] for row in self.store.reader().execute(sql, (state,))]

    def counter(self, number: int = 1) -> CounterRow:
        """Look a counter up."""
        found = counters.by_number(self.store.reader(), number)
        assert found is not None
        return found

    def ticket(self, ticket: int) -> Ticket:
        """Look a ticket up."""
        found = tickets.by_id(self.store.reader(), ticket)
        assert found is not None
        return found

    def events(self) -> list[Recorded]:
        """Read the whole log."""
        return list(log.read(self.store.reader()))

    def faults(self) -> list[str]:
        """Verify the file."""
        return verify(self.store.reader())

    def sql(self, statement: str, *values: object) -> Any:
        """Do by force what no operation does, on the writer's connection."""
        return self.write(lambda tx: tx.connection.execute(statement, values).fetchall())

    def restart(self, path: Path | None = None) -> None:
        """Close the file and open it again, as after an update of the program; or another one, as after a cut."""
        self.store.close()
        self.path = path or self.path
        self.store = Store(self.path, clock=self.clock)
        self.store.follow(idle.occupy)
        self.store.listen(self.told.extend)


def hall_in(folder: Path, clock: FakeClock | None = None, content: bytes | None = None) -> Hall:
    """Put the founded demo centre, or another one's bytes, into a folder and open it. Close its store in the end."""
    path = folder / FILE_NAME
    path.write_bytes(content or demo_file())
    turned = clock or FakeClock()
    hall = Hall(path, turned, Store(path, clock=turned))
    hall.store.follow(idle.occupy)
    hall.store.listen(hall.told.extend)
    return hall
