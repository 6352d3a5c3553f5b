"""People waiting, built for the rules of who is next: single ones, whole halls and every kind of policy."""

from dataclasses import replace
from types import MappingProxyType

from hypothesis import strategies as st

from server.domain.next_in_line import Waiting
from server.domain.policy import ClassRule, Policy, PolicyKind

MIN = 60_000
NOW = 1_795_400_000_000
CLASSES = MappingProxyType(
    {
        "normal": ClassRule(),
        "elderly": ClassRule(rate=3.0, head_start_s=900, rank=1),
        "severely_disabled": ClassRule(rate=5.0, head_start_s=1800, rank=2),
    }
)
POLICIES = MappingProxyType({kind: Policy(kind, CLASSES) for kind in PolicyKind})
SERVICES = ("HT", "CT", "DD")


def waiting(
    number: int,
    wait_ms: int,
    priority: str = "normal",
    *,
    seq: int | None = None,
    service: str = "HT",
    lets_pass: int = 0,
) -> Waiting:
    """Build one who has waited so long at NOW; a negative wait is a booked time still to come."""
    place = number if seq is None else seq
    return Waiting(number, f"A{number:03d}", service, priority, NOW - wait_ms, place, lets_pass)


waits = st.integers(0, 8 * 3600_000)
codes = st.sampled_from(sorted(CLASSES))
rules = st.builds(
    ClassRule,
    rate=st.integers(4, 400).map(lambda n: n / 4),
    head_start_s=st.integers(0, 120).map(lambda n: 30 * n),
    rank=st.integers(0, 3),
)


def policies(*kinds: PolicyKind) -> st.SearchStrategy[Policy]:
    """Draw a policy of one of these kinds, or of any; everybody else keeps counting as such."""
    return st.builds(
        lambda kind, elderly, disabled, turns: Policy(
            kind, {"normal": ClassRule(), "elderly": elderly, "severely_disabled": disabled}, turns
        ),
        st.sampled_from(kinds or tuple(PolicyKind)),
        rules,
        rules,
        st.integers(1, 4),
    )


@st.composite
def halls(draw: st.DrawFn, put_back: bool = False, booked: bool = False) -> list[Waiting]:
    """Draw a hall: who came earlier has waited at least as long."""
    arrivals = sorted(draw(st.lists(waits, min_size=1, max_size=12)), reverse=True)
    if booked:
        arrivals += draw(st.lists(st.integers(-60 * MIN, -1), max_size=3))
    people = [
        waiting(number, wait, draw(codes), service=draw(st.sampled_from(SERVICES)))
        for number, wait in enumerate(arrivals, 1)
    ]
    if put_back:
        people = [replace(one, lets_pass=draw(st.integers(0, 4))) for one in people]
    return people
