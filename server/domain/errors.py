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


class ReasonRequired(InvalidInput):
    """This needs a reason; write in a few words why."""

    code = "reason_required"


class NotAllowed(QueueError):
    """This needs a permission of its own; ask the manager of the centre."""

    code = "not_allowed"


class RecallTooSoon(QueueError):
    """The last call is only seconds old; wait a moment before calling again."""

    code = "recall_too_soon"


class CallAgainFirst(QueueError):
    """This ticket has not been called often enough to count as absent; call it again first."""

    code = "call_again_first"


class ServiceRunning(QueueError):
    """The citizen is being served; confirm that the service is to be broken off."""

    code = "service_running"


class OutcomeRequired(QueueError):
    """This service asks for an outcome; choose one to finish."""

    code = "outcome_required"


class UnknownOutcome(InvalidInput):
    """There is no outcome with this code; take a code from the list of outcomes."""

    code = "unknown_outcome"


class ReturnTooLate(QueueError):
    """This ticket was missed too long ago to come back; take a new number."""

    code = "return_too_late"


class ParkedByAnother(QueueError):
    """Another clerk set this ticket aside; only they can take it back."""

    code = "parked_by_another"


class TransferNowhere(InvalidInput):
    """Say where to: another service, a counter or a clerk."""

    code = "transfer_nowhere"


class ClerkAbsent(QueueError):
    """This clerk sits at no open counter now."""

    code = "clerk_absent"


class SkillMissing(QueueError):
    """The counter does not serve this service; choose another counter."""

    code = "skill_missing"


class SkillInUse(QueueError):
    """The counter has a ticket of this service now; finish it first."""

    code = "skill_in_use"


class TicketReserved(QueueError):
    """This ticket was sent to another counter or clerk; call one of your own."""

    code = "ticket_reserved"


class CannotUndo(QueueError):
    """The last step can no longer be undone."""

    code = "cannot_undo"


class NumbersExhausted(QueueError):
    """The numbers of this service are used up for today."""

    code = "numbers_exhausted"


class IdempotencyKeyReused(QueueError):
    """This Idempotency-Key was used for another request; send a new key."""

    code = "idempotency_key_reused"


class StoreUnavailable(QueueError):
    """The centre's data cannot be written at the moment; nothing was saved."""

    code = "store_unavailable"
