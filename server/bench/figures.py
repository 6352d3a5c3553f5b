"""Plain values of a measurement: samples and their spread, budgets, and the document that holds them all."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

NS_PER_MS = 1_000_000


def percentile(ordered: Sequence[float], share: float) -> float:
    """Return the nearest-rank percentile of samples in rising order: a value that really occurred."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


@dataclass(frozen=True)
class Spread:
    """Hold how samples in milliseconds lie, and how many came in a second where that means something."""

    name: str
    count: int
    p50_ms: float
    p95_ms: float
    p99_ms: float
    max_ms: float
    rate_per_s: float | None = None

    def to_json(self) -> dict[str, Any]:
        """Write it down, rounded to a microsecond."""
        return {
            key: round(value, 3) if isinstance(value, float) else value for key, value in vars(self).items()
        }


def spread(name: str, samples_ns: Iterable[int], *, within_ns: int | None = None) -> Spread:
    """Describe samples in nanoseconds; `within_ns` is the time they took together. Raises ValueError for none."""
    ordered = sorted(sample / NS_PER_MS for sample in samples_ns)
    if not ordered:
        raise ValueError(f"nothing was measured: {name}")
    rate = len(ordered) * 1e9 / within_ns if within_ns else None
    p50, p95, p99 = (percentile(ordered, share) for share in (0.5, 0.95, 0.99))
    return Spread(name, len(ordered), p50, p95, p99, ordered[-1], rate)


@dataclass(frozen=True)
class Budget:
    """Hold a limit and what was found. `at_least`: the figure must reach the limit, else it must not pass it."""

    name: str
    found: float
    limit: float
    unit: str
    at_least: bool = False

    @property
    def is_met(self) -> bool:
        """Claim that the figure keeps the budget."""
        return self.found >= self.limit if self.at_least else self.found <= self.limit

    def to_json(self) -> dict[str, Any]:
        """Write it down."""
        found = round(self.found, 3)
        return {"name": self.name, "found": found, "limit": self.limit, "unit": self.unit,
                "at_least": self.at_least, "met": self.is_met}  # fmt: skip


@dataclass
class Report:
    """Gather what one bench found. `facts` are counts and sizes that are no spread; `skipped` says what was not done."""

    bench: str
    measured: str
    machine: dict[str, Any]
    figures: list[Spread] = field(default_factory=list)
    references: list[Spread] = field(default_factory=list)
    ratios: dict[str, float] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    budgets: list[Budget] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    @property
    def is_met(self) -> bool:
        """Claim that every budget is kept."""
        return all(one.is_met for one in self.budgets)

    def hold(self, figure: Spread, **limits_ms: float) -> None:
        """Add a figure with its budgets, such as `p50=1.5, p99=4`."""
        self.figures.append(figure)
        for name, limit in limits_ms.items():
            self.budgets.append(Budget(f"{figure.name}: {name}", getattr(figure, f"{name}_ms"), limit, "ms"))

    def compare(self, name: str, figure: float, reference: float) -> None:
        """Note how many times the reference a figure is."""
        self.ratios[name] = round(figure / reference, 2)

    def to_json(self) -> dict[str, Any]:
        """Write the whole document."""
        return {
            "bench": self.bench,
            "measured": self.measured,
            "machine": self.machine,
            "figures": [one.to_json() for one in self.figures],
            "references": [one.to_json() for one in self.references],
            "ratios": self.ratios,
            "facts": self.facts,
            "budgets": [one.to_json() for one in self.budgets],
            "skipped": self.skipped,
            "met": self.is_met,
        }
