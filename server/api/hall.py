"""The hall as a whole: the board, dossiers by code, slips that need somebody."""

from http import HTTPStatus

from server.api.answers import BoardView, DossierView, JobBrief
from server.api.models import DossierPath, JobPath, ZoneQuery
from server.api.shared import Reply, actor, answers, reader, resource, store
from server.auth.identity import DeviceKind, Role, require
from server.domain.errors import DossierNotFound
from server.operations import paper
from server.operations.facts import centre_facts
from server.operations.views import board_view, dossier_view, job_view
from server.store import dossiers, jobs

api = resource("hall", "Board, dossiers and paper")
clerks = require(Role.CLERK, DeviceKind.INTEGRATION)


@api.get("/board", summary="See the board", responses=answers(HTTPStatus.OK, BoardView))
@require(Role.CLERK, DeviceKind.INTEGRATION, DeviceKind.DISPLAY, DeviceKind.KIOSK, DeviceKind.COUNTER)
def get_board(query: ZoneQuery) -> Reply:
    """Show the last calls and the counts: numbers and counters only."""
    return board_view(reader(), query.zone), HTTPStatus.OK


@api.get("/dossiers/<code>", summary="Look a dossier up", responses=answers(HTTPStatus.OK, DossierView))
@clerks
def get_dossier(path: DossierPath) -> Reply:
    """Show a dossier; it names its ticket."""
    row = dossiers.by_code(reader(), path.code)
    if row is None:
        raise DossierNotFound(code=path.code)
    return dossier_view(row, centre_facts(reader()).zone), HTTPStatus.OK


@api.get("/print-jobs", summary="List slips in trouble", responses={200: None})
@clerks
def list_jobs() -> Reply:
    """List the slips that failed or whose outcome is not known, until somebody settles them."""
    connection = reader()
    zone = centre_facts(connection).zone
    return [job_view(one, zone) for one in jobs.troubled(connection)], HTTPStatus.OK


@api.post(
    "/print-jobs/<int:job_id>/reprint", summary="Reprint", responses=answers(HTTPStatus.CREATED, JobBrief)
)
@clerks
def reprint(path: JobPath) -> Reply:
    """Print a copy, marked as one; the first slip counts as accounted for."""
    who = actor()
    job = store().write(lambda tx: paper.reprint(tx, path.job_id, who))
    return {"id": job, "state": "queued", "code": ""}, HTTPStatus.CREATED


@api.post("/print-jobs/<int:job_id>/account", summary="Account for a slip", responses={204: None})
@clerks
def account_for(path: JobPath) -> Reply:
    """Note that staff have seen the slip, or that it is not needed."""
    who = actor()
    store().write(lambda tx: paper.account_for(tx, path.job_id, who))
    return "", HTTPStatus.NO_CONTENT
