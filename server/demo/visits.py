"""One click signs the browser in as one of the demo's people, and frees and opens the counter where a clerk sits."""

from flask import redirect, session
from werkzeug.wrappers import Response

from server.auth.gate import csrf
from server.auth.sessions import sign_in
from server.demo.stage import Stage, only_here, stage
from server.demo.troupe import is_simulated
from server.domain.errors import NotFound
from server.domain.ticket import TicketState
from server.operations import desks, serving
from server.operations.actors import Actor
from server.store import accounts, counters, settings_table, tickets
from server.store.accounts import AccountRow
from server.store.transaction import Transaction
from server.web.marks import public
from server.web.rooms import Room


def add_acts(room: Room) -> None:
    """Add the act of entering to the demo's room."""
    room.add_url_rule("/demo/enter/<account>", view_func=enter, methods=["POST"])


@public
@only_here
def enter(account: str) -> Response:
    """Sign the browser in as one of the demo's people and show that person's screen."""
    csrf.protect()
    here = stage()
    found = accounts.find(here.store.reader(), account)
    if found is None or account not in here.access.passwords:
        raise NotFound
    number = _usual_counter(here, account)
    if number is not None:
        here.troupe.leave(number)
        here.store.write(lambda tx: take_over(tx, number, account))
    _sign_in_beside_the_index(found)
    return redirect(f"/counter/{number}" if number is not None else "/manager", 303)


def _sign_in_beside_the_index(account: AccountRow) -> None:
    """Begin the session, and keep the token of the index page: it stays open in its own tab and must go on working."""
    kept = session.get("csrf_token")
    sign_in(account)
    session["csrf_token"] = kept


def take_over(tx: Transaction, number: int, account: str) -> None:
    """Send the simulated clerk away from a counter, and open it for a person; a person's counter is left as it is."""
    counter = counters.by_number(tx.connection, number)
    if counter is None or not (counter.clerk in (None, account) or is_simulated(counter.clerk)):
        return
    if counter.clerk is not None and is_simulated(counter.clerk):
        _send_home(tx, number, Actor(counter.clerk))
    if counter.clerk != account and not _is_busy_elsewhere(tx, number, account):
        desks.open_counter(tx, number, Actor(account))


def _send_home(tx: Transaction, number: int, clerk: Actor) -> None:
    ticket = tickets.at_counter(tx.connection, number)
    if ticket is not None:
        act = serving.finish if ticket.state is TicketState.SERVING else serving.no_show
        act(tx, ticket.id, clerk)
    desks.close_counter(tx, number, clerk)


def _is_busy_elsewhere(tx: Transaction, number: int, account: str) -> bool:
    """Say whether this clerk has a ticket at another counter, which must be finished there first."""
    return any(
        one.clerk == account and one.number != number and tickets.at_counter(tx.connection, one.number)
        for one in counters.every(tx.connection)
    )


def _usual_counter(here: Stage, account: str) -> int | None:
    seats = settings_table.get(here.store.reader(), "demo_clerks", {})
    return next((int(number) for number, clerk in seats.items() if clerk == account), None)
