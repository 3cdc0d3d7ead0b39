"""What a card says of itself before any record is read: answer to reset, file control information.

Pure and total: any bytes give a value or None. For the operator's page; a reading goes by status
words alone. Sources: ISO/IEC 7816-3, 8.2 (answer to reset); ISO/IEC 7816-4, 5.2 and 5.3.3 (BER-TLV,
file control information); LD/T 32 for tag 9F0C.
"""

from enum import IntEnum
from functools import reduce
from operator import xor

from msgspec import Struct

_MOST_ATR = 33
_FIRST = (0x3B, 0x3F)
_FCI, _NAME, _PROPRIETARY, _SFI, _OWN, _ALGORITHM = 0x6F, 0x84, 0xA5, 0x88, 0x9F0C, 0x86


class Algorithm(IntEnum):
    """Of the card's keys."""

    DES = 1
    SSF33 = 2
    SM4 = 3


class Fci(Struct, frozen=True):
    """File control information of the selected application."""

    name: bytes
    """The application's name; a social security card's is GBK text."""
    sfi: int | None
    """Short identifier of its directory file."""
    algorithm: Algorithm | None
    """None where the card does not say, or says something unknown."""


def historical_bytes(atr: bytes) -> bytes | None:
    """What the issuer put into an answer to reset, at most 15 bytes; None where it is no such
    answer: cut short, too long, or with a wrong check byte."""
    if not 2 <= len(atr) <= _MOST_ATR or atr[0] not in _FIRST:
        return None
    size, interface, at, checked = atr[1] & 0x0F, atr[1] >> 4, 2, False
    while interface:
        more = interface & 8
        at += (interface & 7).bit_count()
        if not more:
            break
        if at >= len(atr):
            return None
        interface, protocol = atr[at] >> 4, atr[at] & 0x0F
        checked |= protocol != 0
        at += 1
    if len(atr) != at + size + checked or (checked and reduce(xor, atr[1:]) != 0):
        return None
    return atr[at : at + size]


def parse_fci(data: bytes) -> Fci | None:
    """From the answer to a selection, without its status word; None where it is not one."""
    outer = _tlvs(data)
    inner = _tlvs(outer.get(_FCI, b"")) if outer else None
    if not inner or _NAME not in inner:
        return None
    own = _tlvs(inner.get(_PROPRIETARY, b"")) or {}
    keys = _tlvs(own.get(_OWN, b"")) or {}
    sfi, algorithm = own.get(_SFI, b""), keys.get(_ALGORITHM, b"")
    known = len(algorithm) == 1 and algorithm[0] in set(Algorithm)
    return Fci(
        inner[_NAME],
        sfi[0] if len(sfi) == 1 else None,
        Algorithm(algorithm[0]) if known else None,
    )


def _tlvs(data: bytes) -> dict[int, bytes] | None:
    """Values by tag; None where the lengths do not add up. Tags of one or two bytes, lengths of
    one, or two after 81."""
    found = {}
    while data:
        wide = data[0] & 0x1F == 0x1F
        tag, rest = int.from_bytes(data[: 1 + wide], "big"), data[1 + wide :]
        long = rest[:1] == b"\x81"
        rest = rest[long:]
        if not rest or (rest[0] >= 0x80 and not long) or len(rest) <= rest[0]:
            return None
        found[tag], data = rest[1 : 1 + rest[0]], rest[1 + rest[0] :]
    return found
