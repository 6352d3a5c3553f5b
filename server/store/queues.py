"""The queues as the rules read them: heads of each (service, class), who is put back, who is parked or missed."""

from collections.abc import Mapping, Sequence

from server.domain.next_in_line import Waiting
from server.domain.ticket import Leg
from server.store.counters import CounterRow
from server.store.sqlite import Connection, Row
from server.store.transaction import Transaction

_CALLS = "COALESCE((SELECT s.calls FROM service_calls s WHERE s.service = c.service), 0)"
# A transfer to a counter or a clerk, or to both, binds while there is such a counter that can serve the service.
_FREE_TO_TAKE = """
((c.for_counter IS NULL OR c.for_counter = :counter) AND (c.for_clerk IS NULL OR c.for_clerk = :clerk)
 OR NOT EXISTS (
    SELECT 1 FROM counter k JOIN counter_service s ON s.counter = k.number AND s.service = c.service
    WHERE k.status <> 'closed' AND (c.for_counter IS NULL OR c.for_counter = k.number)
      AND (c.for_clerk IS NULL OR c.for_clerk = k.clerk)))
"""
_COLUMNS = "t.id, t.label, c.service, c.priority, c.line_at_ms, c.line_seq"


def heads(connection: Connection, counter: CounterRow, services: Sequence[str]) -> list[Waiting]:
    """Return the first ready ticket of each (service, class) that this counter may take, and whoever is put back."""
    values = _values(counter, services)
    sql = f"""
    SELECT {_COLUMNS}, 0 AS lets_pass FROM waiting_tally w
    JOIN leg c ON c.state = 'waiting' AND c.ticket = (
        SELECT c.ticket FROM leg c INDEXED BY leg_waiting
        WHERE c.state = 'waiting' AND c.service = w.service AND c.priority = w.priority
          AND (c.after_calls = 0 OR c.after_calls <= {_CALLS}) AND {_FREE_TO_TAKE}
        ORDER BY c.line_at_ms, c.line_seq LIMIT 1)
    JOIN ticket t ON t.id = c.ticket
    WHERE w.waiting > 0 AND w.service IN ({_marks(services)})"""
    found = [_waiting(row) for row in connection.execute(sql, values)]
    return found + _put_back(connection, services, values)


def in_line(
    connection: Connection, counter: CounterRow, services: Sequence[str], limit: int
) -> list[Waiting]:
    """Return the first `limit` waiting tickets of each (service, class) that this counter may take."""
    values = _values(counter, services) | {"limit": limit}
    tally = (
        f"SELECT service, priority FROM waiting_tally WHERE waiting > 0 AND service IN ({_marks(services)})"
    )
    sql = f"""SELECT {_COLUMNS}, MAX(0, c.after_calls - {_CALLS}) AS lets_pass
              FROM leg c INDEXED BY leg_waiting JOIN ticket t ON t.id = c.ticket
              WHERE c.state = 'waiting' AND c.service = :service AND c.priority = :priority AND {_FREE_TO_TAKE}
              ORDER BY c.line_at_ms, c.line_seq LIMIT :limit"""
    found: list[Waiting] = []
    for one in connection.execute(tally, values).fetchall():
        queue = values | {"service": one["service"], "priority": one["priority"]}
        found += [_waiting(row) for row in connection.execute(sql, queue)]
    return found


def earlier(connection: Connection, leg: Leg) -> Mapping[str, int]:
    """Count who waits for the leg's service and came before it, by priority class."""
    sql = """SELECT priority, COUNT(*) AS ahead FROM leg INDEXED BY leg_waiting
             WHERE state = 'waiting' AND service = ? AND (line_at_ms, line_seq) < (?, ?) GROUP BY priority"""
    rows = connection.execute(sql, (leg.service, leg.line_at_ms, leg.line_seq))
    return {row["priority"]: row["ahead"] for row in rows}


def lets_pass(connection: Connection, leg: Leg) -> int:
    """Return how many calls a ticket that was put back still lets pass at the counters of its service."""
    return max(0, leg.after_calls - calls_of(connection, leg.service)) if leg.after_calls else 0


