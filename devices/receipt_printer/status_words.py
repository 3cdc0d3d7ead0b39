"""Every bit of a status answer in words, for the operator's page and recorded transcripts. Pure.

What becomes of a job rests on the masks of a profile and on nothing here. In the answers to DLE EOT
with one byte a model may mean something of its own: there the profile's masks go before the table.
Sources: PROTOCOL.md.
"""

from devices.receipt_printer.profile import ASK_FULL, FULL_STATUS, Bits, Profile

Said = dict[str, bool]
"""Condition -> whether it holds."""

_Rows = tuple[tuple[int, str], ...]
"""(mask, condition); it holds where any masked bit is set."""

_ROLL: _Rows = ((0x03, "near_end"), (0x0C, "end"))
_TABLES: dict[str, _Rows] = {
    "1": ((0x04, "drawer_high"), (0x08, "offline"), (0x80, "paper_not_torn_away")),
    "2": (
        (0x04, "cover_open"),
        (0x08, "feed_key"),
        (0x20, "paper_end_stop"),
        (0x40, "error"),
    ),
    "3": (
        (0x04, "mechanical_error"),
        (0x08, "cutter_error"),
        (0x20, "unrecoverable_error"),
        (0x40, "auto_recoverable_error"),
    ),
    "4": ((0x0C, "near_end"), (0x60, "end")),
    "17": ((0x04, "paper_motor_on"), (0x20, "paper_end_stop")),
    "paper": (
        (0x01, "end"),
        (0x04, "near_end"),
        (0x20, "ticket_in_output"),
        (0x40, "virtual_paper_end"),
        (0x80, "mark_not_over_sensor"),
    ),
    "user": (
        (0x01, "head_up"),
        (0x02, "cover_open"),
        (0x04, "spooling"),
        (0x08, "drag_motor_on"),
        (0x20, "feed_key"),
        (0x40, "form_feed_key"),
    ),
    "recoverable": (
        (0x01, "head_temperature_error"),
        (0x02, "rs232_error"),
        (0x08, "supply_voltage_error"),
        (0x20, "command_not_acknowledged"),
        (0x40, "paper_jam"),
        (0x80, "mark_search_error"),
    ),
    "unrecoverable": (
        (0x01, "cutter_error"),
        (0x02, "cutter_cover_open"),
        (0x04, "ram_error"),
        (0x08, "eeprom_error"),
        (0x80, "presenter_error"),
    ),
}
_ASB: tuple[_Rows, ...] = (
    ((0x04, "drawer_high"), (0x08, "offline"), (0x20, "cover_open"), (0x40, "feed_key")),
    (
        (0x01, "waiting_for_recovery"),
        (0x02, "feed_switch"),
        (0x04, "mechanical_error"),
        (0x08, "cutter_error"),
        (0x20, "unrecoverable_error"),
        (0x40, "auto_recoverable_error"),
    ),
    _ROLL,
    (),
)
_EJECTOR: _Rows = (
    (0x01, "near_end"),
    (0x04, "paper_at_entry"),
    (0x08, "ticket_in_output"),
    (0x10, "stepper_on"),
    (0x20, "ejector_motor_on"),
    (0x40, "error"),
    (0x80, "paper_jam"),
)
_ONE_BYTE = {b"\x1b\x76": _ROLL, b"\x1d\x72\x01": _ROLL, b"\x1d\x72\x31": _ROLL}
_ONE_BYTE |= {b"\x1d\x65\x06": _EJECTOR}
_OF_PROFILE = {
    "offline": "offline",
    "cover_open": "cover_open",
    "paper_end": "end",
    "near_end": "near_end",
    "jam": "paper_jam",
    "cutter": "cutter_error",
    "unrecoverable": "unrecoverable_error",
    "head": "auto_recoverable_error",
    "error": "error",
    "ticket": "ticket_in_output",
    "busy": "drag_motor_on",
}
"""Conditions of a profile -> words."""
_ASB_MASK, _ASB_FIXED = 0x93, 0x10
_ASK_FULL = b"\x10\x04" + bytes([ASK_FULL])
_AUTO_FULL = b"\x1d\xe0"


def read_answer(asked: bytes, answer: bytes, profile: Profile) -> Said | None:
    """What the answer to this question says; `asked` is empty for what came unasked, which is an
    automatic status back, or after GS E0 n (`asked`) a part of the full status. None where it is no
    answer to it."""
    if asked in _ONE_BYTE:
        return _words(_ONE_BYTE[asked], answer[0]) if len(answer) == 1 else None
    if not asked and len(answer) == len(_ASB) and answer[0] & _ASB_MASK == _ASB_FIXED:
        said: Said = {}
        for rows, value in zip(_ASB, answer, strict=True):
            said |= _words(rows, value)
        return said
    if asked == _ASK_FULL or asked[:2] == _AUTO_FULL or not asked:
        return _full(answer, whole=asked == _ASK_FULL)
    if asked[:2] != b"\x10\x04" or len(asked) != 3 or len(answer) != 1:
        return None
    return _single(str(asked[2]), answer[0], profile)


def paper_word(said: Said) -> str:
    """`end` goes before `near_end`, which most models report with it."""
    return "end" if said.get("end") else "near_end" if said.get("near_end") else "ok"


def _full(answer: bytes, whole: bool) -> Said | None:
    """10, which bytes follow (bit 0 the first), the bytes. All four where `whole`."""
    if len(answer) < 2 or answer[0] != 0x10 or answer[1] > 0x0F or (whole and answer[1] != 0x0F):
        return None
    names = [name for at, name in enumerate(FULL_STATUS) if answer[1] >> at & 1]
    if len(answer) != 2 + len(names):
        return None
    said: Said = {}
    for name, value in zip(names, answer[2:], strict=True):
        said |= _words(_TABLES[name], value)
    return said


def _single(name: str, value: int, profile: Profile) -> Said | None:
    """None where neither the table nor the profile knows this question."""
    said = _words(_TABLES.get(name, ()), value)
    for condition, word in _OF_PROFILE.items():
        bits: Bits = getattr(profile.bits, condition)
        masks = [mask for answer, mask in bits if answer == name]
        if masks:
            said[word] = any(value & mask for mask in masks)
    return said or None


def _words(rows: _Rows, value: int) -> Said:
    return {word: bool(value & mask) for mask, word in rows}
