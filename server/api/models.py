"""The shapes that requests and answers have on the wire; OpenAPI is made from them."""

from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Language = Literal["vi", "en"]
CODE = r"^[A-Za-z0-9_-]{1,40}$"


class Wire(BaseModel):
    """A part of a request. Its JSON schema is made once: the framework asks for it at every request."""

    @classmethod
    @cache
    def model_json_schema(cls, *given: Any, **named: Any) -> dict[str, Any]:  # type: ignore[override]
        """Return the schema of this shape."""
        return super().model_json_schema(*given, **named)


class Body(Wire):
    """A request body: right types only, nothing unknown."""

    model_config = ConfigDict(extra="forbid", strict=True)


class TicketOrder(Body):
    """What a kiosk asks for."""

    service: str = Field(max_length=64, description="A `code` of GET /services", examples=["HT"])
    priority: str = Field("normal", max_length=64, description="A `code` of GET /priorities")
    language: Language = "vi"


class IdempotencyHeader(Wire):
    """The key under which a repeated request gets the first answer."""

    idempotency_key: str = Field(
        alias="Idempotency-Key", min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$"
    )


class OptionalKeyHeader(Wire):
    """The key under which a repeated request gets the first answer, where a client sends one."""

    idempotency_key: str | None = Field(
        None, alias="Idempotency-Key", min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$"
    )


class CallOrder(Body):
    """Which ticket to call; none, or no body at all: the next one by the rule."""

    ticket: int | None = Field(None, ge=1, le=2**53)

    @model_validator(mode="before")
    @classmethod
    def nothing_is_enough(cls, given: object) -> object:
        """Take a missing body for an empty one."""
        return {} if given is None else given


class DossierBody(Body):
    """What a clerk typed to open a dossier."""

    procedure: str = Field(max_length=20, description="A national procedure code", examples=["1.001193"])
    applicant: str = Field(min_length=1, max_length=2000)
    channel: Literal["direct", "online", "postal"] = "direct"
    due_on: str | None = Field(
        None,
        pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$",
        description="Local time, only where no law sets one",
    )


class DraftBody(Body):
    """A half-typed dossier, kept as it is."""

    procedure: str = Field("", max_length=300)
    applicant: str = Field("", max_length=2000)
    channel: str = Field("direct", max_length=20)
    due_on: str = Field("", max_length=40)


class TicketPath(Wire):
    """The id of a ticket in the path."""

    ticket_id: int = Field(ge=1, le=2**53)


class CounterPath(Wire):
    """The number of a counter in the path."""

    number: int = Field(ge=0, le=9999)


class DossierPath(Wire):
    """The code of a dossier in the path."""

    code: str = Field(max_length=60)


class ProcedurePath(Wire):
    """The code of a procedure in the path."""

    code: str = Field(max_length=20)


class JobPath(Wire):
    """The id of a print job in the path."""

    job_id: int = Field(ge=1, le=2**53)


class SearchQuery(Wire):
    """What somebody types to find a procedure."""

    q: str = Field("", max_length=200)
    limit: int = Field(20, ge=1, le=100)


class ZoneQuery(Wire):
    """The waiting area; none: the whole centre."""

    zone: str | None = Field(None, max_length=64)


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
    calls: int
    people_ahead: int
    issued_at: str
    called_at: str | None
    serving_at: str | None
    ended_at: str | None
    dossiers: list[DossierView]
    print_job: JobBrief | None


class CallMade(BaseModel):
    """The call just made, with its reason."""

    ticket: int
    number: str
    counter: int
    reason: str
    reason_en: str
    seq: int


class ServiceView(BaseModel):
    """A service as the kiosk offers it."""

    code: str
    prefix: str
    name: Names
    icon: str
    open: bool
    waiting: int


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
    ticket: TicketRef | None


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
