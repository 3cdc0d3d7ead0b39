"""What an operator may set, in DATA/limits.json; without the file, the defaults below."""

import math
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

DayTime = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d\Z")]
Positive = Annotated[int, Meta(ge=1, le=2**50)]


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """`records_per_s` 0: no pace is kept. Times in seconds or days, sizes in bytes."""

    records_per_s: Annotated[float, Meta(ge=0, le=100_000)] = 0.0
    """A terminal may send so many records a second on average, and `burst_records` at once."""
    burst_records: Annotated[int, Meta(ge=1, le=100_000)] = 400
    file_bytes: Positive = 64 * 1024 * 1024
    """The longest attachment."""
    files_bytes: Positive = 1024 * 1024 * 1024
    """Announced attachments of one terminal that no application has taken up yet, together."""
    file_expires_s: Positive = 7 * 86_400
    """An upload that is not complete is deleted so long after it last went on."""
    unclaimed_days: Positive = 90
    """A complete upload that no application has taken up is deleted so long after its last byte."""
    keep_records_days: Positive = 180
    """How long the bodies of records are kept; their effects and numbers stay."""
    office_opens: DayTime = "09:00"
    office_closes: DayTime = "17:00"
    """What is handed in outside these hours counts from the next opening on a work day."""
    repair_work_days: Annotated[int, Meta(ge=0, le=365)] = 2
    """A fault of a terminal must be mended so soon: after that its lamp is red."""
    rating_work_days: Annotated[int, Meta(ge=0, le=365)] = 5
    """A bad rating must be followed up so soon; cities ask for 5 or 15 work days."""
    behind_proxy: bool = False
    """True: a proxy of ours stands in front, and the last X-Forwarded-For names the visitor."""
    dedupe: bool = True
    """False: every delivery has an effect. For the control of a test alone, see server.py."""


class Unusable(ValueError):
    """The file is not as it must be; the text says where."""


def read_limits(data: Path) -> Limits:
    """Raises Unusable."""
    path = data / "limits.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=Limits)
    except FileNotFoundError:
        return Limits()
    except (OSError, msgspec.DecodeError) as error:
        raise Unusable(f"{path} cannot be used: {error}") from None


def check(limits: Limits, world: bool) -> None:
    """Raises Unusable where a platform that is none of a test would apply records twice."""
    if not limits.dedupe and not world:
        raise Unusable("limits.json turns dedupe off, which only a test may do")


@dataclass(slots=True)
class Bucket:
    """Tokens of one terminal. It may go below zero once, so that no batch is too big for it."""

    rate: float
    size: float
    tokens: float
    at: float

    def take(self, count: int, now: float) -> float:
        """0.0: taken. Else seconds to wait; nothing is taken. `now`: monotonic seconds."""
        self.tokens = min(self.size, self.tokens + max(0.0, now - self.at) * self.rate)
        self.at = now
        if self.tokens <= 0:
            return (1.0 - self.tokens) / self.rate
        self.tokens -= count
        return 0.0


@dataclass(slots=True)
class Pace:
    """The buckets of all terminals, in memory: a restart fills them. Thread-safe."""

    limits: Limits
    _buckets: dict[str, Bucket] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, terminal: str, count: int, now: float) -> int:
        """Whole seconds until this terminal may send again; 0 where `count` records may come."""
        rate, size = self.limits.records_per_s, self.limits.burst_records
        if not rate:
            return 0
        with self._lock:
            bucket = self._buckets.setdefault(terminal, Bucket(rate, size, size, now))
            return math.ceil(bucket.take(count, now))

    def advice(self, most: int) -> dict[str, float]:
        """What a terminal that is told to wait should keep to from then on."""
        records = min(most, self.limits.burst_records)
        rate = self.limits.records_per_s
        return {"max_records": records, "min_pause_s": round(records / rate, 3) if rate else 0}