def calls_of(connection: Connection, service: str) -> int:
    """Return how many calls were made at the counters of a service since the file began."""
    row = connection.execute("SELECT calls FROM service_calls WHERE service = ?", (service,)).fetchone()
    return row["calls"] if row else 0


def calls(connection: Connection) -> dict[str, int]:
    """Return the calls made for every service that had some; for verification."""
    return {row["service"]: row["calls"] for row in connection.execute("SELECT * FROM service_calls")}


def count_call(tx: Transaction, services: Sequence[str]) -> None:
    """Count a call for the services of the counter where it was made: whoever waits for one of them let it pass."""
    sql = "INSERT INTO service_calls VALUES (?, 1) ON CONFLICT (service) DO UPDATE SET calls = calls + 1"
    for service in services:
        tx.connection.execute(sql, (service,))


def may_take(connection: Connection, counter: CounterRow, ticket_id: int) -> bool:
    """Claim that a waiting ticket is not meant for somebody else who is there and can serve it."""
    sql = f"SELECT 1 FROM leg c WHERE c.ticket = :ticket AND c.state = 'waiting' AND {_FREE_TO_TAKE}"
    values = {"ticket": ticket_id, "counter": counter.number, "clerk": counter.clerk}
    return connection.execute(sql, values).fetchone() is not None


def last_classes(connection: Connection, services: Sequence[str], limit: int) -> list[str]:
    """Return the classes of the latest calls of today for these services, newest first; a recall is no new call."""
    values = {f"s{place}": code for place, code in enumerate(services)} | {"limit": limit}
    sql = f"""SELECT l.priority FROM event e INDEXED BY event_of_call
              JOIN leg l ON l.ticket = e.ticket_id AND l.ordinal = 1
              WHERE e.kind IN ('TicketCalled', 'TicketRecalled') AND e.kind = 'TicketCalled'
                AND e.seq > (SELECT COALESCE(MAX(opened_seq), 0) FROM business_day)
                AND e.body ->> 'service' IN ({_marks(services)}) ORDER BY e.seq DESC LIMIT :limit"""
    return [row["priority"] for row in connection.execute(sql, values)]


def parked(connection: Connection) -> list[int]:
    """List the ids of the tickets that are set aside, longest first."""
    sql = "SELECT ticket FROM leg INDEXED BY leg_parked WHERE state = 'parked' ORDER BY parked_at_ms, ticket"
    return [row["ticket"] for row in connection.execute(sql)]


def missed_since(connection: Connection, day: str, since_ms: int, services: Sequence[str]) -> list[int]:
    """List the ids of a day's tickets missed after `since_ms` that these services could take back, latest first."""
    values = {f"s{place}": code for place, code in enumerate(services)} | {"day": day, "since": since_ms}
    sql = f"""SELECT ticket FROM leg INDEXED BY leg_by_day WHERE day = :day AND service IN ({_marks(services)})
              AND state = 'no_show' AND ended_at_ms >= :since ORDER BY ended_at_ms DESC"""
    return [row["ticket"] for row in connection.execute(sql, values)]


def _put_back(connection: Connection, services: Sequence[str], values: Mapping[str, object]) -> list[Waiting]:
    sql = f"""SELECT {_COLUMNS}, c.after_calls - {_CALLS} AS lets_pass
              FROM leg c INDEXED BY leg_put_back JOIN ticket t ON t.id = c.ticket
              WHERE c.state = 'waiting' AND c.after_calls > 0 AND c.service IN ({_marks(services)})
                AND c.after_calls > {_CALLS} AND {_FREE_TO_TAKE}"""
    return [_waiting(row) for row in connection.execute(sql, values)]


def _values(counter: CounterRow, services: Sequence[str]) -> dict[str, object]:
    given: dict[str, object] = {f"s{place}": code for place, code in enumerate(services)}
    return given | {"counter": counter.number, "clerk": counter.clerk}


def _marks(services: Sequence[str]) -> str:
    return ", ".join(f":s{place}" for place in range(len(services)))


def _waiting(row: Row) -> Waiting:
    return Waiting(
        row["id"],
        row["label"],
        row["service"],
        row["priority"],
        row["line_at_ms"],
        row["line_seq"],
        row["lets_pass"],
    )
