"""What a benchmark measures, in numbers that can be compared with a goal."""

from collections.abc import Callable, Sequence
from math import ceil
from statistics import median
from typing import Any

from msgspec import Struct

_DIGITS = 4
"""Significant digits of a reported value: beyond them is noise."""


class Figure(Struct, frozen=True):
    """`unit` "×" is a ratio to the limit or peer that `method` names. `goal` None: information."""

    name: str
    unit: str
    method: str
    goal: float | None = None
    lower_is_better: bool = True

    def of(self, samples: Sequence[float], value: float | None = None) -> "Measured":
        """Measured as the median of `samples`, or as `value` drawn from them. Never of none."""
        return Measured(self, median(samples) if value is None else value, tuple(samples))


class Measured(Struct, frozen=True):
    """`value` None: it could not be measured, so a goal does not hold."""

    figure: Figure
    value: float | None
    samples: tuple[float, ...] = ()

    @property
    def holds(self) -> bool | None:
        """None where there is no goal."""
        goal = self.figure.goal
        if goal is None:
            return None
        if self.value is None:
            return False
        return self.value <= goal if self.figure.lower_is_better else self.value >= goal

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.figure.name,
            "value": None if self.value is None else significant(self.value),
            "unit": self.figure.unit,
            "goal": self.figure.goal,
            "holds": self.holds,
            "samples": [significant(sample) for sample in self.samples],
        }


class Benchmark(Struct, frozen=True):
    """`run` gives one Measured for each of `figures`."""

    name: str
    figures: tuple[Figure, ...]
    run: Callable[[], list[Measured]]


class NotMeasured(Exception):
    """What should have been measured did not happen; the text says what was there instead."""


def percentile(samples: Sequence[float], percent: float) -> float:
    """The smallest sample that at least `percent` of all do not exceed (nearest rank)."""
    ordered = sorted(samples)
    return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)]


def significant(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")
