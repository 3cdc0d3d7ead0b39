"""Dock and tests -> simulators, over each simulator's control socket. Answered by `Done`."""

from msgspec import Struct


class Done(Struct, frozen=True):
    ok: bool = True
    detail: str = ""


class FaultRule(Struct, frozen=True):
    """One line of a fault script (devices.sims.script has the grammar and the words).

    `when`: now | always | byte | command | reply | page | ms; `at` counts from 1, for byte and ms
    it is "after so many". `fault` is a word that the simulator knows, `value` its number.
    """

    device: str
    fault: str
    when: str = "now"
    at: int = 0
    value: int = 0


class Inject(Struct, frozen=True):
    """Arm these rules, beside those that are armed. Refused whole where one is not known."""

    rules: tuple[FaultRule, ...]


class PlayScript(Struct, frozen=True):
    """`Inject` from the text of a fault script: every simulator is given the whole and takes its
    own lines. Refused where a line cannot be read."""

    text: str


class Heal(Struct, frozen=True):
    """Forget every rule and end every fault; counters start again."""


# --- ID reader simulator ---------------------------------------------------------------------


class PutCard(Struct, frozen=True):
    """Put a card on the antenna: a 256-byte text block as hex (UTF-16LE), photo is a pattern.

    `address_hex`: its newest address, 70 bytes; without one the reader says that it has none.
    `second_hex`: the text of the card that the fault `swap_card` puts in its place.
    """

    text_hex: str
    address_hex: str = ""
    second_hex: str = ""


class TakeCard(Struct, frozen=True):
    pass


class AskMisheard(Struct, frozen=True):
    """What has reached the reader that it knows no sense of; answered by `Misheard`."""


class Misheard(Struct, frozen=True):
    """Since the start or the last `Heal`."""

    commands: int = 0
    frames: int = 0
    stray_bytes: int = 0


# --- social security card simulator ------------------------------------------------------------


class PutSocialCard(Struct, frozen=True):
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


class TakeSocialCard(Struct, frozen=True):
    pass


class AskApdus(Struct, frozen=True):
    """Everything that reached a card since the start or the last `Heal`; answered by `Apdus`."""


class Apdus(Struct, frozen=True):
    """Command APDUs as hex, in order. `unknown` counts those that no such card knows, and those
    that came while the chip had no power."""

    commands: tuple[str, ...]
    unknown: int = 0


# --- receipt printer simulator ---------------------------------------------------------------


class LoadPaper(Struct, frozen=True):
    pass


class AskOutput(Struct, frozen=True):
    """What came out so far; answered by `Output`."""


class Output(Struct, frozen=True):
    """Names of the finished receipts (files NAME.bin and NAME.png in the simulator's folder)."""

    receipts: tuple[str, ...]
    partial: tuple[str, ...] = ()
    unknown_bytes: int = 0


# --- A4 printer simulator --------------------------------------------------------------------


class AskPages(Struct, frozen=True):
    """What came out of the A4 printer so far; answered by `Pages`."""


class SimPage(Struct, frozen=True):
    """Impression `number` of `of` of the job with this name."""

    job: str
    number: int
    of: int


class Pages(Struct, frozen=True):
    """In the order in which they came out. `files`: documents of ended jobs in the simulator's
    folder (NAME.pdf, or NAME-partial.pdf; pictures NAME-1.png and so on where asked for). `unknown`
    counts requests that it knows no sense of."""

    pages: tuple[SimPage, ...]
    files: tuple[str, ...] = ()
    unknown: int = 0


# --- lamp board simulator --------------------------------------------------------------------


class AskLamps(Struct, frozen=True):
    """What the board's outputs are now; answered by `Lamps`."""


class Lamps(Struct, frozen=True):
    """`coils` from address 0 on. `changes` counts outputs that were switched; `unknown` frames that
    it knows no sense of, `foreign` those for another unit."""

    coils: tuple[bool, ...]
    changes: int = 0
    unknown: int = 0
    foreign: int = 0


# --- camera and code reader simulators -------------------------------------------------------


class ShowPicture(Struct, frozen=True):
    """What the camera sees from now on: a JPEG, its size is the camera's. Empty: its test card."""

    jpeg: bytes

    def __repr__(self) -> str:
        return f"ShowPicture({len(self.jpeg)} bytes)"


class ShowCode(Struct, frozen=True):
    """The scan engine reads a code of these bytes, once."""

    code: bytes

    def __repr__(self) -> str:
        return f"ShowCode({len(self.code)} bytes)"
