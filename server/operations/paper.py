"""Slips as the queue sees them: claim, settle, and what staff decide when the outcome is not known."""

from server.domain.errors import IllegalMove, NotFound
from server.domain.events import Event, EventKind
from server.operations.actors import Actor
from server.store import jobs
from server.store.jobs import JobRow, JobState, NewJob
from server.store.transaction import Transaction

SETTLEABLE = frozenset({JobState.FAILED, JobState.UNKNOWN})


class JobNotFound(NotFound):
    """There is no such print job."""

    code = "print_job_not_found"


def claim(tx: Transaction, printer: int) -> JobRow | None:
    """Claim the oldest slip of a printer; from here on it counts as possibly on paper."""
    return jobs.claim_next(tx, printer)


def settle(tx: Transaction, job_id: int, state: JobState, code: str, detail: str) -> bool:
    """Save a slip's outcome as the printer told it."""
    return jobs.settle(tx, job_id, state, code, detail)


def recover(tx: Transaction) -> int:
    """After a start, mark slips that were printing as unknown: they may have come out. Never print them unasked."""
    return jobs.mark_interrupted(tx)


def reprint(tx: Transaction, job_id: int, actor: Actor) -> int:
    """Queue a marked copy of a slip whose fate is settled or unknown; the first one counts as accounted for."""
    job = _job(tx, job_id)
    if job.state in (JobState.QUEUED, JobState.PRINTING):
        raise IllegalMove("This slip is still being printed.", state=job.state, move="reprint")
    if job.state in SETTLEABLE:
        jobs.resolve(tx, job.id, job.state, job.state, actor.name)
    tx.record(_event(EventKind.SLIP_REPRINTED, tx, job, actor))
    return jobs.queue(tx, NewJob(job.printer, job.kind, job.content, job.ticket, job.device, copy_of=job.id))


def account_for(tx: Transaction, job_id: int, actor: Actor) -> None:
    """Note that staff have seen the slip come out, or do not need it: it is no longer shown as trouble."""
    job = _job(tx, job_id)
    if job.state not in SETTLEABLE or not jobs.resolve(tx, job.id, job.state, job.state, actor.name):
        raise IllegalMove("This slip needs no attention.", state=job.state, move="account")
    tx.record(_event(EventKind.SLIP_ACCOUNTED, tx, job, actor))


def _job(tx: Transaction, job_id: int) -> JobRow:
    job = jobs.by_id(tx.connection, job_id)
    if job is None:
        raise JobNotFound(job=job_id)
    return job


def _event(kind: EventKind, tx: Transaction, job: JobRow, actor: Actor) -> Event:
    return Event(kind, tx.now_ms, job.ticket, clerk=actor.name, body={"job": job.id, "state": job.state})
