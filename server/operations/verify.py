"""Check a centre's file: SQLite's own integrity, the hash chain, state = replay, numbers without gap, the tally."""

from server.domain.replay import Hall, replay
from server.domain.ticket import TicketState
from server.store import checks, counters, days, dossiers, log, queues, tickets
from server.store.sqlite import Connection


def verify(connection: Connection) -> list[str]:
    """List every fault found, in plain words; an empty list is a clean file. The centre may be running."""
    connection.execute("BEGIN")  # one snapshot: a ticket issued meanwhile must not look like a fault
    try:
        # a log that was tampered with cannot be trusted to be replayed
        return checks.integrity(connection) or log.broken_links(connection) or _differences(connection)
    finally:
        connection.execute("ROLLBACK")


def _differences(connection: Connection) -> list[str]:
    hall = replay(log.read(connection))
    return [
        *_tickets(connection, hall),
        *_counters(connection, hall),
        *_dossiers(connection, hall),
        *checks.gaps(connection),
        *_tally(connection),
        *(
            []
            if hall.calls == queues.calls(connection)
            else ["the calls made for the services differ from the log"]
        ),
        *([] if hall.day == days.current(connection) else ["the business day differs from the log"]),
    ]


def _tickets(connection: Connection, hall: Hall) -> list[str]:
    rows = tickets.every(connection)
    faults = [
        f"ticket {one.label} of {one.day} is in the log, not in the state"
        for key, one in hall.tickets.items()
        if key not in rows
    ]
    faults += [
        f"ticket {one.label} of {one.day} is in the state, not in the log"
        for key, one in rows.items()
        if key not in hall.tickets
    ]
    for key in hall.tickets.keys() & rows.keys():
        if hall.tickets[key] != rows[key]:
            faults.append(f"ticket {rows[key].label} of {rows[key].day} differs from its replay")
    return faults


def _counters(connection: Connection, hall: Hall) -> list[str]:
    return [
        f"counter {one.number} differs from its replay"
        for one in counters.every(connection)
        if (one.status, one.clerk) != hall.counters.get(one.number, ("closed", None))
    ]


def _dossiers(connection: Connection, hall: Hall) -> list[str]:
    rows = dossiers.tickets_by_code(connection)
    return [] if rows == hall.dossiers else ["the dossiers differ from the log"]


def _tally(connection: Connection) -> list[str]:
    counted: dict[str, dict[str, int]] = {}
    for one in tickets.every(connection).values():
        if one.state is TicketState.WAITING:
            by_class = counted.setdefault(one.leg.service, {})
            by_class[one.leg.priority] = by_class.get(one.leg.priority, 0) + 1
    return [] if counted == tickets.tally(connection) else ["the tally of who waits differs from the tickets"]
