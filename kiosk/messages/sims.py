"""Dock and tests -> simulators, over each simulator's control socket. Answered by `Done`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Done:
    ok: bool = True
    detail: str = ""


@dataclass(frozen=True, slots=True)
class FaultRule:
    """One line of a fault script (devices.sims.script has the grammar and the words).

    `when`: now | always | byte | command | reply | page | ms; `at` counts from 1, for byte and ms
    it is "after so many". `fault` is a word that the simulator knows, `value` its number.
    """

    device: str
    fault: str
    when: str = "now"
    at: int = 0
    value: int = 0


@dataclass(frozen=True, slots=True)
class Inject:
    """Arm these rules, beside those that are armed. Refused whole where one is not known."""

    rules: tuple[FaultRule, ...]


@dataclass(frozen=True, slots=True)
class Heal:
    """Forget every rule and end every fault; counters start again."""


# --- ID reader simulator ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PutCard:
    """Put a card on the antenna: a 256-byte text block as hex (UTF-16LE), photo is a pattern."""

    text_hex: str


@dataclass(frozen=True, slots=True)
class TakeCard:
    pass


@dataclass(frozen=True, slots=True)
class ReaderFault:
    """Steer the reader. `kind`: none | silent | storm | bad_checksum | read_failed | auth_failed |
    out_of_service | take_card_at_byte | unplug | replug | slow. `value` is its number (byte offset,
    milliseconds, how often)."""

    kind: str
    value: int = 0


# --- receipt printer simulator ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PrinterFault:
    """Steer the printer. `kind`: none | paper_out | paper_near_end | paper_out_at_byte |
    cover_open | cutter | jam | silent | drop_at_byte | refuse | hang_at_byte."""

    kind: str
    value: int = 0


@dataclass(frozen=True, slots=True)
class LoadPaper:
    pass


@dataclass(frozen=True, slots=True)
class AskOutput:
    """What came out so far; answered by `Output`."""


@dataclass(frozen=True, slots=True)
class Output:
    """Names of the finished receipts (files NAME.bin and NAME.png in the simulator's folder)."""

    receipts: tuple[str, ...]
    partial: tuple[str, ...] = ()
    unknown_bytes: int = 0
