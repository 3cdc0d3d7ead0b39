"""What each simulated model sends and understands, from its command reference and not from the
profiles: a wrong mask there must show."""

from collections.abc import Callable

from msgspec import Struct


class Sensors(Struct, frozen=True):
    """What is so now."""

    cover_open: bool = False
    out: bool = False
    near_end: bool = False
    jam: bool = False
    cutter: bool = False
    head: bool = False
    ticket: bool = False
    moving: bool = False

    @property
    def stopped(self) -> bool:
        return self.cover_open or self.out or self.jam or self.cutter or self.head


def _epson(n: int, now: Sensors) -> bytes:
    """DLE EOT 1 to 4."""
    bits = {
        1: 0x04 | (0x08 if now.stopped else 0),
        2: (0x04 if now.cover_open else 0)
        | (0x20 if now.out else 0)
        | (0x40 if now.jam or now.cutter or now.head else 0),
        3: (0x04 if now.jam else 0) | (0x08 if now.cutter else 0) | (0x40 if now.head else 0),
        4: (0x0C if now.near_end else 0) | (0x60 if now.out else 0),
    }
    return bytes([0x12 | bits[n]]) if n in bits else b""


def _citizen(n: int, now: Sensors) -> bytes:
    """PPU-700: bits 5 and 6 of n=4 are two sensors; n=5 and 6 name the errors."""
    bits = {
        4: (0x0C if now.near_end else 0) | (0x20 if now.out else 0) | (0x40 if now.ticket else 0),
        5: (0x04 if now.cover_open else 0) | (0x08 if now.head else 0),
        6: 0x20 if now.jam else 0,
    }
    return bytes([0x12 | bits[n]]) if n in bits else _epson(n, now)


def _custom(n: int, now: Sensors) -> bytes:
    """VKP80: the full status, DLE EOT 20."""
    if n != 20:
        return _epson(n, now)
    paper = (0x01 if now.out else 0) | (0x04 if now.near_end else 0) | (0x20 if now.ticket else 0)
    user = (0x02 if now.cover_open else 0) | (0x08 if now.moving else 0)
    recoverable = (0x01 if now.head else 0) | (0x40 if now.jam else 0)
    return bytes([0x10, 0x0F, paper | 0x80, user, recoverable, 0x01 if now.cutter else 0])


class Model(Struct, frozen=True):
    """`foreign`: names of commands that this model does not know. `presenter`: "" for none, "cut"
    where the cut ends in it, "command" where a command presents. `realtime_clear`: the bytes with
    which it forgets what it received."""

    answer: Callable[[int, Sensors], bytes]
    foreign: frozenset[str]
    realtime_clear: tuple[bytes, ...] = (b"\x10\x05\x02",)
    presenter: str = ""
    chinese: bool = True


_CUSTOM_ONLY = frozenset(("present", "ejector", "counter", "identity", "full_status_back"))
_CITIZEN_ONLY = frozenset(("collect", "collect_timer"))
_CHINESE = frozenset(("chinese", "western", "chinese_mode"))
_OTHERS = frozenset(("process_id", "paper_answer", "auto_status", "smoothing"))

MODELS: dict[str, Model] = {
    "generic-80mm-gb18030": Model(_epson, _CUSTOM_ONLY | _CITIZEN_ONLY | {"process_id"}),
    "epson-80mm-chinese": Model(
        _epson,
        _CUSTOM_ONLY | _CITIZEN_ONLY,
        (b"\x10\x05\x02", b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"),
    ),
    "custom-vkp80": Model(
        _custom, _CITIZEN_ONLY | _CHINESE | _OTHERS | {"cut_fed"}, (), "command", chinese=False
    ),
    "citizen-ppu700": Model(
        _citizen, _CUSTOM_ONLY | _CHINESE | {"process_id"}, presenter="cut", chinese=False
    ),
    "snbc-bt-t080": Model(_epson, _CUSTOM_ONLY | _CITIZEN_ONLY | {"process_id"}),
}
