"""Every refusal the rules can give: a stable machine `code` and an English sentence saying what to do next.

One mapper (server/web/problems.py) turns them into HTTP and socket replies and into the reader's language.
"""


class QueueError(Exception):
    """A refusal: nothing was written. `code` is stable; `details` are plain values for the message."""

    code = "refused"

    def __init__(self, message: str = "", **details: object) -> None:
        super().__init__(message or self.__class__.__doc__ or self.code)
        self.message = message or (self.__class__.__doc__ or self.code)
        self.details = details


class InvalidInput(QueueError):
    """What was sent does not have the right form."""

    code = "invalid_input"


class NotFound(QueueError):
    """There is no such thing here."""

    code = "not_found"


class TicketNotFound(NotFound):
    """There is no such ticket."""

    code = "ticket_not_found"


class CounterNotFound(NotFound):
    """There is no counter with this number."""

    code = "counter_not_found"


class ProcedureNotFound(NotFound):
    """There is no procedure with this code."""

    code = "procedure_not_found"


class DossierNotFound(NotFound):
    """There is no dossier with this code."""

    code = "dossier_not_found"


class UnknownService(InvalidInput):
    """There is no service with this code; take a code from the list of services."""

    code = "unknown_service"


class UnknownPriority(InvalidInput):
    """There is no priority class with this code; take a code from the list of classes."""

    code = "unknown_priority"


class ServiceClosed(QueueError):
    """This service gives out no numbers at the moment."""

    code = "service_closed"


class NobodyWaiting(QueueError):
    """Nobody is waiting for this counter's services."""

    code = "nobody_waiting"


class CounterBusy(QueueError):
    """This counter still has a ticket; finish it first."""

    code = "counter_busy"


class CounterClosed(QueueError):
    """This counter is not open; open it first."""

    code = "counter_closed"


class CounterTaken(QueueError):
    """Another clerk sits at this counter."""

    code = "counter_taken"


class AlreadyCalled(QueueError):
    """This ticket is no longer waiting: it was already called."""

    code = "already_called"


class IllegalMove(QueueError):
    """This move is not possible in the ticket's present state."""

    code = "illegal_move"


class IdempotencyKeyReused(QueueError):
    """This Idempotency-Key was used for another request; send a new key."""

    code = "idempotency_key_reused"


class StoreUnavailable(QueueError):
    """The centre's data cannot be written at the moment; nothing was saved."""

    code = "store_unavailable"
