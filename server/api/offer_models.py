"""The shapes in which a manager changes the offer: a service's rules, its closures, the centre's hours."""

from pydantic import BaseModel, Field

from server.api.answers import Names
from server.api.models import Body, Wire

Week = dict[str, list[str]]
WEEK = "Spans by weekday, as {example}; a weekday left out is closed".format(
    example='{"monday": ["07:30-11:30", "13:30-17:30"]}'
)
DAY = r"^\d{4}-\d{2}-\d{2}$"


class ServicePath(Wire):
    """The code of a service in the path."""

    code: str = Field(max_length=64)


class ClosurePath(ServicePath):
    """The id of a closure of a service in the path."""

    closure_id: int = Field(ge=1, le=2**53)


class ServiceChange(Body):
    """What changes of a service; what is not named stays."""

    hours: Week | None = Field(None, max_length=7, description=f"{WEEK}. null: the centre's hours")
    daily_quota: int | None = Field(None, ge=0, le=9999, description="null: no quota; 0: no numbers at all")
    first_number: int = Field(1, ge=1, le=9999)
    last_number: int = Field(9999, ge=1, le=9999)
    prefix: str = Field("A", pattern=r"^[A-Z]$")
    outcome_required: bool = False
    wrap_up_s: int = Field(0, ge=0, le=3600)
    is_open: bool = True


class ClosureBody(Body):
    """On which days a service is closed, both included, and what people are told."""

    first_day: str = Field(pattern=DAY)
    last_day: str = Field(pattern=DAY)
    reason_vi: str = Field(min_length=1, max_length=200)
    reason_en: str = Field("", max_length=200)


class HoursChange(Body):
    """The centre's week, and whether numbers are given in its hours alone."""

    hours: Week | None = Field(max_length=7, description=f"{WEEK}. null: not known")
    bind: bool = True
    tickets_before_opening_min: int = Field(30, ge=0, le=240)


class ClosureView(BaseModel):
    """Days on which a service is closed."""

    id: int
    first_day: str
    last_day: str
    reason: Names


class ServiceSettings(BaseModel):
    """What is set for a service. `sounds_like`: letters in use that are hard to tell from its own when spoken."""

    code: str
    prefix: str
    name: Names
    sounds_like: list[str]
    is_open: bool
    hours: Week | None
    first_number: int
    last_number: int
    daily_quota: int | None
    outcome_required: bool
    wrap_up_s: int
    closures: list[ClosureView]


class HoursView(BaseModel):
    """The centre's week."""

    hours: Week | None
    bind: bool
    tickets_before_opening_min: int
