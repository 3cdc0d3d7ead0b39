"""What lies in the simulated presenter, and the counters of the unit."""

from dataclasses import dataclass

from devices.receipt_printer.sim_sensors import DOTS_PER_MM

COUNTER_UNITS = {0xE1: "cm", 0xE2: "cuts", 0xE3: "cm", 0xE4: "ret", 0xE5: "on"}
_ROWS_PER_CM = 10 * DOTS_PER_MM


@dataclass(slots=True)
class Presenter:
    """`jammed`: a ticket was pushed onto another one."""

    ticket: bool = False
    jammed: bool = False
    cuts: int = 700
    printed_rows: int = 0
    retracts: int = 0

    def present(self) -> None:
        self.jammed |= self.ticket
        self.ticket = True

    def take(self) -> None:
        """By a hand, or ejected."""
        self.ticket = False

    def retract(self) -> None:
        self.retracts += self.ticket
        self.ticket = False

    def counter(self, code: int, paper_rows: int) -> bytes:
        """The answer to 1D `code`: a number and its unit."""
        values = {
            0xE1: paper_rows // _ROWS_PER_CM,
            0xE2: self.cuts,
            0xE3: self.printed_rows // _ROWS_PER_CM,
            0xE4: self.retracts,
            0xE5: 1,
        }
        return f"{values[code]}{COUNTER_UNITS[code]}".encode()
