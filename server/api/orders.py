"""What may be asked of tickets and counters, beyond taking a number: the bodies of the moves."""

from typing import Literal

from pydantic import Field

from server.api.models import CODE, Body, Language, OptionalBody, Wire

TIME_OF_DAY = r"^([01]\d|2[0-3]):[0-5]\d$"
LONGEST_REASON = 200


class CallOrder(OptionalBody):
    """Whom to call; nothing, or no body at all: the next one by the rule."""

    ticket: int | None = Field(None, ge=1, le=2**53)
    reason: str = Field("", max_length=LONGEST_REASON, description="Why this ticket goes before others")
    finish: bool = Field(False, description="First finish the visit that is at the counter")
    outcome: str = Field("", max_length=40, description="The outcome of the visit to finish")
    store_next: bool = Field(False, description="On an empty queue, call the next arrival at once")


class FinishOrder(OptionalBody):
    """How a visit ends."""

    outcome: str = Field("", max_length=40)


class RequeueOrder(OptionalBody):
    """Where a ticket goes in its queue; nothing: behind as many as the centre says."""

    behind: int | None = Field(None, ge=0, le=999, description="How many are called first")
    at_end: bool = False
    confirm: bool = Field(False, description="Break off a running service")


class ParkOrder(OptionalBody):
    """Why a ticket is set aside."""

    reason: str = Field("", max_length=LONGEST_REASON)


class ResumeOrder(OptionalBody):
    """Where a ticket is taken back; nothing: at the counter where its owner sits."""

    counter: int | None = Field(None, ge=1, le=9999)


class TransferOrder(Body):
    """Where a ticket goes: to a service, a counter or a clerk; a counter or a clerk may be named with a service."""

    service: str | None = Field(None, max_length=64)
    counter: int | None = Field(None, ge=1, le=9999)
    clerk: str | None = Field(None, max_length=64)
    reason: str = Field("", max_length=LONGEST_REASON)


class WalkInOrder(Body):
    """Who is brought to a counter without a call: a waiting ticket, or somebody without one yet."""

    ticket: int | None = Field(None, ge=1, le=2**53)
    service: str | None = Field(None, max_length=64)
    priority: str = Field("normal", max_length=64)
    language: Language = "vi"


class PauseOrder(OptionalBody):
    """Why a counter pauses, and until when (local time)."""

    reason: str = Field("", max_length=LONGEST_REASON)
    until: str | None = Field(None, pattern=TIME_OF_DAY, examples=["13:30"])


class WorkOrder(Body):
    """What a counter serves, with what it helps and when, and whether it calls of itself."""

    services: list[str] = Field(max_length=60)
    helps: list[str] = Field([], max_length=60)
    help_after_s: int = Field(0, ge=0, le=86_400)
    auto_call: bool = False


class ProfileOrder(Body):
    """Which work profile a counter takes up."""

    profile: str = Field(pattern=CODE)


class ProfileBody(Body):
    """A named set of skills."""

    name_vi: str = Field(min_length=1, max_length=80)
    name_en: str = Field(min_length=1, max_length=80)
    services: list[str] = Field(min_length=1, max_length=60)
    helps: list[str] = Field([], max_length=60)
    help_after_s: int = Field(0, ge=0, le=86_400)


class ProfilePath(Wire):
    """The code of a work profile in the path."""

    code: str = Field(pattern=CODE)


class ClassFigures(Body):
    """What one priority class counts under each policy."""

    rate: float = Field(ge=1, le=100)
    head_start_s: int = Field(0, ge=0, le=14_400)
    rank: int = Field(0, ge=0, le=99)


class ClassChange(Body):
    """What changes of one priority class; what is not named stays as it is."""

    rate: float | None = Field(None, ge=1, le=100)
    head_start_s: int | None = Field(None, ge=0, le=14_400)
    rank: int | None = Field(None, ge=0, le=99)


class ClassPath(Wire):
    """The code of a priority class in the path."""

    code: str = Field(pattern=CODE)


class ClassBody(ClassFigures):
    """A priority class: what it is called, what it counts, whether its clock starts at a booked time."""

    name_vi: str = Field(min_length=1, max_length=80)
    name_en: str = Field(min_length=1, max_length=80)
    by_appointment: bool = False
    is_offered: bool = True


class PolicyOrder(Body):
    """Who is next: the policy and what each class counts; classes not named stay as they are."""

    kind: Literal["accumulating", "head_start", "strict", "alternation"]
    turns: int = Field(
        2, ge=1, le=20, description="Priority calls in a row before an ordinary one (alternation)"
    )
    classes: dict[str, ClassChange] = Field({})


class OutcomeBody(Body):
    """One way a visit can end."""

    code: str = Field(pattern=CODE)
    vi: str = Field(min_length=1, max_length=80)
    en: str = Field(min_length=1, max_length=80)


class HallRulesOrder(Body):
    """The pace of the hall; what is not named stays as it is."""

    recall_gap_s: int | None = Field(None, ge=0, le=120)
    calls_before_no_show: int | None = Field(None, ge=1, le=10)
    return_within_min: int | None = Field(None, ge=0, le=600)
    return_behind: int | None = Field(None, ge=0, le=99)
    requeue_behind: int | None = Field(None, ge=0, le=99)
    auto_call_pause_s: int | None = Field(None, ge=0, le=600)
    early_min: int | None = Field(None, ge=0, le=600)
    late_min: int | None = Field(None, ge=0, le=600)
    outcomes: list[OutcomeBody] | None = Field(None, min_length=1, max_length=20)
