"""What the state machine knows of the hall by itself: names, rates, skills, tickets. It shares no rule with the code."""

from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from server.operations import calls, serving
from tests.builders import ANA, BRUNO, DAN, DESK

SERVICES = {"HT": "A", "CT": "C", "DD": "L"}
SKILLS = {1: {"HT", "CT"}, 2: {"HT", "CT"}, 4: {"DD", "NN"}}
RATES = {"normal": 1, "elderly": 3, "severely_disabled": 5}
PROCEDURE = "1.001193"
AT_A_COUNTER = ("called", "serving")
ACTS = {"recall": calls.recall, "serve": serving.serve, "finish": serving.finish, "no_show": serving.no_show}
# A file system in memory where there is one: each step is committed and synced, and the disk has nothing to prove here.
SHM = Path("/dev/shm")

actors = st.sampled_from([ANA, BRUNO, DAN, DESK])
numbers = st.sampled_from(sorted(SKILLS))
places = st.integers(0, 30)
classes = st.sampled_from(sorted(RATES))


@dataclass
class Known:
    """What the model knows of a ticket. `since` is the time it was taken at, `order` its place among all issues."""

    id: int
    label: str
    token: str
    service: str
    priority: str
    order: int
    since: int
    state: str = "waiting"
    counter: int | None = None
