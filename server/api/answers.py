"""The shapes of answers on the wire; OpenAPI is made from them. Requests: models.py, orders.py."""

from typing import Any

from pydantic import BaseModel


class Names(BaseModel):
    """A name in both languages."""

    vi: str
    en: str


class Estimate(BaseModel):
    """A rough wait in seconds."""

    low_s: int
    high_s: int


class IssuedTicket(BaseModel):
    """The ticket just given out."""

    id: int
    number: str
    token: str
    service: str
    priority: str
    people_ahead: int
    estimate: Estimate | None
    serves_again: str | None
    print_job: int | None


class JobBrief(BaseModel):
    """What is known of a slip."""

    id: int
    state: str
    code: str


class TicketRef(BaseModel):
    """A ticket by name."""

    id: int
    number: str
    state: str | None = None


class DossierView(BaseModel):
    """A dossier as staff see it."""

    code: str
    procedure: str
    procedure_name: Names
    applicant: str
    channel: str
    received_at: str
    due_at: str | None
    due_why: Names
    state: str
    ticket: TicketRef | None
    counter: int | None


class TicketView(BaseModel):
    """A ticket as staff see it."""

    id: int
    number: str
    day: str
    service: str
    priority: str
    state: str
    language: str
    counter: int | None
    clerk: str | None
    for_counter: int | None
    for_clerk: str | None
    next_services: list[str]
    outcome: str
    park_reason: str
    lets_pass: int
    calls: int
    people_ahead: int
    issued_at: str
    called_at: str | None
    serving_at: str | None
    parked_at: str | None
    parked_s: int
    ended_at: str | None
    dossiers: list[DossierView]
    print_job: JobBrief | None


class CallMade(BaseModel):
    """The call just made, with its reason; `ticket` is null when nobody waits and something else was done."""

    ticket: int | None
    number: str | None
    counter: int
    reason: str
    reason_en: str
    seq: int
    finished: int | None = None
    awaits_next: bool = False


class ClosedView(BaseModel):
    """Why a service gives no numbers now, and from when it does again: as a line, and as a local time."""

    code: str
    vi: str
    en: str
    why: Names
    brief: Names
    reopens: str | None


class ServiceView(BaseModel):
    """A service as the kiosk offers it."""

    code: str
    prefix: str
    name: Names
    icon: str
    open: bool
    waiting: int
    estimate: Estimate | None
    paused: bool
    serves_again: str | None
    closed: ClosedView | None


class PriorityView(BaseModel):
    """A priority class."""

    code: str
    name: Names
    rate: float


class CounterView(BaseModel):
    """A counter and the ticket that is there now."""

    number: int
    name: Names
    zone: str
    status: str
    clerk: str | None
    services: list[str]
    helps: list[str]
    help_after_s: int
    auto_call: bool
    awaits_next: bool
    wrap_up_until: str | None
    pause_reason: str
    back_at: str | None
    ticket: TicketRef | None


class MovedTo(BaseModel):
    """Where a ticket waits since it left the counter of its call: for a service, at one counter where one is meant."""

    service: str
    name: Names
    counter: int | None
    at: str
    seq: int


class BoardCall(BaseModel):
    """One call on a board."""

    number: str
    counter: int
    counter_name: Names
    service: str
    status: str
    at: str
    calls: int
    seq: int
    moved_to: MovedTo | None


class ServiceCount(BaseModel):
    """How many wait for a service."""

    service: str
    count: int


class BoardView(BaseModel):
    """A wall board."""

    seq: int
    last_call: int
    calls: list[BoardCall]
    waiting: list[ServiceCount]


class ProblemDocument(BaseModel):
    """An RFC 9457 problem document; `code` is stable."""

    type: str
    title: str
    status: int
    detail: str
    code: str


class ListOf(BaseModel):
    """An answer that is a list; each resource documents its own items."""

    root: list[Any]
