"""What follows from every act: a counter that awaits the next arrival, or calls of itself, gets whoever waits."""

from server.operations.actors import counter_row
from server.operations.calls import call, next_for
from server.store import counters, tickets
from server.store.transaction import Transaction


def occupy(tx: Transaction) -> None:
    """Call the next ticket to every open, idle counter that asked for it; runs in the same transaction as the act.

    Idle: no ticket there, and its wrap-up is over. So nobody waits while such a counter that could serve them is free.
    """
    for number in tx.remembered(counters.EXPECTING, lambda: counters.expecting(tx.connection)):
        counter = counter_row(tx, number)  # looks at the day first, which may close it
        if counter.status != "open" or counter.clerk is None or counter.wrap_up_until_ms > tx.now_ms:
            continue
        if tickets.at_counter(tx.connection, number) is not None:
            continue
        found = next_for(tx, counter)
        if found is not None:
            ticket, (vi, en) = found
            call(
                tx, ticket, counter, counter.clerk, (f"tự gọi: {vi}", f"called of itself: {en}"), chosen=False
            )
