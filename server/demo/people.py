"""Who comes to the simulated hall, when, for what and for how long: chances and invented names only. Sends nothing."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from server.demo.centre import load_procedures
from server.domain.catalogue import TimeUnit

DAY_OPENS_S = 7.5 * 3600
DAY_LASTS_S = 10 * 3600
BETWEEN_ARRIVALS_S = 10.0
CROWD_AT_THE_DOOR = 16
PRIORITY_SHARE = 0.12
ENGLISH_SHARE = 0.04
ABSENT_SHARE = 0.08
SERVING_MEDIAN_S = 45.0
SERVING_SIGMA = 0.5
# How many come, by hour of the day, against an ordinary hour: the morning is the peak.
PROFILE = ((8.5, 1.2), (10.0, 1.5), (11.5, 0.9), (13.5, 0.35), (15.0, 1.1), (16.5, 0.8), (24.0, 0.4))
MIX = {"CT": 26, "HT": 18, "CTRU": 16, "DD": 16, "ASXH": 8, "KD": 6, "XD": 4, "VHGD": 3, "NN": 3, "TD": 1}
DOSSIERS = ((0, 30), (1, 48), (2, 16), (3, 6))
FAMILY = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Mai", "Trịnh",
    "Cao", "Lương", "Hà",
)  # fmt: skip
MIDDLE = (
    "Văn", "Thị", "Hữu", "Đức", "Ngọc", "Minh", "Thanh", "Quang", "Thu", "Xuân", "Đình", "Kim", "Hồng", "Thế",
)  # fmt: skip
GIVEN = (
    "An", "Bình", "Chi", "Dũng", "Giang", "Hạnh", "Hiếu", "Hoa", "Huệ", "Hưng", "Khánh", "Lan", "Linh", "Long", "Mạnh",
    "Nga", "Nhung", "Oanh", "Phúc", "Quyên", "Sơn", "Tâm", "Thảo", "Thắng", "Trang", "Tuấn", "Uyên", "Vinh", "Yến",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citizen:
    """Somebody who comes for one service."""

    service: str
    priority: str
    language: str


class People:
    """Draw people and their times from one seed. All times are simulated seconds."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._procedures = _timed_procedures()

    def next_arrival_s(self, now_s: float, came: int) -> float:
        """Say how long until the next one comes: a crowd waits at the door, then a Poisson stream with a morning peak."""
        if came < CROWD_AT_THE_DOOR:
            return self._random.uniform(0.4, 1.6)
        return self._random.expovariate(1) * BETWEEN_ARRIVALS_S / rate_at(now_s)

    def citizen(self, services: Sequence[str], priorities: Sequence[str]) -> Citizen:
        """Draw somebody who wants one of the open services."""
        service = self._random.choices(services, [MIX.get(code, 3) for code in services])[0]
        goes_first = bool(priorities) and self._random.random() < PRIORITY_SHARE
        priority = self._random.choice(priorities) if goes_first else "normal"
        return Citizen(service, priority, "en" if self._random.random() < ENGLISH_SHARE else "vi")

    def is_absent(self) -> bool:
        """Draw whether somebody does not come when called."""
        return self._random.random() < ABSENT_SHARE

    def walking_s(self) -> float:
        """Draw how long the way to the counter takes."""
        return self._random.uniform(3, 9)

    def serving_s(self) -> float:
        """Draw how long one serving takes: log-normal, as such times are."""
        return self._random.lognormvariate(math.log(SERVING_MEDIAN_S), SERVING_SIGMA)

    def breath_s(self) -> float:
        """Draw how long a clerk needs before the next call."""
        return self._random.uniform(1.5, 7)

    def dossiers(self, service: str) -> list[tuple[str, str]]:
        """Draw the dossiers one visit opens: procedure code and applicant; none where no procedure has a fixed time."""
        known = self._procedures.get(service, ())
        if not known:
            return []
        count = self._random.choices([n for n, _ in DOSSIERS], [weight for _, weight in DOSSIERS])[0]
        applicant = self.name()
        return [(self._random.choice(known), applicant) for _ in range(count)]

    def name(self) -> str:
        """Invent a name."""
        return " ".join(self._random.choice(part) for part in (FAMILY, MIDDLE, GIVEN))

    def spread_s(self, first: float, last: float) -> float:
        """Draw a time between two."""
        return self._random.uniform(first, last)


def rate_at(now_s: float) -> float:
    """Say how many come against an ordinary hour; simulated days begin at 7:30 and last ten hours."""
    hour = (DAY_OPENS_S + now_s % DAY_LASTS_S) / 3600
    return next(rate for until, rate in PROFILE if hour < until)


def _timed_procedures() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in load_procedures():
        if one.time_unit is TimeUnit.SAME_DAY or one.time_amount is not None:
            found.setdefault(one.service, []).append(one.code)
    return found
