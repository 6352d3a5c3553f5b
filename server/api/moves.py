"""The moves of a ticket, one address each. What is possible when stands in server/domain/moves.py."""

from collections.abc import Callable
from http import HTTPStatus

from server.api.answers import TicketView
from server.api.models import TicketPath
from server.api.orders import FinishOrder, ParkOrder, RequeueOrder, ResumeOrder, TransferOrder
from server.api.shared import Reply, actor, answers, reader, resource, store
from server.auth.identity import DeviceKind, Role, require
from server.domain.ticket import Ticket
from server.operations import calls, places, serving, undoing
from server.operations.actors import Actor
from server.operations.places import Destination
from server.operations.views import ticket_view
from server.store.transaction import Transaction

api = resource("moves", "What is done with a ticket")
clerks = require(Role.CLERK, DeviceKind.INTEGRATION)
TICKET = answers(HTTPStatus.OK, TicketView)
Act = Callable[[Transaction, int, Actor], Ticket]


@api.post("/tickets/<int:ticket_id>/recall", summary="Call again", responses=TICKET)
@clerks
def recall_ticket(path: TicketPath) -> Reply:
    """Call a ticket again that has not come."""
    return _moved(calls.recall, path)


@api.post("/tickets/<int:ticket_id>/serve", summary="Serve", responses=TICKET)
@clerks
def serve_ticket(path: TicketPath) -> Reply:
    """Note that the citizen is at the counter."""
    return _moved(serving.serve, path)


@api.post("/tickets/<int:ticket_id>/finish", summary="Finish", responses=TICKET)
@clerks
def finish_ticket(path: TicketPath, body: FinishOrder) -> Reply:
    """End the visit, or its present leg when further services remain."""
    return _moved(lambda tx, ticket, who: serving.finish(tx, ticket, who, body.outcome), path)


@api.post("/tickets/<int:ticket_id>/no-show", summary="No-show", responses=TICKET)
@clerks
def miss_ticket(path: TicketPath) -> Reply:
    """Note that nobody came."""
    return _moved(serving.no_show, path)


@api.post("/tickets/<int:ticket_id>/requeue", summary="Put back into the queue", responses=TICKET)
@clerks
def requeue_ticket(path: TicketPath, body: RequeueOrder) -> Reply:
    """Put a ticket back into its queue, some calls behind or at the end."""
    return _moved(
        lambda tx, ticket, who: places.requeue(
            tx, ticket, who, behind=body.behind, at_end=body.at_end, confirmed=body.confirm
        ),
        path,
    )


@api.post("/tickets/<int:ticket_id>/return", summary="Take back a missed ticket", responses=TICKET)
@clerks
def return_ticket(path: TicketPath) -> Reply:
    """Let a missed ticket wait again, within the centre's tolerance."""
    return _moved(places.take_back, path)


@api.post("/tickets/<int:ticket_id>/park", summary="Set aside", responses=TICKET)
@clerks
def park_ticket(path: TicketPath, body: ParkOrder) -> Reply:
    """Set a ticket aside for its clerk."""
    return _moved(lambda tx, ticket, who: serving.park(tx, ticket, who, body.reason), path)


@api.post("/tickets/<int:ticket_id>/resume", summary="Take back what was set aside", responses=TICKET)
@clerks
def resume_ticket(path: TicketPath, body: ResumeOrder) -> Reply:
    """Go on with a ticket that was set aside."""
    return _moved(lambda tx, ticket, who: serving.resume(tx, ticket, who, body.counter), path)


@api.post("/tickets/<int:ticket_id>/transfer", summary="Transfer", responses=TICKET)
@clerks
def transfer_ticket(path: TicketPath, body: TransferOrder) -> Reply:
    """Send a ticket to another service, counter or clerk; arrival and class are kept."""
    to = Destination(body.service, body.counter, body.clerk, body.reason)
    return _moved(lambda tx, ticket, who: places.transfer(tx, ticket, who, to), path)


@api.post("/tickets/<int:ticket_id>/leave", summary="Leave", responses=TICKET)
@clerks
def leave_ticket(path: TicketPath) -> Reply:
    """Note that somebody is gone before being called."""
    return _moved(places.leave, path)


@api.post("/tickets/<int:ticket_id>/undo", summary="Undo the last step", responses=TICKET)
@clerks
def undo_step(path: TicketPath) -> Reply:
    """Take back the last step with a ticket, within ten seconds, where nothing irreversible happened."""
    return _moved(undoing.undo, path)


def _moved(act: Act, path: TicketPath) -> Reply:
    who = actor()
    ticket = store().write(lambda tx: act(tx, path.ticket_id, who))
    return ticket_view(reader(), ticket), HTTPStatus.OK
