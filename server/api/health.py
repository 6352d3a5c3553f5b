"""Whether the process lives, whether the database answers, and figures for Prometheus. Never personal data."""

from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from server.api.shared import reader, store
from server.auth.identity import DeviceKind, NotSignedIn, Role, from_this_machine, require
from server.store import board, jobs, tickets
from server.web.marks import public

health = Blueprint("health", __name__)


@health.get("/healthz")
@public
def healthz() -> dict[str, str]:
    """Say that the process lives."""
    return {"status": "ok"}


@health.get("/readyz")
@public
def readyz() -> dict[str, str]:
    """Say that the database answers; only to this machine itself, and that without asking who it is."""
    if not from_this_machine():
        raise NotSignedIn
    board.last_seq(reader())
    return {"status": "ready"}


@health.get("/metrics")
@require(Role.MANAGER, DeviceKind.INTEGRATION)
def metrics() -> Response:
    """Give the hall's figures in Prometheus' text form."""
    registry = CollectorRegistry()
    connection = reader()
    waiting = Gauge("layso_waiting", "Tickets that wait", ["service"], registry=registry)
    for service, classes in tickets.tally(connection).items():
        waiting.labels(service).set(sum(classes.values()))
    Gauge("layso_events_total", "Facts in the log", registry=registry).set(board.last_seq(connection))
    slips = Gauge("layso_slips_in_trouble", "Slips that need somebody", registry=registry)
    slips.set(len(jobs.troubled(connection)))
    suspect = Gauge("layso_clock_suspect", "1 while the clock is not believed", registry=registry)
    suspect.set(1 if store().belief.suspicion else 0)
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
