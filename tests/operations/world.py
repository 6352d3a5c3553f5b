"""What time, clocks and the mains do."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.builders import DAY_S, YEAR_S
from tests.operations.busy import Busy
from tests.operations.model import OFFSET_S
from tests.operations.stage import seldom

JUMPS = [2, -2, -200, -3600, 20 * 3600, DAY_S, -DAY_S, 30 * DAY_S, YEAR_S, -YEAR_S]


class World(Busy):
    """Pass, jump, fail."""

    @rule(
        seconds=st.sampled_from([1, 4, 11, 61, 400, 1900, 3600]), looks=st.sampled_from([True, True, False])
    )
    def time_passes(self, seconds: int, looks: bool) -> None:
        """Let time pass; the server may be slow to look."""
        self.run(seconds, looks=looks)

    @rule(hours=st.sampled_from([5, 9, 17]), looks=st.booleans(), really=seldom(6))
    def a_night_passes(self, hours: int, looks: bool, really: bool) -> None:
        """Let many hours pass while the machine runs."""
        if really:
            self.time_passes(hours * 3600, looks)

    @rule(seconds=st.sampled_from(JUMPS), looks=st.booleans(), really=seldom(2))
    def the_clock_jumps(self, seconds: int, looks: bool, really: bool) -> None:
        """Set the machine's clock to something else; it may even be right."""
        if not really:
            return
        self.hall.clock.jump(seconds)
        self.referee.real.last_jump = self.referee.real.now
        self._perhaps_look(looks)

    @rule(hours=st.sampled_from([0.1, 0.1, 14, 63]), looks=st.booleans(), really=seldom(3))
    def the_machine_is_off(self, hours: float, looks: bool, really: bool) -> None:
        """Switch it off for a while."""
        if really and self.disk is None:
            self.wake(hours * 3600)
            self._perhaps_look(looks)

    @rule(seconds=st.sampled_from([20, 70]), arrivals=st.integers(0, 2))
    def work_goes_on_past_midnight(self, seconds: int, arrivals: int) -> None:
        """Bring the hall close to midnight, let people come and work, and let midnight pass."""
        self.look()
        since_midnight_s = (self.now // 1000 + OFFSET_S) % DAY_S
        self.run(max(0, DAY_S - since_midnight_s - 60))
        self.opens(1, "ana")
        for _ in range(arrivals):
            self.takes_a_number("HT", "normal", [])
        self.run(seconds)
        self.takes_a_number("HT", "normal", [])

    @precondition(lambda self: self.disk is None)
    @rule(after=st.integers(1, 60), seed=st.integers(0, 1000))
    def the_mains_are_weak(self, after: int, seed: int) -> None:
        """Let the power fail at one of the next writes, whoever makes it."""
        self.stand_on_a_disk(after, seed)

    def _perhaps_look(self, looks: bool) -> None:
        self.is_current = False
        if looks:
            self.look()
