"""The shapes that requests and answers have on the wire; OpenAPI is made from them."""

from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Language = Literal["vi", "en"]
CODE = r"^[A-Za-z0-9_-]{1,40}$"
LOCAL_TIME = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$"


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
    then: list[str] = Field([], max_length=5, description="Further services of the same visit, in turn")
    booked_at: str | None = Field(
        None, pattern=LOCAL_TIME, description="Local time of an appointment", examples=["2026-11-23T09:00"]
    )


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


class OptionalBody(Body):
    """A request body that may be missing."""

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
        pattern=LOCAL_TIME,
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


class NumberQuery(Wire):
    """What is printed on a ticket of today, as a person writes it."""

    number: str = Field(min_length=1, max_length=40)


class ZoneQuery(Wire):
    """The waiting area; none: the whole centre."""

    zone: str | None = Field(None, max_length=64)
