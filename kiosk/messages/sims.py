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
class PlayScript:
    """`Inject` from the text of a fault script: every simulator is given the whole and takes its
    own lines. Refused where a line cannot be read."""

    text: str


@dataclass(frozen=True, slots=True)
class Heal:
    """Forget every rule and end every fault; counters start again."""


# --- ID reader simulator ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PutCard:
    """Put a card on the antenna: a 256-byte text block as hex (UTF-16LE), photo is a pattern.

    `address_hex`: its newest address, 70 bytes; without one the reader says that it has none.
    `second_hex`: the text of the card that the fault `swap_card` puts in its place.
    """

    text_hex: str
    address_hex: str = ""
    second_hex: str = ""


@dataclass(frozen=True, slots=True)
class TakeCard:
    pass


@dataclass(frozen=True, slots=True)
class AskMisheard:
    """What has reached the reader that it knows no sense of; answered by `Misheard`."""


@dataclass(frozen=True, slots=True)
class Misheard:
    """Since the start or the last `Heal`."""

    commands: int = 0
    frames: int = 0
    stray_bytes: int = 0


# --- social security card simulator ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PutSocialCard:
    """Put a card into the reader, in place of the one that is there. Blank fields are blank on it.

    `kind`: social | needs_auth (EF06 closed) | locked | bank (no such application) | mute.
    `generation` 1.0 has no name extension. Dates are YYYYMMDD, `issuer` has up to 24 digits.
    Refused where a field does not fit its record.
    """

    name: str = "测试甲"
    id_no: str = "440524188001010014"
    card_no: str = "T0000001X"
    generation: str = "2.0"
    sex: str = "1"
    nation: str = "01"
    birth: str = "18800101"
    issuer: str = "915600000211000011000001"
    valid_from: str = "20200101"
    valid_to: str = "20300101"
    kind: str = "social"
    latency_ms: int = 0
    """What the chip needs for each answer."""


@dataclass(frozen=True, slots=True)
class TakeSocialCard:
    pass


@dataclass(frozen=True, slots=True)
class AskApdus:
    """Everything that reached a card since the start or the last `Heal`; answered by `Apdus`."""


@dataclass(frozen=True, slots=True)
class Apdus:
    """Command APDUs as hex, in order. `unknown` counts those that no such card knows, and those
    that came while the chip had no power."""

    commands: tuple[str, ...]
    unknown: int = 0


# --- receipt printer simulator ---------------------------------------------------------------


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


# --- A4 printer simulator --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AskPages:
    """What came out of the A4 printer so far; answered by `Pages`."""


@dataclass(frozen=True, slots=True)
class SimPage:
    """Impression `number` of `of` of the job with this name."""

    job: str
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class Pages:
    """In the order in which they came out. `files`: documents of ended jobs in the simulator's
    folder (NAME.pdf, or NAME-partial.pdf; pictures NAME-1.png and so on where asked for). `unknown`
    counts requests that it knows no sense of."""

    pages: tuple[SimPage, ...]
    files: tuple[str, ...] = ()
    unknown: int = 0


# --- lamp board simulator --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AskLamps:
    """What the board's outputs are now; answered by `Lamps`."""


@dataclass(frozen=True, slots=True)
class Lamps:
    """`coils` from address 0 on. `changes` counts outputs that were switched; `unknown` frames that
    it knows no sense of, `foreign` those for another unit."""

    coils: tuple[bool, ...]
    changes: int = 0
    unknown: int = 0
    foreign: int = 0


# --- camera and code reader simulators -------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShowPicture:
    """What the camera sees from now on: a JPEG, its size is the camera's. Empty: its test card."""

    jpeg: bytes

    def __repr__(self) -> str:
        return f"ShowPicture({len(self.jpeg)} bytes)"


@dataclass(frozen=True, slots=True)
class ShowCode:
    """The scan engine reads a code of these bytes, once."""

    code: bytes

    def __repr__(self) -> str:
        return f"ShowCode({len(self.code)} bytes)"
