"""The fault words of the simulated printer, and where in its work they strike."""

from collections.abc import Collection, Iterable

from devices.sims.armed import Armed
from devices.sims.mangle import WIRE_FAULTS
from kiosk.device import Device
from kiosk.messages.sims import FaultRule
from kiosk.values import replace

MECHANICAL = ("paper_out", "paper_near_end", "cover_open", "jam", "head", "cutter")
"""They strike when the byte that a script names is printed, not when it is received."""
TAKE_MS = 300

FAULTS = {
    **WIRE_FAULTS,
    "paper_out": "the roll ends; ended also by loading paper",
    "paper_near_end": "the near-end sensor; ended also by loading paper",
    "cover_open": "the cover is open, until healed",
    "cutter": "the cutter blocks at its next cut",
    "jam": "paper jams",
    "head": "the head is too hot to print",
    "drop": "the connection is reset once; a new one is accepted",
    "refuse": "the connection is broken and new ones refused, until healed",
    "behind": "each answer leaves only when the next one is due",
    "take_ticket": "now: a hand takes what lies in the presenter; always: each ticket, "
    f"NUMBER ms after it was presented ({TAKE_MS} where none is said)",
}


class PrinterArmed(Armed):
    """`byte` counts what is received, real-time commands apart; bytes that leave are not counted.

    `now` and `always` are told apart for what happens once.
    """

    def __init__(self) -> None:
        super().__init__(Device.RECEIPT_PRINTER, FAULTS)

    def arm(self, rules: Iterable[FaultRule]) -> None:
        super().arm(replace(rule, when=_point(rule)) for rule in rules)

    def passed(self, point: str, count: int = 1) -> tuple[FaultRule, ...]:
        """Mangle counts bytes that leave: those are no point here."""
        return () if point == "byte" else super().passed(point, count)

    def until(self, point: str, but: Collection[str] = ()) -> int | None:
        return None if point == "byte" else super().until(point, but)

    def bytes_left(self) -> int | None:
        """Bytes that may still be received before a fault strikes."""
        return super().until("byte")

    def strike(self, point: str, count: int = 1) -> tuple[FaultRule, ...]:
        """`count` more of `point`: the faults that struck just now have begun."""
        struck = super().passed(point, count)
        for rule in struck:
            self.begin(rule.fault, rule.value)
        return struck

    def has(self, fault: str) -> bool:
        return self.on(fault) is not None

    @property
    def is_timed(self) -> bool:
        """A fault waits for its time, so somebody must look now and then."""
        return self.until("ms") is not None


def _point(rule: FaultRule) -> str:
    printed = rule.when == "byte" and rule.fault in MECHANICAL
    return "printed" if printed else rule.when
